"""Where the cells of a form are now: rows and columns are known by their texts, for people insert, delete and sort."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.forms.form import FORM_SHEET, FormKind, Part
from engine.forms.layout import CODE, NAME, PERIOD, UNIT
from engine.problem.codes import Code
from engine.problem.problem import Problem

if TYPE_CHECKING:
    from engine.forms.form import Form, FormTable, Slot
    from engine.sheets.grid import Grid, Workbook

_LOOKED_AT = 60
_ON_THE_FORM = "请在发下去的表上补填；确实改不回来的，重新发一份给单位填"


def bare(text: str) -> str:
    """Return a text without blanks, and with full-width signs made half-width: as headings and codes are compared."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@dataclass
class Table:
    """A table of a form as it was found: its grid, the columns by their headings, and the rows by their codes."""

    grid: Grid
    head_row: int
    columns: dict[str, int]
    rows: dict[str, list[int]]

    def row_of(self, key: str) -> int | None:
        """Return the first row with that code; a code of digits may have lost its zeros."""
        rows = self.rows.get(bare(key)) or self.rows.get(bare(key).lstrip("0") or "0")
        return rows[0] if rows else None

    def column_of(self, heading: str) -> int | None:
        """Return the column under a heading."""
        return self.columns.get(bare(heading))


@dataclass
class Located:
    """The tables of a form by their sheets, and what is wrong with them."""

    form: Form
    tables: dict[str, Table] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, slot: Slot) -> tuple[Table, int, int] | None:
        """Return where a slot is now; None where its table, its row or its column is gone, which has been told."""
        table = self.tables.get(slot.sheet)
        if table is None:
            return None
        row, column = table.row_of(slot.row_key), table.column_of(slot.column_key)
        return None if row is None or column is None else (table, row, column)


def locate(form: Form, book: Workbook) -> Located:
    """Find the tables of a form in a workbook, and tell what is missing, twice, or not what it was."""
    located = Located(form)
    for wanted in form.tables:
        slots = [slot for slot in form.slots if slot.sheet == wanted.sheet]
        if not slots:
            continue
        table = _find(wanted, slots, form, book, located.problems)
        if table is not None:
            located.tables[wanted.sheet] = table
            located.problems += _columns_lost(table, slots)
            located.problems += _rows_wrong(table, slots, form)
    return located


def _find(wanted: FormTable, slots: list[Slot], form: Form, book: Workbook, problems: list[Problem]) -> Table | None:
    headings = {bare(slot.column_key) for slot in slots}
    named = book.grid(wanted.sheet)
    known = {table.sheet for table in form.tables}
    candidates = [named] if named else [grid for grid in book.grids if grid.name not in known and not grid.hidden]
    found = [(grid, row) for grid in candidates if (row := _head_row(grid, headings))]
    if len(found) != 1:
        problems.append(_sheet_lost(wanted, form, book, named))
        return None
    grid, head_row = found[0]
    if named is None and grid.name:
        message = f"工作表“{wanted.sheet}”改名为“{grid.name}”了，已按内容认出"
        problems.append(Problem(Code.FORM_TOUCHED, message, grid.span(head_row, 1), help="不影响导入"))
    columns: dict[str, int] = {}
    for column, cell in enumerate(grid.rows[head_row - 1], 1):
        text = bare(cell.text)
        if text in columns and text in headings:
            message = f"有两列都叫“{text}”，不知道读哪一列"
            problems.append(Problem(Code.FORM_SPOILT, message, grid.span(head_row, column), help="请删去多余的一列"))
            return None
        columns.setdefault(text, column)
    table = Table(grid, head_row, columns, _rows_by_code(grid, head_row, columns.get(bare(CODE), wanted.key_column)))
    keys = {slot.row_key for slot in slots if slot.row_key}
    if keys and not any(table.row_of(key) for key in keys):
        message = f"“{grid.name or grid.file}”里没有“{CODE}”这一列，不知道哪一行是哪个数据项"
        problems.append(Problem(Code.FORM_SPOILT, message, grid.span(head_row, 1), help=_ON_THE_FORM))
        return None
    return table


