"""What can be wrong with how parts are put together: each mistake is told by its code and at its place."""

from __future__ import annotations

import pytest

from engine.reading.read_scheme import read_scheme
from engine.scheme.combining import Filling, Way
from engine.scheme.model import Indicator, Scheme, Section, indicators
from engine.text.source import Source

HEAD = """\
方案编号: t
格式: 1
名称: t
分数:
  总分: {full}
  最低分: 0
  最高分: 100
  修约: {{方式: 四舍五入, 总分: 2}}
  未报: 须补报
  缺项折算: {conversion}
考核对象: {{城区: [甲], 郊区: [乙]}}
数据来源: {{取值顺序: [核定]}}
数据项:
  数: {{类型: 整数}}
  月数: {{类型: 整数, 周期: 月}}
  季数: {{类型: 整数, 周期: 季度}}
指标:
{items}
等次: [{{名称: 分, 条件: {tier}}}, {{名称: 不分, 条件: 其余}}]
公布: {{版本: 内部版, 名单顺序: 单位顺序}}
"""
SCORED = "计算公式: 数, 计分: {方法: 达标得满分, 不低于: 1}"
SECTION = (
    """\
  A:
    名称: 一
    分值: {points}
{keys}
    分项:
      A1: {{名称: 甲, 分值: {first}, """
    + SCORED.replace("{", "{{").replace("}", "}}")
    + """{more}}}
      A2: {{名称: 乙, 分值: 10, """
    + SCORED.replace("{", "{{").replace("}", "}}")
    + """{other}}}"""
)

REST = "其余权重: {A1: 0%, A2: 100%}"


def section(*keys: str, points: int = 20, first: int = 10, more: str = "", other: str = "") -> str:
    lines = "\n".join(f"    {key}" for key in keys) or "    说明: 无"
    return SECTION.format(points=points, keys=lines, first=first, more=more, other=other)


def found(
    items: str, full: int = 20, conversion: str = "按总分比例", tier: str = "得分 >= 1"
) -> tuple[Scheme | None, list[tuple[str, str]]]:
    text = HEAD.format(full=full, items=items, conversion=conversion, tier=tier)
    scheme, problems = read_scheme(Source("t.yaml", text))
    told = [(each.code.value, each.span.text if each.span else "") for each in problems]
    return scheme, [each for each in told if each[0] != "S160"]


def by_period(keys: str) -> str:
    return f"  A:\n    名称: 一\n    分值: 12\n    计分: {{方法: 达标得满分, 不低于: 1}}\n{keys}"


