"""Move a scheme to a later year: the few places of its text that have to change, and to what."""

from __future__ import annotations

import re
from calendar import isleap
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.founding.draft import FACTS_NAME, LAST_NAME, LAST_RESULTS
from engine.founding.leaves import leaves
from engine.founding.yaml_text import scalar_text
from engine.scheme.calendar import parse_date
from engine.scheme.cycle import Cycle
from engine.scheme.last_year_vocabulary import LAST_YEAR
from engine.scheme.vocabulary import SCHEME
from engine.text.edits import Edit
from engine.text.source import Span
from engine.text.tree import Mapping
from engine.vocabulary.record import Record
from engine.vocabulary.shape import Formula

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.scheme.model import Scheme

YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERIOD = re.compile(r"(?<![0-9])([0-9]{4})年")
_FEBRUARY, _LEAP_DAY = 2, 29


@dataclass(frozen=True, slots=True)
class Move:
    """From one year to another: the years that a scheme covers (none if it says no year), and by how many it moves."""

    covered: frozenset[int]
    year: int
    by: int

    def years_in(self, text: str) -> str:
        """Return a text with the covered years moved."""
        return YEAR.sub(lambda match: self._moved(match[0]), text)

    def _moved(self, year: str) -> str:
        return f"{int(year) + self.by:04}" if int(year) in self.covered else year


@dataclass(frozen=True, slots=True)
class Change:
    """A place of the scheme's text that changes: what it is called, and what stands there then."""

    what: str
    span: Span
    text: str

    @property
    def edit(self) -> Edit:
        """The edit that makes it."""
        return Edit(self.span, self.text)


def move_of(scheme: Scheme, year: int | None) -> Move | None:
    """Return how far a scheme moves: to `year`, or by as many years as it covers; None if neither is known."""
    calendar = scheme.calendar
    covered = set(range(calendar.first.year, calendar.last.year + 1)) if calendar.dated else set()
    last = scheme.year or (calendar.last.year if calendar.dated else None)
    if last is None:
        return None if year is None else Move(frozenset(), year, 0)
    covered.add(last)
    months = (calendar.last.year - calendar.first.year) * 12 + calendar.last.month - calendar.first.month + 1
    term = max(-(-months // 12), 1) if calendar.dated else 1
    to = last + term if year is None else year
    return Move(frozenset(covered), to, to - last)


def moved_day(day: date, by: int) -> date:
    """Return the same day in another year; the last of February stays the last of February."""
    year = day.year + by
    ends = day.month == _FEBRUARY and day.day == (_LEAP_DAY if isleap(day.year) else _LEAP_DAY - 1)
    return day.replace(year=year, day=_LEAP_DAY if isleap(year) else _LEAP_DAY - 1) if ends else day.replace(year=year)


def new_id(scheme: Scheme, move: Move) -> str:
    """Return the id of the next assessment, which is never that of the last."""
    moved = move.years_in(scheme.id)
    return moved if moved != scheme.id else f"{scheme.id}-{move.year}"


def changes(tree: Mapping, scheme: Scheme, move: Move, units_file: str | None) -> list[Change]:
    """Return what has to change in the text of a scheme; `units_file` is the list's new path, where it has one."""
    record = Record(tree, SCHEME, ())
    found = [
        *_text(record, "id", new_id(scheme, move)),
        *_text(record, "title", move.years_in(scheme.title)),
        *_text(record, "year", str(move.year)),
        *_text(record, "units_file", units_file),
        *_days(record, move),
        *(_periods_in_formulas(tree, scheme, move)),
        *_last_year(record, scheme),
    ]
    return [each for each in found if each.text != each.span.text]


def _text(record: Record, name: str, text: str | None) -> Iterator[Change]:
    scalar = record.scalar(name)
    if scalar is not None and text is not None and text != scalar.text.strip():
        yield Change(record.concept.by_name[name].key, scalar.span, scalar_text(text))


def _days(record: Record, move: Move) -> Iterator[Change]:
    """Yield the dates of 考核期间 and 截至, and the year where that is all that 考核期间 says."""
    for name in ("period", "as_of"):
        scalar = record.scalar(name)
        key = record.concept.by_name[name].key
        text = scalar.text if scalar else ""
        matches = list(_DATE.finditer(text))
        for match in matches:
            if scalar is not None and (day := parse_date(match[0])) is not None:
                yield Change(key, scalar.within(*match.span()), moved_day(day, move.by).isoformat())
        if scalar is not None and not matches and (year := YEAR.search(text)):
            yield Change(key, scalar.within(*year.span()), str(int(year[0]) + move.by))


def _periods_in_formulas(tree: Mapping, scheme: Scheme, move: Move) -> Iterator[Change]:
    """Yield the years by which a term's periods are called in formulas (`用水量.2020年`)."""
    if all(fact.cycle is not Cycle.YEAR for fact in scheme.facts.values()):
        return
    for field, kind, scalar in leaves(tree, SCHEME):
        for match in _PERIOD.finditer(scalar.text) if isinstance(kind, Formula) else ():
            if int(match[1]) in move.covered:
                yield Change(field.key, scalar.within(*match.span(1)), str(int(match[1]) + move.by))


def _last_year(record: Record, scheme: Scheme) -> Iterator[Change]:
    """Yield what makes 上年 name this assessment: other values for its keys, the keys that lack, or all of it."""
    names = {"facts": f"{LAST_NAME}/{FACTS_NAME}", "results": LAST_RESULTS, "scheme": scalar_text(scheme.id)}
    values = {LAST_YEAR.by_name[name].key: value for name, value in names.items()}
    key = record.concept.by_name["last_year"].key
    section = record.node.get(key)
    if section is None:
        yield _inserted(record.node, key, values)
        return
    flow = ", ".join(f"{name}: {value}" for name, value in values.items())
    if not isinstance(section.value, Mapping):
        yield Change(key, section.value.span, f"{{{flow}}}")
        return
    written = section.value
    for name, value in values.items():
        entry = written.get(name)
        if entry is not None:
            yield Change(f"{key}的{name}", entry.value.span, value)
    lacking = [f"{name}: {value}" for name, value in values.items() if written.get(name) is None]
    if lacking:
        first = written.entries[0].key.span
        flow_style = written.span.text.startswith("{")
        between = ", " if flow_style else "\n" + " " * (first.column - 1)
        yield Change(key, Span(first.source, first.start, first.start), between.join([*lacking, ""]))


def _inserted(tree: Mapping, key: str, values: dict[str, str]) -> Change:
    """Return the insertion of the whole of 上年 before 数据项, and before the comments that stand right above that."""
    entry = tree.get(SCHEME.by_name["facts"].key)
    place = (entry or tree.entries[0]).key.span
    source = place.source
    if place.column != 1:  # all of the scheme stands in braces
        flow = ", ".join(f"{name}: {value}" for name, value in values.items())
        return Change(key, Span(source, place.start, place.start), f"{key}: {{{flow}}}, ")
    line = place.line
    while line > 1 and source.line_text(line - 1).startswith("#"):
        line -= 1
    start = source.line_starts[line - 1]
    text = "\n".join([f"{key}:", *(f"  {name}: {value}" for name, value in values.items())])
    return Change(key, Span(source, start, start), f"{text}\n\n")
