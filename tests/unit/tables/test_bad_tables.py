"""What goes wrong in tables, each at its own cell and in words that say what to do."""

from __future__ import annotations

from typing import Any

import pytest

from engine.facts.folder import read_facts
from engine.sheets.grid import CellKind, GridCell
from engine.sheets.read_workbook import read_workbook_bytes
from tests.unit.tables.reading import book, csv_of, read, sheet, sound_scheme, value

H = "单位,来源,应访户数,实访户数"
M = "单位,数据项,来源,事项,类别,日期"


@pytest.mark.parametrize(
    ("text", "code", "cell", "words"),
    [
        # Whose is it?
        (f"{H}\n甲街,核定,50,45\n", "F302", "A2", "“甲街”不在方案的考核对象里"),
        (f"{H}\n甲街道,核定,50,45\n甲街道,核定,50,44\n", "F445", "D3", "有 2 个数写了两次，其中“实访户数.核定”等 1 个"),
        (f"{H}\n甲街道,核定,50,\n甲街道,核定,,45\n,核定,1,1\n", "F444", "B4", "这一行有数，没有写“单位”"),
        ("编码,应访户数.核定\n0109,50\n", "F446", "A2", "没有编码是“0109”的单位"),
        ("单位,编码,应访户数.核定\n甲街道,0102,50\n", "F446", "B2", "编码“0102”是“乙街道”的，单位写的是“甲街道”"),
        ("编码,应访户数.核定\n101,50\n", "F414", "A2", "编码“101”读作“0101”"),
        (f"{H}\n合 计,,50,45\n甲街道,核定,50,45\n", "F447", "A2", "“合 计”这一行没有用到"),
        ("序号,单位,应访户数.核定\n1,甲街道,50\n合计,,50\n", "F447", "A3", "“合计”这一行没有用到"),
        (f"{H}\n甲街道,核定,50,45\n填报人：某某,,,\n", "F447", "A3", "没有用到这一行：“填报人：某某”"),
        # What is it?
        ("名称,走访数\n甲街道,50\n", "F441", "A1", "这张表认不出表头"),
        ("应访户数,实访户数\n50,45\n", "F441", "A1", "这张表认不出表头"),
        ("单位,数据项,期\n甲街道,应访户数,\n", "F441", "A1", "这张表认不出表头"),
        ("单位,应访户数.核定,应访户数.核定\n甲街道,50,50\n", "F442", "C1", "表头“应访户数.核定”有两列"),
        ("单位,应访户数（百户）\n甲街道,5\n", "F443", "B1", "表头写的是“百户”，方案里“应访户数”的计量单位是“户”"),
        ("单位,来源,应访户树,实访户数\n甲街道,核定,50,45\n", "F305", "C1", "方案里没有“应访户树”这个数据项"),
        ("单位,应访户数.核订\n甲街道,50\n", "F312", "B1", "不认得来源“核订”"),
        ("单位,来源,应访户数\n甲街道,核订,50\n", "F312", "B2", "方案不认“核订”这个来源，应为“核定”“自评”之一"),
        ("单位,办结件数.五季度.核定\n甲街道,5\n", "F306", "B1", "“办结件数”没有“五季度”这一期"),
        ("单位,办结件数\n甲街道,5\n", "F306", "B2", "“办结件数”要逐期填报"),
        ("单位,数据项,来源,数值\n甲街道,,核定,5\n", "F444", "C2", "这一行有数，没有写“数据项”"),
        ("单位,数据项,来源,数值\n甲街道,应访户树,核定,5\n", "F305", "B2", "方案里没有“应访户树”这个数据项"),
        ("单位,来源,应访户数,备注\n甲街道,核定,50,无\n", "F447", "D1", "没有用到的列：“备注”"),
        (f"{H}\n甲街道,核定,50,45\n单位,来源,实访户数,应访户数\n乙街道,核定,4,5\n", "F441", "C3", "又是一个表头，和上面的不一样"),  # noqa: E501
        (f"{H},\n甲街道,核定,50,45,7\n", "F447", "E2", "没有用到 E 列：没有表头"),
        # How is it written?
        (f"{H}\n甲街道,核定,5 0,45\n", "F306", "C2", "“5 0”，不是一个确切的数"),
        (f"{H}\n甲街道,核定,5²,45\n", "F306", "C2", "“5²”，不是一个确切的数"),
        (f"{H}\n甲街道,核定,５０,45\n", "F414", "C2", "由“５０”读作“50”"),
        (f'{H}\n甲街道,核定,"1,050",45\n', "F414", "C2", "由“1,050”读作“1050”"),
        (f"{H}\n甲街道,核定,约50,45\n", "F306", "C2", "“应访户数”应为整数，现为“约50”"),
        (f"{H}\n甲街道,核定,/,45\n", "F415", "C2", "“应访户数”填的是“/”"),
        (f"{H}\n甲街道,核定,40,45\n", "F308", "D2", "“实访户数”是 45，大于“应访户数”的 40"),
        ("单位,满意度.核定\n甲街道,91.6\n", "F306", "B2", "没有“%”"),
        ("单位,满意度.核定（%）\n甲街道,0.916\n", "F306", "B2", "看不出是 0.916% 还是占 1 的多少"),
        ("单位,规范.核定\n甲街道,√\n", "F306", "B2", "“规范”应为“是”或“否”"),
        ("单位,应访户数.核定,应访户数.说明\n甲街道,50,联系电话 13800000000\n", "F310", "C2", "手机号码"),
        ("单位,示例,应访户数.核定\n甲街道,对,50\n", "S103", "B2", "“示例”应为“是”“否”之一"),
        ("单位,方案编号,应访户数.核定\n甲街道,qita,50\n", "F301", "B2", "为方案“qita”填的"),
        ("单位,数据项,来源,评委,数值\n甲街道,现场评分,核定,评委1,120\n", "F307", "E2", "大于上限 100"),
        (f"{M}\n甲街道,表彰,核定,奖,区级,2021-06-01\n", "F306", "E2", "没有“区级”这个类别"),
        (f"{M}\n甲街道,表彰,核定,,省级,2021-06-01\n", "S101", "E2", "缺少“事项”"),
        (f"{M},数值\n甲街道,表彰,核定,,,,无\n甲街道,表彰,核定,奖,省级,2021-06-01,\n", "F445", "D3", "写了两次"),
    ],
)  # fmt: skip
def test_mistake_is_told_at_its_cell(text: str, code: str, cell: str, words: str) -> None:
    _, told = read(csv_of(text))
    assert [(each[0], each[1]) for each in told if words in each[2]] == [(code, cell)], told


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        (GridCell(CellKind.NO_VALUE, "=B2+1", formula="=B2+1"), "F410", "是公式，却没有存下算出来的值"),
        (GridCell(CellKind.ERROR, "#REF!", formula="=#REF!"), "F411", "是错误值 #REF!"),
        (GridCell(CellKind.PICTURE, "=DISPIMG(1)"), "F412", "嵌在单元格里的图片"),
        (GridCell(CellKind.DATE, "2021-03-04"), "F413", "这一格成了日期 2021-03-04"),
        (GridCell(CellKind.NUMBER, "45.3", shown="45"), "F306", "看到的是 45，存的却是 45.3"),
    ],
)
def test_cells_that_say_nothing_certain(cell: GridCell, code: str, words: str) -> None:
    table, told = read(book(sheet(["单位", "应访户数.核定"], ["甲街道", cell], ["乙街道", "40"])))
    assert [(each[0], each[1]) for each in told if words in each[2]] == [(code, "B2")], told
    assert value(table, "乙街道", "应访户数") == "40 户 核定 B3"


