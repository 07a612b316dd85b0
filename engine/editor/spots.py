"""What may stand where in a file: every word of a tree with what the vocabulary says of its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.scheme.vocabulary import REFS
from engine.text.tree import Listing, Mapping, Scalar
from engine.vocabulary.shape import Choice, Concept, Either, Field, ListOf, MapOf, Ref, Variants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.text.tree import Entry, Node
    from engine.vocabulary.shape import Kind

Kinds = tuple["Kind", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """A mapping or list on the way to a word; `kinds` are what it may be, `key` and `field` what it stands behind."""

    node: Node
    kinds: Kinds
    key: Scalar | None = None
    field: Field | None = None
    above: Level | None = None

    def up(self) -> Iterator[Level]:
        """Yield this level and those above it."""
        level: Level | None = self
        while level is not None:
            yield level
            level = level.above


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A word in its place.

    A key has in `kinds` what the mapping may be that it stands in, and its own declaration in `field`, where the
    vocabulary has one. A value has what it may be itself, and the declaration of the key that it stands behind.
    `level` is the mapping or list that it stands in; None for a text that is nothing else.
    """

    scalar: Scalar
    is_key: bool
    kinds: Kinds
    field: Field | None
    key: Scalar | None
    level: Level | None

    def levels(self) -> Iterator[Level]:
        """Yield the mappings and lists that it stands in, the nearest first."""
        return self.level.up() if self.level else iter(())


def spots(tree: Node, concept: Concept) -> Iterator[Spot]:
    """Yield every word of a file of that concept, in written order."""
    yield from _spots(Level(tree, (concept,)))


def _spots(level: Level) -> Iterator[Spot]:
    match level.node:
        case Scalar() as scalar:
            yield Spot(scalar, is_key=False, kinds=level.kinds, field=level.field, key=level.key, level=level.above)
        case Listing(items):
            inner = tuple(each for kind in level.kinds if isinstance(kind, ListOf) for each in settled(kind.item))
            for item in items:
                yield from _spots(Level(item, inner, level.key, level.field, level))
        case Mapping(entries) as mapping:
            kinds = tuple(kind for kind in level.kinds if isinstance(kind, Concept | MapOf | Variants))
            fields = {field.key: field for field in fields_of(kinds, mapping)}
            for entry in entries:
                field = fields.get(entry.key.text)
                yield Spot(entry.key, is_key=True, kinds=kinds, field=field, key=None, level=level)
                yield from _spots(Level(entry.value, _inner(kinds, field), entry.key, field, level))


def _inner(kinds: Kinds, field: Field | None) -> Kinds:
    if field is not None:
        return settled(field.kind)
    return tuple(each for kind in kinds if isinstance(kind, MapOf) for each in settled(kind.item))


def settled(kind: Kind) -> Kinds:
    """Return what a value may be, one by one."""
    match kind:
        case Either(kinds):
            return tuple(each for inner in kinds for each in settled(inner))
        case Ref(name):
            return (REFS[name],)
        case _:
            return (kind,)


def fields_of(kinds: Kinds, mapping: Mapping | None) -> tuple[Field, ...]:
    """Return the keys that a mapping may have, by the words that stand in it."""
    fields: list[Field] = []
    for kind in kinds:
        if isinstance(kind, Concept):
            fields += kind.fields
        elif isinstance(kind, Variants):
            words = Choice({word: concept.name for word, concept in kind.concepts.items()})
            fields.append(Field(kind.key, kind.key, words, kind.help, required=True))
            chosen = kind.concepts.get(word_of(mapping.get(kind.key))) if mapping else None
            fields += chosen.fields if chosen else ()
    return tuple(fields)


def word_of(entry: Entry | None) -> str:
    """Return the single value of an entry; nothing where there is none."""
    return entry.value.text.strip() if entry and isinstance(entry.value, Scalar) else ""
