"""What origins say against each other: what differs, by how much, and what it would mean for the scores."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import openpyxl
import pytest

from engine.api import assess
from engine.compare.standing import standings
from engine.facts.folder import read_facts
from engine.facts.last_year import load_last_year
from engine.origins.compare import compare
from engine.origins.effects import Effects
from engine.origins.files import csv_bytes, workbook_bytes
from engine.origins.report import WIDEST, compared_text
from engine.origins.report_json import compared_json
from engine.origins.words import by_how_much, direction, error_text
from engine.problem.problem import has_errors
from engine.reading.read_scheme import load_scheme, read_scheme
from engine.text.source import Source
from engine.text.width import display_width
from tests.assessing import ROOT, assess_shipped, fact_texts

if TYPE_CHECKING:
    from engine.facts.table import FactTable
    from engine.judge.assessment import Assessment
    from engine.origins.compare import OriginsCompared
    from engine.origins.said import Pair
    from engine.scheme.model import Scheme

SHIPPED = sorted(path.name for path in (ROOT / "facts").iterdir() if path.is_dir())

SCHEME = """\
方案编号: 对照
格式: 1
名称: 对照（示例）
分数:
  总分: 20
  最低分: 0
  最高分: 22
  修约: {方式: 四舍五入, 总分: 2}
  未报: 须补报
  缺项折算: 按总分比例
  加分合计上限: 2
考核对象: [甲, 乙]
数据来源:
  取值顺序: [核定, 信息系统, 自评]
  可认定不适用: [核定]
数据项:
  应访户数: {类型: 整数, 计量单位: 户, 下限: 0}
  实访户数: {类型: 整数, 计量单位: 户, 下限: 0}
  合格率: {类型: 百分数, 小数位: 2, 下限: 0%, 上限: 100%}
  建立台账: {类型: 是否}
  评价: {类型: 选项, 选项: [好, 差]}
  现场评议: {类型: 多值, 下限: 0, 上限: 100, 最少: 2}
  表彰: {类型: 事项, 类别: [市级, 区级]}
指标:
  A: {名称: 走访率, 分值: 10, 计算公式: 实访户数 / 应访户数, 分母为零: 不适用, 计分: {方法: 按比例得分, 目标: 100%}}
  B: {名称: 合格率, 分值: 5, 计算公式: 合格率, 计分: {方法: 按比例得分, 目标: 100%}}
  C: {名称: 评议, 分值: 4, 计算公式: 现场评议.平均, 计分: {方法: 按比例得分, 目标: 100}}
  D: {名称: 台账, 分值: 1, 计算公式: 建立台账, 计分: {方法: 是否得分, 要求: 是}}
加分:
  J: {名称: 表彰, 事项: 表彰, 每项: {市级: 1, 区级: 0.5}, 加分上限: 2, 同一事项: 就高不就低}
等次:
  - {名称: 合格, 条件: 得分 >= 15 且 评价 = 好}
  - {名称: 不合格, 条件: 其余}
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""
FACTS = """\
单位: {unit}
方案编号: 对照
数据:
  应访户数: 50
  实访户数: 40
  合格率: 90%
  建立台账: 是
  评价: 好
  现场评议: {{评委1: 80, 评委2: 90}}
  表彰: 无
"""


def own_scheme() -> Scheme:
    scheme, problems = read_scheme(Source("方案.yaml", SCHEME))
    assert scheme is not None, [each.message for each in problems]
    return scheme


def compared(facts: str, asked: tuple[str, str] | None = None) -> OriginsCompared:
    """The comparison where 甲 has facts with several origins in place of those above, and 乙 those above."""
    lines = FACTS.format(unit="甲").splitlines()
    for line in facts.splitlines():
        place = next(n for n, each in enumerate(lines) if each.strip().startswith(line.split(":")[0]))
        lines[place] = f"  {line}"
    sources = [Source("甲.yaml", "\n".join(lines) + "\n"), Source("乙.yaml", FACTS.format(unit="乙"))]
    scheme = own_scheme()
    table, problems = read_facts(scheme, sources, "事实")
    assert not has_errors(problems), [each.message for each in problems]
    return compare(assess(scheme, table), asked)


def told(pair: Pair) -> tuple[str, str, str, str, str]:
    return pair.first.text, pair.second.text, by_how_much(pair), direction(pair), error_text(pair.error)


