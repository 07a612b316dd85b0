"""Facts as columns: a value, missing, or not applicable for every unit, and the cell behind it."""

from __future__ import annotations

from dataclasses import field
from enum import Enum, IntEnum
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import column
from engine.columns.ratio import Ratio, scaled
from engine.dataclass import dataclass
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import EVIDENCE, MISSING_WORDS, NO_EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from engine.columns.ints import Array, Mask
    from engine.scheme.model import FactDeclaration, UnitEntry
    from engine.text.source import Span
    from engine.text.tree import Scalar


class State(IntEnum):
    """What there is for a fact or a formula; a larger one wins when parts of a formula meet."""

    VALUE = 0
    ZERO_DENOMINATOR = 1
    MISSING = 2
    NOT_APPLICABLE = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """One of the matters that a unit lists; two with the same `key` are one matter.

    `proven` says that evidence is named; `remarks` are all that is said of it, by the file's keys; `year` is the
    one that it is entered for, where that is told.
    """

    name: str
    key: str
    class_: str | None
    proven: bool
    remarks: tuple[tuple[str, str], ...]
    span: Span
    date: date | None = None
    level: int = 1
    circumstances: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that a rater gives; None where there is none."""

    rater: str
    value: Fraction | None
    span: Span


@dataclass(frozen=True, slots=True)
class Reported:
    """A value as one origin gave it; of a fact that lists matters or marks, `text` is how many and here they are."""

    origin: str
    text: str
    span: Span
    matters: tuple[Matter, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether the origin only says that it has nothing to report."""
        return self.text in MISSING_WORDS


class Standing(Enum):
    """What becomes of a mark: there may be none, it counts, it is dropped from the mean, or its rater is invalid."""

    NONE = "none"
    COUNTED = "counted"
    HIGHEST = "highest"
    LOWEST = "lowest"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Ballot:
    """A rater's mark and what became of it; `why` says it of an invalid one."""

    rater: str
    value: Fraction | None
    standing: Standing
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's value of a fact, and everything said of it; `counted` is the origin that counts.

    `value` is None when the fact is missing or not applicable; 是 is 1, an option its position, a list
    of `matters` or `marks` their number. `ballots` are the marks of which a figure is made. `evidence` is what the
    file says of it that holds the counted value; `elsewhere` what other files of the unit say: whose words they are,
    the key and the text.
    """

    state: State
    value: Fraction | None
    counted: Reported | None
    others: tuple[Reported, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    matters: tuple[Matter, ...] = ()
    marks: tuple[Mark, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    elsewhere: tuple[tuple[str, str, str], ...] = ()

    @property
    def said(self) -> tuple[Reported, ...]:
        """What each origin says, the one that counts first."""
        return self.others if self.counted is None else (self.counted, *self.others)

    @property
    def proven(self) -> bool:
        """Whether any evidence is given for the value, in whichever file."""
        said = (*self.evidence, *((key, text) for _, key, text in self.elsewhere))
        return any(key == EVIDENCE and text not in NO_EVIDENCE for key, text in said)


@dataclass(frozen=True, slots=True)
class FactFile:
    """A file that facts are read from."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """One unit's facts as read, from one file or several; a fact without a cell is missing."""

    unit: str
    cells: Mapping[str, Cell]
    illustrative: bool
    narrative: Scalar | None
    files: tuple[FactFile, ...]

    @property
    def file(self) -> str:
        """The file that is named where the unit's facts as a whole are meant."""
        return self.files[0].name


@dataclass(frozen=True, slots=True, eq=False)
class FactColumn:
    """One fact over all units: its values, and int8[n] states."""

    values: Ratio
    state: Array


@dataclass(frozen=True, slots=True, eq=False)
class FactTable:
    """All facts over the units that are assessed, in the scheme's order of units; `groups` are those of the units.

    The period of the `open_` facts still runs.
    """

    units: tuple[str, ...]
    columns: Mapping[str, FactColumn]
    sources: Mapping[str, UnitFacts]
    options: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, str | None] = field(default_factory=dict)
    open_: frozenset[str] = frozenset()

    @property
    def illustrative(self) -> bool:
        """Whether any unit's facts are made up."""
        return any(facts.illustrative for facts in self.sources.values())

    def cell(self, unit: str, fact: str) -> Cell:
        """Return what is known of a unit's fact."""
        facts = self.sources.get(unit)
        cell = facts.cells.get(fact, NOT_REPORTED) if facts else NOT_REPORTED
        if fact not in self.open_:
            return cell
        return Cell(State.NOT_APPLICABLE, None, None, cell.said, cell.evidence, elsewhere=cell.elsewhere)

    def of_unit(self, unit: str, facts: Iterable[str]) -> FactTable:
        """Return the table of one unit alone, with some of its facts."""
        row = np.array([self.units.index(unit)])
        columns = {name: self.columns[name] for name in facts}
        taken = {name: FactColumn(each.values.take(row), each.state[row]) for name, each in columns.items()}
        return FactTable((unit,), taken, self.sources, self.options, self.groups, self.open_)

    def option(self, fact: str, word: str) -> int:
        """Return the value that stands for an option of a fact; no value does for another word."""
        options = self.options[fact]
        return options.index(word) if word in options else len(options)

    def proven(self, fact: str) -> Mask:
        """Say of which units any evidence is given for a fact."""
        return np.array([self.cell(unit, fact).proven for unit in self.units], dtype=np.bool_)


NOT_REPORTED = Cell(State.MISSING, None, None)
_NOTHING = Fraction(0)
_OPEN = Cell(State.NOT_APPLICABLE, None, None)


def make_table(
    entries: Sequence[UnitEntry], facts: Mapping[str, FactDeclaration], sources: Mapping[str, UnitFacts]
) -> FactTable:
    """Lay the units' cells out as columns; a unit without a source has everything missing.

    A fact whose period has not ended does not apply to anyone, whatever is reported.
    """
    units = [entry.name for entry in entries]
    cells = [sources[unit].cells if unit in sources else {} for unit in units]
    columns = {
        name: _column([_OPEN if fact.open_ else each.get(name, NOT_REPORTED) for each in cells], scale_of(fact))
        for name, fact in facts.items()
    }
    options, groups = {name: fact.options for name, fact in facts.items()}, {each.name: each.group for each in entries}
    open_ = frozenset(name for name, fact in facts.items() if fact.open_)
    return FactTable(tuple(units), columns, sources, options, groups, open_)


def scale_of(fact: FactDeclaration) -> int:
    """Return how many decimals the column keeps: a percentage is held as a fraction of 1."""
    return fact.digits + 2 if fact.type is FactType.PERCENT else fact.digits


def _column(cells: Sequence[Cell], digits: int) -> FactColumn:
    exact = [_NOTHING if cell.value is None else cell.value for cell in cells]
    scale = 10**digits
    if all(scale % value.denominator == 0 for value in exact):
        values = scaled(column([value.numerator * (scale // value.denominator) for value in exact]), digits)
    else:  # a mean of marks is no decimal
        values = Ratio(column([value.numerator for value in exact]), column([value.denominator for value in exact]))
    return FactColumn(values, np.array([cell.state for cell in cells], dtype=np.int8))
