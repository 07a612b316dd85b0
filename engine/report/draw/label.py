"""How much room a text takes, and how it is made to fit.

Which font a reader has is not known, so widths are upper bounds: an em for what may be full-width, and for the rest
what the widest of the usual fonts takes. Lengths are in tenths of a CSS pixel, font sizes in pixels.
"""

from __future__ import annotations

from unicodedata import east_asian_width

from engine.dataclass import dataclass

# In hundredths of an em.
_FULL = 100
_EMOJI = 140
_OTHER = 102
_CAPITAL = 76
_NARROW = 63
_WIDE_LETTERS = frozenset("mwMW%@&")
_SLIM = dict.fromkeys("iljtfrI.,:;'|!()[]{}-` ", 42)

# What must not begin a line, and what must not end one.
_CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…—%,.;:?!)]}/·")
_OPENING = frozenset("（《〈「『【〔“‘([{")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Label:
    """A text as it is drawn: its lines, its width in tenths of a pixel, and whether something was left out."""

    lines: tuple[str, ...]
    width: int
    cut: bool


def text_width(text: str, size: int) -> int:
    """Return the most room that a text takes in a font of `size` pixels, in tenths of a pixel."""
    return -(-sum(map(_char_width, text)) * size // 10)


def fitted(text: str, room: int, size: int, most_lines: int = 2) -> Label:
    """Return a text in as few lines as fit into `room`, shortened with “…” where it needs more than `most_lines`.

    A line always has a character, however little room there is.
    """
    rest = " ".join(text.split())
    lines: list[str] = []
    while rest and len(lines) < most_lines - 1 and text_width(rest, size) > room:
        end = _line_end(rest, room, size)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    cut = text_width(rest, size) > room
    lines.append(_shortened(rest, room, size) if cut else rest)
    return Label(tuple(lines), max(text_width(line, size) for line in lines), cut)


def cut_beside(text: str, said: str, room: int, size: int) -> Label:
    """Return a text and what is said of it on one line; only the text is shortened, to four ems at the least."""
    kept = fitted(text, max(room - text_width(f" {said}", size), 40 * size), size, most_lines=1)
    line = f"{kept.lines[0]} {said}".strip()
    return Label((line,), text_width(line, size), kept.cut)


def _char_width(char: str) -> int:
    if char in _SLIM:
        return _SLIM[char]
    if char in _WIDE_LETTERS:
        return _FULL
    if char.isascii():
        return _CAPITAL if char.isupper() else _NARROW
    if "\U0001f000" <= char < "\U00020000":
        return _EMOJI
    # What is neither ASCII nor Chinese may be as wide as Ю.
    return _FULL if east_asian_width(char) in {"W", "F"} else _OTHER


def _most_chars(text: str, room: int, size: int) -> int:
    """Return how many characters of a text fit, at least one."""
    taken = 0
    for count, char in enumerate(text):
        taken += _char_width(char)
        if -(-taken * size // 10) > room:
            return max(count, 1)
    return max(len(text), 1)


def _line_end(text: str, room: int, size: int) -> int:
    """Return where a line is best broken: as late as fits, not before closing marks nor inside a number or word."""
    most = _most_chars(text, room, size)
    for end in range(most, most // 3, -1):
        before, after = text[end - 1], text[end : end + 1]
        inside_word = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        if before not in _OPENING and after not in _CLOSING and not inside_word:
            return end
    return most


def _shortened(text: str, room: int, size: int) -> str:
    left = room - text_width(_ELLIPSIS, size)
    return text[: _most_chars(text, left, size)].rstrip() + _ELLIPSIS if left > 0 else text[:1]
