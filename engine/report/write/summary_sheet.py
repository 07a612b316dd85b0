"""A topic of the summary as a sheet: what is said, then its tables one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.view.summary.nouns import NOTHING, Kind
from engine.sheets.charts import colour_low
from engine.sheets.limits import MOST_ROWS
from engine.sheets.write_workbook import HEADING, PLAIN, Look
from engine.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.report.view.summary.nouns import Cell, Column, Summary, Table, Topic
    from engine.sheets.write_workbook import Page

SAMPLE = "样稿"
WARNING = Look(bold=True, size=11, color="#A61B1B", border=False)
TITLE = Look(bold=True, size=15, border=False, wrapped=False)
CAPTION = Look(bold=True, size=12, border=False, wrapped=False)
SAID = Look(border=False)
NOTE = Look(border=False, color="#4A5160")
_NUMBER, _TEXT = PLAIN.changed(right=True), PLAIN.changed(indent=1)
_NAME = _TEXT.changed(bold=True)
_LINE, _LEAST = 14, 17  # points
_NARROWEST = 40
LOW, HIGH = "0.6", "1"


class TopicSheet:
    """Writes a topic into a sheet; `tables` are the rows of headings, table by table."""

    def __init__(self, page: Page, topic: Topic) -> None:
        self._page, self._topic = page, topic
        self.tables: list[int] = []
        self._row = 0
        self._widths = _grid(topic)

    def write(self, summary: Summary) -> None:
        """Write all of it, and say how the sheet is seen and printed."""
        self._page.widths(self._widths)
        if summary.warnings:
            self._line("".join([f"【{SAMPLE}】" if summary.sample else "", *summary.warnings]), WARNING)
        self._line(self._topic.title, TITLE)
        self._line(f"{summary.title} {summary.subtitle}", NOTE)
        for said in self._topic.said:
            self._line(said, SAID)
        for table in self._topic.tables:
            self._row += 1
            self._table(table)
        head = self.tables[0] if self.tables else 0
        if head:
            first = self._topic.tables[0]
            self._page.freeze(head + 1, first.heads + 1)
            if first.rows:
                self._page.filter(head, head + len(first.rows), len(first.columns))
        self._page.print_on_a4(landscape=self._topic.wide, head_row=head if len(self._topic.tables) == 1 else 0)

    def _line(self, text: str, look: Look) -> None:
        self._row += 1
        self._page.across(self._row, 1, len(self._widths), text, look)
        self._page.height(self._row, _height(text, sum(self._widths), look))

    def _table(self, table: Table) -> None:
        if self._row + len(table.rows) > MOST_ROWS:
            message = f"{len(table.rows)} rows"
            raise ValueError(message)
        self._line(table.title, CAPTION)
        if not table.rows:
            self._line(table.without, SAID)
        else:
            self._row += 1
            self.tables.append(self._row)
            self._head(table)
            for row in table.rows:
                self._row += 1
                self._cells(table, row)
            self._heat(table)
        if table.note:
            self._line(table.note, NOTE)

    def _head(self, table: Table) -> None:
        titles = [column.title for column in table.columns]
        self._across(table, titles, [HEADING] * len(titles))

    def _cells(self, table: Table, row: tuple[Cell, ...]) -> None:
        looks = [
            _NAME if at < table.heads and column.kind is Kind.TEXT else _look(column)
            for at, column in enumerate(table.columns)
        ]
        self._across(table, [_value(column, cell) for column, cell in zip(table.columns, row, strict=True)], looks)

    def _across(self, table: Table, values: Sequence[str | Fraction], looks: list[Look]) -> None:
        """Write a row; the last cell of a table that is narrower than the sheet goes to its end."""
        last = len(values)
        for column, (value, look) in enumerate(zip(values, looks, strict=True), start=1):
            if column == last and self._goes_on(table) and isinstance(value, str):
                self._page.across(self._row, column, len(self._widths), value, look)
            else:
                self._page.write(self._row, column, value, look)
        rooms = [
            *self._widths[: last - 1],
            sum(self._widths[last - 1 :] if self._goes_on(table) else self._widths[last - 1 : last]),
        ]
        texts = [value if isinstance(value, str) else "" for value in values]
        self._page.height(self._row, max(_height(*each) for each in zip(texts, rooms, strict=True)))

    def _goes_on(self, table: Table) -> bool:
        return _goes_on(table, len(self._widths))

    def _heat(self, table: Table) -> None:
        heated = [at for at, column in enumerate(table.columns, start=1) if column.heat]
        if heated:
            first = (self._row - len(table.rows) + 1, heated[0])
            colour_low(self._page, first, (self._row, heated[-1]), LOW, HIGH)


def _grid(topic: Topic) -> list[int]:
    """Return widths of columns with which all tables of a sheet do."""
    most = max((len(table.columns) for table in topic.tables), default=1)
    widths = [0] * most
    for table in topic.tables:
        own = table.columns[:-1] if _goes_on(table, most) else table.columns
        for at, column in enumerate(own):
            widths[at] = max(widths[at], column.width)
    if sum(widths) < _NARROWEST:
        widths[-1] += _NARROWEST - sum(widths)
    return widths


def _goes_on(table: Table, most: int) -> bool:
    return len(table.columns) < most and table.columns[-1].kind is Kind.TEXT


def _look(column: Column) -> Look:
    if column.kind is Kind.TEXT:
        return _TEXT
    if column.kind is Kind.RATE:
        return _NUMBER.changed(format="0.00%")
    return _NUMBER.changed(format=number_format(column))


def number_format(column: Column) -> str:
    """Return Excel's format for the numbers of a column."""
    return f"0.{'0' * column.digits}" if column.digits and column.kind is Kind.POINTS else ""


def _value(column: Column, cell: Cell) -> str | Fraction:
    if cell is None or cell == "":
        return NOTHING
    if isinstance(cell, str):
        return cell
    number = column.number(cell)
    return number / 100 if column.kind is Kind.RATE else number


def _height(text: str, room: int, look: Look = PLAIN) -> int:
    """Return the height that a text needs in so many half-width characters, in points."""
    size = look.size * 10 // PLAIN.size
    lines = -(-display_width(text) * size // (10 * max(room - 2, 1))) if look.wrapped else 1
    return max(lines * _LINE * size // 10 + 3, _LEAST * size // 10)
