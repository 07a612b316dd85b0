"""Walk both editions by the vocabulary, and write down what differs as changes in one tree."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.compare import words
from engine.compare.change import Branch, Comparison, Sequence, Slot, Swap
from engine.compare.forms import kind_of, value_kind
from engine.compare.match import find_renames
from engine.compare.notes import Notes
from engine.compare.order import aligned, in_order, woven
from engine.compare.side import PARTS, UNITS, unit_name
from engine.compare.things import Things
from engine.compare.where import Where
from engine.scheme.vocabulary import DOCUMENT, SCHEME, TIER
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar
from engine.vocabulary.shape import Concept, ListOf, MapOf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.compare.change import Delta
    from engine.compare.side import Side
    from engine.vocabulary.shape import Kind as ValueKind

    Said = dict[str | None, frozenset[Any]]

# What lists name, and the key of the name.
_NAMED = MappingProxyType({TIER.name: TIER.by_name["name"].key, DOCUMENT.name: DOCUMENT.by_name["title"].key})


def compare_trees(old: Side, new: Side) -> Comparison:
    """Return two editions without errors in one tree, and the changes in the order of the new one."""
    walk = _Walk(old, new)
    tree = walk.value(old.tree, new.tree, SCHEME, Where())
    walk.things.settle()
    return Comparison(tree, tuple(walk.notes.changes), walk.match.renamed)


class _Walk:
    def __init__(self, old: Side, new: Side) -> None:
        match = find_renames(old, new)
        self.match = match
        self.written, self.before, self.after = old.forms, old.under(match.renamed), new.forms
        self.notes = Notes(old, new)
        self.things = Things(old, new, match, self.notes, self.value)

    def value(self, old: Node, new: Node, kind: ValueKind, where: Where) -> Delta:
        """Return a value that both editions have."""
        if self.written.of(old, kind) == self.after.of(new, kind):
            return old
        own = kind_of(new, kind)
        if isinstance(old, Mapping) and isinstance(new, Mapping) and kind_of(old, kind) is own:
            if isinstance(own, Concept):
                return self._concept(old, new, own, where)
            if isinstance(own, MapOf):
                return self._entries(old, new, own, where)
        if isinstance(old, Listing) and isinstance(new, Listing) and isinstance(own, ListOf):
            return self._units(old, new, where) if where.family == UNITS else self._items(old, new, own, where)
        return self._swap(old, new, kind, where)

    def _swap(self, old: Node, new: Node, kind: ValueKind, where: Where) -> Swap:
        if self.before.of(old, kind) == self.after.of(new, kind):
            # It names what was renamed; the renaming, all of which is one step, brings the new writing.
            return Swap(next(iter(self.things.renames.values())), old, new)
        said = words.replaced(where.label, old, new, kind)
        return Swap(self.notes.changed(where, said, old, new, kind), old, new)

    # Keys of a concept.

    def _concept(self, old: Mapping, new: Mapping, concept: Concept, where: Where) -> Branch:
        slots: list[Slot] = []
        instead = _instead(old, new, concept)
        for before, after in _side_by_side(old, new, old.keys()):
            key = _entry(before, after).key.text
            kind = value_kind(concept, key)
            inner = where.key(concept, key, _entry(before, after).value)
            if before and not after and key in {gone.key.text for gone in instead.values()}:
                continue
            if after and not before and key in instead:
                slots += self._one_for_another(instead[key], after, concept, where)
            elif isinstance(kind, MapOf) and (concept is SCHEME or key == PARTS):
                slots.append(self._whether_or_not(before, after, kind, inner, Mapping))
            else:
                slots.append(self._key(before, after, kind, inner))
        return Branch(tuple(slots), new.span)

    def _key(self, before: Entry | None, after: Entry | None, kind: ValueKind, where: Where) -> Slot:
        if before and after:
            # A name that the user chose may be that of a thing, and have changed with it.
            renamed = self.things.renames.get(after.key.text) if before.key.text != after.key.text else None
            return Slot(self.value(before.value, after.value, kind, where), before.key, after.key, renamed)
        if after:
            said = words.added(where.trail, after.value, kind)
            return Slot(after.value, after.key, since=self.notes.added(where, said, after.key.span, after.value, kind))
        entry = _entry(before, after)
        said = words.removed(where.trail, entry.value, kind)
        return Slot(entry.value, entry.key, until=self.notes.removed(where, said, entry.key.span, entry.value, kind))

    def _whether_or_not(
        self, before: Entry | None, after: Entry | None, kind: ValueKind, where: Where,
        empty: type[Mapping | Listing],
    ) -> Slot:  # fmt: skip
        """Return entries that are there as long as there are any: an edition may leave the key out."""
        entry = _entry(before, after)
        nothing = empty((), entry.value.span)
        sides = before.value if before else nothing, after.value if after else nothing
        keys = before.key if before else None, after.key if after else None
        return Slot(self.value(*sides, kind, where), *keys, unless_empty=True)

    def _one_for_another(self, gone: Entry, come: Entry, concept: Concept, where: Where) -> list[Slot]:
        inner = replace(where.key(concept, come.key.text, come.value), trail=where.trail)
        said = words.instead(where.trail, gone, come, concept)
        change = self.notes.changed(inner, said, gone.value, come.value, value_kind(concept, come.key.text))
        return [Slot(gone.value, gone.key, until=change), Slot(come.value, come.key, since=change)]

    # Entries under names that the user chose.

    def _entries(self, old: Mapping, new: Mapping, kind: MapOf, where: Where) -> Branch:
        slots = []
        for before, after in _side_by_side(old, new, [self.match.new_name(key) for key in old.keys()]):  # noqa: SIM118  no dict
            key = _entry(before, after).key.text
            if where.family == UNITS:
                inner = replace(where, thing=key, path=(*where.path, key))
                slots.append(self._group(before, after, kind, inner))
            elif where.lists_things:
                slots.append((self.things.of_new if after else self.things.of_old)(key, where))
            else:
                slots.append(self._key(before, after, kind.item, where.entry(key)))
        return Branch(tuple(slots), new.span)

    def _group(self, before: Entry | None, after: Entry | None, kind: MapOf, where: Where) -> Slot:
        renamed = self.things.renames.get(where.thing) if before and after and before.key.text != where.thing else None
        if renamed is not None:
            self.notes.take(renamed)
        slot = self._whether_or_not(before, after, kind.item, where, Listing)
        slot.renamed = renamed
        return slot

    # Lists.

    def _units(self, old: Listing, new: Listing, where: Where) -> Sequence:
        """Return the units of a list; their order says nothing about anyone's score."""
        names = [[unit_name(item) for item in node.items] for node in (old, new)]
        slots = [
            self.things.of_new(names[1][after], where)
            if after is not None
            else self.things.of_old(names[0][before or 0], where)
            for before, after in woven(*names)
        ]
        return Sequence(tuple(slots), new.span)

    def _items(self, old: Listing, new: Listing, kind: ListOf, where: Where) -> Delta:
        names = [[_name(item, kind.item) for item in node.items] for node in (old, new)]
        named = all(all(each) and len({*each}) == len(each) for each in names)
        if not isinstance(kind.item, Concept) or (named and not in_order(*names)):
            return self._swap(old, new, kind, where)
        forms = [self.before.of(old, kind), self.after.of(new, kind)]
        if named:
            places = woven(
                _as_called(*(dict(zip(*each, strict=True)) for each in zip(names, forms, strict=True))), names[1]
            )
        else:
            places = aligned(*forms)
        slots = []
        for before, after in places:
            name = names[0][before or 0] if after is None else names[1][after]
            pair = None if before is None else old.items[before], None if after is None else new.items[after]
            slots.append(self._item(*pair, kind.item, where.item(before or 0 if after is None else after, name)))
        return Sequence(tuple(slots), new.span)

    def _item(self, before: Node | None, after: Node | None, kind: ValueKind, where: Where) -> Slot:
        if before and after:
            return Slot(self.value(before, after, kind, where))
        if after:
            said = words.added(where.trail, _unnamed(after, kind), kind)
            return Slot(after, since=self.notes.added(where, said, after.span, after, kind))
        assert before is not None, "one of them is there"  # noqa: S101
        said = words.removed(where.trail, _unnamed(before, kind), kind)
        return Slot(before, until=self.notes.removed(where, said, before.span, before, kind))


