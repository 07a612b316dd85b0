"""What is said of a change: one edit of a sound scheme each, and the sentences that it leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.compare.differ import compare_trees
from engine.compare.editions import load_edition
from engine.compare.side import make_side
from engine.report.problems import problems_text
from engine.scheme.view import AS_SAID

BASE = (Path(__file__).parents[2] / "problems" / "scheme.yaml").read_text("utf-8")
DATA = yaml.safe_load((Path(__file__).parent / "changes.yaml").read_text("utf-8"))
Edits = list[dict[str, str]]


def changes(edits: Edits, folder: Path) -> list[str]:
    """The sentences for all changes that the edits make."""
    text = BASE
    for each in edits:
        assert each["old"] in text, each["old"]
        text = text.replace(each["old"], each["new"])
    sides = []
    for name, whole in (("旧.yaml", BASE), ("新.yaml", text)):
        (folder / name).write_text(whole, "utf-8")
        edition, problems = load_edition(folder / name, AS_SAID)
        assert edition is not None, problems_text(problems)
        sides.append(make_side(edition.tree, edition.scheme))
    return [change.text for change in compare_trees(*sides).changes]


@pytest.mark.parametrize("case", DATA["same"], ids=lambda case: str(case["what"]))
def test_no_change(case: dict[str, Any], tmp_path: Path) -> None:
    assert changes(case["edits"], tmp_path) == []


@pytest.mark.parametrize("case", [*DATA["changed"], *DATA["renamed"]], ids=lambda case: str(case["what"]))
def test_change_in_words(case: dict[str, Any], tmp_path: Path) -> None:
    assert changes(case["edits"], tmp_path) == case["said"]
