"""Tables as offices have them: wide and long, with titles above and notes below, by name and by code."""

from __future__ import annotations

import pytest

from tests.unit.tables.reading import book, csv_of, read, sheet, value

WIDE = """\
2021年度工作情况汇总表,,,,
示例：是,,,,
单位,应访户数,实访户数.自评,实访户数.核定,实访户数.佐证
甲街道,50,50,45,抽查记录3号
乙街道,40,40,,
"""
LONG = """\
单位,数据项,期,来源,评委,数值,佐证,核定方式,说明
甲街道,应访户数,,自评,,50,,,
甲街道,实访户数,,自评,,50,,,
甲街道,实访户数,,核定,,45,抽查记录3号,现场抽查,2户没有记录
甲街道,办结件数,一季度,核定,,12,,,
甲街道,办结件数,二季度,核定,,9,,,
甲街道,现场评分,,核定,评委1,90.5,,,
甲街道,现场评分,,核定,评委2,88,,,
甲街道,工作完成情况,,,,走访按计划完成。,,,
"""
MATTERS = """\
单位,数据项,来源,事项,类别,级次,日期,归属年度,佐证,说明
甲街道,表彰,核定,先进集体,省级,1,2021-06-01,,公布文件,
甲街道,表彰,核定,示范点,市级,,2021年7月1日,,证书,复核过
乙街道,表彰,核定,无,,,,,,
"""


def test_wide_table() -> None:
    table, told = read(csv_of(WIDE))
    assert value(table, "甲街道", "实访户数") == "45 户 核定 D4"
    assert value(table, "乙街道", "实访户数") == "40 户 自评 C5"
    assert dict(table.cell("甲街道", "实访户数").evidence) == {"佐证": "抽查记录3号"}
    assert table.illustrative
    assert told == [("F448", "B3", "没有写明来源的数，算作“自评”")]


def test_long_table() -> None:
    table, told = read(csv_of(LONG))
    assert told == []
    assert value(table, "甲街道", "实访户数") == "45 户 核定 F4"
    cell = table.cell("甲街道", "实访户数")
    assert dict(cell.evidence) == {"佐证": "抽查记录3号", "核定方式": "现场抽查", "说明": "2户没有记录"}
    assert [each.text for each in cell.others] == ["50"]
    assert [value(table, "甲街道", f"办结件数.{each}季度") for each in "一二"] == ["12 件 核定 F5", "9 件 核定 F6"]
    marks = table.cell("甲街道", "现场评分").marks
    assert [(each.rater, str(each.value)) for each in marks] == [("评委1", "181/2"), ("评委2", "88")]
    narrative = table.sources["甲街道"].narrative
    assert narrative is not None
    assert narrative.text == "走访按计划完成。"


def test_table_of_matters() -> None:
    table, told = read(csv_of(MATTERS))
    assert told == [("F414", "G3", "日期“2021年7月1日”读作“2021-07-01”")]
    matters = table.cell("甲街道", "表彰").matters
    assert [(each.name, each.class_, str(each.date), each.proven) for each in matters] == [
        ("先进集体", "省级", "2021-06-01", True),
        ("示范点", "市级", "2021-07-01", True),
    ]
    assert value(table, "乙街道", "表彰") == "无 核定 D4"


