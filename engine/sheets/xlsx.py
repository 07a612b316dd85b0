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
from engine.sheets.grid import EMPTY, CellKind, Grid, GridCell, Workbook, trimmed
from engine.sheets.sniff import BROKEN, XLSX, Foreign

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

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
    book = _loaded(package.data, data_only=True)
    formulas = _loaded(package.data, data_only=False) if package.has_formulas else None
    if not book.sheetnames:
        raise ForeignError(STRICT)
    grids = tuple(_grid(name, sha256, sheet, formulas[sheet.title] if formulas else None) for sheet in book.worksheets)
    properties = {str(each.name): str(each.value) for each in book.custom_doc_props.props if each.value is not None}
    modified = book.properties.modified
    return Workbook(
        name,
        sha256,
        XLSX,
        grids,
        MappingProxyType(properties),
        modified.replace(microsecond=0).isoformat(" ") if isinstance(modified, datetime) else "",
        package.pictures,
    )


def _loaded(data: bytes, *, data_only: bool) -> Any:  # noqa: ANN401  its types promise less than is used here
    try:
        with warnings.catch_warnings():
            # It warns in English of extensions that it leaves out; values are not among them.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=data_only, rich_text=False)
    except Exception as error:  # a library on a damaged file raises whatever comes first
        raise ForeignError(BROKEN) from error


def _grid(file: str, sha256: str, sheet: Worksheet, formulas: Worksheet | None) -> Grid:
    cells = sheet._cells  # noqa: SLF001  its public iterators make every cell between
    used = {place: cell for place, cell in cells.items() if cell.value is not None or _formula(formulas, place)}
    height = max((row for row, _ in used), default=0)
    width = max((column for _, column in used), default=0)
    if height * width > MOST_SPANNED:
        far = max(used, key=lambda place: place[0] * place[1])
        raise FarAwayError(f"{sheet.title}!{cells[far].coordinate}")
    rows: list[list[GridCell]] = [[] for _ in range(height)]
    for row, column in sorted(used):
        line = rows[row - 1]
        line.extend([EMPTY] * (column - 1 - len(line)))
        line.append(_cell(used[row, column], _formula(formulas, (row, column))))
    return Grid(
        file,
        sha256,
        sheet.title,
        trimmed(rows),
        hidden=sheet.sheet_state != "visible",
        protected=bool(sheet.protection.sheet),
        hidden_rows=frozenset(at for at, each in sheet.row_dimensions.items() if each.hidden),
        hidden_columns=_hidden_columns(sheet),
        merged=tuple((each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges),
        comments=MappingProxyType({at: str(cell.comment.text) for at, cell in cells.items() if cell.comment}),
    )


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    hidden = [(each.min or 0, each.max or 0) for each in sheet.column_dimensions.values() if each.hidden]
    return frozenset(at for first, last in hidden for at in range(first, min(last, first + 1000) + 1))


def _formula(formulas: Worksheet | None, place: tuple[int, int]) -> str:
    if formulas is None:
        return ""
    cell = formulas._cells.get(place)  # noqa: SLF001  as above
    if cell is None or cell.data_type != "f":
        return ""
    text = str(getattr(cell.value, "text", None) or cell.value)
    return text if text.startswith("=") else f"={text}"


def _cell(cell: Any, formula: str) -> GridCell:  # noqa: ANN401  as above
    value = cell.value
    if _PICTURE in formula:
        return GridCell(CellKind.PICTURE, formula, formula=formula)
    if value is None:
        # A formula whose result is an empty text has a type; one that nobody has computed has none.
        empty = cell.data_type in ("s", "str")
        return text_cell("", formula) if empty else GridCell(CellKind.NO_VALUE, formula, formula=formula)
    if cell.data_type == "e":
        return GridCell(CellKind.ERROR, str(value), formula=formula)
    if isinstance(value, bool):
        return yes_no_cell(value, formula)
    if isinstance(value, datetime | date | time | timedelta):
        return day_cell(value, formula)
    if isinstance(value, int | float):
        return number_cell(value, str(cell.number_format), formula)
    return text_cell(unescape(str(value)), formula)
