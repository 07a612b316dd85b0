"""Workbooks hold exactly what was written, or the text of it, and are the same every time."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from engine.sheets.check import Check
from engine.sheets.limits import LONGEST_TEXT, exact_number, fitting
from engine.sheets.write_workbook import Book, Hidden, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook


def a_book(rows: list[list[str | int | Fraction | None]]) -> bytes:
    """A workbook with one table."""
    file = BytesIO()
    book = Book(file)
    write_table(book.sheet("表"), ["甲", "乙"], rows)
    book.close()
    return file.getvalue()


def read(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (Fraction("99.35"), 99.35),
        (Fraction(0), 0),
        (-3, -3),
        (Fraction("123456789012345"), 123456789012345),
        (Fraction("0.000000000000001"), 0.000000000000001),
        (Fraction(10) ** 20, 10**20),
        (Fraction("1234567890123456"), "1234567890123456"),
        (Fraction("1234567890.123456"), "1234567890.123456"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_a_number_is_one_where_excel_holds_it_exactly(value: Fraction | int, held: object) -> None:
    cell = read(a_book([[value]]))["表"]["A2"]
    assert cell.value == held
    assert exact_number(Fraction(value)) is None or Fraction(format(cell.value, ".15g")) == value


@pytest.mark.parametrize("text", ["=1+1", "+86", "@某", "-5", "0012", "1/2", "", "2021-06-01", "https://a", "{=A1}"])
def test_a_text_is_a_text_whatever_it_begins_with(text: str) -> None:
    cell = read(a_book([[text]]))["表"]["A2"]
    assert (cell.value, cell.data_type) == ((text, "s") if text else (None, "n"))
    assert cell.hyperlink is None


@pytest.mark.parametrize("text", ["=1+1", "=cmd|'/c calc'!A0", "+1", "@SUM(A1)", "mailto:a@b", "http://a.b"])
def test_a_text_over_several_columns_is_a_text_too(text: str) -> None:
    target = BytesIO()
    book = Book(target)
    page = book.sheet("表")
    page.across(1, 1, 3, text)
    book.close()
    cell = read(target.getvalue()).worksheets[0]["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    cell = read(a_book([["长" * (LONGEST_TEXT + 1)]]))["表"]["A2"]
    assert len(str(cell.value)) == LONGEST_TEXT
    assert str(cell.value).endswith("以下从略）")


def test_rare_characters_count_for_two_as_they_do_in_excel() -> None:
    assert fitting("𠮷" * 5, 10, "…") == "𠮷" * 5
    assert fitting("𠮷" * 6, 10, "…") == "𠮷" * 4 + "…"


def test_the_same_table_gives_the_same_bytes() -> None:
    assert a_book([["一", 1]]) == a_book([["一", 1]])
    assert read(a_book([])).properties.created == datetime(2000, 1, 1)  # noqa: DTZ001  a workbook knows no time zone


def test_sheets_are_kept_out_of_sight() -> None:
    file = BytesIO()
    book = Book(file)
    for name, hidden in (("甲", Hidden.NO), ("乙", Hidden.YES), ("丙", Hidden.DEEPLY)):
        book.sheet(name, hidden).write(1, 1, "1")
    book.close()
    found = read(file.getvalue())
    assert [sheet.sheet_state for sheet in found.worksheets] == ["visible", "hidden", "veryHidden"]


@pytest.mark.parametrize("name", ["甲" * 32, "甲/乙", "'甲", "甲[1]"])
def test_a_name_that_excel_refuses_is_an_error(name: str) -> None:
    with pytest.raises(ValueError, match=r"sheet|Sheet|worksheet"):
        Book(BytesIO()).sheet(name)


@pytest.mark.filterwarnings("ignore:Length of list", "ignore:Invalid Excel")
def test_what_xlsxwriter_only_warns_of_is_an_error() -> None:
    page = Book(BytesIO()).sheet("表")
    with pytest.raises(ValueError, match="validation"):
        page.check(1, 1, Check(tuple(f"很长的选项{number}" for number in range(60))))
    with pytest.raises(ValueError, match="name"):
        Book(BytesIO()).name("1 不行", "'表'!$A$1")


def test_a_table_is_streamed_to_a_path(tmp_path: Path) -> None:
    path = tmp_path / "大表.xlsx"
    book = Book(path, streamed=True)
    last = write_table(book.sheet("表"), ["甲"], ([number] for number in range(2000)))
    book.close()
    assert last == 2001
    assert [row[0] for row in load_workbook(path)["表"].iter_rows(min_row=2, values_only=True)] == list(range(2000))


def test_a_path_that_cannot_be_written_is_an_oserror(tmp_path: Path) -> None:
    book = Book(tmp_path / "没有" / "表.xlsx")
    book.sheet("表")
    with pytest.raises(FileNotFoundError):
        book.close()