def test_sheets_of_a_workbook_together() -> None:
    values = sheet(["单位", "应访户数.核定", "表彰.核定"], ["甲街道", "50", ""], ["乙街道", "40", "无"])
    matters = sheet(
        ["单位", "数据项", "来源", "事项", "类别", "日期"], ["甲街道", "表彰", "核定", "奖", "省级", "2021-03-01"]
    )
    notes = sheet(["编制说明"], ["口径见方案"], name="说明")
    table, told = read(book(values, matters, notes))
    assert [each.name for each in table.cell("甲街道", "表彰").matters] == ["奖"]
    assert value(table, "乙街道", "表彰") == "无 核定 C3"
    assert told == [("F447", "A1", "工作表“说明”没有用到")]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("核定.csv", "单位,应访户数\n甲街道,50\n", "50 户 核定 B2"),
        ("汇总.核定.csv", "单位,应访户数\n甲街道,50\n", "50 户 核定 B2"),
        ("汇总.csv", "来源：核定,\n单位,应访户数\n甲街道,50\n", "50 户 核定 B3"),
        ("汇总.csv", "单位,来源,应访户数\n甲街道,核定,50\n", "50 户 核定 C2"),
        ("核定.csv", "单位,应访户数.自评\n甲街道,50\n", "50 户 自评 B2"),
        ("汇总.csv", "单位编码,应访户数\n0101,50\n", "50 户 自评 B2"),
        ("汇总.csv", "编码,单位名称,应访户数\n0101,甲街道,50\n", "50 户 自评 C2"),
        ("汇总.csv", "序号,单位,应访户数（户）\n1,甲街道,50\n", "50 户 自评 C2"),
        ("汇总.csv", "单位\t应访户数\n甲街道\t50\n", "50 户 自评 B2"),
        ("汇总.csv", "单位;应访户数\n甲街道;50\n", "50 户 自评 B2"),
        ("汇总.csv", "单 位,应访\n户数\n甲街道,50\n".replace("应访\n户数", '"应访\n户数"'), "50 户 自评 B2"),
        ("汇总.csv", "单位,应访户数\n,\n甲街道,50\n,\n", "50 户 自评 B3"),
        ("汇总.csv", "单位,应访户数\n甲 街 道,５０户\n", "50 户 自评 B2"),
        ("汇总.csv", "单位,应访户数,\n,自评,核定\n甲街道,50,48\n", "48 户 核定 C3"),
        ("汇总.csv", "单位,应访户数\n甲街道,不适用\n", ""),
    ],
)
def test_ways_to_write_the_same(name: str, text: str, expected: str) -> None:
    table, told = read(csv_of(text, name))
    if expected:
        assert value(table, "甲街道", "应访户数") == expected
        assert {code for code, _, _ in told} <= {"F414", "F448"}
    else:
        assert [code for code, _, _ in told] == ["F448", "F309"]


def test_header_of_two_rows_over_periods() -> None:
    table, _ = read(csv_of("单位,办结件数,,满意度\n,一季度,二季度,\n甲街道,12,9,95%\n"))
    assert value(table, "甲街道", "办结件数.二季度") == "9 件 自评 C3"
    assert value(table, "甲街道", "满意度") == "95% 自评 D3"


def test_merged_units_of_a_long_table() -> None:
    rows = (["单位", "数据项", "来源", "数值"], ["甲街道", "应访户数", "核定", "50"], ["", "实访户数", "核定", "45"])
    table, told = read(book(sheet(*rows, merged=((2, 1, 3, 1),))))
    assert told == []
    assert value(table, "甲街道", "实访户数") == "45 户 核定 D3"


def test_percent_in_the_header() -> None:
    table, told = read(csv_of("单位,来源,满意度（%）\n甲街道,核定,91.6\n乙街道,核定,91.6%\n"))
    assert [value(table, unit, "满意度") for unit in ("甲街道", "乙街道")] == ["91.6% 核定 C2", "91.6% 核定 C3"]
    assert told == [("F414", "C1", "表头“满意度（%）”读作“满意度”，下面没有写“%”的数都加上“%”")]


def test_blank_cell_is_missing_and_never_zero() -> None:
    table, _ = read(csv_of("单位,应访户数.核定,实访户数.核定\n甲街道,50,\n"))
    assert value(table, "甲街道", "实访户数") == "未报"


def test_two_tables_of_one_unit_are_merged_by_origin() -> None:
    own, checked = csv_of("单位,应访户数\n甲街道,50\n", "自评.csv"), csv_of("单位,应访户数\n甲街道,45\n", "核定.csv")
    table, told = read(own, checked)
    assert value(table, "甲街道", "应访户数") == "45 户 核定 B2"
    assert [code for code, _, _ in told] == ["F448", "F448"]


@pytest.mark.parametrize(
    ("line", "origin", "made_up"),
    [
        ("导出时间：2022-01-10 来源：核定", "核定", False),
        ("2021年度汇总表（来源：核定；示例：是）", "核定", True),
        ("示例：是　来源: 核定，截至12月31日", "核定", True),
        ("数据来源：核定组抽查", "自评", False),
        ("（来源：某系统）", "自评", False),
    ],
)
def test_what_a_title_says_among_other_things(line: str, origin: str, made_up: bool) -> None:  # noqa: FBT001
    table, _ = read(csv_of(f'"{line}",,\n单位,应访户数,实访户数\n甲街道,50,45\n乙街道,40,40\n'))
    assert value(table, "甲街道", "实访户数") == f"45 户 {origin} C3"
    assert table.illustrative is made_up