# What 甲 reports of a fact; both values, the difference, its direction, the error; by how much the total would change.
DIFFERENCES = {
    "a number": ("实访户数: {自评: 48, 核定: 40}", ("48 户", "40 户", "+8 户", "自评偏高", "20%"), "1.6"),
    "too low": ("实访户数: {自评: 38, 核定: 40}", ("38 户", "40 户", "-2 户", "自评偏低", "5%"), "-0.4"),
    "a percentage": (
        "合格率: {自评: 92.5%, 核定: 90%}", ("92.5%", "90%", "+2.5 个百分点", "自评偏高", "约2.78%"), "0.13",
    ),
    "nothing against something": ("实访户数: {自评: 1, 核定: 0}", ("1 户", "0 户", "+1 户", "自评偏高", ""), "0.2"),
    "yes or no": ("建立台账: {自评: 是, 核定: 否}", ("是", "否", "不一致", "", ""), "1"),
    "an option": ("评价: {自评: 好, 核定: 差}", ("好", "差", "不一致", "", ""), "0"),
    "不适用": ("应访户数: {自评: 50, 核定: 不适用}", ("50 户", "不适用", "不一致", "", ""), "-0.9"),
    "不适用 by who may not say so": ("建立台账: {自评: 不适用, 核定: 是}", ("不适用", "是", "不一致", "", ""), "0"),
    "a list": (
        "表彰: {自评: [{事项: 文件1, 类别: 市级}], 核定: 无}", ("1 项", "无", "事项不同", "", ""), "1",
    ),
    "another class of the same matter": (
        "表彰: {自评: [{事项: 文件1, 类别: 市级}], 核定: [{事项: 文件1, 类别: 区级}]}",
        ("1 项", "1 项", "事项不同", "", ""),
        "0.5",
    ),
    "marks": (
        "现场评议: {自评: {评委1: 90, 评委2: 100}, 核定: {评委1: 80, 评委2: 90}}",
        ("2 个数", "2 个数", "打分不同", "", ""),
        "0.4",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DIFFERENCES)
def test_a_difference(case: str) -> None:
    facts, expected, total = DIFFERENCES[case]
    found = compared(facts)
    (difference,) = found.differences
    assert told(difference.pair) == expected
    assert difference.effect.total == Fraction(total)
    assert [difference.pair.first.at, difference.pair.second.at] == ["甲.yaml:" + line(facts)] * 2


def line(facts: str) -> str:
    names = [each.strip().split(":")[0] for each in FACTS.splitlines()]
    return str(names.index(facts.split(":", maxsplit=1)[0]) + 1)


# What is written in another way, and is the same.
SAME = {
    "decimals": "合格率: {自评: 90.00%, 核定: 90%}",
    "the order of a list": (
        "表彰: {自评: [{事项: 甲, 类别: 市级}, {事项: 乙, 类别: 区级}],"
        " 核定: [{事项: 乙, 类别: 区级}, {事项: 甲, 类别: 市级, 佐证: 文件}]}"
    ),
    "nothing in words": "表彰: {自评: 无, 核定: 0}",
    "a rater without a mark": "现场评议: {自评: {评委1: 80, 评委2: 90, 评委3: 未评}, 核定: {评委2: 90, 评委1: 80}}",
}


@pytest.mark.parametrize("case", SAME)
def test_what_is_the_same_is_no_difference(case: str) -> None:
    found = compared(SAME[case])
    assert found.compared == 1
    assert found.differences == ()


def test_without_two_origins_nothing_is_compared() -> None:
    found = compared("实访户数: {自评: 48, 核定: 未报}")
    assert (found.compared, found.differences) == (0, ())
    assert "没有可以对照的数" in compared_text(found)


def test_tiers_come_first_then_the_largest_effect() -> None:
    found = compared("建立台账: {自评: 是, 核定: 否}\n评价: {自评: 好, 核定: 差}\n实访户数: {自评: 50, 核定: 40}")
    assert [each.pair.fact.name for each in found.differences] == ["评价", "实访户数", "建立台账"]
    assert found.differences[0].effect.tiers == ("不合格", "合格")
    assert found.differences[1].effect.items == (("A", Fraction(2)),)


def test_each_origin_is_held_against_the_one_that_counts() -> None:
    found = compared("实访户数: {自评: 48, 信息系统: 44, 核定: 40}")
    pairs = [(each.pair.first.origin, each.pair.second.origin) for each in found.differences]
    assert pairs == [("自评", "核定"), ("信息系统", "核定")]
    rates = [(each.unit, each.origin, each.compared, each.differing) for each in found.units]
    assert rates == [("甲", "信息系统", 1, 1), ("甲", "自评", 1, 1)]


def test_two_origins_of_which_neither_counts() -> None:
    found = compared("实访户数: {自评: 48, 信息系统: 44, 核定: 40}", ("自评", "信息系统"))
    (difference,) = found.differences
    assert told(difference.pair)[:3] == ("48 户", "44 户", "+4 户")
    assert difference.effect.total == Fraction("0.8")
    (unit,) = found.units
    assert (unit.moved.old.score, unit.moved.new.score) == (Fraction("17.7"), Fraction("18.5"))


def test_what_only_one_of_the_two_has_is_listed_apart() -> None:
    found = compared("实访户数: {信息系统: 44}\n合格率: {核定: 90%}\n评价: {自评: 好, 核定: 好}", ("自评", "核定"))
    own = [(each.fact.name, each.told.origin, each.lacking) for each in found.alone if each.unit == "甲"]
    assert ("合格率", "核定", "自评") in own
    assert ("建立台账", "自评", "核定") in own
    assert "实访户数" not in [name for name, _, _ in own]
    assert "有核定，没有自评：合格率（甲）" in compared_text(found)
    assert found.units[0].lacking == 1


def test_particulars_name_the_matters_and_the_raters() -> None:
    found = compared(
        "表彰: {自评: [{事项: 文件1, 类别: 市级}, {事项: 文件2, 类别: 市级}], 核定: [{事项: 文件2, 类别: 区级}]}\n"
        "现场评议: {自评: {评委1: 90, 评委2: 80}, 核定: {评委1: 80, 评委2: 80}}"
    )
    said = {each.pair.fact.name: list(each.pair.particulars) for each in found.differences}
    assert said["表彰"] == [
        "只有自评有“文件1”（甲.yaml:10）",
        "“文件2”两处的类别、级次、情形或日期不同（甲.yaml:10；甲.yaml:10）",
    ]
    assert said["现场评议"] == ["评委1：自评 90，核定 80"]


def with_first(scheme: Scheme, origin: str) -> Scheme:
    others = [each for each in scheme.origins.precedence if each != origin]
    return replace(scheme, origins=replace(scheme.origins, precedence=(origin, *others)))


@pytest.mark.parametrize("name", SHIPPED)
def test_preferring_an_origin_is_putting_it_first_in_the_scheme(name: str) -> None:
    scheme, _ = load_scheme(ROOT / "schemes" / f"{name}.yaml")
    assert scheme is not None
    last, _ = load_last_year(scheme)
    sources = [Source(file, text) for file, text in fact_texts(name).items()]

    def assessed(by: Scheme) -> Assessment:
        table: FactTable = read_facts(by, sources, "事实", last=last)[0]
        return assess(scheme, table)

    effects = Effects(assessed(scheme))
    for origin in scheme.origins.precedence:
        moved = effects.of_all(origin, None)
        expected = standings(assessed(with_first(scheme, origin)))
        assert {unit: each.new for unit, each in moved.items()} == expected


@pytest.mark.parametrize("name", SHIPPED)
def test_every_form_of_it_says_the_same(name: str) -> None:
    found = compare(assess_shipped(name))
    text, data = compared_text(found), json.loads(compared_json(found))
    assert [each for each in text.splitlines()[1:] if display_width(each) > WIDEST] == []
    assert len(data["differences"]) == len(found.differences)
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(found)))
    rows = list(book["对照"].values)
    lines = csv_bytes(found).decode("utf-8-sig").splitlines()
    assert len(rows) == len(lines) == 1 + len(found.differences) + len(found.alone)
    assert book["按单位"].max_row == 1 + len(data["units"])


