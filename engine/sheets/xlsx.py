"""Workbooks in the format of Excel since 2007; the only door to openpyxl."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from engine.sheets.faults import FarAwayError, ForeignError
from engine.sheets.figures import day_cell, number_cell, text_cell, yes_no_cell
from engine.sheets.grid import EMPTY, CellKind, Grid, GridCell, Workbook, address, trimmed
from engine.sheets.sheet_xml import Details, comments_of, details_of
from engine.sheets.sniff import BROKEN, XLSX, Foreign

if TYPE_CHECKING:
    from engine.sheets.package import Package

# What a sheet may span: a stray cell at the far end of it would make a million empty rows.
MOST_SPANNED = 12_000_000
STRICT = Foreign(
    "是“严格 Open XML”格式",
    "请用 Excel 或 WPS 打开它，“另存为”类型选“Excel 工作簿（.xlsx）”，不选“严格”的，再交",
    table=True,
)
_PICTURE = "DISPIMG("


def read_xlsx(name: str, sha256: str, package: Package) -> Workbook:
    """Return the grids of an archive that has been looked through. Raises FarAwayError and ForeignError."""
    book = _loaded(package.data)
    if not book.sheetnames:
        raise ForeignError(STRICT)
    try:
        grids = tuple(_grid(name, sha256, sheet, package) for sheet in book.worksheets)
        properties = {str(each.name): str(each.value) for each in book.custom_doc_props.props if each.value is not None}
        modified = book.properties.modified
    except FarAwayError:
        raise
    except Exception as error:  # what is read row by row is found broken late
        raise ForeignError(BROKEN) from error
    finally:
        book.close()
    return Workbook(
        name,
        sha256,
        XLSX,
        grids,
        MappingProxyType(properties),
        modified.replace(microsecond=0).isoformat(" ") if isinstance(modified, datetime) else "",
        package.pictures,
    )


def _loaded(data: bytes, *, data_only: bool = True) -> Any:  # noqa: ANN401  its types promise less than is used here
    try:
        with warnings.catch_warnings():
            # It warns in English of extensions that it leaves out; values are not among them.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=data_only, read_only=True)
    except Exception as error:  # a library on a damaged file raises whatever comes first
        raise ForeignError(BROKEN) from error


def _grid(file: str, sha256: str, sheet: Any, package: Package) -> Grid:  # noqa: ANN401  as above
    part = str(sheet._worksheet_path)  # noqa: SLF001  nothing public tells it
    text = package.sheets.get(part, b"")
    details = details_of(text)
    if details is None:
        details = Details(_parsed_formulas(package.data, sheet.title), (), frozenset(), frozenset(), protected=False)
    used: dict[tuple[int, int], Any] = {}
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or (cell.data_type != "n" and getattr(cell, "row", 0)):
                used[cell.row, cell.column] = cell
    cells = {place: _cell(cell, details.formulas.get(place, "")) for place, cell in used.items()}
    for place, formula in details.formulas.items():
        cells.setdefault(place, _not_computed(formula))
    return Grid(
        file,
        sha256,
        sheet.title,
        _rows(sheet.title, {place: cell for place, cell in cells.items() if cell is not EMPTY}),
        hidden=sheet.sheet_state != "visible",
        protected=details.protected,
        hidden_rows=details.hidden_rows,
        hidden_columns=details.hidden_columns,
        merged=details.merged,
        comments=MappingProxyType(comments_of(package.comments[part]) if part in package.comments else {}),
    )


def _rows(title: str, cells: dict[tuple[int, int], GridCell]) -> tuple[tuple[GridCell, ...], ...]:
    height = max((row for row, _ in cells), default=0)
    width = max((column for _, column in cells), default=0)
    if height * width > MOST_SPANNED:
        row, column = max(cells, key=lambda place: place[0] * place[1])
        raise FarAwayError(f"{title}!{address(row, column)}")
    rows: list[list[GridCell]] = [[] for _ in range(height)]
    for row, column in sorted(cells):
        line = rows[row - 1]
        line.extend([EMPTY] * (column - 1 - len(line)))
        line.append(cells[row, column])
    return trimmed(rows)


def _parsed_formulas(data: bytes, title: str) -> dict[tuple[int, int], str]:
    """Return the formulas of a sheet, read by the library: slower, and whatever way they are written."""
    book = _loaded(data, data_only=False)
    sheet = book[title]
    sheet.reset_dimensions()
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                text = str(getattr(cell.value, "text", None) or cell.value)
                found[cell.row, cell.column] = text if text.startswith("=") else f"={text}"
    book.close()
    return found


def _not_computed(formula: str) -> GridCell:
    kind = CellKind.PICTURE if _PICTURE in formula else CellKind.NO_VALUE
    return GridCell(kind, formula, formula=formula)


def _cell(cell: Any, formula: str) -> GridCell:  # noqa: ANN401  as above
    value = cell.value
    if _PICTURE in formula:
        return GridCell(CellKind.PICTURE, formula, formula=formula)
    if value is None:
        return text_cell("", formula)
    if cell.data_type == "e":
        return GridCell(CellKind.ERROR, str(value), formula=formula)
    if isinstance(value, bool):
        return yes_no_cell(value, formula)
    if isinstance(value, datetime | date | time | timedelta):
        return day_cell(value, formula)
    if isinstance(value, int | float):
        return number_cell(value, str(cell.number_format), formula)
    return text_cell(unescape(str(value)), formula)
