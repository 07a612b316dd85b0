"""Workbooks in the format of Excel before 2007, and of WPS (.et); the only door to xlrd."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from typing import Any

import xlrd
from xlrd.compdoc import CompDoc, CompDocError

from engine.sheets.faults import ForeignError
from engine.sheets.figures import GENERAL, day_cell, number_cell, text_cell, yes_no_cell
from engine.sheets.grid import EMPTY, CellKind, Grid, GridCell, Workbook, trimmed
from engine.sheets.sniff import BROKEN, ENCRYPTED, XLS

_stream = CompDoc._get_stream  # noqa: SLF001  the library offers no other place


def _stream_that_ends(self: Any, mem: Any, base: int, sat: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401  as below
    """Read a chain of sectors, unless it leads back into itself: the library would follow it until memory is full."""
    sector = named.get("start_sid", rest[1] if len(rest) > 1 else -1)
    seen: set[int] = set()
    while 0 <= sector < len(sat):
        if sector in seen:
            raise CompDocError
        seen.add(sector)
        sector = sat[sector]
    return _stream(self, mem, base, sat, *rest, **named)


CompDoc._get_stream = _stream_that_ends  # noqa: SLF001  as above


def read_xls(name: str, sha256: str, data: bytes) -> Workbook:
    """Return the grids of a workbook. Raises ForeignError."""
    try:
        # It writes what puzzles it to a log, in English, and some of that to the terminal all the same.
        with redirect_stdout(io.StringIO()) as log:
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=log, ragged_rows=True)
            grids = tuple(_grid(name, sha256, book, sheet) for sheet in book.sheets())
    except xlrd.XLRDError as error:
        raise ForeignError(ENCRYPTED if "encrypted" in str(error) else BROKEN) from error
    except Exception as error:  # a library on a damaged file raises whatever comes first
        raise ForeignError(BROKEN) from error
    return Workbook(name, sha256, XLS, grids)


def _grid(file: str, sha256: str, book: Any, sheet: Any) -> Grid:  # noqa: ANN401  xlrd has no types
    rows = [[_cell(book, cell) for cell in sheet.row(at)] for at in range(sheet.nrows)]
    hidden_columns = (at + 1 for at, each in sheet.colinfo_map.items() if each.hidden)
    return Grid(
        file,
        sha256,
        sheet.name,
        trimmed(rows),
        hidden=sheet.visibility != 0,
        protected=bool(getattr(sheet, "protected", False)),
        hidden_rows=frozenset(at + 1 for at, each in sheet.rowinfo_map.items() if each.hidden),
        hidden_columns=frozenset(hidden_columns),
        merged=tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
        comments={(row + 1, column + 1): str(note.text) for (row, column), note in sheet.cell_note_map.items()},
    )


def _cell(book: Any, cell: Any) -> GridCell:  # noqa: ANN401  as above
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return text_cell(cell.value)
        case xlrd.XL_CELL_NUMBER:
            return number_cell(cell.value, _format(book, cell))
        case xlrd.XL_CELL_DATE:
            return _day(book, cell)
        case xlrd.XL_CELL_BOOLEAN:
            return yes_no_cell(bool(cell.value))
        case xlrd.XL_CELL_ERROR:
            return GridCell(CellKind.ERROR, xlrd.error_text_from_code.get(cell.value, "#ERROR"))
        case _:
            return EMPTY


def _format(book: Any, cell: Any) -> str:  # noqa: ANN401  as above
    try:
        return str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
    except (IndexError, KeyError, TypeError):
        return GENERAL


def _day(book: Any, cell: Any) -> GridCell:  # noqa: ANN401  as above
    try:
        return day_cell(xlrd.xldate_as_datetime(cell.value, book.datemode))
    except (ValueError, OverflowError):
        return number_cell(cell.value, GENERAL)
