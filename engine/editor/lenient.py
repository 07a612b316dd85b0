"""The tree of a text that is being written: of every line what can be made of it, and nothing is refused.

Of a sound text it is the tree that `engine.reading.compose` makes (tests/unit/editor says so of every file there is).
A line without a colon is a key whose value is yet to come, or a text that goes on.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.editor.flow import read_flow, read_quoted
from engine.reading.compose import DEEPEST
from engine.text.source import Span
from engine.text.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from engine.text.source import Source
    from engine.text.tree import Node

# Nearly every key; the other pattern is for those in quotes, or with signs in them.
_SIMPLE_KEY = re.compile(r"""(?P<plain>[^\s\[\]{}#&*!|>'"%@`:][^:#\n]*)(?<![ \t]):(?=[ \t\n]|$)""")
_KEY = re.compile(
    r"""(?P<quote>["'])(?P<quoted>[^\n]*?)(?P=quote)[ \t]*:(?=[ \t\n]|$)"""
    r"""|(?P<plain>[^\s\[\]{}#&*!|>'"%@`](?:(?![ \t]\#)[^\n])*?)(?<![ \t])[ \t]*:(?=[ \t\n]|$)"""
)
_DASH = re.compile(r"-(?:[ ]+|(?=\n|$))")
_BLOCK = re.compile(r"[|>][0-9+-]*[ \t]*(?:#[^\n]*)?(?=\n|$)")
_PLAIN = re.compile(r"(?:(?![ \t]#)[^\n])*")
_PAGE_MARKS = ("---", "...")


@dataclass
class _Slot:
    """A place for a value; `alone` is a text that has a line for itself, and may yet turn out to be a key.

    `end` is where a text of several lines ends.
    """

    at: int
    value: Scalar | Listing | Mapping | _Map | _List | None = None
    alone: bool = False
    end: int | None = None


@dataclass
class _Map:
    column: int
    start: int
    entries: list[tuple[Scalar, _Slot]] = field(default_factory=list)

    @property
    def last(self) -> _Slot:
        return self.entries[-1][1]


@dataclass
class _List:
    column: int
    start: int
    items: list[_Slot] = field(default_factory=list)

    @property
    def last(self) -> _Slot:
        return self.items[-1]


def read_leniently(source: Source) -> Node:
    """Return the tree; that of an empty text is an empty scalar."""
    return _Lenient(source).read()


class _Lenient:
    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text
        self.root = _Slot(0)
        self.frames: list[_Map | _List] = []

    def read(self) -> Node:
        at = 0
        while at < len(self.text):
            at = self._line(at)
        return self._frozen(self.root)

    def _line(self, start: int) -> int:
        """Take a line, and what belongs to it below; return where the next one begins."""
        end = self._end(start)
        at = start + len(self.text[start:end]) - len(self.text[start:end].lstrip(" \t"))
        rest = self.text[at:end].rstrip()
        if not rest or rest.startswith("#") or (at == start and rest in _PAGE_MARKS):
            return end + 1
        while len(self.frames) < DEEPEST and (dash := _DASH.match(self.text, at, end)):
            listing = self._list_at(at - start, at)
            at = dash.end()
            listing.items.append(_Slot(at))
        if at >= end or self.text[at] == "#":
            return end + 1
        simple = _SIMPLE_KEY.match(self.text, at, end)
        key = simple or _KEY.match(self.text, at, end)
        if key and (simple or not self._is_quoted_value(key, at)):
            mapping = self._map_at(at - start, at)
            slot = _Slot(key.end())
            mapping.entries.append((self._key(key), slot))
            return self._value(slot, key.end(), end, mapping.column)
        return self._bare(at, end, at - start)

    def _is_quoted_value(self, key: re.Match[str], at: int) -> bool:
        """Say whether what looks like a key in quotes is the beginning of a longer text in quotes."""
        quoted = read_quoted(self.source, at) if key["quote"] else None
        return quoted is not None and quoted.span.end != at + len(key["quoted"]) + 2

    def _key(self, key: re.Match[str]) -> Scalar:
        if key.re is _KEY and key["quote"]:
            return Scalar(key["quoted"], plain=False, span=self._span(key.start(), key.end("quoted") + 1))
        return Scalar(key["plain"], plain=True, span=self._span(*key.span("plain")))

    def _value(self, slot: _Slot, at: int, end: int, column: int) -> int:
        """Read what stands behind a colon into the slot; return where the next line begins."""
        while at < end and self.text[at] in " \t":
            at += 1
        if at >= end or self.text[at] == "#":
            return end + 1
        if _BLOCK.match(self.text, at, end):
            stop = self._below(end + 1, column)
            slot.value = Scalar(self.text[end + 1 : stop], plain=False, span=self._span(at, stop))
            return stop
        slot.value = self._inline(at, end, column)
        return self._end(max(slot.value.span.end - 1, at)) + 1

    def _inline(self, at: int, end: int, column: int) -> Node:
        if self.text[at] in "[{":
            return read_flow(self.source, at, column)
        if self.text[at] in "\"'" and (quoted := read_quoted(self.source, at)) and self._stays_inside(quoted, column):
            return quoted
        word = self.text[at:end]
        if "#" in word and (found := _PLAIN.match(word)):
            word = found[0]
        word = word.rstrip()
        return Scalar(word, plain=True, span=self._span(at, at + len(word)))

    def _stays_inside(self, quoted: Scalar, column: int) -> bool:
        """Say whether the lines of a text in quotes are below its key; else a quote is missing."""
        first, last = (self.source.line_of(at) for at in (quoted.span.start, quoted.span.end))
        lines = (self.source.line_text(line) for line in range(first + 1, last + 1))
        return all(not line.strip() or len(line) - len(line.lstrip(" ")) > column for line in lines)

    def _below(self, at: int, column: int) -> int:
        """Return where the lines that stand deeper than `column` end."""
        last = min(at, len(self.text))
        while at < len(self.text):
            end = self._end(at)
            line = self.text[at:end]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= column:
                break
            at = last = min(end + 1, len(self.text))
        return last

    def _bare(self, at: int, end: int, column: int) -> int:
        """Take a line without a key: an item, a text below its key, the rest of a text, or half a key."""
        top = self.frames[-1] if self.frames else None
        if isinstance(top, _List) and top.last.at == at:
            return self._value(top.last, at, end, column - 1)
        self._close(column, lists=True)
        top = self.frames[-1] if self.frames else None
        if isinstance(top, _Map) and top.column == column:
            return self._half_key(top, at, end)
        slot = top.last if top else self.root
        match slot.value:
            case None:
                slot.alone = True
                return self._value(slot, at, end, column - 1)
            case Scalar(plain=True):
                slot.end = self._inline(at, end, column).span.end
            case _Map() as inner:
                self.frames.append(inner)
                return self._half_key(inner, at, end)
            case _List() as inner:
                self.frames.append(inner)
                inner.items.append(_Slot(at, alone=True))
                return self._value(inner.last, at, end, column - 1)
            case _:
                pass
        return end + 1

    def _half_key(self, mapping: _Map, at: int, end: int) -> int:
        word = self.text[at:end].rstrip()
        key = Scalar(word, plain=True, span=self._span(at, at + len(word)))
        mapping.entries.append((key, _Slot(key.span.end)))
        return end + 1

    def _close(self, column: int, *, lists: bool) -> None:
        """Leave all that stands deeper; with `lists`, also the list at this very column."""
        while self.frames and (
            self.frames[-1].column > column
            or (lists and isinstance(self.frames[-1], _List) and self.frames[-1].column == column)
        ):
            self.frames.pop()

    def _map_at(self, column: int, at: int) -> _Map:
        self._close(column, lists=True)
        top = self.frames[-1] if self.frames else None
        if isinstance(top, _Map) and (top.column == column or len(self.frames) >= DEEPEST):
            return top
        slot = top.last if top else self.root
        while isinstance(slot.value, _List):
            slot = slot.value.last
        mapping = slot.value if isinstance(slot.value, _Map) else _Map(column, at)
        if isinstance(slot.value, Scalar) and slot.alone:
            mapping.entries.append((slot.value, _Slot(slot.value.span.end)))
        elif isinstance(slot.value, Scalar | Listing | Mapping) and isinstance(top, _Map):
            return top  # what stands too deep belongs beside what has its value already
        slot.value = mapping
        self.frames.append(mapping)
        return mapping

    def _list_at(self, column: int, at: int) -> _List:
        self._close(column, lists=False)
        top = self.frames[-1] if self.frames else None
        if isinstance(top, _List) and top.column == column:
            return top
        slot = top.last if top else self.root
        listing = slot.value if isinstance(slot.value, _List) else _List(column, at)
        if isinstance(slot.value, Scalar) and slot.alone:
            listing.items.append(_Slot(slot.at, slot.value))
        if not isinstance(slot.value, _Map):
            slot.value = listing
        self.frames.append(listing)
        return listing

    def _frozen(self, slot: _Slot) -> Node:
        match slot.value:
            case None:
                return Scalar("", plain=True, span=self._span(slot.at, slot.at))
            case _Map() as mapping:
                entries = tuple(Entry(key, self._frozen(value)) for key, value in mapping.entries)
                return Mapping(entries, self._span(mapping.start, entries[-1].value.span.end))
            case _List() as listing:
                items = tuple(self._frozen(each) for each in listing.items)
                return Listing(items, self._span(listing.start, items[-1].span.end))
            case Scalar(span=span) if slot.end:
                whole = self._span(span.start, slot.end)
                return Scalar(" ".join(whole.text.split()), plain=True, span=whole)
            case node:
                return node

    def _end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)
