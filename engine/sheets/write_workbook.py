"""Write workbooks; the only door to XlsxWriter.

The same calls give the same bytes, whenever and wherever. Rows and columns count from 1. Texts are written as texts,
whatever they begin with. A number is written as one only where Excel holds it exactly, that is with no more than 15
digits; any other is written as the text of all its digits.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import field
from datetime import datetime
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import xlsxwriter

from engine.dataclass import dataclass
from engine.number import exact_text
from engine.sheets.check import rule_of
from engine.sheets.limits import MOST_COLUMNS, MOST_ROWS, exact_number, fitting
from engine.text.sheet import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from engine.sheets.check import Check

# XlsxWriter counts from 0, and would write the hour of the day into the file.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook knows no time zone
_A4 = 9
# In percent, of a sheet that goes over several pages.
_SCALE = 70
# What a person may do in a protected sheet beside filling in cells.
_ALLOWED = {"format_columns": True, "format_rows": True}

Value = str | int | Fraction | None


class Hidden(Enum):
    """How a sheet is kept out of sight: a person can show it again, or only a program can."""

    NO = "visible"
    YES = "hidden"
    DEEPLY = "very hidden"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks, and whether it is locked in a protected sheet; `format` is Excel's for numbers.

    Colours are as `#FFF2CC`.
    """

    bold: bool = False
    size: int = 10
    font: str = "宋体"
    color: str = ""
    fill: str = ""
    border: bool = True
    centred: bool = False
    right: bool = False
    wrapped: bool = True
    locked: bool = True
    format: str = ""
    indent: int = 0

    def changed(self, **made: Any) -> Look:  # noqa: ANN401  any of the fields
        """Return the same look but for some fields."""
        return Look(**{name: made.get(name, getattr(self, name)) for name in self.__slots__})


PLAIN = Look()
HEADING = Look(bold=True, fill="#D9E1F2", centred=True)


