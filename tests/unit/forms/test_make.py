"""What a form holds, read back with another library."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.forms.form import COVER_SHEET, FORM_SHEET, FormKind, Part, read_properties, read_record
from engine.forms.known import Known, known_of
from engine.forms.layout import HEAD_ROW, lay_out
from engine.forms.lines import Line
from engine.forms.make import make_form
from engine.reading.read_scheme import read_scheme
from engine.scheme.unit_vocabulary import MISSING
from engine.sheets.limits import LONGEST_MESSAGE, LONGEST_TITLE
from engine.text.source import Source
from tests.assessing import scheme_text
from tests.unit.forms.dump import dump, properties_in
from tests.unit.forms.kinds import OPTIONS, TEXT, asking_of, facts_of, made, scheme_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook
    from openpyxl.cell import Cell

    from engine.forms.layout import Layout
    from engine.sheets.write_workbook import Value

PREFILLED = """\
单位: 甲单位
方案编号: kinds
示例: 是
数据:
  应办件数: {自评: 48, 佐证: 台账, 说明: 含上年结转}
  办结件数: 不适用
  平均用时: 4.5
  准确率: {自评: 93.5%, 核定: 90%}
  有无差错: 否
  办理方式: 第2种办理方式（窗口和网上）
  季度报表: {一季度: 2}
  表彰:
    - {事项: 某发〔2021〕9号, 类别: 市级, 日期: 2021-03-01, 佐证: 通报, 情形: 重大活动期间}
  现场评议: {评委1: 92}
