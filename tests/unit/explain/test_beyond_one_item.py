"""Explanations that need more than one item or more than one group: 扣分范围 本类, 按名次得分 by 分组."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.api import explain
from tests.assessing import assess_texts

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment

HEAD = """\
方案编号: t
格式: 1
名称: 用例
分数: {总分: 10, 最低分: 0, 最高分: 10, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
数据来源: {取值顺序: [核定, 自评], 可认定不适用: [核定]}
等次: [{名称: 合格, 条件: 得分 >= 6}, {名称: 不合格, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""
SECTION = """\
考核对象: [甲单位]
数据项:
  事故起数: {类型: 整数, 计量单位: 起, 下限: 0}
  开展检查: {类型: 是否}
指标:
  A:
    名称: 安全
    分值: 10
    分项:
      A1:
        名称: 检查
        分值: 7
        计算公式: 开展检查
        计分: {方法: 是否得分, 要求: 是}
      A2:
        名称: 事故
        分值: 3
        计算公式: 事故起数
        计分: {方法: 每发生扣分, 每发生: 1, 扣: 5, 扣分范围: 本类}
"""
GROUPS = """\
考核对象: {一组: [甲单位, 乙单位], 二组: [丙单位]}
数据项:
  办结率: {类型: 百分数}
指标:
  A:
    名称: 办结
    分值: 10
    计算公式: 办结率
    计分: {方法: 按名次得分, 排序: 由高到低, 每名递减: 20%, 最低得: 0, 并列: 占名次, 范围: 分组}
"""


def assessed(scheme: str, facts: dict[str, str]) -> Assessment:
    files = {f"{unit}.yaml": f"单位: {unit}\n方案编号: t\n数据: {row}\n" for unit, row in facts.items()}
    return assess_texts(HEAD + scheme, files)


@pytest.mark.parametrize(
    ("count", "own", "section", "said"),
    [
        (0, "3", "10", "0 起，不扣分，得满分 3 分"),
        (1, "-2", "5", "3 - 5 = -2 分，本项为负分，从本类得分中扣，本类扣完为止"),
        (2, "-7", "0", "3 - 10 = -7 分，本项为负分，从本类得分中扣，本类扣完为止"),
        (3, "-12", "0", "3 - 15 = -12 分，本项为负分，从本类得分中扣，本类扣完为止"),
    ],
)
def test_occurrences_take_the_points_of_their_section_and_no_more(
    count: int, own: str, section: str, said: str
) -> None:
    assessment = assessed(SECTION, {"甲单位": f"{{事故起数: {count}, 开展检查: 是}}"})
    root = explain(assessment, "甲单位").derivation
    item, whole = root.find("A2"), root.find("A")
    assert item is not None
    assert whole is not None
    assert (str(item.value), str(whole.value)) == (own, section)
    assert said in item.steps
    rule = "规则：没有发生的得满分 3 分，每发生 1 起扣 5 分；本项不够扣的，从本类其他得分中扣，本类扣完为止"
    assert item.steps[0] == rule


def test_the_section_says_what_it_was_spared() -> None:
    assessment = assessed(SECTION, {"甲单位": "{事故起数: 3, 开展检查: 是}"})
    spared = explain(assessment, "甲单位").derivation.find("A/扣完为止")
    assert spared is not None
    assert str(spared.value) == "5"
    assert spared.steps == ("本类得分 -5，扣完为止，按 0 分计",)


def test_ranks_within_a_group() -> None:
    facts = {"甲单位": "{办结率: 95%}", "乙单位": "{办结率: 90%}", "丙单位": "{办结率: 80%}"}
    assessment = assessed(GROUPS, facts)
    found = {unit: explain(assessment, unit).derivation.find("A") for unit in facts}
    steps = {unit: node.steps[1:] for unit, node in found.items() if node is not None}
    assert steps["甲单位"] == ("95% 在本组内由高到低排第 1 位，得满分 10 分", "2 个单位参加排名")
    assert steps["乙单位"] == (
        "90% 在本组内由高到低排第 2 位",
        "每降一名少得 10 × 20% = 2 分",
        "10 - 1 × 2 = 8 分",
        "2 个单位参加排名",
        "若排到第 1 位，本项可多得 2 分",
    )
    assert steps["丙单位"] == ("80% 在本组内由高到低排第 1 位，得满分 10 分", "1 个单位参加排名")