@dataclass
class Book:
    """A workbook that is being written, to a path or to a file open for bytes; `close` writes it out.

    With `streamed`, rows go out as they are written, one after another from the top, and little memory is used.
    """

    file: BinaryIO | Path
    streamed: bool = False
    _book: Any = field(init=False)
    _formats: dict[Look, Any] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        target = self.file if hasattr(self.file, "write") else str(self.file)
        options = {"constant_memory": True} if self.streamed else {"in_memory": True}
        self._book = xlsxwriter.Workbook(target, options)

    def describe(self, *, title: str = "", author: str = "", custom: Mapping[str, str] | None = None) -> None:
        """Set the document's properties; `custom` are those under 自定义. Raises ValueError where one is too long."""
        self._book.set_properties({"title": title, "author": author, "created": _MADE})
        for name, text in (custom or {}).items():
            _done(self._book.set_custom_property(name, text, "text"), f"property {name}")

    def sheet(self, name: str, hidden: Hidden = Hidden.NO) -> Page:
        """Add a sheet; raises ValueError for a name that Excel does not allow."""
        try:
            sheet = self._book.add_worksheet(name)
        except xlsxwriter.exceptions.XlsxWriterException as error:
            raise ValueError(str(error)) from error
        if hidden is Hidden.YES:
            sheet.hide()
        if hidden is Hidden.DEEPLY:
            sheet.very_hidden()
        return Page(self, sheet)

    def name(self, name: str, reference: str) -> None:
        """Give cells a name: `kh_项001` for `'填报表'!$F$6`."""
        _done(self._book.define_name(name, f"={reference}"), f"name {name}")

    def close(self) -> None:
        """Write the workbook out; raises OSError."""
        if not self._book.worksheets():
            self._book.add_worksheet()
        self._book.set_properties(self._book.doc_properties or {"created": _MADE})
        try:
            self._book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from error

    def abandon(self) -> None:
        """Leave the workbook unwritten, and nothing of it in the folder for temporary files."""
        for sheet in self._book.worksheets() if self.streamed else ():
            with suppress(OSError):
                sheet.row_data_fh.close()
                Path(sheet.row_data_filename).unlink(missing_ok=True)

    def format(self, look: Look) -> Any:  # noqa: ANN401  XlsxWriter's
        """Return the format of a look; one that was asked for before is the same."""
        made = self._formats.get(look)
        if made is None:
            made = self._formats[look] = self._book.add_format(_format(look))
        return made

    def chart(self, kind: str) -> Any:  # noqa: ANN401  as above
        """Return a new chart of XlsxWriter's kind (`engine.sheets.charts`)."""
        return self._book.add_chart({"type": kind})

    def own_format(self, told: Mapping[str, str]) -> Any:  # noqa: ANN401  as above
        """Return a format in XlsxWriter's own words."""
        return self._book.add_format(dict(told))


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that is being written."""

    book: Book
    sheet: Any

    def write(self, row: int, column: int, value: Value, look: Look = PLAIN) -> None:
        """Write a text, a number, or a cell that is empty."""
        form = self.book.format(look)
        at = (row - 1, column - 1)
        number = None if value is None or isinstance(value, str) else exact_number(Fraction(value))
        if value is None or value == "":
            told = self.sheet.write_blank(*at, None, form)
        elif number is not None:
            told = self.sheet.write_number(*at, number, form)
        else:
            text = value if isinstance(value, str) else exact_text(Fraction(value))
            told = self.sheet.write_string(*at, fitting(text), form)
        _done(told, f"cell {column_letters(column)}{row}")

    def formula(self, row: int, column: int, formula: str, shown: str | int, look: Look = PLAIN) -> None:
        """Write a formula, and what it comes to as things are: a program that reads the file may not reckon."""
        _done(self.sheet.write_formula(row - 1, column - 1, formula, self.book.format(look), shown), formula)

    def row(self, row: int, values: Iterable[Value], look: Look = PLAIN) -> None:
        """Write a row of values from the first column on."""
        for column, value in enumerate(values, start=1):
            self.write(row, column, value, look)

    def stream(self, row: int, values: Iterable[str | Decimal | None], forms: Iterable[Any]) -> None:
        """Write a row of texts and of numbers that cells hold (`exact_number`), in formats that are made already.

        It is `row` for hundreds of thousands of rows; a text that no cell holds is no matter here.
        """
        sheet, told = self.sheet, 0
        for column, (value, form) in enumerate(zip(values, forms, strict=True)):
            if isinstance(value, str):
                told = sheet.write_string(row - 1, column, value, form) or told
            elif value is not None:
                told = sheet.write_number(row - 1, column, value, form) or told
        _done(told, f"row {row}")

    def across(self, row: int, first: int, last: int, text: str, look: Look = PLAIN) -> None:
        """Write a text over several columns that become one cell."""
        if first == last:
            self.write(row, first, text, look)
        else:
            place = (row - 1, first - 1, row - 1, last - 1)
            _done(self.sheet.merge_range(*place, fitting(text), self.book.format(look)), f"merge in row {row}")

    def check(self, row: int, column: int, check: Check, last: tuple[int, int] | None = None) -> None:
        """Let Excel check what is typed into a cell, or into all cells as far as `last` (row, column).

        The rule is worded for the first of them.
        """
        last_row, last_column = last or (row, column)
        place = (row - 1, column - 1, last_row - 1, last_column - 1)
        _done(self.sheet.data_validation(*place, rule_of(check)), "validation")

    def paint(self, first: tuple[int, int], last: tuple[int, int], formula: str, look: Mapping[str, str]) -> None:
        """Colour the cells from `first` to `last` (row, column) where a formula holds; `look` is XlsxWriter's."""
        told = {"type": "formula", "criteria": formula, "format": self.book.own_format(look)}
        place = (first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1)
        _done(self.sheet.conditional_format(*place, told), formula)

    def widths(self, widths: Sequence[int], look: Look | None = None) -> None:
        """Set the widths of the columns, in characters, from the first on, and the look of cells that have none."""
        form = None if look is None else self.book.format(look)
        for column, width in enumerate(widths):
            _done(self.sheet.set_column(column, column, width, form), "width")

    def height(self, row: int, points: int) -> None:
        """Set the height of a row."""
        self.sheet.set_row(row - 1, points)

    def protect(self) -> None:
        """Lock the cells that are locked, without a password: against slips, not against intent."""
        self.sheet.protect("", _ALLOWED)

    def freeze(self, row: int, column: int) -> None:
        """Keep what is above a row and left of a column in view."""
        self.sheet.freeze_panes(row - 1, column - 1)

    def print_on_a4(self, *, landscape: bool, head_row: int = 0, columns: int = 0, signed: str = "") -> None:
        """Print on A4, as wide as the page, repeat the row `head_row` on every page, and leave room to be `signed`.

        With `columns`, what is wider than a page goes on to the next, and so many columns are repeated there.
        """
        if landscape:
            self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        if columns:
            self.sheet.repeat_columns(0, columns - 1)
            self.sheet.set_print_scale(_SCALE)
        else:
            self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        if head_row:
            self.sheet.repeat_rows(head_row - 1)
        self.sheet.set_footer(f"&L{signed}&R第 &P 页，共 &N 页" if signed else "&C第 &P 页，共 &N 页")

    def select(self, row: int, column: int) -> None:
        """Open the sheet with the cursor in a cell."""
        self.sheet.set_selection(row - 1, column - 1, row - 1, column - 1)

    def show_first(self) -> None:
        """Open the workbook at this sheet."""
        self.sheet.activate()

    def filter(self, head_row: int, last_row: int, columns: int) -> None:
        """Put the arrows of a filter on a row of headings."""
        self.sheet.autofilter(head_row - 1, 0, last_row - 1, columns - 1)


def write_table(page: Page, headings: Sequence[str], rows: Iterable[Sequence[Value]], look: Look = PLAIN) -> int:
    """Write a table from the first row on, headings kept in view; return its last row.

    Raises ValueError where a sheet has not as many rows or columns.
    """
    if len(headings) > MOST_COLUMNS:
        message = f"{len(headings)} columns"
        raise ValueError(message)
    page.freeze(2, 1)
    page.row(1, headings, HEADING)
    last = 1
    for last, row in enumerate(rows, start=2):
        if last > MOST_ROWS:
            message = f"more than {MOST_ROWS} rows"
            raise ValueError(message)
        page.row(last, row, look)
    return last


def _format(look: Look) -> dict[str, Any]:
    told: dict[str, Any] = {
        "font_name": look.font, "font_size": look.size, "bold": look.bold, "text_wrap": look.wrapped,
        "locked": look.locked, "valign": "vcenter", "indent": look.indent, "border": int(look.border),
        "border_color": "#A6A6A6",
    }  # fmt: skip
    told |= {"font_color": look.color} if look.color else {}
    told |= {"bg_color": look.fill} if look.fill else {}
    told |= {"align": "center"} if look.centred else {"align": "right"} if look.right else {}
    return told | ({"num_format": look.format} if look.format else {})


def _done(told: object, what: str) -> None:
    """Take what XlsxWriter returns: it warns of what Excel does not allow, and leaves it out."""
    if told not in (0, None):
        message = f"Excel does not allow it: {what}"
        raise ValueError(message)
