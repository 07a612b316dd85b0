"""What stands in a form and is not read: told, so that nobody takes it for counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.forms.form import COVER_SHEET, OPTIONS_SHEET, RECORD_SHEET, RETURN_SHEET, FormKind, Part
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.sheets.grid import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.forms.locate import Located, Table
    from engine.sheets.grid import Workbook
    from engine.text.source import Span

MOST_TOLD = 10
_OWN_SHEETS = frozenset({COVER_SHEET, OPTIONS_SHEET, RECORD_SHEET, RETURN_SHEET})
_QUOTED = 30


def unread(located: Located, book: Workbook) -> list[Problem]:
    """Return a remark for each place with something that nobody asked for, and for what has been unlocked."""
    read = {id(table.grid): table for table in located.tables.values()}
    problems: list[Problem] = []
    for grid in book.grids:
        if grid.name in _OWN_SHEETS or not grid.rows:
            continue
        table = read.get(id(grid))
        if table is None:
            problems.append(_remark(f"工作表“{grid.name}”不是填报表的，没有读", grid.span(1, 1)))
            continue
        problems += _in_table(located, table)
        if hidden := sorted(row for row in grid.hidden_rows if table.head_row < row <= len(grid.rows)):
            message = f"“{grid.name}”里有 {len(hidden)} 行隐藏了，照样导入"
            problems.append(Problem(Code.FORM_TOUCHED, message, grid.span(hidden[0], 1), help="请取消隐藏看一看"))
        if book.kind == "xlsx" and not grid.protected and located.form.head.kind is FormKind.UNIT:
            message = f"工作表“{grid.name}”的保护已取消"
            problems.append(Problem(Code.FORM_TOUCHED, message, grid.span(1, 1), help="不影响导入；请留意锁住的内容"))
    if book.pictures:
        message = f"“{book.file}”里有 {book.pictures} 张图片，没有读；原件没有动，图片还在"
        problems.append(Problem(Code.NOT_READ, message, file=book.file, help="要作佐证的，请在“佐证”一栏写上名称"))
    return problems


def _in_table(located: Located, table: Table) -> list[Problem]:
    grid = table.grid
    found = [*_stray(located, table)]
    problems = [
        _remark(f"{address(row, column)} 写了“{_cut(grid.cell(row, column).text)}”，不在要填的格子里，没有读", span)
        for row, column, span in found[:MOST_TOLD]
    ]
    if len(found) > MOST_TOLD:
        message = f"“{grid.name}”里还有 {len(found) - MOST_TOLD} 处不在要填的格子里的内容，没有读"
        problems.append(_remark(message, found[MOST_TOLD][2]))
    for (row, column), text in sorted(grid.comments.items()):
        if not text.startswith("["):  # one that a returned copy carries
            problems.append(_remark(f"{address(row, column)} 的批注“{_cut(text)}”没有读", grid.span(row, column)))
    return problems


def _stray(located: Located, table: Table) -> Iterator[tuple[int, int, Span]]:
    """Yield where something stands beside the form's columns, under its rows, or in rows of no code."""
    slots = [slot for slot in located.form.slots if located.tables.get(slot.sheet) is table]
    known = {row for slot in slots if slot.row_key for row in [table.row_of(slot.row_key)] if row}
    filled = {at for slot in slots for at in [table.column_of(slot.column_key)] if at}
    lists = any(slot.part is Part.MATTER for slot in slots)
    last = max(known, default=0)
    width = max(table.columns.values(), default=0)
    for row, column, cell in table.grid.cells():
        if row <= table.head_row or cell.formula:
            continue
        beside, below = column > width, not lists and row > last
        of_no_line = not lists and row not in known and column in filled
        if beside or below or of_no_line:
            yield row, column, table.grid.span(row, column)


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}……"


def _remark(message: str, span: Span) -> Problem:
    return Problem(Code.NOT_READ, message, span, help="要紧的请写到“备注”里；不要紧的不用管")
