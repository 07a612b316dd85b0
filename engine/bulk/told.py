"""What the columns of files tell of facts, unit by unit, and where it stands."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

import numpy as np

from engine.arrow.places import make_rows
from engine.bulk.parse import ABSENT
from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engine.arrow.files import ColumnFile
    from engine.arrow.places import Rows
    from engine.arrow.raw import Names, Raw
    from engine.bulk.parse import Parsed
    from engine.columns.ints import Array
    from engine.scheme.model import FactDeclaration
    from engine.text.source import Span


@dataclass(eq=False)
class Table:
    """A file with those of its columns that are used; `name_at` is the column that names the units.

    `units` are the places of the units in the scheme, int64[rows], -1 where a name is none of them. `heads` are the
    columns that say something of the unit itself, such as 示例, by the keys of a unit's file. `measures` are what
    the numbers of percentages count, by column.
    """

    file: ColumnFile
    name_at: int
    units: Array
    heads: Mapping[str, int]
    raws: dict[int, Raw | Names] = field(default_factory=dict)
    measures: dict[int, str] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell as a person would write it; an empty text where there is nothing."""
        raw = self.raws.get(column)
        return (raw.text(row) if raw is not None else None) or ""

    def span(self, row: int, column: int) -> Span:
        """Return the place of a cell."""
        source, line = self.source_of([row])
        return source.span(line[row], column)

    def source_of(self, rows: Collection[int]) -> tuple[Rows, Mapping[int, int]]:
        """Return some rows as a source, and the line in it of each."""
        ordered, file = sorted(rows), self.file
        texts = [(row + file.first_row, [self.text(row, at) for at in range(len(file.heads))]) for row in ordered]
        source = make_rows(file.name, file.sha256, file.heads, texts, lettered=file.lettered)
        return source, {row: line for line, row in enumerate(ordered)}


@dataclass(frozen=True, eq=False)
class Lines:
    """The rows of a table that tell of units in the name of one origin.

    `of` is the row of each unit, int64[units], -1 where it has none; None where rows and units are the same.
    """

    table: Table
    origin: str | None
    of: Array | None

    def row(self, unit: int) -> int | None:
        """Return the row of a unit, if it has one."""
        row = unit if self.of is None else int(self.of[unit])
        return None if row < 0 else row


@dataclass(frozen=True, eq=False)
class Told:
    """What one column tells of a fact in the name of one origin; what was `read` is that of units."""

    fact: FactDeclaration
    origin: str
    lines: Lines
    column: int
    read: Parsed

    @property
    def values(self) -> Array:
        """The values of the units, 0 where there is none."""
        return self.read.values

    @property
    def kind(self) -> Array:
        """What there is of each unit (`engine.bulk.parse`)."""
        return self.read.kind

    def row(self, unit: int) -> int | None:
        """Return the row that tells of a unit; None where nothing is told of it."""
        return None if self.kind[unit] == ABSENT else self.lines.row(unit)


@dataclass(frozen=True, eq=False)
class Beside:
    """A column of evidence, or of what else is said of a fact; `word` is the key that a unit's file has for it."""

    fact: FactDeclaration
    word: str
    lines: Lines
    column: int


@dataclass(frozen=True, eq=False)
class AllTold:
    """All that files tell: of each fact, by origin, in the order of the files.

    `names` are all units of the scheme, and `place` is that of each among them.
    """

    names: tuple[str, ...]
    place: Mapping[str, int]
    lines: tuple[Lines, ...]
    told: Mapping[str, Mapping[str, tuple[Told, ...]]]
    beside: Mapping[str, tuple[Beside, ...]]

    def has_row(self) -> Array:
        """Return which units any file has a row for, bool[units]."""
        found = np.zeros(len(self.names), dtype=np.bool_)
        for lines in self.lines:
            found |= True if lines.of is None else lines.of >= 0
        return found