WRONG = {
    "sum of the parts": (section(first=9), [("S120", "20")]),
    "sum inside": (section("内部满分: 21"), [("S120", "21")]),
    "inner marks of nothing": (section("内部满分: 0"), [("S134", "0")]),
    "parts that are compared": (section("合成: 取低", first=20), [("S120", "20")]),
    "unknown way": (section("合成: 最低"), [("S104", "最低")]),
    "way of an unknown group": (section("合成: {农村: 取低, 其余: 相加}"), [("S155", "农村")]),
    "way of some groups": (section("合成: {城区: 取低}"), [("S101", "合成")]),
    "weights without 加权": (section("权重: {A1: 50%, A2: 50%}"), [("S106", "权重")]),
    "加权 without weights": (section("合成: 加权", points=10), [("S101", "合成")]),
    "weights that do not add up": (
        section("合成: 加权", "权重: {A1: 50%, A2: 40%}", points=10), [("S120", "{A1: 50%, A2: 40%}")],
    ),
    "weight left out": (section("合成: 加权", "权重: {A1: 100%}", points=10), [("S101", "{A1: 100%}")]),
    "weight of another": (section("合成: 加权", "权重: {A1: 50%, A3: 50%}", points=10), [("E202", "A3")]),
    "weight as a number": (section("合成: 加权", "权重: {A1: 0.5, A2: 50%}", points=10), [("S130", "0.5")]),
    "cases without the rest": (
        section("合成: 加权", "权重: [{条件: 数 > 1, 各项: {A1: 50%, A2: 50%}}]", points=10), [("S101", "权重")],
    ),
    "rest without cases": (
        section("合成: 加权", "权重: {A1: 50%, A2: 50%}", "其余权重: {A1: 50%, A2: 50%}", points=10),
        [("S106", "其余权重")],
    ),
    "condition that divides": (
        section("合成: 加权", "权重: [{条件: 1 / 数 > 1, 各项: {A1: 50%, A2: 50%}}]", REST, points=10),
        [("E206", "数")],
    ),
    "condition on points": (
        section("合成: 加权", "权重: [{条件: A1.得分 > 1, 各项: {A1: 50%, A2: 50%}}]", REST, points=10),
        [("S170", "A1.得分")],
    ),
    "more than there are": (section("至少适用: 3"), [("S161", "3")]),
    "alternatives that do not add up": (
        section(points=10, more=", 适用于: [城区]", other=", 系数: 1"), [("S120", "10")],
    ),
    "keys of a section": (f"  A: {{名称: 一, 分值: 20, 至少适用: 1, {SCORED}}}", [("S106", "至少适用")]),
    "factor that is yes or no": (f"  A: {{名称: 一, 分值: 20, 系数: 是, {SCORED}}}", [("E203", "是")]),
    "factor that divides": (f"  A: {{名称: 一, 分值: 20, 系数: 1 / 数, {SCORED}}}", [("S150", "数")]),
    "no fact with periods": (by_period("    计算公式: 数\n    逐期计分: 平均"), [("E207", "逐期计分")]),
    "different periods": (by_period("    计算公式: 月数 + 季数\n    逐期计分: 平均"), [("E207", "逐期计分")]),
    "mistake told once for twelve months": (
        by_period("    计算公式: 1 / 月数\n    逐期计分: 平均"), [("S150", "月数")],
    ),
    "periods that are left open": (by_period("    计算公式: 月数"), [("E207", "月数")]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_mistake_is_told_at_its_place(name: str) -> None:
    items, expected = WRONG[name]
    full = 12 if "分值: 12" in items else 10 if "分值: 10\n" in items else 20
    scheme, problems = found(items, full)
    assert scheme is None
    assert problems == expected


def test_all_mistakes_are_told_at_once() -> None:
    _, problems = found(section("内部满分: 0", "合成: 加权", "至少适用: 5", first=9))
    assert {code for code, _ in problems} >= {"S134", "S161"}


def test_scheme_without_items_needs_something_else() -> None:
    scheme, problems = found("  {}")
    assert scheme is None
    assert [code for code, _ in problems] == ["S101"]


def test_months_are_parts_with_the_share_of_one() -> None:
    scheme, problems = found(by_period("    计算公式: 月数\n    逐期计分: 合计"), 12)
    assert (problems, scheme is None) == ([], False)
    assert scheme is not None
    (item,) = scheme.items
    assert isinstance(item, Section)
    assert (item.combining.rest, [part.id for part in item.parts][::11]) == (Way.SUM, ["A.1月", "A.12月"])
    assert {part.points for part in item.parts} == {1}


def test_alternative_is_not_filled_where_it_is_not_asked() -> None:
    items = section(points=10, more=", 适用于: [城区]", other=", 不适用于: [城区]")
    scheme, problems = found(items, 10, "计满分")
    assert problems == []
    assert scheme is not None
    assert {leaf.filling for leaf in indicators(scheme.items)} == {Filling.WHERE_ASKED}


def test_what_is_compared_is_never_filled() -> None:
    scheme, problems = found(section("合成: 取高", points=10), 10, "计满分")
    assert problems == []
    assert scheme is not None
    parts = [part for item in scheme.items if isinstance(item, Section) for part in item.parts]
    assert [part.filling for part in parts if isinstance(part, Indicator)] == [Filling.NEVER] * 2


def test_sections_have_no_value() -> None:
    scheme, problems = found(section(), tier="A.数值 >= 1")
    assert (scheme, problems) == (None, [("E205", "A.数值")])
    scheme, problems = found(by_period("    计算公式: 月数\n    逐期计分: 合计"), 12, tier="A.数值 >= 1")
    assert (scheme, problems) == (None, [("E205", "A.数值")])