@pytest.mark.parametrize(
    ("hidden", "cell", "words"),
    [
        ({"hidden_rows": frozenset({3})}, "A3", "第 3 行（或因为筛选）是隐藏的"),
        ({"hidden_columns": frozenset({2})}, "B1", "B 列是隐藏的"),
        ({"hidden": True}, "A1", "工作表“数据”是隐藏的"),
    ],
)
def test_what_is_hidden_counts_and_is_told(hidden: dict[str, Any], cell: str, words: str) -> None:
    table, told = read(book(sheet(["单位", "应访户数.核定"], ["甲街道", "50"], ["乙街道", "40"], **hidden)))
    assert value(table, "乙街道", "应访户数") == "40 户 核定 B3"
    assert [(each[0], each[1], words in each[2]) for each in told] == [("F449", cell, True)]


@pytest.mark.parametrize(("merged", "cells"), [((2, 2, 3, 2), "B2:B3"), ((2, 2, 2, 3), "B2:C2")])
def test_value_in_merged_cells_is_asked_about(merged: tuple[int, int, int, int], cells: str) -> None:
    rows = [["单位", "应访户数.核定", "实访户数.核定"], ["甲街道", "50", ""], ["乙街道", "", "40"]]
    _, told = read(book(sheet(*rows, merged=(merged,))))
    assert ("F444", "B2", f"{cells} 是合并的单元格，看不出这个数是第一格的还是每一格的") in told


