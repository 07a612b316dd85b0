"""What the other topics say of four units."""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from engine.api import assess, check
from engine.report.view.summary.make import make_summary
from engine.report.view.summary.nouns import Column, Kind, Summary
from tests.assessing import ROOT, assess_shipped
from tests.unit.report.view.summary.small import FACTS, SCHEME, pairs, summary

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = sorted(path.stem for path in (ROOT / "schemes").glob("*.yaml"))


@pytest.fixture(scope="module")
def made() -> Summary:
    return summary()


def test_the_first_page_says_the_result(made: Summary) -> None:
    tiers, points, totals = made.topic("conclusions").tables
    assert tiers.rows == (("优秀", 1, "甲"), ("良好", 1, "乙"), ("不合格", 1, "丙"), ("还没有定", 1, "丁"))
    said = pairs(points)
    assert said["评定情况"] == "参评 4 个，已评定 3 个；还没有评定 1 个：丁"
    assert said["得分"] == "平均 92，中位数 90，最高 100.00（甲），最低 86.00（丙）"
    assert "乙（90.00，差 10.00 分）" in said["名额"]
    assert said["一票否决"] == "V1 发生案件：丙"
    assert said["失分最多"].startswith("A 走访（2 个单位共失 18 分，占 75.0%）")
    assert totals.rows == (("全部单位", 3, 92, 90, 100, "甲", 86, "丙"),)


def test_the_ranking_has_everybody(made: Summary) -> None:
    (table,) = made.topic("ranking").tables
    assert [row[:5] for row in table.rows] == [
        (1, "甲", 100, "优秀", "优秀"),
        (2, "乙", 90, "优秀", "良好"),
        (3, "丙", 86, "良好", "不合格"),
        (None, "丁", None, None, None),
    ]
    assert table.column("说明")[1] == "达到优秀条件，名额已满，差 10.00 分"
    assert table.column("状态") == ("已评定", "已评定", "已评定", "数据不全")


def test_units_against_items(made: Summary) -> None:
    rates, points = made.topic("sections").tables
    assert rates.column("共失分") == (0, 10, 14, 0)
    assert rates.column("失分最多的") == ("", "A 走访", "A 走访", "")
    assert points.rows[1] == ("乙", 54, 60, 36, 40)
    assert points.rows[3] == ("丁", 60, 60, None, 0)


def test_a_veto_is_told_with_its_fact_and_clause(made: Summary) -> None:
    topic = made.topic("vetoes")
    (row,) = topic.tables[0].rows
    assert row[:3] == ("V1", "发生案件", "丙")
    assert row[4] == "案件数 1 件（核定，丙.yaml:8）"
    assert row[6] == "第九条"
    assert topic.said == ("没有触发的一票否决：V2 =重大案件。",)


def test_quality_names_what_nobody_checked_and_what_differs(made: Summary) -> None:
    units, facts = made.topic("quality").tables
    of_unit = {row[0]: dict(zip((c.title for c in units.columns), row, strict=True)) for row in units.rows}
    assert units.column("单位")[0] == "丁"
    assert (of_unit["丁"]["未报"], of_unit["丁"]["其中影响评定"]) == (1, 1)
    assert of_unit["乙"]["各来源不一致"] == 1
    assert of_unit["乙"]["待补佐证"] == "J"
    assert of_unit["丙"]["只有自评"] == 1
    assert of_unit["甲"]["只有自评"] == 0
    assert facts.rows == (("满意率", 3, 1, 0),)


def test_every_part_of_the_scheme_has_its_state(made: Summary) -> None:
    (table,) = made.topic("states").tables
    state = {(row[0], row[2]): (row[3], row[4], row[5], row[6]) for row in table.rows}
    assert state["指标", "满意率"] == ("已使用", 3, 0, 1)
    assert state["加分", "试点"] == ("没有用上", 0, 4, 0)
    assert state["一票否决", "发生案件"] == ("已使用", 1, 3, 0)
    assert state["一票否决", "=重大案件"] == ("从未触发", 0, 4, 0)
    assert state["等次条件", "优秀"] == ("已使用", 2, 1, 1)


def run_of(facts: dict[str, str], folder: Path) -> dict[str, str]:
    folder.mkdir()
    (folder / "方案.yaml").write_text(SCHEME, "utf-8")
    (folder / "事实").mkdir()
    for name, text in facts.items():
        (folder / "事实" / name).write_text(text, "utf-8")
    scheme, table, _ = check(folder / "方案.yaml", folder / "事实")
    assert scheme is not None
    assert table is not None
    (made,) = make_summary(assess(scheme, table), program="1.0", made="2022-01-05 09:30").topic("run").tables
    return pairs(made)


def test_the_sum_of_facts_does_not_depend_on_names_or_order(tmp_path: Path) -> None:
    """The sum is that of the files' own sums, in order, a line each."""
    sums = sorted(sha256(text.encode()).hexdigest() for text in FACTS.values())
    whole = sha256("\n".join(sums).encode()).hexdigest()
    one = run_of(FACTS, tmp_path / "一")
    assert one["数据合并校验码"] == whole
    assert one["数据文件"] == "4 个，4 个单位交了数据"
    assert one["生成时间"] == "2022-01-05 09:30"
    assert run_of({f"改名-{name}": text for name, text in FACTS.items()}, tmp_path / "二")["数据合并校验码"] == whole
    changed = {**FACTS, "甲.yaml": FACTS["甲.yaml"].replace("100%", "99%")}
    assert run_of(changed, tmp_path / "三")["数据合并校验码"] != whole


def test_provisional_and_made_up_are_said_first(made: Summary) -> None:
    assert made.warnings == ("【暂定】丁还没有评定，名次和名额都是暂定的。",)
    assert not made.sample
    shipped = make_summary(assess_shipped("changning-2021"), program="", made="")
    assert shipped.sample
    assert shipped.warnings[0].startswith("【示例】")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_scheme_has_a_summary(name: str) -> None:
    made = make_summary(assess_shipped(name), program="1.0", made="")
    assert [topic.title for topic in made.topics] == [
        "结论", "名次", "单位×方面", "扣分最多的指标", "加分扣分", "一票否决", "名额与边界", "临界单位", "数据质量",
        "规则状态", "运行信息",
    ]  # fmt: skip
    for topic in made.topics:
        for table in topic.tables:
            for row in table.rows:
                assert len(row) == len(table.columns), table.title
                assert all(column.shown(cell) for column, cell in zip(table.columns, row, strict=True))


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Kind.RATE, "3/4", "75.00%"),
        (Kind.RATE, "1/3", "33.33%"),
        (Kind.POINTS, "71/12", "约5.9167"),
        (Kind.POINTS, "5", "5.00"),
    ],
)
def test_cells_are_shown(kind: Kind, value: str, shown: str) -> None:
    assert Column("", kind, digits=2).shown(Fraction(value)) == shown