工作完成情况: 全年按期办结。
"""


def value_cell(book: Workbook, layout: Layout, fact: str, period: str = "", part: Part = Part.VALUE) -> Cell:
    """Return the cell of a fact."""
    (slot,) = [
        each for each in layout.form.slots if (each.fact, each.period, each.part) == (fact, period, part)
    ]  # fmt: skip
    cell: Cell = book[slot.sheet][slot.cell]
    return cell


def test_form_of_a_unit(golden: Callable[[str, str], None]) -> None:
    book, _ = made(asking_of(scheme_of()))
    golden("forms/kinds-unit.txt", dump(book))


def test_form_of_all_units(golden: Callable[[str, str], None]) -> None:
    book, _ = made(asking_of(scheme_of(), FormKind.SINGLE))
    golden("forms/kinds-single.txt", dump(book))


def test_marking_sheet_of_an_assessor(golden: Callable[[str, str], None]) -> None:
    scheme = scheme_of()
    book, _ = made(asking_of(scheme, FormKind.MARKING, origin="核定", facts=("现场评议",), rater="评委1"))
    golden("forms/kinds-marking.txt", dump(book))


@pytest.mark.parametrize(("name", "unit"), [("changning-2021", "天山街道"), ("monthly-scoring", "竹屿乡")])
def test_forms_of_shipped_schemes(name: str, unit: str, golden: Callable[[str, str], None]) -> None:
    as_of = date(2012, 12, 31) if name == "monthly-scoring" else None
    scheme, problems = read_scheme(Source("方案.yaml", scheme_text(name), "0" * 64), as_of=as_of)
    assert scheme is not None, problems
    book, _ = made(asking_of(scheme, unit=unit))
    golden(f"forms/{name}-{unit}.txt", dump(book))


@pytest.mark.parametrize("kind", FormKind)
def test_a_form_says_twice_what_it_is(kind: FormKind) -> None:
    asking = asking_of(scheme_of(), kind, facts=("应办件数",) if kind is FormKind.MARKING else ())
    book, layout = made(asking)
    properties = properties_in(book)
    assert read_properties(properties) == asking.head
    rows = [
        ["" if value is None else str(value) for value in row] for row in book["_kaohe"].iter_rows(values_only=True)
    ]
    assert read_record(rows) == layout.form


@pytest.mark.parametrize("kind", FormKind)
def test_rows_and_columns_are_known_by_what_stands_in_them(kind: FormKind) -> None:
    facts = ("应办件数", "季度报表", "表彰") if kind is FormKind.MARKING else ()
    book, layout = made(asking_of(scheme_of(), kind, facts=facts))
    for slot in layout.form.slots:
        table = layout.form.table(slot.sheet)
        assert table is not None
        sheet = book[slot.sheet]
        assert sheet.cell(table.head_row, slot.column).value == slot.column_key, slot
        if slot.part is not Part.MATTER:
            assert sheet.cell(slot.row, table.key_column).value == slot.row_key, slot


@pytest.mark.parametrize("kind", FormKind)
def test_what_is_to_be_filled_in_can_be_and_nothing_else(kind: FormKind) -> None:
    facts = ("应办件数", "现场评议") if kind is FormKind.MARKING else ()
    book, layout = made(asking_of(scheme_of(), kind, facts=facts, rater="评委1" if facts else ""))
    slots = {(slot.sheet, slot.cell) for slot in layout.form.slots if slot.part is not Part.MATTER}
    main = book[layout.sheet]
    free = {
        (main.title, cell.coordinate)
        for row in main.iter_rows()
        for cell in row
        if not cell.protection.locked and type(cell).__name__ != "MergedCell"
    }
    assert free == slots
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book.worksheets)


def test_the_same_asking_gives_the_same_bytes() -> None:
    assert make_form(asking_of(scheme_of()))[0] == make_form(asking_of(scheme_of()))[0]


def test_a_form_without_its_record_can_be_laid_out_again() -> None:
    scheme = scheme_of()
    asking = asking_of(scheme, known=Known(last={("甲单位", "应办件数"): Fraction(40)}))
    _, layout = made(asking)
    again = lay_out(scheme, asking.head)
    keys = [(slot.row_key, slot.column_key, slot.fact, slot.period, slot.part) for slot in layout.form.slots]
    assert [(s.row_key, s.column_key, s.fact, s.period, s.part) for s in again.form.slots] == keys


def test_a_code_is_that_of_the_line_in_every_form() -> None:
    scheme = scheme_of()
    codes = {}
    for unit in ("甲单位", "乙单位"):
        rows = lay_out(scheme, asking_of(scheme, unit=unit).head).rows
        codes[unit] = {line.name: line.code for _, line in rows if isinstance(line, Line)}
    assert "季度报表" not in codes["乙单位"]
    assert codes["乙单位"].items() <= codes["甲单位"].items()


def test_only_periods_that_have_ended_are_asked_for() -> None:
    layout = lay_out(scheme_of(), asking_of(scheme_of()).head)
    assert {slot.period for slot in layout.form.slots if slot.fact == "季度报表"} == {"一季度", "二季度"}


def test_marks_are_left_to_assessors() -> None:
    book, layout = made(asking_of(scheme_of()))
    assert "现场评议" not in {slot.fact for slot in layout.form.slots}
    cover = " ".join(str(cell.value) for row in book[COVER_SHEET].iter_rows() for cell in row if cell.value)
    assert "“现场评议”由评委或抽查人员另行填报，本表不填。" in cover


def test_what_there_is_already_is_filled_in_exactly() -> None:
    scheme = scheme_of()
    known = known_of(scheme, facts_of(scheme, PREFILLED), "自评")
    book, layout = made(asking_of(scheme, known=known, illustrative=True))
    found = {
        fact: value_cell(book, layout, fact).value
        for fact in ("应办件数", "办结件数", "平均用时", "准确率", "有无差错", "办理方式", "表彰")
    }
    assert found == {
        "应办件数": 48, "办结件数": "不适用", "平均用时": 4.5, "准确率": 0.935, "有无差错": "否",
        "办理方式": OPTIONS[1], "表彰": "有",
    }  # fmt: skip
    assert value_cell(book, layout, "准确率").number_format == "0.00%"
    assert value_cell(book, layout, "季度报表", "一季度").value == 2
    assert value_cell(book, layout, "季度报表", "二季度").value is None
    assert value_cell(book, layout, "应办件数", part=Part.EVIDENCE).value == "台账"
    assert value_cell(book, layout, "应办件数", part=Part.REMARK).value == "含上年结转"
    matter = [cell.value for cell in book["事项"][HEAD_ROW + 1]]
    assert matter == [1, "某发〔2021〕9号", "市级", "重大活动期间", "2021-03-01", None, "通报", None, None]
    assert "全年按期办结。" in [cell.value for row in book[FORM_SHEET].iter_rows() for cell in row]
    assert book[FORM_SHEET]["A1"].value == "【示例】各种数据项单位填报表"


def test_what_another_origin_says_is_not_filled_in_for_it() -> None:
    scheme = scheme_of()
    known = known_of(scheme, facts_of(scheme, PREFILLED), "核定")
    facts = ("准确率", "应办件数")
    book, layout = made(asking_of(scheme, FormKind.MARKING, known, origin="核定", facts=facts))
    sheet = book[layout.sheet]
    row = [cell.value for cell in sheet[HEAD_ROW + 1]]
    assert layout.headings[3:] == (
        "项001 现有值", "项001 应办件数", "项001 佐证", "项001 备注",
        "项004 现有值", "项004 准确率", "项004 佐证", "项004 备注",
    )  # fmt: skip
    assert row == ["A01", "甲单位", "一组", "自评 48 件", None, None, None, "核定 90%", 0.9, None, None]


def test_last_years_values_are_shown_and_locked() -> None:
    last: dict[tuple[str, str], Value] = {
        ("甲单位", "应办件数"): Fraction(40),
        ("甲单位", "准确率"): Fraction("0.915"),
        ("甲单位", "有无差错"): "否",
    }
    book, layout = made(asking_of(scheme_of(), known=Known(last=last, last_made_up=True)))
    sheet, column = book[FORM_SHEET], layout.column("上年值")
    assert sheet.cell(HEAD_ROW, column).value == "上年值（示例）"
    shown = {sheet.cell(row, 2).value: sheet.cell(row, column) for row in range(HEAD_ROW + 1, sheet.max_row)}
    assert [shown[name].value for name in ("应办件数", "准确率", "有无差错", "平均用时")] == [40, 0.915, "否", None]
    assert shown["准确率"].number_format == "0.00%"
    assert all(cell.protection.locked for cell in shown.values())


def test_a_value_that_excel_does_not_hold_exactly_is_written_as_text() -> None:
    text = TEXT.replace(
        "平均用时: {类型: 小数, 小数位: 1, 计量单位: 天, 下限: 0.5, 上限: 30}", "平均用时: {类型: 小数, 小数位: 9}"
    )
    scheme = scheme_of(text)
    known = known_of(scheme, facts_of(scheme, PREFILLED.replace("4.5", "1234567890.123456789")), "自评")
    book, layout = made(asking_of(scheme, known=known))
    assert value_cell(book, layout, "平均用时").value == "1234567890.123456789"


def test_long_words_are_cut_where_excel_would_drop_them() -> None:
    name = "很长很长的数据项名称" * 4
    text = TEXT.replace("应办件数", name).replace("口径: 全年受理的", f"口径: {'统计口径，' * 80}")
    book, layout = made(asking_of(scheme_of(text)))
    rules = book[FORM_SHEET].data_validations.dataValidation
    (rule,) = [each for each in rules if value_cell(book, layout, name).coordinate in each.sqref]
    assert rule.promptTitle == name[: LONGEST_TITLE - 1] + "…"
    assert rule.prompt is not None
    assert rule.prompt.endswith("……")
    assert len(rule.prompt) == LONGEST_MESSAGE
    assert any(str(cell.value).count("统计口径") == 80 for row in book[FORM_SHEET].iter_rows() for cell in row)


def test_many_options_stand_in_a_sheet_of_their_own() -> None:
    book, layout = made(asking_of(scheme_of()))
    rules = book[FORM_SHEET].data_validations.dataValidation
    (rule,) = [each for each in rules if value_cell(book, layout, "办理方式").coordinate in each.sqref]
    assert rule.formula1 == f"'_选项'!$A$1:$A${len(OPTIONS) + 1}"
    assert [row[0] for row in book["_选项"].iter_rows(values_only=True)] == [*OPTIONS, MISSING]
    assert book["_选项"].sheet_state == "hidden"
    assert book["_kaohe"].sheet_state == "veryHidden"
