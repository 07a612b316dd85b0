"""One sheet of a workbook, or one table file, as a source: its rows are the lines, and its places are cells."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.text.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

BETWEEN = " | "  # stands between the cells of a row, where a row is shown


@dataclass(frozen=True, slots=True, eq=False)
class Sheet(Source):
    """The cells of a sheet as one text, a row a line; `sheet` is empty where the file is a single table.

    `starts` are the places of the cells in the text, row by row. A value read from a cell has a place like any
    other, so that whatever reads located texts reads tables.
    """

    sheet: str = ""
    starts: tuple[tuple[int, ...], ...] = ()

    def span(self, row: int, column: int) -> Span:
        """Return the place of a cell, row and column counted from 1. Raises IndexError outside the sheet."""
        starts = self.starts[row - 1]
        end = self.line_starts[row] - 1 if row < len(self.line_starts) else len(self.text)
        return Span(self, starts[column - 1], starts[column] - len(BETWEEN) if column < len(starts) else end)

    def cell_of(self, index: int) -> tuple[str, str] | None:
        """Return the sheet and the cell that hold a character, as ("填报表", "D22")."""
        row = self.line_of(index)
        column = bisect_right(self.starts[row - 1], index) if row <= len(self.starts) else 1
        return self.sheet, f"{column_letters(column)}{row}"


def make_sheet(name: str, sheet: str, rows: Sequence[Sequence[str]], sha256: str = "") -> Sheet:
    """Return the source of a sheet with these texts in its cells, row 1 and column 1 first.

    Rows are as wide as the widest. A text of several lines is shown in one.
    """
    width = max(map(len, rows), default=0)
    lines, starts, at = [], [], 0
    for row in rows:
        texts = [text if text.isprintable() else " ".join(text.splitlines()) for text in row]
        texts += [""] * (width - len(row))
        line = BETWEEN.join(texts)
        starts.append(tuple(accumulate([len(text) + len(BETWEEN) for text in texts[:-1]], initial=at)) if texts else ())
        lines.append(line)
        at += len(line) + 1
    return Sheet(name, "\n".join(lines), sha256, sheet, tuple(starts))


def column_letters(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
