"""What trees of units' facts say, value by value: the rows that tables are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, MATTER, NO_MATTERS, SELF_ASSESSED
from engine.tables.header import HEAD
from engine.text.tree import Listing, Mapping, Scalar, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.tables.names import Names
    from engine.text.tree import Entry, Node


@dataclass(frozen=True, slots=True)
class FlatRow:
    """One value of a unit, or one matter, by the keys of a file; `beside` is what is said beside all values of a fact.

    `value` is None where a row has none: it is a matter, or only says something beside.
    """

    fact: str
    period: str | None = None
    origin: str | None = None
    rater: str | None = None
    value: str | None = None
    matter: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class FlatUnit:
    """All that is said of one unit, in the order in which it stands in its files."""

    name: str
    illustrative: bool = False
    narrative: str = ""
    rows: list[FlatRow] = field(default_factory=list)


def flatten(tree: Mapping, names: Names, into: FlatUnit) -> None:
    """Add what a tree says, which is of the form of a unit's file and free of errors."""
    into.illustrative = into.illustrative or _text(tree, "illustrative") == "是"
    into.narrative = into.narrative or _text(tree, "narrative")
    facts = tree.get(HEAD["facts"])
    alone = _text(tree, "origin") or SELF_ASSESSED
    if facts is not None and isinstance(facts.value, Mapping):
        for entry in facts.value.entries:
            into.rows.extend(_Reader(entry.key.text, names, alone).rows(entry.value))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what a tree says of one fact; a value without an origin has the one of the file, `alone`."""

    fact: str
    names: Names
    alone: str

    def rows(self, value: Node) -> Iterator[FlatRow]:
        periods = self.names.periods.get(self.fact, {}).values()
        if not isinstance(value, Mapping):
            yield from self._of_origin(None, self.alone, value)
            return
        for entry in value.entries:
            if entry.key.text in periods:
                yield from self._of_period(entry.key.text, entry.value)
        rest = tuple(entry for entry in value.entries if entry.key.text not in periods)
        if rest:
            yield from self._of_period(None, Mapping(rest, value.span))

    def _of_period(self, period: str | None, value: Node) -> Iterator[FlatRow]:
        if not isinstance(value, Mapping):
            yield from self._of_origin(period, self.alone, value)
            return
        beside = tuple((entry.key.text, _plain(entry)) for entry in value.entries if entry.key.text in EVIDENCE_KEYS)
        origins = [entry for entry in value.entries if entry.key.text in self.names.origins.values()]
        told = {*(key for key, _ in beside), *(entry.key.text for entry in origins)}
        marks = tuple(entry for entry in value.entries if entry.key.text not in told)
        if beside:
            yield FlatRow(self.fact, period, beside=beside)
        for entry in origins:
            yield from self._of_origin(period, entry.key.text, entry.value)
        if marks:
            yield from self._of_origin(period, self.alone, Mapping(marks, value.span))

    def _of_origin(self, period: str | None, origin: str, value: Node) -> Iterator[FlatRow]:
        match value:
            case Scalar():
                yield FlatRow(self.fact, period, origin, value=_said(value))
            case Mapping():
                for entry in value.entries:
                    yield FlatRow(self.fact, period, origin, entry.key.text, _plain(entry))
            case Listing() if not value.items:
                yield FlatRow(self.fact, period, origin, value=NO_MATTERS[0])
            case Listing():
                for item in value.items:
                    entries = item.entries if isinstance(item, Mapping) else ()
                    told = {entry.key.text: _words(entry.value) for entry in entries}
                    matter = tuple((key, told[key]) for key in MATTER.keys if told.get(key))
                    yield FlatRow(self.fact, period, origin, matter=matter)


def _text(tree: Mapping, name: str) -> str:
    entry = tree.get(HEAD[name])
    return _plain(entry) if entry else ""


def _plain(entry: Entry) -> str:
    return _said(entry.value) if isinstance(entry.value, Scalar) else ""


def _said(value: Scalar) -> str:
    return "" if is_empty(value) else value.text.strip()


def _words(value: Node) -> str:
    """Return one text, or several with a sign between them that separates them again."""
    items = value.items if isinstance(value, Listing) else (value,)
    return "、".join(_said(item) for item in items if isinstance(item, Scalar))
