"""Who hears a scheme can compute it: whatever is changed in a scheme, some sentence sounds different."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.sentences.sentence import sentences
from tests.unit.sentences.mutations import mutations, scheme_of

if TYPE_CHECKING:
    from engine.scheme.model import Scheme
    from tests.unit.sentences.mutations import Mutation

ROOT = Path(__file__).parents[3]
FILES = [*sorted((ROOT / "schemes").glob("*.yaml")), *sorted((ROOT / "tests" / "cases").glob("*.yaml"))]


def unheard(path: Path, every: int) -> list[Mutation]:
    before = scheme_of(path)[0]
    said = sentences(before)
    changed = [each for each in mutations(path, every) if not decides_nothing(each, before)]
    return [each for each in changed if sentences(each.scheme) == said]


def decides_nothing(mutation: Mutation, before: Scheme) -> bool:
    """Say whether a change is one of a note, or of a declaration that nothing in this scheme makes use of."""
    match mutation.path[0], mutation.path[-1]:
        case _, "说明":
            return True
        case "分数", "未报":  # what indicators do that do not say it themselves: each is told by its own sentence
            return mutation.scheme.items == before.items
        case "分数", "缺项折算":  # without indicators there is nothing to convert
            return not before.items
        case "等次", "名额基数":  # places that are stated as a number are no share of anything
            return all(tier.quota is None or tier.quota.share is None for tier in before.tiers)
        case _:
            return False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_change_is_heard(path: Path) -> None:
    assert unheard(path, every=67) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_change_is_heard(path: Path) -> None:
    assert unheard(path, every=1) == []


def test_changes_are_of_every_sort() -> None:
    """What is said to be heard was changed: numbers, choices, words, operators, in every part of a scheme."""
    changed = list(mutations(ROOT / "schemes" / "energy-sector.yaml"))
    parts = {each.path[0] for each in changed}
    assert parts >= {"分数", "数据项", "指标", "加分", "规则", "等次"}
    assert any((each.was, each.now) == ("四舍五入", "只舍不入") for each in changed)
    assert any(">= " in each.was and "> " in each.now for each in changed)
    assert any(each.was.isdigit() and each.now.isdigit() for each in changed)
