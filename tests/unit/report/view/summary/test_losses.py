"""Where points are lost: worked by hand, and what adds up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.report.view.summary.ground import added, make_ground, median
from engine.report.view.summary.losses import everywhere, losses
from engine.report.view.summary.make import make_summary
from tests.assessing import assess_shipped, assess_texts
from tests.unit.report.view.summary.small import FACTS, SCHEME, pairs, summary


def test_an_indicator_is_told_with_its_figures() -> None:
    (table,) = summary().topic("losses").tables
    assert table.column("编号") == ("A", "B")
    assert table.column("牵头") == ("家庭科", "")
    assert table.column("共失分") == (18, 6)
    assert table.column("占全部失分") == (Fraction(3, 4), Fraction(1, 4))
    assert table.column("平均得分率") == (Fraction(37, 40), Fraction(19, 20))
    assert table.column("得分率中位数") == (Fraction(19, 20), Fraction(19, 20))
    assert table.column("最低的单位") == ("丙", "乙")
    assert table.column("满分单位") == (2, 1)
    assert table.column("计分单位") == (4, 3)
    assert table.column("说明") == ("", "1 个单位没有报齐")


def test_what_all_units_lose_is_pointed_out() -> None:
    facts = {name: text.replace("实访户数: 50", "实访户数: 49") for name, text in FACTS.items()}
    ground = make_ground(assess_texts(SCHEME, facts))
    assert [thing.item.id for thing in everywhere(ground)] == ["A"]
    said = " ".join(summary(facts=facts).topic("losses").said)
    assert "A 走访" in said
    assert pairs(summary(facts=facts).topic("conclusions").tables[1])["单位全都失分"].startswith("A 走访")


SECTIONED = """\
方案编号: 分层
格式: 1
名称: 分层
分数: {总分: 100, 最低分: 0, 最高分: 100, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
考核对象: [甲, 乙]
数据来源: {取值顺序: [自评]}
数据项:
  办结件数: {类型: 整数, 下限: 0, 上限: 10}
  差错次数: {类型: 整数, 下限: 0}
  数据造假: {类型: 是否}
指标:
  A:
    名称: 办理
    分值: 60
    分项:
      A1: {名称: 办结, 分值: 40, 计算公式: 办结件数 / 10, 计分: {方法: 按比例得分, 目标: 100%}}
      A2: {名称: 差错, 分值: 20, 计算公式: 差错次数, 计分: {方法: 每发生扣分, 每发生: 1, 扣: 3, 扣分范围: 本项}}
  B: {名称: 其他, 分值: 40, 计算公式: 办结件数 / 10, 计分: {方法: 按比例得分, 目标: 100%}}
规则:
  R1: {类别: 其他规定, 名称: 造假, 触发条件: 数据造假 = 是, 处理: {扣分: 5, 扣自: A}}
公布: {版本: 内部版, 名单顺序: 单位顺序}
等次:
  - {名称: 好, 条件: 得分 >= 60}
  - {名称: 差, 条件: 其余}
"""


def test_what_a_rule_takes_off_a_section_is_a_row_of_its_own() -> None:
    """甲 loses 4 in A1, 9 in A2, 5 by the rule and 4 in B; 乙 nothing."""
    head = "单位: {}\n方案编号: 分层\n数据: {{办结件数: {}, 差错次数: {}, 数据造假: {}}}\n"
    facts = {"甲.yaml": head.format("甲", 9, 3, "是"), "乙.yaml": head.format("乙", 10, 0, "否")}
    ground = make_ground(assess_texts(SECTIONED, facts))
    assert [(each.thing.item.id, each.words, *map(str, each.of_unit)) for each in losses(ground)] == [
        ("A1", "", "4", "0"), ("A2", "", "9", "0"), ("B", "", "4", "0"), ("A", "规则扣本类的分", "5", "0"),
    ]  # fmt: skip
    assert [str(total) for total in ground.totals] == ["78", "100"]


@pytest.mark.parametrize("name", ["changning-2021", "jiading-2008", "shenzhen-street-plan", "minhang-task-table"])
def test_losses_by_indicator_add_up_to_those_of_units(name: str) -> None:
    """And a unit's are what its items lack, where nothing is converted: full marks less base total."""
    ground = make_ground(assess_shipped(name))
    results, full = ground.assessment.results, ground.assessment.scheme.marking.full
    found = losses(ground)
    for row in range(len(ground.units)):
        own = sum((each.of_unit[row] for each in found), Fraction(0))
        items = [results.nodes[item.id] for item in ground.assessment.scheme.items]
        if results.has_base[row] and sum((node.available.at(row) for node in items), Fraction(0)) == full:
            assert own == full - sum((term.at(row) for term in results.base), Fraction(0)), ground.units[row]
    assert sum((each.total for each in found), Fraction(0)) == sum(
        (each.of_unit[row] for each in found for row in range(len(ground.units))), Fraction(0)
    )


def test_fractions_of_many_denominators_are_added_exactly() -> None:
    values = [Fraction(n, n + 1) for n in range(1, 200)]
    assert added(values) == sum(values, Fraction(0))
    assert added([]) == 0
    assert median([Fraction(3), Fraction(1), Fraction(2)]) == 2
    assert median([Fraction(4), Fraction(1)]) == Fraction(5, 2)
    assert median([]) is None


def test_money_that_may_be_negative_is_no_loss() -> None:
    made = make_summary(assess_shipped("air-compensation-2014"), program="", made="")
    (table,) = made.topic("losses").tables
    assert set(table.column("共失分")) == set(table.column("失分单位")) == {None}
    assert pairs(made.topic("conclusions").tables[1])["失分最多"] == "得分可以为负，不算失分"
    assert set(made.topic("sections").tables[0].column("共失分")) == {None}
    assert [line.words for line in made.lines] == ["获得补偿、不补不缴线 0 分"]
