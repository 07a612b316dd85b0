"""The time of an assessment: its periods, which have ended, and that what is closed stays as it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.api import assess
from engine.facts.folder import read_facts
from engine.problem.codes import Code
from engine.reading.read_scheme import read_scheme
from engine.reference.periods import closed_periods
from engine.scheme.calendar import UNDATED, Calendar, calendar_year, parse_date, parse_period
from engine.scheme.cycle import Cycle, cycle_of
from engine.text.source import Source

LATE = Calendar(date(2020, 10, 1), date(2021, 9, 30))
TERM = Calendar(date(2016, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("calendar", "cycle", "first", "last", "count"),
    [
        (LATE, Cycle.MONTH, "10月", "9月", 12),
        (LATE, Cycle.QUARTER, "四季度", "三季度", 4),
        (LATE, Cycle.HALF, None, None, 0),
        (Calendar(date(2020, 7, 1), date(2021, 6, 30)), Cycle.HALF, "下半年", "上半年", 2),
        (calendar_year(2021), Cycle.HALF, "上半年", "下半年", 2),
        (Calendar(date(2021, 1, 1), date(2021, 9, 30)), Cycle.HALF, None, None, 0),
        (Calendar(date(2021, 1, 1), date(2021, 9, 30)), Cycle.QUARTER, "一季度", "三季度", 3),
        (Calendar(date(2021, 11, 1), date(2022, 1, 31)), Cycle.QUARTER, None, None, 0),
        (Calendar(date(2021, 1, 2), date(2021, 12, 31)), Cycle.MONTH, None, None, 0),
        (TERM, Cycle.YEAR, "2016年", "2020年", 5),
        (TERM, Cycle.MONTH, None, None, 0),
        (calendar_year(9999), Cycle.MONTH, "1月", "12月", 12),
        (UNDATED, Cycle.MONTH, "1月", "12月", 12),
        (UNDATED, Cycle.YEAR, None, None, 0),
    ],
)
def test_periods_are_those_inside_in_order(
    calendar: Calendar, cycle: Cycle, first: str | None, last: str | None, count: int
) -> None:
    periods = calendar.periods(cycle)
    assert len(periods) == count
    assert calendar.fits(cycle) is bool(count)
    assert (periods[0], periods[-1]) == (first, last) if periods else first is None
    assert all(cycle_of(period) is cycle for period in periods)


def test_a_period_closes_with_its_last_day() -> None:
    assert LATE.ends["2月"] == date(2021, 2, 28)
    assert LATE.ends["四季度"] == date(2020, 12, 31)
    before, on = (Calendar(LATE.first, LATE.last, date(2021, 2, day)) for day in (27, 28))
    assert before.closed(Cycle.MONTH)[-1] == "1月"
    assert on.closed(Cycle.MONTH)[-1] == "2月"
    assert on.covers(date(2021, 9, 30))
    assert not on.covers(date(2021, 10, 1))


@given(st.dates(date(2015, 12, 1), date(2021, 12, 31)), st.sampled_from([LATE, TERM, calendar_year(2021)]))
def test_both_evaluators_close_the_same_periods(day: date, calendar: Calendar) -> None:
    seen = Calendar(calendar.first, calendar.last, day)
    for cycle in Cycle:
        if seen.fits(cycle):
            assert seen.closed(cycle) == closed_periods(seen, cycle)


@pytest.mark.parametrize(
    ("text", "calendar"),
    [
        ("2020-10-01 至 2021-09-30", LATE),
        ("2020-10-01至2021-09-30", LATE),
        ("2021", calendar_year(2021)),
        ("2021年度", calendar_year(2021)),
        ("2020-10-01 到 2021-09-30", None),
        ("2020年10月1日至2021年9月30日", None),
        ("2021-02-30 至 2021-09-30", None),
        ("上半年", None),
    ],
)
def test_only_two_dates_or_a_year_are_a_period(text: str, calendar: Calendar | None) -> None:
    assert parse_period(text) == calendar


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert [parse_date(text) for text in ("2021-02-29", "2021-2-1", "今天")] == [None, None, None]


SCHEME = """\
方案编号: t
格式: 1
名称: 试
TIME
分数: {总分: 20, 最低分: 0, 最高分: 20, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
考核对象: [甲单位]
数据来源: {取值顺序: [核定, 自评], 可认定不适用: [核定]}
数据项:
  条数: {类型: 整数, 周期: CYCLE, 下限: 0}
  件数: {类型: 整数, 下限: 0}
指标:
  A: {名称: 报送, 分值: 10, 计算公式: FORMULA, 计分: {方法: 按比例得分, 目标: 10}}
  B: {名称: 件数, 分值: 10, 计算公式: 件数, 计分: {方法: 按比例得分, 目标: 10}}
规则:
  W1: {类别: 预警督办, 名称: 滞后, 触发条件: '连续(条数 < 3, 2)', 处理: {预警等级: 黄色}}
等次: [{名称: 好, 条件: 得分 >= 5}, {名称: 差, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""
VALUES = (1, 2, 5, 1)
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def codes(time: str, cycle: str = "季度", formula: str = "合计(条数)") -> set[Code]:
    text = SCHEME.replace("TIME", time).replace("CYCLE", cycle).replace("FORMULA", formula)
    return {problem.code for problem in read_scheme(Source("方案.yaml", text))[1]}


@pytest.mark.parametrize(
    ("time", "cycle", "expected"),
    [
        ("年度: 2021", "季度", set()),
        ("考核期间: 2021-01-01 至 2021-12-31\n截至: 2021-08-31", "月", set()),
        ("考核期间: 2021-11-01 至 2022-10-31", "季度", {Code.LIMITS_CONTRADICT}),
        ("考核期间: 2021-01-01 至 2021-09-30", "半年", {Code.LIMITS_CONTRADICT}),
        ("考核期间: 2016-01-01 至 2020-12-31", "月", {Code.LIMITS_CONTRADICT}),
        ("考核期间: 2016-01-01 至 2020-12-31", "年", set()),
        ("说明: 无", "年", {Code.LIMITS_CONTRADICT}),
        ("考核期间: 2021-12-31 至 2021-01-01", "月", {Code.LIMITS_CONTRADICT}),
        ("考核期间: 全年", "月", {Code.VALUE_KIND}),
        ("年度: 2021\n截至: 8月底", "月", {Code.VALUE_KIND}),
        ("截至: 2021-08-31", "月", {Code.KEY_MISSING}),
    ],
)
def test_a_time_that_does_not_fit_is_told(time: str, cycle: str, expected: set[Code]) -> None:
    assert codes(time, cycle) == expected


def outcome(as_of: date, reported: int, formula: str) -> tuple[str | None, bool]:
    """What A comes to and whether W1 fires, with so many quarters reported."""
    text = SCHEME.replace("TIME", "年度: 2021").replace("CYCLE", "季度").replace("FORMULA", formula)
    scheme, problems = read_scheme(Source("方案.yaml", text), as_of=as_of)
    assert scheme is not None, problems
    told = "".join(
        f"\n    {quarter}: {value}" for quarter, value in list(zip(QUARTERS, VALUES, strict=True))[:reported]
    )
    facts = f"单位: 甲单位\n方案编号: t\n数据:\n  件数: 1\n  条数:{told}\n"
    assessment = assess(scheme, read_facts(scheme, [Source("甲.yaml", facts)], "事实")[0])
    node = assessment.results.nodes["A"]
    points = str(assessment.results.indicators["A"].points.at(0)) if node.applicable[0] else None
    return points, bool(assessment.judgement.rules["W1"].true[0])


@pytest.mark.parametrize("formula", ["合计(条数)", "最小(条数)", "计数(条数 >= 2)", "条数.一季度"])
def test_what_is_reported_for_a_running_period_changes_nothing(formula: str) -> None:
    day = date(2021, 7, 15)
    assert outcome(day, 2, formula) == outcome(day, 3, formula) == outcome(day, 4, formula)


def test_results_of_closed_periods_stay_when_later_ones_close() -> None:
    days = [date(2021, month, 1) for month in (4, 7, 10)] + [date(2021, 12, 31)]
    firsts = [outcome(day, 4, "条数.一季度")[0] for day in days]
    fired = [outcome(day, 4, "合计(条数)")[1] for day in days]
    assert firsts == ["1"] * 4
    assert fired == [False, True, True, True]
    assert [outcome(day, 4, "合计(条数)")[0] for day in days] == ["1", "3", "8", "9"]


def test_a_running_period_is_not_missing() -> None:
    assert outcome(date(2021, 4, 1), 1, "条数.二季度")[0] is None
    assert outcome(date(2021, 3, 30), 0, "合计(条数)") == (None, False)


def test_a_fact_of_a_run_that_cannot_be_yet_is_used() -> None:
    assert codes("年度: 2021\n截至: 2021-02-01", formula="件数") == set()
