"""Rows of a column file as a source: its places are a row and the name of a column, or cells where it is CSV."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.text.sheet import BETWEEN, column_letters
from engine.text.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, eq=False)
class Rows(Source):
    """Some rows of a file as one text, a row a line; `numbers` are those of the rows in the file, ascending."""

    numbers: tuple[int, ...] = ()
    heads: tuple[str, ...] = ()
    starts: tuple[tuple[int, ...], ...] = ()
    lettered: bool = False

    def span(self, row: int, column: int) -> Span:
        """Return the place of a cell: of which of the rows, and in which column, both counted from 0."""
        starts = self.starts[row]
        end = self.line_starts[row + 1] - 1 if row + 1 < len(self.line_starts) else len(self.text)
        return Span(self, starts[column], starts[column + 1] - len(BETWEEN) if column + 1 < len(starts) else end)

    def line_of(self, index: int) -> int:
        """Return the number in the file of the row that holds a character."""
        return self.numbers[bisect_right(self.line_starts, index) - 1]

    def start_of(self, line: int) -> int:
        """Return where the row of that number begins."""
        return self.line_starts[bisect_left(self.numbers, line)]

    def line_text(self, line: int) -> str:
        """Return the row of that number; nothing where it is not among these."""
        at = bisect_left(self.numbers, line)
        if at == len(self.numbers) or self.numbers[at] != line:
            return ""
        end = self.line_starts[at + 1] - 1 if at + 1 < len(self.line_starts) else len(self.text)
        return self.text[self.line_starts[at] : end]

    def cell_of(self, index: int) -> tuple[str, str] | None:
        """Return no sheet, and the cell as ("", "B3") or ("", "第3行 实访户数"); row 0 is that of the heads."""
        at = bisect_right(self.line_starts, index) - 1
        column = bisect_right(self.starts[at], index) - 1
        if self.lettered:
            return "", f"{column_letters(column + 1)}{self.numbers[at]}"
        row = f"第{self.numbers[at]}行 " if self.numbers[at] else "列名 "
        return "", f"{row}{self.heads[column]}"


def make_rows(
    name: str, sha256: str, heads: tuple[str, ...], rows: Sequence[tuple[int, Sequence[str]]], *, lettered: bool
) -> Rows:
    """Return the source of some rows, each its number in the file and its texts, as many as there are heads."""
    lines, starts, at = [], [], 0
    for _, row in rows:
        texts = [" ".join(text.splitlines()) for text in row]
        places = []
        for text in texts:
            places.append(at)
            at += len(text) + len(BETWEEN)
        lines.append(BETWEEN.join(texts))
        at += 1 - len(BETWEEN)
        starts.append(tuple(places))
    numbers = tuple(number for number, _ in rows)
    return Rows(name, "\n".join(lines), sha256, numbers, heads, tuple(starts), lettered)
