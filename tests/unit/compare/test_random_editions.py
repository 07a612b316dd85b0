"""On random pairs of editions: both are in the one tree, every step is a valid scheme, and the parts add up exactly."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.compare.change import edition
from engine.compare.compare import diff_schemes
from engine.compare.differ import compare_trees
from engine.compare.editions import load_edition, read_edition
from engine.compare.side import make_side
from engine.compare.standing import standings
from engine.judge.judge import assess
from engine.report.problems import problems_text
from engine.scheme.view import AS_SAID, View
from engine.text.tree import Mapping
from tests.differential.cases import plain_rules, prepared
from tests.differential.texts import Case, to_yaml
from tests.unit.compare.edits import edited, reordered

if TYPE_CHECKING:
    from pathlib import Path

    from engine.compare.compare import SchemesDiff
    from engine.compare.editions import Edition

SEED = 7
TRIES = 12


def put(folder: Path, case: Case, name: str = "旧.yaml") -> None:
    """Writes a case: its scheme, its facts, and those of last year."""
    (folder / name).write_text(case.scheme_text(), "utf-8")
    for sub, texts in (("事实", case.unit_texts()), ("上年", case.last_texts())):
        (folder / sub).mkdir(exist_ok=True)
        for unit, text in texts.items():
            (folder / sub / f"{unit}.yaml").write_text(text, "utf-8")


def view_of(folder: Path, case: Case) -> View:
    return View(last_facts=folder / "上年") if case.last else AS_SAID


def pair(number: int, folder: Path) -> tuple[SchemesDiff, View] | None:
    """Makes a case and another edition of it that reads the same facts; None where no edit is valid."""
    rng = random.Random(f"{SEED}:{number}")  # noqa: S311  nothing here is a secret
    case, _, _ = prepared(SEED, number)
    put(folder, case)
    view = view_of(folder, case)
    for _ in range(TRIES):
        other = replace(case, scheme=edited(case.scheme, rng))
        (folder / "新.yaml").write_text(other.scheme_text(), "utf-8")
        files = [folder / "旧.yaml", folder / "新.yaml"]
        if rng.random() < 0.5:  # what was left out is added, seen from the other side
            files.reverse()
        diff, _ = diff_schemes(files[0], files[1], folder / "事实", view)
        if diff is not None and diff.comparison.changes:
            return diff, view
    return None


def whole(diff: SchemesDiff, side: Edition, view: View, *, with_changes: bool) -> None:
    """Asserts that the tree of both is the tree of one edition, with no change made or all of them."""
    tree = edition(diff.comparison.tree, frozenset(diff.comparison.changes if with_changes else ()))
    assert isinstance(tree, Mapping)
    scheme, problems = read_edition(tree, side.source, view)
    assert scheme is not None, problems_text(problems)
    found = compare_trees(make_side(side.tree, side.scheme), make_side(tree, scheme))
    assert [change.text for change in found.changes] == []


def check(diff: SchemesDiff, view: View) -> None:
    whole(diff, diff.old, view, with_changes=False)
    whole(diff, diff.new, view, with_changes=True)
    effects = diff.effects
    assert effects is not None
    made = [change for step in effects.steps for change in step.changes]
    assert len(made) == len(set(made)) == len(diff.comparison.changes)
    for moved, share in zip(effects.units, effects.shares, strict=True):
        assert moved.unit == share.unit
        assert (share.parts is None) == (moved.difference is None)
        if share.parts is not None:
            assert sum(share.parts, Fraction(0)) == moved.difference
    last = effects.steps[-1]
    assert standings(assess(last.scheme, last.facts)) == standings(effects.new)


@pytest.mark.parametrize("number", range(8))
def test_parts_add_up(number: int, tmp_path: Path) -> None:
    with plain_rules():
        found = pair(number, tmp_path)
        assert found is not None
        check(*found)


@pytest.mark.slow
def test_parts_add_up_in_many_pairs(tmp_path: Path) -> None:
    found = []
    for number in range(8, 100):
        (folder := tmp_path / str(number)).mkdir()
        with plain_rules():
            found.append(pair(number, folder))
            if (last := found[-1]) is not None:
                check(*last)
    assert sum(each is not None for each in found) > 80


@pytest.mark.parametrize("number", range(4))
def test_order_of_keys_is_no_change(number: int, tmp_path: Path) -> None:
    case, _, _ = prepared(SEED, number)
    put(tmp_path, case)
    scheme = reordered(case.scheme)
    assert isinstance(scheme, dict)
    (tmp_path / "新.yaml").write_text(to_yaml(scheme), "utf-8")
    old, new = (load_edition(tmp_path / name, AS_SAID)[0] for name in ("旧.yaml", "新.yaml"))
    assert old is not None
    assert new is not None
    found = compare_trees(make_side(old.tree, old.scheme), make_side(new.tree, new.scheme))
    assert [change.text for change in found.changes] == []
