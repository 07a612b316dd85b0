"""What users see of the shipped assessments, whole; `make golden` rewrites, the diff is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.api import explain
from engine.report.leads import leads_text
from engine.report.score import score_json, score_text
from engine.report.why import why_json, why_text
from tests.assessing import assess_shipped

if TYPE_CHECKING:
    from collections.abc import Callable

ENGINE_LINE = "规则引擎 "
UNITS = [
    ("changning-2021", "江苏街道"),  # displaced by the quota alone
    ("changning-2021", "虹桥街道"),  # an item that does not apply
    ("shili-2022", "松筠街道"),  # barred, its place kept empty
    ("shili-2022", "怀瑾街道"),  # tied across the last place
    ("shili-2022", "良耜镇"),  # incomplete
    ("shili-2022", "伐檀镇"),  # a chain of warnings
    ("jiading-2008", "听枫社区"),  # facts by month and quarter, nearly full marks
    ("jiading-2008", "知渔社区"),  # a warning by consecutive months
    ("jiading-2008", "拂柳社区"),  # vetoed in spite of its points
    ("minhang-task-table", "新荷街道"),  # who leads and who cooperates
    ("shenzhen-street-plan", "松韵社区"),  # checklists, and a bonus for innovation
    ("monthly-scoring", "荷洲镇"),  # every month scored, three of them left out
    ("water-2014", "沧浦市"),  # weights by year, a target that does not apply
    ("water-2017", "山城县"),  # not asked for what others are
    ("water-term-2020", "青岳省"),  # facts by year, a half rounded to a whole
    ("air-index", "玄洲市"),  # rounded terms added, rank among all, cities without a rank
    ("air-compensation-2014", "东屿市"),  # points that are money, parameters by group and date
    ("energy-county", "青垣市"),  # a bonus in steps up to its cap
    ("energy-sector", "教育行业主管部门"),  # a decision table
]


def without_engine(text: str) -> str:
    """Leave out which engine fired the rules: the result is the same with both."""
    return "\n".join(line.split(ENGINE_LINE)[0] for line in text.split("\n"))


@pytest.mark.parametrize("name", dict.fromkeys(name for name, _ in UNITS))
def test_score(name: str, golden: Callable[[str, str], None]) -> None:
    assessment = assess_shipped(name)
    golden(f"score-{name}.txt", without_engine(score_text(assessment)))
    golden(f"score-{name}.json", score_json(assessment) + "\n")


@pytest.mark.parametrize(("name", "unit"), UNITS)
def test_why(name: str, unit: str, golden: Callable[[str, str], None]) -> None:
    assessment = assess_shipped(name)
    golden(f"why-{name}-{unit}.txt", why_text(explain(assessment, unit)))


def test_score_by_lead(golden: Callable[[str, str], None]) -> None:
    results = assess_shipped("minhang-task-table").results
    golden("score-by-lead-minhang-task-table.txt", leads_text(results))


def test_why_as_json(golden: Callable[[str, str], None]) -> None:
    assessment = assess_shipped("shili-2022")
    golden("why-shili-2022-松筠街道.json", why_json(explain(assessment, "松筠街道")) + "\n")
