"""The tree of one unit's facts, put together from cells: of the form that a unit's own file has."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.unit_vocabulary import EVIDENCE, NO_EVIDENCE
from engine.tables.header import HEAD
from engine.text.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from engine.text.source import Span
    from engine.text.tree import Node

_Branch = dict[str, "tuple[Scalar, _Branch | Scalar | list[Mapping]]"]
Keys = tuple[Scalar, ...]


@dataclass(slots=True)
class UnitTree:
    """What tables say of one unit, whose `name` is where they name it first.

    The keys of a value are its fact, its period where it has one, its origin, and its rater where it has one.
    """

    name: Scalar
    head: dict[str, Entry] = field(default_factory=dict)
    facts: _Branch = field(default_factory=dict)
    blanks: list[tuple[Keys, Keys, Scalar]] = field(default_factory=list)
    beside: dict[tuple[str, ...], tuple[Keys, dict[str, list[Entry]]]] = field(default_factory=dict)

    def put(self, keys: Keys, value: Scalar) -> Scalar | None:
        """Put a value in its place; where there is one already, it stays and is returned."""
        branch = self._branch(keys[:-1])
        if isinstance(branch, Scalar):
            return branch
        there = branch.get(keys[-1].text)
        if there is None:
            branch[keys[-1].text] = (keys[-1], value)
            return None
        return _first(there[1])

    def put_matter(self, keys: Keys, matter: Mapping) -> Scalar | None:
        """Add a matter to the list in a place; a value that stands there already stays and is returned."""
        branch = self._branch(keys[:-1])
        if isinstance(branch, Scalar):
            return branch
        _, listed = branch.setdefault(keys[-1].text, (keys[-1], []))
        if not isinstance(listed, list):
            return _first(listed)
        listed.append(matter)
        return None

    def put_blank(self, about: Keys, keys: Keys, empty: Scalar) -> None:
        """Note a cell that is left empty: it says that the value is missing where nothing else is said `about` it."""
        self.blanks.append((about, keys, empty))

    def put_beside(self, keys: Keys, word: Scalar, text: Scalar) -> None:
        """Note what is said beside the values of a fact, or of a period of it: evidence and the like."""
        _, notes = self.beside.setdefault(tuple(key.text for key in keys), (keys, {}))
        notes.setdefault(word.text, []).append(Entry(word, text))

    def tree(self, scheme_id: str | None) -> Mapping:
        """Return the tree; the scheme is the one at hand, where there is one and the table names none."""
        for about, keys, empty in self.blanks:
            if not self._has(about):
                self.put(keys, empty)
        for keys, notes in self.beside.values():
            for entries in notes.values():
                self.put((*keys, entries[0].key), _together(entries))
        place = self.name.span
        given = {HEAD["unit"]: Entry(_plain(HEAD["unit"], place), self.name)}
        if scheme_id is not None:
            given[HEAD["scheme"]] = Entry(_plain(HEAD["scheme"], place), _plain(scheme_id, place))
        given |= self.head
        given[HEAD["facts"]] = Entry(_plain(HEAD["facts"], place), _mapping(self.facts, place))
        return Mapping(tuple(given.values()), place)

    def _branch(self, keys: Keys) -> _Branch | Scalar:
        branch = self.facts
        for key in keys:
            _, below = branch.setdefault(key.text, (key, {}))
            if not isinstance(below, dict):
                return _first(below)
            branch = below
        return branch

    def _has(self, keys: Keys) -> bool:
        branch = self.facts
        for key in keys:
            if key.text not in branch:
                return False
            _, below = branch[key.text]
            if not isinstance(below, dict):
                return True
            branch = below
        return True


def _first(slot: _Branch | Scalar | list[Mapping]) -> Scalar:
    """Return a value that stands in a place or, where there are several, the first of them."""
    if isinstance(slot, Scalar):
        return slot
    if isinstance(slot, list):
        return slot[0].entries[0].key
    key, below = next(iter(slot.values()))
    return _first(below) if below else key


def _node(slot: _Branch | Scalar | list[Mapping]) -> Node:
    if isinstance(slot, Scalar):
        return slot
    if isinstance(slot, list):
        return Listing(tuple(slot), slot[0].span)
    return _mapping(slot, _first(slot).span)


def _mapping(branch: _Branch, place: Span) -> Mapping:
    return Mapping(tuple([Entry(key, _node(slot)) for key, slot in branch.values()]), place)


def _plain(text: str, place: Span) -> Scalar:
    return Scalar(text, plain=True, span=place)


def _together(entries: list[Entry]) -> Scalar:
    """Return what several rows say beside one fact: each text once, and no 无 where there is something."""
    scalars = [entry.value for entry in entries if isinstance(entry.value, Scalar)]
    told = {scalar.text: scalar for scalar in reversed(scalars)}
    if entries[0].key.text == EVIDENCE:
        told = {text: scalar for text, scalar in told.items() if text not in NO_EVIDENCE} or told
    kept = list(reversed(told.values()))
    return kept[0] if len(kept) == 1 else _plain("；".join(each.text for each in kept), kept[0].span)
