"""What two origins say of the same facts: where they differ, and where only one of them says anything."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.contract import parse_value
from engine.facts.table import Cell, State
from engine.facts.values import number_of, shown_value
from engine.number import about_text
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import NOT_APPLICABLE, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.facts.table import FactTable, Matter, Reported
    from engine.scheme.model import FactDeclaration, Scheme

NUMBERS = (FactType.WHOLE, FactType.DECIMAL, FactType.PERCENT)


@dataclass(frozen=True, slots=True)
class Told:
    """What an origin says of a fact: as a person reads it, and the value; None for what does not apply.

    `source` is where the file says that it comes from, as the cell of a form that was imported.
    """

    reported: Reported
    text: str
    value: Fraction | None
    source: str = ""

    @property
    def origin(self) -> str:
        """Whose word it is."""
        return self.reported.origin

    @property
    def at(self) -> str:
        """Where it comes from, if that is said, and where it stands."""
        stands = self.reported.span.on_line
        return f"{self.source}（{stands}）" if self.source else stands


@dataclass(frozen=True, slots=True)
class Pair:
    """What two origins say of one fact of a unit."""

    unit: str
    fact: FactDeclaration
    first: Told
    second: Told

    @property
    def same(self) -> bool:
        """Whether they say the same, however it is written."""
        one, other = self.first.reported, self.second.reported
        if (self.first.value is None) != (self.second.value is None):
            return False
        return self.first.value == self.second.value and _listed(one) == _listed(other)

    @property
    def difference(self) -> Fraction | None:
        """By how much the first is larger; None for what is not measured."""
        if self.fact.type not in NUMBERS or self.first.value is None or self.second.value is None:
            return None
        return self.first.value - self.second.value

    @property
    def error(self) -> Fraction | None:
        """The difference as a share of the second, whichever is larger; None where there is none."""
        if self.difference is None or not self.second.value:
            return None
        return abs(self.difference / self.second.value)

    @property
    def particulars(self) -> Iterator[str]:
        """Yield what differs in lists of matters and in marks, in words."""
        one, other = self.first.reported, self.second.reported
        for mine, theirs, origin in ((one, other, self.first.origin), (other, one, self.second.origin)):
            more = Counter(each.key for each in mine.matters)
            more.subtract(each.key for each in theirs.matters)
            for matter in mine.matters:
                if more[matter.key] > 0:
                    more[matter.key] -= 1
                    yield f"只有{origin}有“{matter.name}”（{_place(matter)}）"
        theirs_by_key = {each.key: each for each in other.matters}
        for matter in one.matters:
            match = theirs_by_key.get(matter.key)
            if match is not None and _scored(match) != _scored(matter):
                yield f"“{matter.name}”两处的类别、级次、情形或日期不同（{_place(matter)}；{_place(match)}）"
        marks = [{each.rater: each for each in told.marks} for told in (one, other)]
        for rater in dict.fromkeys([*marks[0], *marks[1]]):
            values = [each[rater].value if rater in each else None for each in marks]
            if values[0] != values[1]:
                shown = ["未评" if value is None else about_text(value) for value in values]
                yield f"{rater}：{self.first.origin} {shown[0]}，{self.second.origin} {shown[1]}"


@dataclass(frozen=True, slots=True)
class Alone:
    """A fact of which only one origin says anything; `lacking` is the other one, None where it is one of all."""

    unit: str
    fact: FactDeclaration
    told: Told
    lacking: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """All pairs, those that differ and those that do not, and what stands alone."""

    pairs: tuple[Pair, ...]
    alone: tuple[Alone, ...]

    @property
    def differing(self) -> list[Pair]:
        """The pairs that do not say the same."""
        return [each for each in self.pairs if not each.same]


def _place(matter: Matter) -> str:
    return dict(matter.remarks).get(SOURCE) or matter.span.on_line


def compare_origins(scheme: Scheme, facts: FactTable, asked: tuple[str, str] | None) -> Compared:
    """Return what the two origins say that are `asked` for; without, what each says against the one that counts."""
    pairs: list[Pair] = []
    alone: list[Alone] = []
    for unit in facts.units:
        for fact in compared_facts(scheme):
            cell = facts.cell(unit, fact.name)
            told = {each.origin: _told(fact, each, _source(cell, each)) for each in cell.said if not each.silent}
            for first, second in _against(scheme, cell, asked):
                if first in told and second in told:
                    pairs.append(Pair(unit, fact, told[first], told[second]))
            wanted = [each for each in asked or told if each in told]
            if len(wanted) == 1:
                lacking = next((each for each in asked if each not in told), None) if asked else None
                alone.append(Alone(unit, fact, told[wanted[0]], lacking))
    return Compared(tuple(pairs), tuple(alone))


def compared_facts(scheme: Scheme) -> Iterator[FactDeclaration]:
    """Yield the facts that units report, each period by itself; what is made of them is left out."""
    for fact in scheme.facts.values():
        made = fact.origin is not None or fact.member is not None or (fact.of is not None and fact.cycle is None)
        if not made and not fact.open_:
            yield fact


def _against(scheme: Scheme, cell: Cell, asked: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    if asked is not None:
        yield asked
    elif cell.counted is not None and cell.counted.origin in scheme.origins.precedence:
        for origin in scheme.origins.precedence:
            if origin != cell.counted.origin:
                yield origin, cell.counted.origin


def _source(cell: Cell, reported: Reported) -> str:
    """Return where a value's file says that it comes from; nothing where that may be said of another origin's value."""
    if sum(each.span.source is reported.span.source for each in cell.said if not each.silent) > 1:
        return ""
    own = cell.counted is not None and cell.counted.span.source is reported.span.source
    said = cell.evidence if own else [(key, text) for whose, key, text in cell.elsewhere if whose == reported.origin]
    return dict(said).get(SOURCE, "")


def _told(fact: FactDeclaration, reported: Reported, source: str) -> Told:
    if reported.text == NOT_APPLICABLE:
        return Told(reported, NOT_APPLICABLE, None, source)
    value = value_of(fact, reported)
    cell = Cell(State.VALUE, value, reported, matters=reported.matters)
    return Told(reported, reported.text if fact.type is FactType.PANEL else shown_value(fact, cell), value, source)


def value_of(fact: FactDeclaration, reported: Reported) -> Fraction:
    """Return the value that an origin reports; of lists of matters or marks, how many there are."""
    match fact.type:
        case FactType.MATTERS:
            return Fraction(len(reported.matters))
        case FactType.PANEL:
            return Fraction(sum(mark.value is not None for mark in reported.marks))
        case _:
            return number_of(fact, parse_value(fact, reported.text))


def _listed(reported: Reported) -> tuple[object, ...]:
    """Return what makes two lists of matters, or two sets of marks, the same."""
    marks = sorted((mark.rater, mark.value) for mark in reported.marks if mark.value is not None)
    return sorted(map(_scored, reported.matters), key=str), marks


def _scored(matter: Matter) -> tuple[object, ...]:
    """Return what of a matter bears on its points."""
    return matter.key, matter.class_, matter.level, sorted(matter.circumstances), matter.date, matter.year
