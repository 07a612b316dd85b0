"""What a summary is made of: topics, and in them sentences, tables and charts."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from engine.dataclass import dataclass
from engine.number import Rounding, about_text, decimals_needed, fixed_text, round_fraction

Cell = str | int | Fraction | None
# What no decimal writes is shown with so many; rates have so many of the percentage.
DIGITS, RATE_DIGITS = 4, 2
NOTHING = "—"


class Kind(Enum):
    """What stands in a column: words, numbers of things, points, or shares of 1 that are shown as percentages."""

    TEXT = "text"
    COUNT = "count"
    POINTS = "points"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in half-width characters; `digits` are those that its points always have.

    A column of rates with `heat` is coloured by how low they are.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: int = 12
    digits: int = 0
    heat: bool = False

    def shown(self, value: Cell) -> str:
        """Return a cell as a person reads it."""
        if value is None or value == "":
            return NOTHING
        if isinstance(value, str):
            return value
        if self.kind is Kind.RATE:
            return fixed_text(self.number(value), RATE_DIGITS) + "%"
        exact = Fraction(value)
        needed = decimals_needed(exact)
        return fixed_text(exact, self.digits) if needed is not None and needed <= self.digits else about_text(exact)

    def number(self, value: Fraction | int) -> Fraction:
        """Return the number that a program is given: a rate in percent; what no decimal writes is rounded."""
        exact = Fraction(value)
        if self.kind is Kind.RATE:
            return round_fraction(exact * 100, RATE_DIGITS, Rounding.HALF_UP)
        return exact if decimals_needed(exact) is not None else round_fraction(exact, DIGITS, Rounding.HALF_UP)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first `heads` cells of a row name what the row is about. `without` is said where it has no rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    without: str = "没有。"
    heads: int = 1
    note: str = ""

    def column(self, title: str) -> tuple[Cell, ...]:
        """Return what stands below a heading."""
        place = [column.title for column in self.columns].index(title)
        return tuple(row[place] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over the first `rows` rows of a topic's first table: what they are called, and how long they are."""

    title: str
    labels: str
    values: str
    rows: int
    axis: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that is told; `id` names it in a file's links. The first table is the one to be filtered and sorted."""

    id: str
    title: str
    said: tuple[str, ...]
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A total from which on something is given: a tier's condition, or the last place of a quota, in one group or all.

    `place` is whether it is one of a quota.
    """

    words: str
    tier: str
    value: Fraction
    group: str | None = None
    place: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a unit stands: what a picture of all units needs. `near` is whether it is one of the nearest to a line."""

    unit: str
    group: str | None
    total: Fraction
    tier: str | None
    near: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole summary.

    `warnings` are said before anything else: that facts are made up, as of which day figures stand, that ranks are
    provisional. `sample` is whether 样稿 stands across it. `digits` are those of totals.
    """

    title: str
    subtitle: str
    program: str
    sample: bool
    warnings: tuple[str, ...]
    topics: tuple[Topic, ...]
    stands: tuple[Stand, ...]
    lines: tuple[Line, ...]
    digits: int

    def topic(self, id_: str) -> Topic:
        """Return a topic by its id."""
        return next(topic for topic in self.topics if topic.id == id_)
