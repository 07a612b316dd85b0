"""Where points went, in one sentence: what rules took off an item belongs there."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.api import explain
from engine.report.losses import losing, lost
from engine.report.why import why_text
from tests.assessing import assess_shipped, assess_texts

SCHEME = """\
方案编号: t
格式: 1
名称: 用例
分数: {总分: 100, 最低分: 0, 最高分: 110, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
考核对象: [甲单位]
数据来源: {取值顺序: [核定, 自评], 可认定不适用: [核定]}
等次: [{名称: 合格, 条件: 得分 >= 6}, {名称: 不合格, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
数据项:
  项目: {类型: 整数, 下限: 0}
  台账: {类型: 整数, 下限: 0}
  走访: {类型: 整数, 下限: 0}
  通报: {类型: 整数, 下限: 0}
  造假: {类型: 是否}
指标:
  A: {名称: 走访, 分值: 70, 计算公式: 走访, 计分: {方法: 按次得分, 每: 1, 得: 1}}
  C:
    名称: 重点工作
    分值: 30
    内部满分: 60
    分项:
      C1: {名称: 项目, 分值: 40, 计算公式: 项目, 计分: {方法: 按次得分, 每: 1, 得: 20}}
      C2: {名称: 台账, 分值: 20, 计算公式: 台账, 计分: {方法: 按次得分, 每: 1, 得: 10}}
扣分:
  K: {名称: 通报, 计算公式: 通报, 每项: 5}
规则:
  Z1: {类别: 其他规定, 名称: 没有项目, 触发条件: C1.得分 = 0, 处理: {得分计零: C}}
  F1: {类别: 其他规定, 名称: 造假, 触发条件: 造假, 处理: {扣分: 6}}
  V1: {类别: 一票否决, 名称: 造假又受通报, 触发条件: 造假 且 通报 >= 2, 处理: {总分计零: 是}}
"""


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            "{走访: 65, 项目: 0, 台账: 2, 通报: 1, 造假: 否}",
            "共扣 35 分，都在：C1 项目（扣 20 分）、Z1 没有项目（扣 10 分）、A 走访（扣 5 分）\n另扣 5 分\n",
        ),
        (
            "{走访: 70, 项目: 2, 台账: 2, 通报: 0, 造假: 是}",
            "得分 94.00 / 100，名次 1，等次 合格\n共扣 6 分，都在：F1 造假（扣 6 分）\n",
        ),
        (
            "{走访: 70, 项目: 2, 台账: 2, 通报: 2, 造假: 是}",
            "共扣 90 分，都在：总分计零（扣 84 分）、F1 造假（扣 6 分）\n另扣 10 分\n",
        ),
        ("{走访: 70, 项目: 2, 台账: 2, 造假: 否}", "合计  因有加分或扣分算不出来，总分算不出来\n"),
        ("{走访: 70, 项目: 2, 台账: 2, 通报: 0}", "合计  因有规则无法判定，总分算不出来\n"),
        ("{项目: 2, 台账: 2, 通报: 0, 造假: 否}", "合计  因有指标的得分算不出来，总分算不出来\n"),
    ],
)
def test_what_rules_took_is_told_with_what_was_lost(facts: str, told: str) -> None:
    assessment = assess_texts(SCHEME, {"甲.yaml": f"单位: 甲单位\n方案编号: t\n数据: {facts}\n"})
    assert told in why_text(explain(assessment, "甲单位"))


def test_the_title_of_a_voided_section_counts_what_the_rule_took() -> None:
    facts = "{走访: 65, 项目: 0, 台账: 2, 通报: 1, 造假: 否}"
    assessment = assess_texts(SCHEME, {"甲.yaml": f"单位: 甲单位\n方案编号: t\n数据: {facts}\n"})
    assert "C 重点工作  得分 0 / 30（扣 30）" in why_text(explain(assessment, "甲单位"), "C")


def test_what_is_lost_in_weighted_parts_adds_up_where_something_does_not_apply() -> None:
    assessment = assess_shipped("water-2014")
    for unit in assessment.facts.units:
        root = explain(assessment, unit).derivation
        told = list(losing(root, Fraction(1)))
        assert sum(loss for loss, _ in told) == lost(root)
        assert {node.kind for _, node in told} == {"indicator"}
    assert "都在：A4 重要江河湖泊水功能区水质达标率（扣约13.33 分）、B4 " in why_text(explain(assessment, "沧浦市"))
