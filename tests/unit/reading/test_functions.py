"""What is wrong with a function or a parameter is told by code, at its place, with what to do."""

from __future__ import annotations

import pytest

from engine.reading.read_scheme import read_scheme
from engine.text.source import Source

TEXT = """\
方案编号: t
格式: 1
名称: 试
{head}
分数: {{总分: 20, 最低分: 0, 最高分: 20, 修约: {{方式: 四舍五入, 总分: 2}}, 未报: 须补报, 缺项折算: 按总分比例}}
考核对象: {{沿海: [甲市, 乙市], 内陆: [丙市]}}
数据来源: {{取值顺序: [自评]}}
{parameters}
数据项:
  甲: {{类型: 小数}}
  乙: {{类型: 小数, 下限: 1, 上限: 9}}
  率: {{类型: 百分数}}
  月报: {{类型: 整数, 周期: 月}}
  等级: {{类型: 选项, 选项: [一般, 重大]}}
指标:
  A: {{名称: 一, 分值: 10, 计算公式: "{formula}", 计分: {{方法: 按值得分, 最低得: 0}}}}
  B: {{名称: 二, 分值: 10, 计算公式: "{other}", 计分: {{方法: 按值得分, 最低得: {least}}}}}
规则:
  V1: {{类别: 预警督办, 名称: 全, 触发条件: "{when}", 处理: {{预警等级: 黄色}}}}
等次: [{{名称: 好, 条件: 其余}}]
公布: {{版本: 内部版, 名单顺序: 单位顺序}}
"""
ALL = "甲 + 合计(月报) > 0 且 率 > 1% 且 等级 = 一般 且 乙 > 0"


def found(
    *,
    formula: str = "甲",
    other: str = "甲",
    when: str = ALL,
    parameters: str = "",
    head: str = "年度: 2016",
    least: str = "0",
) -> list[tuple[str, str]]:
    """Code and marked characters of the problems of a scheme."""
    text = TEXT.format(formula=formula, other=other, when=when, parameters=parameters, head=head, least=least)
    _, problems = read_scheme(Source("s.yaml", text))
    return [(each.code.value, each.span.text if each.span else "") for each in problems]


@pytest.mark.parametrize(
    "formula",
    [
        "四舍五入(甲 / 3, 2)", "只入不舍(甲, 0) + 只舍不入(乙, 12)", "全体平均(甲)",
        "本组标准差(甲 + 乙, 2)", "全体名次(甲 / 3)",
        "幂(乙, 0.5, 2)", "幂(乙 / 9, (乙 - 1) / (9 - 1), 4)", "自然对数(乙, 3)", "几何平均(乙, 乙, 2)",
        "依次取(甲, 乙)", "自然对数(四舍五入(乙, 0), 3)", "甲 / 全体最低(乙)", "四舍五入(率, 2) / 1%", "B.数值 + 1",
    ],
)  # fmt: skip
def test_sound_formula_has_no_problem(formula: str) -> None:
    assert found(formula=formula) == []


@pytest.mark.parametrize(
    ("formula", "problem"),
    [
        ("四舍五入(甲)", ("E201", "四舍五入")),
        ("四舍五入(甲, 13)", ("E201", "四舍五入")),
        ("四舍五入(甲, 0.5)", ("E201", "四舍五入")),
        ("四舍五入(甲, 2%)", ("E201", "四舍五入")),
        ("四舍五入(甲, 乙, 2)", ("E201", "四舍五入")),
        ("全体平均(甲, 乙)", ("E201", "全体平均")),
        ("全体标准差(甲)", ("E201", "全体标准差")),
        ("全体平均(甲 - 全体平均(甲))", ("E201", "全体平均")),
        ("幂(乙, 2)", ("E201", "幂")),
        ("依次取(甲)", ("E201", "依次取")),
        ("几何平均(乙, 2)", ("E201", "几何平均")),
        ("计数(未报(甲 + 乙))", ("E201", "未报")),
        ("四舍五人(甲, 2)", ("E202", "四舍五人")),
        ("依次取(甲, 率)", ("E203", "依次取(甲, 率)")),
        ("全体平均(等级)", ("E203", "等级")),
        ("全体平均(月报)", ("E207", "月报")),
        ("自然对数(甲, 2)", ("S150", "自然对数(甲, 2)")),
        ("幂(甲, 2, 2)", ("S150", "幂(甲, 2, 2)")),
        ("幂(乙, 乙 × 99, 2)", ("S150", "幂(乙, 乙 × 99, 2)")),
        ("几何平均(甲, 乙, 2)", ("S150", "几何平均(甲, 乙, 2)")),
        ("1 / 全体标准差(甲, 2)", ("S150", "全体标准差(甲, 2)")),
        ("全体平均(得分)", ("S170", "得分")),
        ("A.数值 + 1", ("S170", "A.数值")),
        ("B.得分 + 1", ("S170", "B.得分")),
        ("率", ("S130", "0")),
        ("组 = 沿海", ("E204", "组 = 沿海")),
        ("组", ("E202", "组")),
    ],
)
def test_what_is_wrong_with_a_formula_is_marked(formula: str, problem: tuple[str, str]) -> None:
    assert problem in found(formula=formula)


