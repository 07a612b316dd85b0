"""The located tree that a YAML text becomes: raw texts, each with its place."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.text.source import Span


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A single value, exactly as written; `plain` is false when it stood in quotes or a block."""

    text: str
    plain: bool
    span: Span

    def within(self, start: int, end: int) -> Span:
        """Return the place of `text[start:end]` in the source.

        A folded or escaped text is aligned with its source character by character, white space
        aside; where the two cannot be aligned, the place is the whole value.
        """
        raw = self.span.text
        offsets: list[int] = []
        at = 0
        for char in self.text:
            if not char.isspace():
                at = raw.find(char, at)
                if at < 0:
                    return self.span
            offsets.append(at)
            at += not char.isspace()
        if not offsets or start >= len(offsets):
            return type(self.span)(self.span.source, self.span.end, self.span.end)
        first = self.span.start + offsets[start]
        last = self.span.start + offsets[min(end, len(offsets)) - 1] + 1 if end > start else first
        return type(self.span)(self.span.source, first, last)


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """A YAML sequence."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One `key: value` of a mapping."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """A YAML mapping, in written order, each key once."""

    entries: tuple[Entry, ...]
    span: Span
    by_key: dict[str, Entry] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {entry.key.text: entry for entry in reversed(self.entries)})

    def get(self, key: str) -> Entry | None:
        """Return the entry with that key, if there is one."""
        return self.by_key.get(key)

    def keys(self) -> list[str]:
        """Return the keys in written order."""
        return [entry.key.text for entry in self.entries]


Node = Scalar | Listing | Mapping


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every scalar of a tree in written order, keys included."""
    rest = [node]
    while rest:
        part = rest.pop()
        if isinstance(part, Scalar):
            yield part
        elif isinstance(part, Listing):
            rest.extend(reversed(part.items))
        else:
            for entry in reversed(part.entries):
                rest += (entry.value, entry.key)


def texts_of(node: Node) -> str:
    """Return the texts of all scalars, an empty line between two: for one look at them all."""
    found: list[str] = []
    rest = [node]
    while rest:
        part = rest.pop()
        if isinstance(part, Scalar):
            found.append(part.text)
        elif isinstance(part, Listing):
            rest.extend(part.items)
        else:
            for entry in part.entries:
                found.append(entry.key.text)
                value = entry.value
                if isinstance(value, Scalar):
                    found.append(value.text)
                else:
                    rest.append(value)
    return "\n\n".join(found)


def said(node: Node) -> object:
    """Return what a tree says, places aside: two that are equal say the same."""
    match node:
        case Scalar():
            return node.text, node.plain
        case Listing():
            return [said(item) for item in node.items]
        case Mapping():
            return [(entry.key.text, said(entry.value)) for entry in node.entries]


def is_empty(node: Node) -> bool:
    """Say whether a value was left blank (`键:` with nothing after it, or `~`)."""
    return isinstance(node, Scalar) and node.plain and node.text in ("", "~", "null")
