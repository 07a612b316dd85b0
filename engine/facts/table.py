"""Facts as columns: a value, missing, or not applicable for every unit, and the cell behind it."""

from __future__ import annotations

from dataclasses import field, replace
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import column
from engine.columns.ratio import Ratio, scaled
from engine.dataclass import dataclass
from engine.scheme.model import FactType, UnitEntry
from engine.scheme.unit_vocabulary import EVIDENCE, MISSING_WORDS, NO_EVIDENCE
from engine.text.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from engine.columns.ints import Array, Mask
    from engine.scheme.model import FactDeclaration
    from engine.text.tree import Scalar


class State(IntEnum):
    """What there is for a fact or a formula; a larger one wins when parts of a formula meet.

    A column of states is compared with `int(State.X)`: bytes with a plain number is ten times as quick.
    """

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

    The period of the `open_` facts still runs. `illustrative` is whether any unit's facts are made up. `evidence`
    says of which units any is given, where that is known for all facts at once: of a fact that it lacks, of none.
    """

    units: tuple[str, ...]
    columns: Mapping[str, FactColumn]
    sources: Mapping[str, UnitFacts]
    options: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, str | None] = field(default_factory=dict)
    open_: frozenset[str] = frozenset()
    illustrative: bool = False
    evidence: Mapping[str, Mask] | None = None
    _rows: dict[str, int] = field(default_factory=dict, repr=False)

    def row(self, unit: str) -> int:
        """Return the place of a unit, the first one of that name. Raises KeyError where it is not assessed."""
        if not self._rows:
            last = len(self.units) - 1
            self._rows.update((name, last - at) for at, name in enumerate(reversed(self.units)))
        return self._rows[unit]

    def entry(self, unit: str) -> UnitEntry:
        """Return who a unit is, without where the scheme names it."""
        return UnitEntry(unit, self.groups.get(unit), span=_NOWHERE)

    def cell(self, unit: str, fact: str) -> Cell:
        """Return what is known of a unit's fact."""
        facts = self.sources.get(unit)
        cell = facts.cells.get(fact, NOT_REPORTED) if facts else NOT_REPORTED
        if fact not in self.open_:
            return cell
        return Cell(State.NOT_APPLICABLE, None, None, cell.said, cell.evidence, elsewhere=cell.elsewhere)

    def part(self, rows: slice, facts: Iterable[str] | None = None) -> FactTable:
        """Return the table of some units that stand together, with all or some of the facts; nothing is copied."""
        of = self.columns if facts is None else {name: self.columns[name] for name in facts}
        columns = {name: FactColumn(each.values.part(rows), each.state[rows]) for name, each in of.items()}
        evidence = None if self.evidence is None else {name: mask[rows] for name, mask in self.evidence.items()}
        return replace(self, units=self.units[rows], columns=columns, evidence=evidence, _rows={})

    def of_unit(self, unit: str, facts: Iterable[str]) -> FactTable:
        """Return the table of one unit alone, with some of its facts."""
        row = np.array([self.row(unit)])
        columns = {name: self.columns[name] for name in facts}
        taken = {name: FactColumn(each.values.take(row), each.state[row]) for name, each in columns.items()}
        return FactTable((unit,), taken, self.sources, self.options, self.groups, self.open_, self.illustrative)

    def option(self, fact: str, word: str) -> int:
        """Return the value that stands for an option of a fact; no value does for another word."""
        options = self.options[fact]
        return options.index(word) if word in options else len(options)

    def proven(self, fact: str) -> Mask:
        """Say of which units any evidence is given for a fact."""
        if self.evidence is not None:
            return self.evidence.get(fact, np.zeros(len(self.units), dtype=np.bool_))
        return np.array([self.cell(unit, fact).proven for unit in self.units], dtype=np.bool_)


_NOWHERE = Span(Source("", ""), 0, 0)
NOT_REPORTED = Cell(State.MISSING, None, None)
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
    made_up = any(each.illustrative for each in sources.values())
    return FactTable(tuple(units), columns, sources, options, groups, open_, made_up)


def scale_of(fact: FactDeclaration) -> int:
    """Return how many decimals the column keeps: a percentage is held as a fraction of 1."""
    return fact.digits + 2 if fact.type is FactType.PERCENT else fact.digits


def _column(cells: Sequence[Cell], digits: int) -> FactColumn:
    # What stands where there is no value means nothing: the least value keeps a divisor from seeming to be zero.
    scale, given = 10**digits, [cell.value for cell in cells]
    # The units say the same few things, and what is equal is often one object.
    whole = {id(value): value for value in given if value is not None}
    if all(scale % value.denominator == 0 for value in whole.values()):
        counts = {at: value.numerator * (scale // value.denominator) for at, value in whole.items()}
        counts[id(None)] = min(counts.values(), default=0)
        values = scaled(column([counts[id(value)] for value in given]), digits)
    else:  # a mean of marks is no decimal
        least = min(whole.values())
        exact = [least if value is None else value for value in given]
        values = Ratio(column([value.numerator for value in exact]), column([value.denominator for value in exact]))
    return FactColumn(values, np.array([cell.state for cell in cells], dtype=np.int8))
