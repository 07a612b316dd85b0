"""Facts with marks, and what one origin reports: what is read, what is refused, what is told."""

from __future__ import annotations

import pytest

from engine.facts.folder import read_facts
from engine.problem.codes import Code
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source

SCHEME = """\
方案编号: t
格式: 1
名称: 试
分数: {总分: 10, 最低分: 0, 最高分: 10, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
考核对象: [甲单位, 乙单位]
免考: {乙单位: 另有安排}
数据来源: {取值顺序: [核定, 自评], 可认定不适用: [核定]}
数据项:
  评议: {类型: 多值, 下限: 0, 上限: 100, 小数位: 0, 最少: 2, 无效: {高分: {不低于: 90, 最多: 1}}}
  件数: {类型: 整数, 下限: 1}
  期数: {类型: 整数, 周期: 季度, 下限: 0}
  奖项: {类型: 事项}
指标:
  A: {名称: 试, 分值: 10, 计算公式: FORMULA, 计分: {方法: 按比例得分, 目标: 100}}
规则:
  W1: {类别: 预警督办, 名称: 用到, 处理: {预警等级: 黄色}, 触发条件: '件数 + 合计(期数) > 9 或 评议.平均 + 奖项 > 99'}
等次: [{名称: 好, 条件: 得分 >= 5}, {名称: 差, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""


def scheme_problems(formula: str, old: str = "", new: str = "") -> list[tuple[Code, str]]:
    text = SCHEME.replace("FORMULA", formula).replace(old, new) if old else SCHEME.replace("FORMULA", formula)
    return [(problem.code, problem.message) for problem in read_scheme(Source("方案.yaml", text))[1]]


@pytest.mark.parametrize(
    "formula", ["评议.平均", "评议.最高 - 评议.最低", "件数.自评", "期数.一季度.核定", "合计(期数.自评)"]
)
def test_members_are_read(formula: str) -> None:
    assert scheme_problems(formula) == []


@pytest.mark.parametrize(
    ("formula", "code", "message"),
    [
        ("评议", Code.PERIOD_OPEN, "“评议”有几个数，不能直接当一个数用"),
        ("评议.一季度", Code.ATTRIBUTE_UNKNOWN, "“评议”没有“一季度”这个数"),
        ("评议.自评", Code.ATTRIBUTE_UNKNOWN, "“评议”没有“自评”这个数"),
        ("件数.最高", Code.ATTRIBUTE_UNKNOWN, "“件数”没有“最高”这个数"),
        ("件数.自评.核定", Code.ATTRIBUTE_UNKNOWN, "“件数”没有“自评”这个数"),
        ("期数.自评", Code.PERIOD_OPEN, "“期数.自评”每期有一个数，不能直接当一个数用"),
        ("期数.一季度.平均", Code.ATTRIBUTE_UNKNOWN, "“期数.一季度”没有“平均”这个来源"),
        ("期数.最高", Code.ATTRIBUTE_UNKNOWN, "“期数”没有“最高”这一期"),
        ("奖项.自评", Code.ATTRIBUTE_UNKNOWN, "“奖项”没有“自评”这个数"),
        ("A.得分.自评", Code.ATTRIBUTE_UNKNOWN, "“A.得分”后面不能再有“.自评”"),
    ],
)
def test_members_that_are_none_are_told(formula: str, code: Code, message: str) -> None:
    assert scheme_problems(formula) == [(code, message)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("最少: 2", "最少: 0", "“最少”应大于 0"),
        ("最少: 2", "去高低: 1", "“去高低”太小"),
        ("最少: 2", "周期: 月", "类型为“多值”时不能写“周期”"),
        ("最少: 2", "取自上年: 评议", "类型为“多值”的数据项不能取上年的“评议”"),
        ("件数: {类型: 整数, ", "件数: {类型: 整数, 最少: 2, ", "类型为“整数”时不能写“最少”"),
        ("件数: {类型: 整数, ", "件数: {类型: 整数, 累计: 是, ", "这个数据项不能写“累计”"),
        ("件数: {类型: 整数, ", "件数: {类型: 整数, 取自上年: 得分, ", "类型为“整数”的数据项不能取上年的“得分”"),
        ("周期: 季度, 下限: 0", "周期: 季度, 下限: 0, 取自上年: 名次", "类型为“整数”的数据项不能取上年的“名次”"),
        ("考核对象", "上年: {方案编号: t-2020}\n考核对象", "“上年”里什么也没有指明"),
    ],
)
def test_declarations_that_contradict_themselves_are_told(old: str, new: str, message: str) -> None:
    assert message in [told for _, told in scheme_problems("评议.平均", old, new)]


def fact_problems(marks: str, other: str = "{评委1: 80}") -> list[tuple[Code, str]]:
    scheme, problems = read_scheme(Source("方案.yaml", SCHEME.replace("FORMULA", "评议.平均")))
    assert scheme is not None, problems
    rest = "  件数: 1\n  期数: {一季度: 1, 二季度: 1, 三季度: 1, 四季度: 1}\n  奖项: 无\n"
    sources = [
        Source(f"{unit}.yaml", f"单位: {unit}\n方案编号: t\n数据:\n  评议: {told}\n{rest}")
        for unit, told in (("甲单位", marks), ("乙单位", other))
    ]
    return [(problem.code, problem.message) for problem in read_facts(scheme, sources, "事实")[1]]


def test_sound_marks_have_no_problem() -> None:
    assert fact_problems("{评委1: 92, 评委2: 80, 评委3: 未评}") == []


@pytest.mark.parametrize(
    ("marks", "code", "message"),
    [
        ("92", Code.FACT_VALUE, "“评议”要逐个写出评委或点位的数"),
        ("[92, 80]", Code.FACT_VALUE, "“评议”要逐个写出评委或点位的数"),
        ("{评委1: 92.5, 评委2: 80}", Code.FACT_VALUE, "“评议”应为整数，现为“92.5”"),
        ("{评委1: 101, 评委2: 80}", Code.FACT_LIMIT, "“评议”大于上限 100，现为“101”"),
        ("{评委1: {甲: 1}, 评委2: 80}", Code.FACT_VALUE, "“评委1”应为一个数"),
        ("{核定: {评委1: 80}, 评委2: 80}", Code.FACT_VALUE, "“评议”里来源和评委写在了同一层"),
        ("不适用", Code.NOT_APPLICABLE_UNGRANTED, "“评议”填了“不适用”，但“自评”无权认定"),
        ("未报", Code.FACT_MISSING, "“甲单位”没有报“评议”，总分算不出来"),
        (
            "{评委1: 80, 评委2: 未评}",
            Code.MARKS_TOO_FEW,
            "“甲单位”的“评议”只有 1 个有效的数（评委1），少于 2 个，视同未报",
        ),
    ],
)
def test_wrong_marks_are_told(marks: str, code: Code, message: str) -> None:
    assert fact_problems(marks) == [(code, message)]


def test_marks_for_an_exempt_unit_do_not_make_a_rater_invalid() -> None:
    assert fact_problems("{评委1: 92, 评委2: 80}", "{评委1: 95, 评委2: 80}") == []
