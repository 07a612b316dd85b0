"""What is said to reach the next tier reaches it when all units are assessed again, and a step less does not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.api import assess
from engine.columns.ratio import ratios
from engine.facts.reported import step_of
from engine.facts.table import FactColumn
from engine.nearest.lines import CLOSED, OPEN, Cut, cut_of
from engine.nearest.nearest import Why, prospects
from engine.scheme.model import FactType
from tests.assessing import ROOT, assess_shipped, assess_texts, tiers_of, totals_of

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment
    from engine.nearest.nearest import Change, Prospect

SHIPPED = sorted(path.stem for path in (ROOT / "schemes").glob("*.yaml") if (ROOT / "facts" / path.stem).is_dir())

SCHEME = """\
方案编号: demo
格式: 1
名称: 演示方案
分数: {总分: 100, 最低分: 0, 最高分: 100, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
考核对象: [甲, 乙, 丙, 丁]
数据来源: {取值顺序: [核定, 自评], 可认定不适用: [核定]}
数据项:
  应访户数: {类型: 整数, 下限: 1}
  实访户数: {类型: 整数, 下限: 0, 不超过: 应访户数}
  迟报次数: {类型: 整数, 下限: 0}
  弄虚作假: {类型: 是否}
指标:
  A:
    名称: 走访
    分值: 60
    计算公式: 实访户数 / 应访户数
    计分: {方法: 未达扣分, 目标: 100%, 每低: 1个百分点, 扣: 1, 不足一个扣分单位: 按比例, 扣完为止: 是}
  B:
    名称: 报送
    分值: 40
    计算公式: 迟报次数
    计分: {方法: 每发生扣分, 每发生: 1, 扣: 5, 扣分范围: 本项}
规则:
  V1: {类别: 一票否决, 名称: 弄虚作假, 触发条件: 弄虚作假 = 是, 处理: {评定为: 不合格}}
等次:
  - {名称: 优秀, 条件: 得分 >= 90, 名额: 1, 名额基数: 全部参评单位, 并列: 从严}
  - {名称: 合格, 条件: 得分 >= 60}
  - {名称: 不合格, 条件: 其余}
公布: {版本: 公开版, 名单顺序: 单位顺序}
"""


def facts(unit: str, visited: int, late: int, *, false: str = "否") -> str:
    values = f"应访户数: 50, 实访户数: {visited}, 迟报次数: {late}, 弄虚作假: {false}"
    return f"单位: {unit}\n方案编号: demo\n数据: {{{values}}}\n"


def assessed(*texts: str) -> Assessment:
    return assess_texts(SCHEME, {f"{place}.yaml": text for place, text in enumerate(texts)})


def told(found: Prospect) -> list[str]:
    return [f"{each.fact} {each.now} -> {each.wanted}: {each.total} {each.tier}" for each in found.changes]


@pytest.fixture
def four() -> Assessment:
    """Totals 96 (优秀), 94, 59 and 100 with a veto."""
    return assessed(facts("甲", 48, 0), facts("乙", 47, 0), facts("丙", 47, 7), facts("丁", 50, 0, false="是"))


def test_a_place_needs_more_than_who_holds_it(four: Assessment) -> None:
    found = prospects(four, ["乙"])["乙"]
    assert found.tier == "优秀"
    assert found.line == Fraction(90)
    assert found.place == Cut(Fraction("96.01"), alone=True)
    assert told(found) == ["实访户数 47 -> 49: 98 优秀"]


def test_a_line_is_reached_by_one_step(four: Assessment) -> None:
    found = prospects(four, ["丙"])["丙"]
    assert found.line == Fraction(60)
    assert found.place == OPEN
    assert told(found) == ["实访户数 47 -> 48: 61 合格", "迟报次数 7 -> 6: 64 合格"]


def test_without_the_veto_the_unit_would_be_the_best(four: Assessment) -> None:
    found = prospects(four, ["丁"])["丁"]
    assert told(found) == ["弄虚作假 1 -> 0: 100 优秀"]


def test_what_was_found_out_about_a_unit_is_a_finding_and_no_work(four: Assessment) -> None:
    assert [each.finding for each in prospects(four, ["丁"])["丁"].changes] == [True]
    assert [each.finding for each in prospects(four, ["丙"])["丙"].changes] == [False, False]


def test_what_is_not_reported_and_scored_as_zero_may_be_reported() -> None:
    scheme = SCHEME.replace("分值: 40\n", "分值: 40\n    未报: 计零分\n")
    texts = [
        facts("甲", 50, 0),
        facts("乙", 50, 0).replace("迟报次数: 0", "迟报次数: 未报"),
        *(facts(u, 40, 0) for u in "丙丁"),
    ]
    assessment = assess_texts(scheme, {f"{place}.yaml": text for place, text in enumerate(texts)})
    found = prospects(assessment, ["乙"])["乙"]
    assert [(each.fact, each.now, each.wanted) for each in found.changes] == []
    assert found.why is Why.NONE_ALONE  # the one place is taken by a unit with full marks
    lower = assess_texts(scheme, {f"{place}.yaml": text for place, text in enumerate([facts("甲", 30, 5), *texts[1:]])})
    assert told(prospects(lower, ["乙"])["乙"]) == ["迟报次数 None -> 0: 100 优秀"]


WINDOW = """\
    计算公式: 迟报次数
    计分: {方法: 目标区间, 不低于: 1, 不高于: 2}
"""
FAR = """\
    计算公式: 迟报次数
    计分: {方法: 达标得满分, 不低于: 30000}
"""


@pytest.mark.parametrize(
    ("rule", "now", "wanted"), ids=["window", "far"], argvalues=[(WINDOW, 7, "7 -> 2"), (FAR, 5000, "5000 -> 30000")]
)
def test_what_lies_between_steps_or_far_off_is_found(rule: str, now: int, wanted: str) -> None:
    a, b = SCHEME.index("    计算公式: 迟报次数"), SCHEME.index("规则:")
    scheme = SCHEME[:a] + rule + SCHEME[b:]
    texts = [facts("甲", 30, now), facts("乙", 50, now), facts("丙", 30, now), facts("丁", 30, now)]
    assessment = assess_texts(scheme, {f"{place}.yaml": text for place, text in enumerate(texts)})
    assert told(prospects(assessment, ["乙"])["乙"]) == [f"迟报次数 {wanted}: 100 优秀"]


def test_nothing_lies_above_the_best_tier(four: Assessment) -> None:
    found = prospects(four, ["甲"])["甲"]
    assert (found.tier, found.why, found.changes) == (None, Why.HIGHEST, ())


def test_no_fact_alone_is_enough() -> None:
    found = prospects(assessed(*(facts(unit, 43, 3) for unit in "甲乙丙丁")), ["乙"])["乙"]
    assert (found.tier, found.why, found.changes) == ("优秀", Why.NONE_ALONE, ())


def test_who_is_not_rated_is_told_so() -> None:
    found = prospects(assessed(facts("甲", 50, 0)), ["乙"])["乙"]
    assert (found.tier, found.why) == (None, Why.NOT_RATED)


def test_ties_at_the_cut_are_let_in_or_not(four: Assessment) -> None:
    lenient = replace(four.scheme.tiers[0], quota=None)
    assert cut_of(four, lenient, "乙") == OPEN
    assert not CLOSED.admits(Fraction(100))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_change_does_what_is_said(name: str) -> None:
    assessment = assess_shipped(name)
    found = prospects(assessment, assessment.facts.units)
    for unit, prospect in found.items():
        assert prospect.changes or prospect.why, unit
        for change in prospect.changes:
            fact = assessment.scheme.facts[change.fact]
            after = with_value(assessment, unit, change, change.wanted)
            assert tiers_of(after)[unit] == change.tier, (unit, change)
            assert totals_of(after)[unit] == str(change.total), (unit, change)
            if change.now is None:
                continue
            back = step_of(fact) if change.wanted < change.now else -step_of(fact)
            if fact.type in (FactType.YES_NO, FactType.CHOICE) or change.wanted + back == change.now:
                continue
            less = with_value(assessment, unit, change, change.wanted + back)
            assert place_of(less, unit) >= place_of(assessment, unit), (unit, change)


def with_value(assessment: Assessment, unit: str, change: Change, value: Fraction) -> Assessment:
    """All units assessed again, with one value changed: the long way round."""
    table, row = assessment.facts, assessment.facts.row(unit)
    column = table.columns[change.fact]
    values = [value if place == row else column.values.at(place) for place in range(len(table.units))]
    changed = {**table.columns, change.fact: FactColumn(ratios(values), column.state)}
    return assess(assessment.scheme, replace(table, columns=changed))


def place_of(assessment: Assessment, unit: str) -> int:
    return int(assessment.judgement.tiers[assessment.facts.row(unit)])