def _entry(before: Entry | None, after: Entry | None) -> Entry:
    """Return the entry of the new edition, or that of the old one where the new one has none."""
    entry = after or before
    assert entry is not None, "one of them is there"  # noqa: S101
    return entry


def _side_by_side(old: Mapping, new: Mapping, names: list[str]) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Yield the entries of both mappings; `names` are what the old ones are called in the new edition."""
    for before, after in woven(names, new.keys()):
        yield None if before is None else old.entries[before], None if after is None else new.entries[after]


def _instead(old: Mapping, new: Mapping, concept: Concept) -> dict[str, Entry]:
    """Return, by the key that stands instead, the entries that are gone: of a few keys only one may stand."""
    found = {}
    for group in concept.exclusive:
        keys = {concept.by_name[name].key for name in group}
        gone = [entry for entry in old.entries if entry.key.text in keys and new.get(entry.key.text) is None]
        come = [entry for entry in new.entries if entry.key.text in keys and old.get(entry.key.text) is None]
        if len(gone) == len(come) == 1 and isinstance(gone[0].value, Scalar) and isinstance(come[0].value, Scalar):
            found[come[0].key.text] = gone[0]
    return found


def _as_called(old: Said, new: Said) -> list[str | None]:
    """Return what the old names are in the new list: another one where all the rest is the same, and unlike others.

    Each list is given as what it says of each name.
    """
    rests = [
        {name: said - {(key, name) for key in _NAMED.values()} for name, said in each.items()} for each in (old, new)
    ]
    gone = Counter(rest for name, rest in rests[0].items() if name not in new)
    come = Counter(rest for name, rest in rests[1].items() if name not in old)
    now = {rest: name for name, rest in rests[1].items() if name not in old}
    return [now[rest] if name not in new and gone[rest] == come[rest] == 1 else name for name, rest in rests[0].items()]


def _name(node: Node, kind: ValueKind) -> str | None:
    key = _NAMED.get(kind.name) if isinstance(kind, Concept) else None
    entry = node.get(key) if key and isinstance(node, Mapping) else None
    return entry.value.text.strip() if entry and isinstance(entry.value, Scalar) else None


def _unnamed(node: Node, kind: ValueKind) -> Node:
    """Return what is said of an item of a list beside its name, which the subject has."""
    key = _NAMED.get(kind.name) if isinstance(kind, Concept) else None
    if not isinstance(node, Mapping) or key is None:
        return node
    return replace(node, entries=tuple(entry for entry in node.entries if entry.key.text != key))