def test_made_up_facts_are_marked_in_every_form() -> None:
    found = compare(assess_shipped("changning-2021"))
    assert "【示例】" in compared_text(found)
    assert json.loads(compared_json(found))["illustrative"] is True
    assert "【示例】" in csv_bytes(found).decode("utf-8-sig").splitlines()[0]
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(found)))
    assert all("【示例】" in str(sheet["A1"].value) for sheet in book)


def test_a_difference_from_nought_is_told_where_the_largest_error_is() -> None:
    text = compared_text(compared("实访户数: {自评: 1, 核定: 0}\n合格率: {自评: 92.5%, 核定: 90%}"))
    rows = [line.split() for line in text[text.index("最大误差") :].splitlines()]
    assert ["实访户数", "自评", "1", "1", "1", "个对照的数是", "0"] in rows
    assert ["合格率", "自评", "1", "1", "约2.78%"] in rows


def test_a_value_that_was_imported_is_named_by_its_cell() -> None:
    scheme = own_scheme()
    own = "  实访户数: {自评: 48, 出处: 甲.xlsx 填报表!E7}"
    both = "实访户数: {自评: 48, 核定: 40, 出处: 台账}"
    checked = "单位: 甲\n方案编号: 对照\n来源: 核定\n数据: {实访户数: {核定: 40, 出处: 核定表.xlsx 填报表!D5}}\n"
    sources = [
        Source("甲.yaml", FACTS.format(unit="甲").replace("  实访户数: 40", own)),
        Source("甲.核定.yaml", checked),
        Source("乙.yaml", FACTS.format(unit="乙").replace("实访户数: 40", both)),
    ]
    table, problems = read_facts(scheme, sources, "事实")
    assert not has_errors(problems), [each.message for each in problems]
    pairs = [each.pair for each in compare(assess(scheme, table)).differences]
    found = {each.unit: (each.first.at, each.second.at) for each in pairs}
    assert found == {
        "甲": ("甲.xlsx 填报表!E7（甲.yaml:5）", "核定表.xlsx 填报表!D5（甲.核定.yaml:4）"),
        "乙": ("乙.yaml:5", "乙.yaml:5"),  # whose the one place is, nobody knows
    }
