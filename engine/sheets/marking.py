"""What is to be marked in a copy of a workbook: cells with a word on each, and a list of them to click on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to be marked, with what is said of it; `grave` ones are red, others yellow. Row and column from 1."""

    sheet: str
    row: int
    column: int
    says: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list; `mark` is the cell that it is about, where it is about one."""

    level: str
    place: str
    says: str
    fix: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The sheet with the list, which stands first: its name, the lines over the table, and the table."""

    sheet: str
    heads: tuple[str, ...]
    lines: tuple[Listed, ...]