def _rows_by_code(grid: Grid, head_row: int, column: int) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row in range(head_row + 1, len(grid.rows) + 1):
        if text := bare(grid.cell(row, column).text):
            rows.setdefault(text, []).append(row)
    return rows


def _head_row(grid: Grid, headings: set[str]) -> int:
    """Return the row with most of the headings; 0 where none has any."""
    counts = [len(headings & {bare(cell.text) for cell in row}) for row in grid.rows[:_LOOKED_AT]]
    most = max(counts, default=0)
    return counts.index(most) + 1 if most else 0


def _sheet_lost(wanted: FormTable, form: Form, book: Workbook, named: Grid | None) -> Problem:
    what = "表头不见了" if named else "不见了"
    message = f"“{book.file}”里的工作表“{wanted.sheet}”{what}"
    if wanted.sheet != FORM_SHEET and form.head.kind is FormKind.UNIT:
        return Problem(Code.ROW_LOST, message, file=book.file, help=f"这张表里的事项当作没有填；{_ON_THE_FORM}")
    return Problem(Code.FORM_SPOILT, message, file=book.file, help=_ON_THE_FORM)


def _columns_lost(table: Table, slots: list[Slot]) -> list[Problem]:
    problems = []
    place = table.grid.span(table.head_row, 1)
    valued = {slot.column_key for slot in slots if slot.part is Part.VALUE}
    for heading in dict.fromkeys(slot.column_key for slot in slots):
        if table.column_of(heading) is None:
            grave = heading in valued
            fix = _ON_THE_FORM if grave else f"这一列当作没有填；{_ON_THE_FORM}"
            message = f"表头里少了“{heading}”这一列"
            problems.append(Problem(Code.FORM_SPOILT if grave else Code.ROW_LOST, message, place, help=fix))
    return problems


def _rows_wrong(table: Table, slots: list[Slot], form: Form) -> list[Problem]:
    problems = []
    end = table.grid.span(len(table.grid.rows), 1)
    for key, slot in {slot.row_key: slot for slot in reversed(slots) if slot.row_key}.items():
        row = table.row_of(key)
        what = _row_name(slot, form)
        if row is None:
            message = f"少了“{what}”这一行（{key}），当作没有填"
            problems.append(Problem(Code.ROW_LOST, message, end, label="表到这里为止", help=_ON_THE_FORM))
            continue
        rows = table.rows.get(bare(key), [row])
        if len(rows) > 1:
            also = (("第一行在这里", table.grid.span(rows[0], 1)),)
            message = f"“{what}”（{key}）有 {len(rows)} 行，不知道读哪一行"
            span = table.grid.span(rows[1], 1)
            problems.append(Problem(Code.ROW_TWICE, message, span, help="请删去多余的一行", also=also))
        problems += _name_differs(table, row, key, slot, form)
    return problems[::-1]


def _row_name(slot: Slot, form: Form) -> str:
    if form.head.kind is FormKind.MARKING:
        return slot.unit
    return f"{slot.fact}.{slot.period}" if slot.period else slot.fact or slot.row_key


def _name_differs(table: Table, row: int, key: str, slot: Slot, form: Form) -> list[Problem]:
    """Tell of a row whose code and name no longer belong together: whose value is it?"""
    marking = form.head.kind is FormKind.MARKING
    said = {UNIT: slot.unit} if marking else {NAME: slot.fact, PERIOD: slot.period}
    for heading, text in said.items():
        column = table.column_of(heading)
        if column is None or not text or slot.part is not Part.VALUE:
            continue
        cell = table.grid.cell(row, column)
        if not cell.is_empty and bare(cell.text) != bare(text):
            message = f"{key} 这一行应是“{text}”，现为“{cell.text.strip()}”，不知道填的是哪一个"
            fix = "多半是只移动或排序了几列；请照发下去的表改回来"
            return [Problem(Code.FORM_SPOILT, message, table.grid.span(row, column), help=fix)]
    return []