def test_values_that_read_each_other_are_shown_both() -> None:
    text = TEXT.format(formula="B.数值", other="A.数值", when=ALL, parameters="", head="年度: 2016", least="0")
    scheme, problems = read_scheme(Source("s.yaml", text))
    (problem,) = problems
    assert scheme is None
    assert (problem.code.value, problem.span.text if problem.span else "") == ("S170", "B.数值")
    assert [span.text for _, span in problem.also] == ["A.数值"]
    assert "B→A→B" in problem.message


def test_value_of_another_may_be_undefined_where_that_one_is() -> None:
    assert found(formula="B.数值 + 1", other="乙 / 甲") == [("S150", "B.数值"), ("S150", "甲")]


def test_least_is_less_than_full_points() -> None:
    assert found(least="10") == [("S161", "10")]


@pytest.mark.parametrize(
    ("when", "problem"),
    [
        ("组 = 内地", ("E202", "内地")),
        ("组 > 沿海", ("E201", "组")),
        ("组 = 甲市", ("E202", "甲市")),
        ("单位 = 沿海", ("E202", "沿海")),
        ("未报(甲) = 1", ("E203", "未报(甲) = 1")),
        ("自然对数(甲, 2) > 1", ("E206", "自然对数(甲, 2)")),
    ],
)
def test_what_is_wrong_with_a_condition_is_marked(when: str, problem: tuple[str, str]) -> None:
    assert problem in found(when=f"{ALL} 且 ({when})")


@pytest.mark.parametrize(
    "when", ["组 = 沿海", "单位 ≠ 丙市", "沿海 = 组", "未报(甲) 或 不适用(月报.3月)", "全体名次(得分) <= 2"]
)
def test_sound_condition_has_no_problem(when: str) -> None:
    assert found(when=f"{ALL} 且 ({when})") == []


def table(written: str) -> str:
    return f"参数:\n  丁: {written}"


@pytest.mark.parametrize(
    ("written", "head", "problem"),
    [
        ("{按: 组, 取值: {沿海: 1}}", "年度: 2016", ("S101", "取值")),
        ("{按: 组, 取值: {沿海: 1, 内地: 2}}", "年度: 2016", ("S155", "内地")),
        ("{按: 单位, 取值: {甲市: 1, 乙市: 1}}", "年度: 2016", ("S101", "取值")),
        ("{按: 等级, 取值: {一般: 1, 较大: 2}}", "年度: 2016", ("E202", "较大")),
        ("{按: 甲, 取值: {一般: 1}}", "年度: 2016", ("E202", "甲")),
        ("{按: 组, 取值: {沿海: 1, 内陆: 2%}}", "年度: 2016", ("E203", "丁")),
        ("{按: 日期, 取值: {2014年: 1}}", "年度: 2016", ("S103", "2014年")),
        ("{按: 日期, 取值: {2014-02-30: 1}}", "年度: 2016", ("S103", "2014-02-30")),
        ("{按: 日期, 取值: {2017-01-01: 1}}", "年度: 2016", ("S161", "日期")),
        ("{按: 日期, 取值: {2014-01-01: 1}, 其余: 1}", "年度: 2016", ("S106", "其余")),
        ("{按: 日期, 取值: {2014-01-01: 1}}", "说明: 没有年度", ("S101", "日期")),
    ],
)
def test_what_is_wrong_with_a_parameter_is_marked(written: str, head: str, problem: tuple[str, str]) -> None:
    assert problem in found(parameters=table(written), head=head)


@pytest.mark.parametrize(
    ("written", "head"),
    [
        ("1", "年度: 2016"),
        ("{按: 组, 取值: {沿海: 1}, 其余: 2}", "年度: 2016"),
        ("{按: 单位, 取值: {甲市: 1, 乙市: 1, 丙市: 1}}", "年度: 2016"),
        ("{按: 等级, 取值: {一般: 1, 重大: 2}}", "年度: 2016"),
        ("{按: 日期, 取值: {2016-12-31: 1}}", "年度: 2016"),
        ("{按: 日期, 取值: {2016-09-30: 1}}", "考核期间: 2015-10-01 至 2016-09-30"),
    ],
)
def test_sound_parameter_has_no_problem(written: str, head: str) -> None:
    assert found(formula="甲 × 丁", parameters=table(written), head=head) == []


@pytest.mark.parametrize("name", ["甲", "组", "四舍五入", "得分"])
def test_parameter_needs_a_name_of_its_own(name: str) -> None:
    assert {code for code, _ in found(parameters=f"参数:\n  {name}: 1")} & {"S110", "S111"}


def test_parameter_that_is_not_yet_in_force_in_a_period_is_told() -> None:
    written = "{按: 日期, 取值: {2016-06-30: 1}}"
    assert found(formula="合计(月报 × 丁)", parameters=table(written)) == [("E202", "合计(月报 × 丁)")]
