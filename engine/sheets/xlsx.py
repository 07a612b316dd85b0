"""Workbooks in the format of Excel since 2007; the only door to openpyxl."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from engine.sheets.faults import FarAwayError, ForeignError
from engine.sheets.figures import day_cell, number_cell, text_cell, yes_no_cell
from engine.sheets.grid import EMPTY, CellKind, Grid, GridCell, Workbook, address, trimmed
from engine.sheets.limits import MOST_COLUMNS, MOST_ROWS
from engine.sheets.sheet_xml import Details, comments_of, details_of
from engine.sheets.sniff import BROKEN, XLSX, Foreign
from engine.text.sheet import column_letters
from engine.text.visible import visible
from engine.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.sheets.marking import Listed, Listing, Mark
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
    with warnings.catch_warnings():
        # It warns in English of extensions that it leaves out and days that are none; values are not among them.
        warnings.simplefilter("ignore")
        return _read(name, sha256, package)


def _read(name: str, sha256: str, package: Package) -> Workbook:
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
    if height * width > MOST_SPANNED or height > MOST_ROWS or width > MOST_COLUMNS:
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


_RED, _YELLOW, _GREY = "FFC7CE", "FFEB9C", "D9D9D9"
_HEADINGS = ("序号", "级别", "位置", "问题", "怎么改")
_WIDTHS = (6, 8, 18, 60, 60)
_LINE_HEIGHT = 15  # of one line of text, in points
_EDGE = Side("thin", "A6A6A6")
_FRAME = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_AUTHOR = "考核"
_LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook knows no time zone
_COMMENT_SIZE = (360, 120)


def marked_copy(data: bytes | None, marks: Sequence[Mark], listing: Listing) -> bytes:
    """Return a copy of a workbook with cells marked and a list of the marks as its first sheet.

    Without `data` there is nothing but the list. Validations and protection stay what they are. Raises ForeignError.
    """
    book: Any = Book() if data is None else _whole(data)
    if data is None:
        book.remove(book.active)
    saved = book.properties.modified if data is not None else None
    for mark in marks:
        _mark(book, mark)
    _list(book, listing, linked=data is not None)
    target = io.BytesIO()
    book.save(target)
    return _as_saved(target, saved or _LONG_AGO)


def _as_saved(target: io.BytesIO, saved: datetime) -> bytes:
    """Return the archive without the hour of the day in it: the same copy is the same bytes, as old as its original."""
    copy = io.BytesIO()
    stamp = rf"\g<1>{saved.replace(microsecond=0).isoformat()}Z<".encode()
    with zipfile.ZipFile(target) as made, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*<", stamp, part)
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return copy.getvalue()


def _whole(data: bytes) -> Any:  # noqa: ANN401  as above
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data))
    except Exception as error:  # as above
        raise ForeignError(BROKEN) from error


def _mark(book: Any, mark: Mark) -> None:  # noqa: ANN401  as above
    sheet = book[mark.sheet]
    row, column = mark.row, mark.column
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            row, column = merged.min_row, merged.min_col
    cell = sheet.cell(row, column)
    cell.fill = PatternFill("solid", fgColor=_RED if mark.grave else _YELLOW)
    if mark.says:
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(f"{before}{mark.says}", _AUTHOR, *reversed(_COMMENT_SIZE))


def _list(book: Any, listing: Listing, *, linked: bool) -> None:  # noqa: ANN401  as above
    if listing.sheet in book.sheetnames:
        book.remove(book[listing.sheet])
    sheet = book.create_sheet(listing.sheet, 0)
    for head in listing.heads:
        sheet.append([visible(head)])
        sheet.cell(sheet.max_row, 1).font = Font(bold=sheet.max_row == 1)
    sheet.append(_HEADINGS)
    top = sheet.max_row
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[column_letters(column)].width = width
        cell = sheet.cell(top, column)
        cell.font, cell.fill, cell.border = Font(bold=True), PatternFill("solid", fgColor=_GREY), _FRAME
    for number, line in enumerate(listing.lines, 1):
        _write_line(sheet, top + number, (str(number), line), linked=linked)
    sheet.freeze_panes = f"A{top + 1}"
    _print_on_a4(sheet, top)
    book.active = 0
    for each in book.worksheets:
        each.sheet_view.tabSelected = each is sheet


def _print_on_a4(sheet: Any, head_row: int) -> None:  # noqa: ANN401  as above
    """Print a list across the page, as many pages as it takes, with its headings on each."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _write_line(sheet: Any, row: int, numbered: tuple[str, Listed], *, linked: bool) -> None:  # noqa: ANN401  as above
    number, line = numbered
    for column, text in enumerate((number, line.level, line.place, line.says, line.fix), 1):
        cell = sheet.cell(row, column)
        cell.value, cell.data_type = text, "s"  # a text that begins with = is no formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = _FRAME
    lines = max(
        -(-display_width(text) // (width - 2)) for text, width in zip((line.says, line.fix), _WIDTHS[3:], strict=True)
    )
    sheet.row_dimensions[row].height = _LINE_HEIGHT * max(lines, 1) + 3
    if linked and line.mark is not None:
        cell = sheet.cell(row, 3)
        name = line.mark.sheet.replace("'", "''")
        place = f"'{name}'!{address(line.mark.row, line.mark.column)}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=line.place)
        cell.font = Font(color="0563C1", underline="single")
