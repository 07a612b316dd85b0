"""Offsets of a text to lines and columns as the protocol counts them, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.text.source import Source

# In how many units a character of that code, or a higher one, is counted one more.
_STEPS = {"utf-16": (0x10000,), "utf-8": (0x80, 0x800, 0x10000), "utf-32": ()}


def place_of(source: Source, offset: int, encoding: str) -> tuple[int, int]:
    """Return the line and column of an offset, both from 0; columns in the units of the encoding."""
    offset = max(0, min(offset, len(source.text)))
    line = source.line_of(offset) - 1
    return line, _units(source.text[source.line_starts[line] : offset], encoding)


def offset_of(source: Source, line: int, column: int, encoding: str) -> int:
    """Return the offset of a line and column; what lies outside the text is moved to its nearest end."""
    if line >= len(source.line_starts):
        return len(source.text)
    text, start = source.line_text(line + 1), source.line_starts[line]
    for at, char in enumerate(text):
        if column <= 0:
            return start + at
        column -= _units(char, encoding)
    return start + len(text)


def _units(text: str, encoding: str) -> int:
    return len(text) + sum(ord(char) >= step for step in _STEPS[encoding] for char in text)
