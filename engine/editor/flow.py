"""The parts of a YAML text in brackets and in quotes, read as far as they go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.reading.compose import DEEPEST
from engine.text.source import Span
from engine.text.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from engine.text.source import Source
    from engine.text.tree import Node

_PLAIN_IN_FLOW = re.compile(r"(?:(?!:(?=[\s,\[\]{}]|$))(?![ \t]#)[^,\[\]{}\n])*")
_BLANK = re.compile(r"(?:\s|(?<=\s)#[^\n]*)*")
_MAY_BE_BLANK = frozenset(" \t\n#\u3000\u00a0")
# A line outside of brackets: one that was never closed ends before it.
_OUTSIDE = re.compile(r"[ ]*(?:- |[^\s,\[\]{}:]+:(?:\s|$))")
# What stands in double quotes after a backslash: a number of a character, or one that may stand for another.
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


def read_quoted(source: Source, at: int) -> Scalar | None:
    """Return the text in quotes that begins at `at`; None where the quotes are not closed."""
    text, mark = source.text, source.text[at]
    pattern = r"'(?:[^']|'')*'" if mark == "'" else r'"(?:[^"\\]|\\.)*"'
    found = re.compile(pattern, re.DOTALL).match(text, at)
    if found is None:
        return None
    inner = re.sub(r"\s*\n\s*", " ", found[0][1:-1])
    inner = inner.replace("''", "'") if mark == "'" else _ESCAPE.sub(_unescaped, inner)
    return Scalar(inner, plain=False, span=Span(source, at, found.end()))


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape[1][1:], 16)) if escape[1][1:] else _ESCAPED.get(escape[1], escape[1])


def read_flow(source: Source, at: int, column: int) -> Node:
    """Return the list or mapping in brackets that begins at `at`; `column` is that of the key that it belongs to."""
    return _Flow(source, column).group(at, 0)


class _Flow:
    def __init__(self, source: Source, column: int) -> None:
        self.source, self.text, self.column = source, source.text, column

    def group(self, at: int, depth: int) -> Node:
        start, is_map = at, self.text[at] == "{"
        at += 1
        entries: list[Entry] = []
        items: list[Node] = []
        while True:
            end, at = at, self._blank(at)
            if self._ended(at):
                at = end
                break
            if self.text[at] in "]}":
                at += 1
                break
            if self.text[at] == ",":
                at += 1
                continue
            node = self._value(at, depth)
            at = node.span.end
            colon = self._blank(at)
            if self.text.startswith(":", colon) and isinstance(node, Scalar):
                value = self._blank(colon + 1)
                there = not self._ended(value) and self.text[value] not in ",]}"
                inner = self._value(value, depth) if there else Scalar("", plain=True, span=self._empty(colon + 1))
                at = inner.span.end
                entries.append(Entry(node, inner))
                if not is_map:
                    items.append(Mapping((entries.pop(),), self._span(node.span.start, at)))
            elif is_map and isinstance(node, Scalar):
                entries.append(Entry(node, Scalar("", plain=True, span=self._empty(at))))
            else:
                items.append(node)
        span = self._span(start, at)
        return Mapping(tuple(entries), span) if is_map else Listing(tuple(items), span)

    def _value(self, at: int, depth: int) -> Node:
        if self.text[at] in "[{" and depth < DEEPEST:
            return self.group(at, depth + 1)
        if self.text[at] in "\"'" and (quoted := read_quoted(self.source, at)):
            return quoted
        found = _PLAIN_IN_FLOW.match(self.text, at)
        end = found.end() if found else at
        word = self.text[at:end].rstrip()
        # Whatever stands here, one character at least is taken: reading goes on.
        end = at + max(len(word), 1)
        return Scalar(self.text[at:end], plain=True, span=self._span(at, end))

    def _blank(self, at: int) -> int:
        if self.text[at : at + 1] not in _MAY_BE_BLANK:
            return at
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def _ended(self, at: int) -> bool:
        """Say whether the text has left the brackets, which nobody has closed."""
        if at >= len(self.text):
            return True
        line = self.source.line_starts[self.source.line_of(at) - 1]
        return at - line <= self.column and not self.text[line:at].strip(" ") and bool(_OUTSIDE.match(self.text, line))

    def _empty(self, at: int) -> Span:
        return self._span(at, at)

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)