def test_unit_in_merged_cells_is_that_of_all_rows() -> None:
    rows = [["单位", "数据项", "数值"], ["甲街道", "应访户数", "50"], ["", "实访户数", "40"]]
    table, told = read(book(sheet(*rows, merged=((2, 1, 3, 1),))))
    assert value(table, "甲街道", "实访户数") == "40 户 自评 C3"
    assert [each for each in told if each[0] == "F444"] == []


def test_code_that_became_a_number() -> None:
    table, told = read(book(sheet(["编码", "应访户数.核定"], ["101", "50"])))
    assert value(table, "甲街道", "应访户数") == "50 户 核定 B2"
    assert told == [("F414", "A2", "编码“101”存成了数值，前面的 0 没有了，读作“0101”")]


def test_gbk_is_read_as_it_is_meant() -> None:
    workbook, problems = read_workbook_bytes("汇总.csv", "单位,应访户数.核定\n甲街道,50\n".encode("gbk"))
    assert problems == []
    assert workbook is not None
    assert value(read(workbook)[0], "甲街道", "应访户数") == "50 户 核定 B2"


def test_month_that_a_spreadsheet_made_a_day_of_is_no_other_month() -> None:
    _, told = read(csv_of("单位,数据项,期,来源,数值\n甲街道,办结件数,2021-03-01,核定,5\n"))
    assert ("F306", "C2", "“办结件数”没有“2021-03-01”这一期") in told


def test_sheet_with_facts_that_is_not_read_is_an_error() -> None:
    good = sheet(["单位", "应访户数.核定"], ["甲街道", "50"])
    bad = sheet(["街镇名", "应访户数"], ["乙街道", "40"], name="核定")
    _, told = read(book(good, bad))
    assert ("F441", "A1", "工作表“核定”认不出表头") in told


def test_table_of_something_else_among_others_is_passed_over() -> None:
    _, told = read(csv_of("单位,应访户数.核定\n甲街道,50\n"), csv_of("会议,时间\n年初会,一月\n", "会议.csv"))
    assert [each[0] for each in told] == ["I005"]


def test_form_among_the_facts_is_to_be_imported() -> None:
    _, told = read(book(sheet(["单位", "应访户数.核定"], ["甲街道", "50"]), sheet(["项"], name="_kaohe")))
    assert told == [("F441", "", "“汇总.xlsx”是填报表，不是数据表")]


def test_many_alike_are_told_a_few_times() -> None:
    rows = "".join(f"甲街道,现场评分,核定,评委{n},９{n % 10}\n" for n in range(200))
    _, told = read(csv_of(f"单位,数据项,来源,评委,数值\n{rows}"))
    assert len(told) == 3
    assert told[-1][2].endswith("这一列还有 197 处也是这样")


def test_all_mistakes_are_told_at_once() -> None:
    _, told = read(csv_of("单位,来源,应访户数,满意度\n甲街道,核定,x,91\n乙街,核定,50,92%\n丙镇,核订,5,6\n"))
    assert sorted({code for code, _, _ in told}) == ["F302", "F306", "F312", "F415"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0102", "这是“乙街道”的编码，请写单位名称"),
        ("甲街", "是不是“甲街道”？"),
        ("丙镇人民政府", "请核对方案的“考核对象”"),
        ("街道", "请核对方案的“考核对象”"),
    ],
)
def test_which_unit_may_be_meant(written: str, meant: str) -> None:
    _, problems = read_facts(sound_scheme(), [csv_of(f"{H}\n{written},核定,50,45\n")], "事实")
    (found,) = [each for each in problems if each.code.value == "F302"]
    assert found.help == meant
