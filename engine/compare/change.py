"""The nouns of a comparison: changes, and the tree in which both editions stand side by side."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from engine.dataclass import dataclass
from engine.text.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.text.source import Span
    from engine.text.tree import Node


class Kind(Enum):
    """What became of a thing; the value is the word in JSON."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One change: `subject` is what it is about, `words` say what became of it.

    `path` leads to it through keys and ids, those of the new edition; `old` and `new` are the places, `before` and
    `after` the values as they are shown, None where an edition has none. `names` are the facts, parameters and ids
    that it declares or reads; `weighs` says that it may change what points add up to.
    """

    kind: Kind
    subject: str
    words: str
    path: tuple[str, ...]
    old: Span | None
    new: Span | None
    before: str | None = None
    after: str | None = None
    names: frozenset[str] = frozenset()
    weighs: bool = False

    @property
    def text(self) -> str:
        """The whole sentence."""
        return f"{self.subject}：{self.words}"


@dataclass(frozen=True, slots=True, eq=False)
class Swap:
    """A value that a change puts in the place of another."""

    change: Change
    old: Node
    new: Node


@dataclass(slots=True, eq=False)
class Slot:
    """One entry of a mapping, or one item of a list, of either edition or both.

    It is there once the change `since` is made, and until `until` is. Its key is `new_key` once `renamed` is made.
    A thing that moves has a slot in both places, with one value. With `unless_empty` it is gone when nothing is in it.
    """

    value: Delta
    old_key: Scalar | None = None
    new_key: Scalar | None = None
    renamed: Change | None = None
    since: Change | None = None
    until: Change | None = None
    unless_empty: bool = False

    def key(self, made: Collection[Change]) -> Scalar | None:
        """Return the key that it has when these changes are made."""
        if self.renamed is not None:
            return self.new_key if self.renamed in made else self.old_key
        return self.old_key or self.new_key

    def stands(self, made: Collection[Change]) -> bool:
        """Say whether it is there when these changes are made."""
        return (self.since is None or self.since in made) and (self.until is None or self.until not in made)


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """A mapping of both editions, slot by slot."""

    slots: tuple[Slot, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """A list of both editions, slot by slot."""

    slots: tuple[Slot, ...]
    span: Span


Delta: TypeAlias = "Swap | Branch | Sequence | Node"


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Both editions in one tree, and the changes between them in the order of the new one.

    `renamed` gives the new names of things that were only renamed by their old ones.
    """

    tree: Delta
    changes: tuple[Change, ...]
    renamed: dict[str, str]


def edition(delta: Delta, made: Collection[Change]) -> Node:
    """Return the tree of the scheme with some of the changes made: of the old edition with none, the new with all."""
    match delta:
        case Swap(change, old, new):
            return new if change in made else old
        case Branch(slots, span):
            return Mapping(tuple(_entries(slots, made)), span)
        case Sequence(slots, span):
            return Listing(tuple(edition(slot.value, made) for slot in slots if slot.stands(made)), span)
        case _:
            return delta


def _entries(slots: tuple[Slot, ...], made: Collection[Change]) -> list[Entry]:
    entries = []
    for slot in slots:
        key = slot.key(made)
        if key is None or not slot.stands(made):
            continue
        value = edition(slot.value, made)
        if not (slot.unless_empty and _is_empty(value)):
            entries.append(Entry(key, value))
    return entries


def _is_empty(node: Node) -> bool:
    return (isinstance(node, Mapping) and not node.entries) or (isinstance(node, Listing) and not node.items)
