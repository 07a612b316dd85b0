"""Rows of a summary's tables as pages have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.report.view.summary.nouns import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.report.view.summary.nouns import Cell, Column, Table

_NARROW, _WIDE = 6, 20
# What is not longer stays on one line.
_SHORT = 14
# A rate in percent below which a cell has the colour, the deepest first.
_HEAT = ((60, "heat5"), (70, "heat4"), (80, "heat3"), (90, "heat2"), (100, "heat1"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as the page has it: its text, its class, and whether it names what the row is about."""

    text: str
    style: str
    heads: bool


def shown_rows(table: Table, rows: Sequence[Sequence[Cell]]) -> list[list[Shown]]:
    """Return some rows of a table."""
    return [
        [_shown(table, at, column, cell) for at, (column, cell) in enumerate(zip(table.columns, row, strict=True))]
        for row in rows
    ]


def _shown(table: Table, at: int, column: Column, cell: Cell) -> Shown:
    styles = ["number"] if column.kind is not Kind.TEXT else ["short"] if column.width <= _SHORT else []
    if column.heat and cell is not None and not isinstance(cell, str):
        percent = column.number(cell)
        styles += [next((style for below, style in _HEAT if percent <= below and percent < 100), "")]  # noqa: PLR2004
    return Shown(column.shown(cell), " ".join(filter(None, styles)), at < table.heads)


def least_width(column: Column) -> int:
    """Return the width below which a column is not pressed, in characters: two figures to one."""
    return min(max(column.width, _NARROW), _WIDE) // 2
