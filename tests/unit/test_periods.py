"""Facts that are reported by month, quarter or half-year: files, formulas, explanations, problems."""

from __future__ import annotations

import pytest

from engine.api import explain
from engine.facts.folder import read_facts
from engine.problem.codes import Code
from engine.reading.read_scheme import read_scheme
from engine.report.why import why_text
from engine.text.source import Source
from tests.assessing import assess_texts

SCHEME = """\
方案编号: t
格式: 1
名称: 试
分数: {总分: 10, 最低分: 0, 最高分: 10, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
考核对象: [甲单位]
数据来源: {取值顺序: [核定, 自评], 可认定不适用: [核定]}
数据项:
  篇数: {类型: 整数, 计量单位: 篇, 周期: 季度, 下限: 0}
  办结: {类型: 整数, 周期: 季度, 下限: 0, 不超过: 受理}
  受理: {类型: 整数, 周期: 季度, 下限: 1}
指标:
  A:
    名称: 报送
    分值: 10
    计算公式: FORMULA
    计分: {方法: 插值计分, 各点: [{数值: 0, 得: 0}, {数值: 10, 得: 10}]}
规则:
  W1:
    类别: 预警督办
    名称: 滞后
    触发条件: 连续(篇数 < 2, 2) 或 最小(办结 / 受理) < 50% 或 篇数.一季度 = 0
    处理: {预警等级: 黄色}
等次: [{名称: 好, 条件: 得分 >= 5}, {名称: 差, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""
HEAD = "单位: 甲单位\n方案编号: t\n"
FACTS = f"""\
{HEAD}数据:
  篇数: {{一季度: 3, 二季度: {{自评: 3, 核定: 1}}, 三季度: 1, 四季度: 2}}
  办结: {{一季度: 8, 二季度: 8, 三季度: 8, 四季度: 8}}
  受理: {{一季度: 8, 二季度: 9, 三季度: 10, 四季度: 16}}
"""


def why(formula: str, facts: str = FACTS) -> str:
    """Returns the whole explanation of the one unit."""
    return why_text(explain(assess_texts(SCHEME.replace("FORMULA", formula), {"甲.yaml": facts}), "甲单位"))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("合计(篇数)", "合计（篇数） = 合计（3、1、1、2） = 7 篇"),
        ("平均(篇数)", "平均（3、1、1、2） = 1.75 篇"),
        ("最大(篇数)", "最大（3、1、1、2） = 3 篇"),
        ("最小(篇数)", "最小（3、1、1、2） = 1 篇"),
        ("计数(篇数 >= 2)", "计数（篇数 ≥ 2） = 2 个季度；不符合的是 二季度、三季度"),
        ("计数(篇数 >= 2 且 办结 = 受理)", "= 1"),
        ("计数(非 篇数 >= 2)", "= 2"),
        ("合计(办结) / 合计(受理) * 10", "= 7.44"),
        ("篇数.一季度 + 篇数.四季度", "一季度的篇数 + 四季度的篇数 = 3 + 2 = 5"),
        ("合计(篇数, 1)", "合计（3、1、1、2、1） = 8 篇"),
    ],
)
def test_periods_are_put_together(formula: str, value: str) -> None:
    assert value in why(formula)


def test_every_period_has_its_origin_and_the_run_says_where() -> None:
    text = why("合计(篇数)")
    assert "二季度的篇数 = 1 篇（核定）；自评 3" in text
    assert "触发，条件是连续 2 个季度篇数低于 2 篇，或者" in text
    assert "篇数低于 2 篇：二季度、三季度 成立；其余各期不成立（连续的是 二季度至三季度）" in text


def test_an_origin_may_say_of_all_periods_that_they_do_not_apply() -> None:
    text = why(
        "合计(篇数)", FACTS.replace("{一季度: 3, 二季度: {自评: 3, 核定: 1}, 三季度: 1, 四季度: 2}", "{核定: 不适用}")
    )
    assert "A 报送  不计分（分值 10）" in text


def test_a_count_needs_every_period() -> None:
    assert "A 报送  得分算不出来" in why("计数(篇数 >= 2)", FACTS.replace("三季度: 1,", "三季度: 未报,"))


def problems(facts: str) -> list[tuple[Code, str]]:
    scheme, found = read_scheme(Source("s.yaml", SCHEME.replace("FORMULA", "合计(篇数)")))
    assert scheme is not None, found
    _, found = read_facts(scheme, [Source("甲.yaml", facts)], "事实")
    return [(each.code, each.message) for each in found]


@pytest.mark.parametrize(
    ("facts", "code", "message"),
    [
        (FACTS.replace("三季度: 1, ", ""), Code.FACT_MISSING, "“甲单位”没有报“篇数”的 三季度，总分算不出来"),
        (HEAD + "数据: {篇数: 未报}\n", Code.FACT_MISSING, "“甲单位”没有报“篇数”，总分算不出来"),
        (FACTS.replace("四季度: 2", "第四季度: 2"), Code.FACT_VALUE, "“篇数”没有“第四季度”这一期"),
        (HEAD + "数据: {篇数: 7}\n", Code.FACT_VALUE, "“篇数”要逐期填报（一季度、二季度 …… 四季度）"),
        (FACTS.replace("四季度: 8", "四季度: 17"), Code.FACT_PAIR, "“办结.四季度”是 17，大于“受理.四季度”的 16"),
        (HEAD + "数据: {篇数: 不适用}\n", Code.NOT_APPLICABLE_UNGRANTED, "“篇数”填了“不适用”，但“自评”无权认定"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_period_is_told(facts: str, code: Code, message: str) -> None:
    assert problems(facts)[0] == (code, message)


def test_classes_of_matters_are_not_taken_for_periods() -> None:
    scheme = SCHEME.replace("  受理:", "  事故: {类型: 事项, 类别: [一般, 重大]}\n  受理:")
    scheme = scheme.replace("FORMULA", "计数(事故.重大 = 0 且 篇数 >= 2)").replace(
        "连续(篇数 < 2, 2)", "连续(事故.重大 = 0 且 篇数 < 2, 2)"
    )
    text = why_text(explain(assess_texts(scheme, {"甲.yaml": FACTS + "  事故: 无\n"}), "甲单位"))
    assert "= 2 个季度；不符合的是 二季度、三季度" in text
    assert "连续 2 个季度" in text
    assert "二季度、三季度 成立；其余各期不成立" in text
