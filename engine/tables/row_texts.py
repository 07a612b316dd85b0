"""The texts of a sheet's rows, by the words of its layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.text.tree import Scalar

if TYPE_CHECKING:
    from engine.sheets.grid import Grid
    from engine.tables.header import Layout
    from engine.text.source import Span


@dataclass
class RowTexts:
    """What rows have in the columns of a layout, each text with its place."""

    grid: Grid
    layout: Layout
    above: dict[tuple[int, int], tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        # A cell that is merged away says what the first of the merged cells says.
        self.above = {
            (row, left): (top, left)
            for top, left, bottom, right in self.grid.merged
            if left == right and top >= self.layout.first
            for row in range(top + 1, bottom + 1)
        }

    def scalar(self, row: int, word: str) -> Scalar | None:
        """Return what stands in a row in the column of that word."""
        column = self.layout.of(word)
        return None if column is None else self._at(row, column.number)

    def whole(self, row: int, word: str) -> Scalar | None:
        """Return what a row has in the column of that word, also where it shares a merged cell with rows above."""
        column = self.layout.of(word)
        return None if column is None else self._at(*self.above.get((row, column.number), (row, column.number)))

    def _at(self, row: int, column: int) -> Scalar | None:
        cell = self.grid.cell(row, column)
        return None if cell.is_empty else Scalar(cell.text.strip(), plain=True, span=self.grid.span(row, column))

    def key(self, word: str, otherwise: Span) -> Scalar:
        """Return a word of the layout as a key, which stands in the header."""
        column = self.layout.of(word)
        return Scalar(word, plain=True, span=self.grid.span(column.row, column.number) if column else otherwise)
