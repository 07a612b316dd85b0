"""What may stand where in a file: every word of a tree with what the vocabulary says of its place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
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


def spots(tree: Node, concept: Concept, around: int | None = None) -> Iterator[Spot]:
    """Yield every word of a file of that concept, in written order; only those at an offset where one is given."""
    yield from _spots(Level(tree, (concept,)), around)


def _spots(level: Level, around: int | None) -> Iterator[Spot]:
    if around is not None and not level.node.span.start <= around <= level.node.span.end:
        return
    match level.node:
        case Scalar() as scalar:
            yield Spot(scalar, is_key=False, kinds=level.kinds, field=level.field, key=level.key, level=level.above)
        case Listing(items):
            inner = tuple(each for kind in level.kinds if isinstance(kind, ListOf) for each in settled(kind.item))
            for item in items:
                yield from _spots(Level(item, inner, level.key, level.field, level), around)
        case Mapping(entries) as mapping:
            kinds = tuple(kind for kind in level.kinds if isinstance(kind, Concept | MapOf | Variants))
            fields = _by_key(fields_of(kinds, mapping))
            for entry in entries:
                field = fields.get(entry.key.text)
                if around is None or entry.key.span.start <= around <= entry.key.span.end:
                    yield Spot(entry.key, is_key=True, kinds=kinds, field=field, key=None, level=level)
                yield from _spots(Level(entry.value, _inner(kinds, field), entry.key, field, level), around)


def _inner(kinds: Kinds, field: Field | None) -> Kinds:
    if field is not None:
        return settled(field.kind)
    return tuple(each for kind in kinds if isinstance(kind, MapOf) for each in settled(kind.item))


@cache
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
    if len(kinds) == 1 and isinstance(kinds[0], Concept):
        return kinds[0].fields
    return tuple(
        field
        for kind in kinds
        for field in (
            kind.fields
            if isinstance(kind, Concept)
            else _of_variant(kind, word_of(mapping.get(kind.key)) if mapping else "")
            if isinstance(kind, Variants)
            else ()
        )
    )


@cache
def _of_variant(variants: Variants, word: str) -> tuple[Field, ...]:
    words = Choice({each: concept.name for each, concept in variants.concepts.items()})
    chosen = variants.concepts.get(word)
    return (
        Field(variants.key, variants.key, words, variants.help, required=True),
        *(chosen.fields if chosen else ()),
    )


@cache
def _by_key(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {field.key: field for field in fields}


def word_of(entry: Entry | None) -> str:
    """Return the single value of an entry; nothing where there is none."""
    return entry.value.text.strip() if entry and isinstance(entry.value, Scalar) else ""
