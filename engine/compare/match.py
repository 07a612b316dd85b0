"""Which thing of the old edition is which of the new one: by its name, or by all the rest when only that differs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from engine.compare.side import FAMILIES, UNITS
from engine.dataclass import dataclass
from engine.scheme.formula_form import formula_form, names_in
from engine.scheme.unit_vocabulary import UNIT_LIST
from engine.scheme.vocabulary import SCHEME
from engine.vocabulary.shape import Formula, MapOf

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from engine.compare.side import Side
    from engine.vocabulary.shape import Kind

# What a declaration says is often the same for several facts; what uses them tells them apart.
_KNOWN_BY_USE = ("facts", "parameters")
_KNOWN_BY_CONTENT = ("items", "bonuses", "penalties", "rules")
_ITSELF, _ANOTHER = "\0itself", "\0another"


@dataclass(frozen=True, slots=True)
class Match:
    """New names of things that were only renamed, by their old ones."""

    renamed: dict[str, str]

    def new_name(self, name: str) -> str:
        """Return what a thing of the old edition is called in the new one, if it is still there."""
        return self.renamed.get(name, name)

    def old_name(self, name: str) -> str:
        """Return what a thing of the new edition was called in the old one, if it was there."""
        return next((before for before, now in self.renamed.items() if now == name), name)


def find_renames(old: Side, new: Side) -> Match:
    """Return the things that have another name and are otherwise the same, where there can be no doubt."""
    renamed = _same(_members(old, new), _members(new, old))
    gone = {family: _only(old, new, family) for family in FAMILIES if family != UNITS}
    come = {family: _only(new, old, family) for family in FAMILIES if family != UNITS}
    masked = ({name for names in gone.values() for name in names}, {name for names in come.values() for name in names})
    for family in _KNOWN_BY_USE:
        before = {name: _used(old, family, name, masked[0]) for name in gone[family]}
        after = {name: _used(new, family, name, masked[1]) for name in come[family]}
        renamed |= _same(before, after)
    # The parts of a section are told first; then the section is the same as well.
    found = True
    while found:
        found = False
        for family in _KNOWN_BY_CONTENT:
            before = {name: _content(old, family, name, renamed) for name in gone[family] if name not in renamed}
            taken = set(renamed.values())
            after = {name: _content(new, family, name, {}) for name in come[family] if name not in taken}
            pairs = _same(before, after)
            renamed |= pairs
            found |= bool(pairs)
    return Match(renamed)


def _members(side: Side, other: Side) -> dict[str, Hashable]:
    """Return the units of each group that only this edition has."""
    taken = {name for each in (side, other) for things in each.things.values() for name in things} | set(other.groups)
    members: dict[str, set[str]] = {name: set() for name in side.groups if name not in taken}
    for unit in side.things[UNITS].values():
        members.get(unit.parent, set()).add(unit.name)
    return {name: frozenset(units) for name, units in members.items()}


def _only(side: Side, other: Side, family: str) -> list[str]:
    elsewhere = {name for things in other.things.values() for name in things}
    return [name for name in side.things[family] if name not in elsewhere]


def _same(before: Mapping[str, Hashable], after: Mapping[str, Hashable]) -> dict[str, str]:
    """Pair what is the same on both sides and like nothing else there."""
    counts = Counter(before.values()), Counter(after.values())
    by_look = {look: name for name, look in after.items() if look is not None}
    return {
        name: by_look[look]
        for name, look in before.items()
        if look in by_look and counts[0][look] == counts[1][look] == 1
    }


def entry_kind(family: str) -> Kind:
    """Return the kind of one thing of a family."""
    kind = SCHEME.by_name[family].kind
    return kind.item if isinstance(kind, MapOf) else UNIT_LIST.item


def _content(side: Side, family: str, name: str, renamed: dict[str, str]) -> Any:  # noqa: ANN401  a form
    return side.under(renamed).of(side.things[family][name].value, entry_kind(family))


def _used(side: Side, family: str, name: str, masked: Iterable[str]) -> Hashable:
    """Return how a fact or parameter is declared and used, without its name; None where nothing uses it."""
    called = dict.fromkeys(masked, _ANOTHER) | {name: _ITSELF}
    uses: set[Hashable] = set()
    for written, scalar, kind in side.scalars():
        path = tuple(called.get(each, each) for each in written)
        if isinstance(kind, Formula):
            known = side.forms.names.within(scalar.text)
            if name in scalar.text and name in names_in(scalar.text, known):
                uses.add((path, formula_form(scalar.text, known, lambda each: called.get(each, each))))
        elif scalar.text.strip() == name:
            uses.add((path, _ITSELF))
    return (
        (side.under(called).of(side.things[family][name].value, entry_kind(family)), frozenset(uses)) if uses else None
    )
