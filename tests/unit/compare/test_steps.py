"""Which changes are made together, whose facts are read by which edition, and what the parts come to."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.compare import steps
from engine.compare.compare import SchemesDiff, diff_schemes
from engine.compare.effects import share_of
from engine.compare.shares_text import step_name
from engine.compare.standing import Standing
from engine.judge.judgement import Status
from engine.problem.codes import Code
from engine.report.problems import problems_text
from engine.scheme.view import AS_SAID

if TYPE_CHECKING:
    from engine.problem.problem import Problem

PROBLEMS = Path(__file__).parents[2] / "problems"
BASE = (PROBLEMS / "scheme.yaml").read_text("utf-8")
FACTS = PROBLEMS / "facts"
Edits = list[tuple[str, str]]

TARGET = [("目标: 100%", "目标: 95%")]
POINTS = [
    ("        名称: 走访率\n        分值: 40", "        名称: 走访率\n        分值: 30"),
    ("分值: 20", "分值: 30"),
]
SECTIONS = [
    ("名称: 走访\n    分值: 60", "名称: 走访\n    分值: 50"),
    ("        名称: 走访率\n        分值: 40", "        名称: 走访率\n        分值: 30"),
    ("分值: 40\n    计算公式: 准确率", "分值: 50\n    计算公式: 准确率"),
]
TIER = [("名称: 丁等", "名称: 末等"), ("评定为: 丁等", "评定为: 末等")]


def edited(edits: Edits, text: str = BASE) -> str:
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def compared(old: str, new: str, folder: Path, facts: Path = FACTS) -> tuple[SchemesDiff | None, list[Problem]]:
    (folder / "旧.yaml").write_text(old, "utf-8")
    (folder / "新.yaml").write_text(new, "utf-8")
    return diff_schemes(folder / "旧.yaml", folder / "新.yaml", facts, AS_SAID)


def diff_of(edits: Edits, folder: Path) -> SchemesDiff:
    found, problems = compared(BASE, edited(edits), folder)
    assert found is not None, problems_text(problems)
    return found


def names_of(diff: SchemesDiff) -> list[str]:
    assert diff.effects is not None
    return [step_name(step, diff.comparison.changes) for step in diff.effects.steps]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (TARGET, ["第 1 项"]),
        (POINTS, ["第 1、2 项"]),
        (SECTIONS, ["第 1 至 3 项"]),
        (TIER, ["第 1、2 项"]),
        ([*TARGET, *POINTS], ["第 1、3 项", "第 2 项"]),
        ([*POINTS, ("加分上限: 1", "加分上限: 2")], ["第 1、2 项", "第 3 项"]),
    ],
    ids=[
        "alone", "points among parts", "points among sections", "a name that is used", "others between", "others after",
    ],
)  # fmt: skip
def test_fewest_changes_are_made_together(edits: Edits, expected: list[str], tmp_path: Path) -> None:
    diff = diff_of(edits, tmp_path)
    assert names_of(diff) == expected


def test_two_exchanges_of_points_are_two_steps(tmp_path: Path) -> None:
    item = "  {}:\n    名称: 案件\n    分值: {}\n    计算公式: 案件数\n    计分: {{方法: 达标得满分, 不高于: 2}}\n"
    old, new = (
        edited([
            ("加分:\n", "".join(item.format(*each) for each in zip("CDEF", given, strict=True)) + "加分:\n"),
            ("  总分: 100", "  总分: 140"), ("最高分: 102", "最高分: 142"),
        ])
        for given in ((10, 10, 10, 10), (12, 13, 8, 7))
    )  # fmt: skip
    diff, problems = compared(old, new, tmp_path)
    assert diff is not None, problems_text(problems)
    assert names_of(diff) == ["第 1、3 项", "第 2、4 项"]


def test_why_changes_are_made_together_is_told(tmp_path: Path) -> None:
    effects = diff_of(POINTS, tmp_path).effects
    assert effects is not None
    (step,) = effects.steps
    assert step.because is not None
    assert (step.because.code, step.because.message) == (
        Code.POINTS_SUM, "“A”的分值是 60，各分项之和是 30 + 20 = 50",
    )  # fmt: skip


def test_when_too_much_would_be_tried_the_rest_is_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "MOST_TRIES", 1)
    edits = [*TARGET, ("加分上限: 1", "加分上限: 2"), ("案件数 >= 3", "案件数 >= 4")]
    assert names_of(diff_of(edits, tmp_path)) == ["第 1 项", "第 2、3 项"]


def test_facts_that_only_one_edition_declares_are_passed_over(tmp_path: Path) -> None:
    new = edited(
        [("  核查结论:\n", "  整改数:\n    类型: 整数\n  核查结论:\n"), ("案件数 >= 3", "案件数 + 整改数 >= 3")]
    )
    folder = tmp_path / "事实"
    folder.mkdir()
    for path in FACTS.glob("*.yaml"):
        (folder / path.name).write_text(f"{path.read_text('utf-8').rstrip()}\n  整改数: 4\n", "utf-8")
    diff, problems = compared(BASE, new, tmp_path, folder)
    assert problems_text(problems) == ""
    assert diff is not None
    assert diff.effects is not None
    assert {each.new.tier for each in diff.effects.units} == {"丁等"}
    assert {each.old.tier for each in diff.effects.units} != {"丁等"}


@pytest.mark.parametrize("renamed_in_facts", [False, True])
def test_renamed_fact_may_have_either_name(tmp_path: Path, *, renamed_in_facts: bool) -> None:
    new = edited([("  试点数:\n", "  项目数:\n"), ("计算公式: 试点数", "计算公式: 项目数")])
    folder = tmp_path / "事实"
    folder.mkdir()
    for path in FACTS.glob("*.yaml"):
        text = path.read_text("utf-8")
        (folder / path.name).write_text(text.replace("试点数", "项目数") if renamed_in_facts else text, "utf-8")
    diff, problems = compared(BASE, new, tmp_path, folder)
    assert problems_text(problems) == ""
    assert diff is not None
    assert diff.effects is not None
    assert [each.is_change for each in diff.effects.units] == [False] * 3


def test_fact_that_neither_edition_knows_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "事实"
    folder.mkdir()
    for path in FACTS.glob("*.yaml"):
        (folder / path.name).write_text(path.read_text("utf-8"), "utf-8")
    with (folder / "甲单位.yaml").open("a", encoding="utf-8") as file:
        file.write("\n  案件书: 1\n")
    diff, problems = compared(BASE, edited(TARGET), tmp_path, folder)
    assert diff is None
    assert [(each.code, each.message) for each in problems] == [(Code.FACT_UNKNOWN, "方案里没有“案件书”这个数据项")]


def test_fact_that_one_edition_needs_is_told_with_it(tmp_path: Path) -> None:
    new = edited(
        [("  核查结论:\n", "  整改数:\n    类型: 整数\n  核查结论:\n"), ("案件数 >= 3", "案件数 + 整改数 >= 3")]
    )
    diff, problems = compared(BASE, new, tmp_path)
    assert diff is not None
    assert {each.message for each in problems} == {
        f"按新方案读数据：“{unit}”没有报“整改数”，有关规则无法判定" for unit in ("甲单位", "乙单位", "丙单位")
    }


def standing(score: int | None) -> Standing:
    status = Status.INCOMPLETE if score is None else Status.RATED
    return Standing(status, None if score is None else Fraction(score), 0, None, None)


@pytest.mark.parametrize(
    ("scores", "parts"),
    [
        ([90, 91, 89], [1, -2]),
        ([90, None, 89], [0, -1]),
        ([90, None, None, 95, 94], [0, 0, 5, -1]),
        ([90, None], None),
        ([None, 90], None),
    ],
)
def test_parts_add_up_over_a_gap(scores: list[int | None], parts: list[int] | None) -> None:
    share = share_of("甲单位", [standing(score) for score in scores])
    assert (None if share.parts is None else list(share.parts)) == parts
