"""What `kaohe score --json` says where it would say too much."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.report import score
from engine.report.score import score_json
from tests.assessing import assess_shipped

if TYPE_CHECKING:
    import pytest

NAME = "minhang-task-table"


def displaced() -> dict[str, dict[str, Any]]:
    units = json.loads(score_json(assess_shipped(NAME)))["units"]
    return {each["unit"]: each["displaced"] for each in units if each["displaced"]}


def test_of_very_many_units_ahead_the_last_are_named_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = displaced()
    assert any(len(loss["ahead"]) > 1 for loss in whole.values())
    monkeypatch.setattr(score, "MOST_AHEAD", 1)
    for unit, loss in displaced().items():
        before = whole[unit]["ahead"]
        assert loss["ahead"] == before[-1:]
        assert loss.get("ahead_more") == (str(len(before) - 1) if len(before) > 1 else None)
        assert "ahead_more" not in whole[unit]
