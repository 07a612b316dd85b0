"""What a workbook or a table file holds: grids of cells, each cell with its kind and its exact text."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.text.sheet import column_letters, make_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.text.sheet import Sheet
    from engine.text.source import Span


class CellKind(Enum):
    """What stands in a cell."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes/no"
    DATE = "date"
    ERROR = "error"
    NO_VALUE = "formula without a value"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell; `text` is what it says, exactly.

    A number is a plain decimal (`1104`, `0.07`), with a `%` where the cell is formatted so (`99.35%`); a day is
    `2021-10-28`; an error is as Excel shows it (`#REF!`); a formula whose value was not saved is the formula itself.
    `shown` is what a person sees in the cell where that is known to differ from `text`; `formula` is the one that
    the value comes from.
    """

    kind: CellKind
    text: str = ""
    shown: str = ""
    formula: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be seen in the cell: blanks are nothing."""
        kind = self.kind
        return kind is CellKind.EMPTY or (kind is CellKind.TEXT and not self.text.strip())


EMPTY = GridCell(CellKind.EMPTY)
# The sheet in which a form says what it is.
FORM_RECORD = "_kaohe"
_LONGEST_FORMULA = 16


@dataclass(frozen=True, eq=False)
class Grid:
    """The cells of one sheet, from A1 on; rows and columns are counted from 1.

    `name` is empty where the file is a single table. `rows` end with the last one that holds anything, each with its
    last cell that does. `merged` are (first row, first column, last row, last column). `hidden` is a sheet that is
    not to be seen; `comments` are what is pinned to cells, by row and column.
    """

    file: str
    sha256: str
    name: str
    rows: tuple[tuple[GridCell, ...], ...]
    hidden: bool = False
    protected: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    comments: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def source(self) -> Sheet:
        """The sheet as a source: its places are cells. A formula is shown as far as it tells one from another."""
        rows = [[_in_row(cell) for cell in row] for row in self.rows]
        return make_sheet(self.file, self.name, rows, self.sha256)

    @cached_property
    def width(self) -> int:
        """How many columns hold anything."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> GridCell:
        """Return a cell; one outside what is used is empty."""
        if row < 1 or column < 1:
            return EMPTY
        try:
            return self.rows[row - 1][column - 1]
        except IndexError:
            return EMPTY

    def span(self, row: int, column: int) -> Span:
        """Return the place of a cell; of one outside what is used, the nearest inside. Raises IndexError if none is."""
        if 1 <= row <= len(self.rows) and 1 <= column <= self.width:
            return self.source.span(row, column)
        return self.source.span(max(1, min(row, len(self.rows))), max(1, min(column, self.width)))

    def cells(self) -> Iterator[tuple[int, int, GridCell]]:
        """Yield the row, the column and the cell of all that are not empty, row by row."""
        for row, cells in enumerate(self.rows, 1):
            for column, cell in enumerate(cells, 1):
                if not cell.is_empty:
                    yield row, column, cell


@dataclass(frozen=True, slots=True, eq=False)
class Workbook:
    """A file with its grids in order; `kind` is what it is by its content: xlsx, xls or csv.

    `properties` are the custom ones of the document; `modified` is when a program saved it last, as it says itself.
    `pictures` is how many pictures it holds, wherever they are.
    """

    file: str
    sha256: str
    kind: str
    grids: tuple[Grid, ...]
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    modified: str = ""
    pictures: int = 0

    @property
    def is_form(self) -> bool:
        """Whether the workbook is a form that units fill in, which is imported and not read as a table."""
        return self.grid(FORM_RECORD) is not None

    def grid(self, name: str) -> Grid | None:
        """Return the sheet of that name, if there is one."""
        return next((grid for grid in self.grids if grid.name == name), None)


def _in_row(cell: GridCell) -> str:
    of_formula = cell.kind in (CellKind.NO_VALUE, CellKind.PICTURE) and len(cell.text) > _LONGEST_FORMULA
    return f"{cell.text[:_LONGEST_FORMULA]}…" if of_formula else cell.text


def trimmed(rows: Sequence[Sequence[GridCell]]) -> tuple[tuple[GridCell, ...], ...]:
    """Return rows without what is empty at their ends, and without the empty rows at the end."""
    shortened = [_trimmed_row(row) for row in rows]
    while shortened and not shortened[-1]:
        shortened.pop()
    return tuple(shortened)


def _trimmed_row(row: Sequence[GridCell]) -> tuple[GridCell, ...]:
    end = len(row)
    while end and row[end - 1].kind is CellKind.EMPTY:
        end -= 1
    return tuple(row[:end])


def address(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell: row 22 and column 4 is D22."""
    return f"{column_letters(column)}{row}"
