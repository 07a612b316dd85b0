"""A sheet as a source of located texts."""

from __future__ import annotations

import pytest

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.report.problems import place_json, problems_text
from engine.text.sheet import BETWEEN, column_letters, make_sheet
from engine.text.source import Span

ROWS = [["编码", "事实项", "填报值"], [], ["C2", "实访户数", "14户\n左右"], ["", "", ""]]


def test_a_span_is_a_cell() -> None:
    sheet = make_sheet("收回/江苏街道.xlsx", "填报表", ROWS)

    places = {
        (row, column): sheet.span(row, column)
        for row, cells in enumerate(ROWS, 1)
        for column in range(1, len(cells) + 1)
    }

    for (row, column), span in places.items():
        assert span.text == ROWS[row - 1][column - 1].replace("\n", " ")
        assert str(span) == span.on_line == f"收回/江苏街道.xlsx 填报表!{'ABC'[column - 1]}{row}"
        assert span.line == row
    assert place_json(places[3, 3]) == {"file": "收回/江苏街道.xlsx", "sheet": "填报表", "cell": "C3"}


def test_a_table_without_sheets_has_cells_too() -> None:
    sheet = make_sheet("汇总.csv", "", ROWS)

    assert str(sheet.span(3, 2)) == "汇总.csv B3"


def test_rows_are_as_wide_as_the_widest() -> None:
    span = make_sheet("甲.xlsx", "表", ROWS).span(2, 3)

    assert (str(span), span.text) == ("甲.xlsx 表!C2", "")


def test_an_empty_sheet_has_a_place() -> None:
    assert str(Span(make_sheet("甲.xlsx", "表", []), 0, 0)) == "甲.xlsx 表!A1"


def test_a_problem_shows_the_row_and_the_cell() -> None:
    sheet = make_sheet("收回/江苏街道.xlsx", "填报表", ROWS)

    text = problems_text([Problem(Code.FACT_VALUE, "“实访户数”应为整数", sheet.span(3, 3))])

    assert text.startswith("收回/江苏街道.xlsx 填报表!C3: 错误[F306] “实访户数”应为整数")
    row = BETWEEN.join(["C2", "实访户数", "14户 左右"])
    assert f" 3 | {row}\n" in text
    assert text.splitlines()[3].endswith("^^^^^^^^^ 这里")


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(column: int, letters: str) -> None:
    assert column_letters(column) == letters
