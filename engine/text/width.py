"""How wide a text is on a terminal; the only door to wcwidth."""

from __future__ import annotations

from wcwidth import wcswidth, wcwidth


def display_width(text: str) -> int:
    """Return the number of terminal columns; a control character counts as none."""
    return max(wcswidth(text), 0) if text.isprintable() else sum(max(wcwidth(c), 0) for c in text)


def blank_like(text: str) -> str:
    """Return white space as wide as `text`: a full-width space for each wide character."""
    return "".join(_blank(c) for c in text)


def _blank(char: str) -> str:
    if char == "\t":
        return char
    return "\u3000" if wcwidth(char) > 1 else " "


def pad(text: str, width: int) -> str:
    """Return `text` followed by spaces up to `width` terminal columns."""
    return text + " " * max(0, width - display_width(text))


def cut(text: str, width: int) -> str:
    """Return `text`, with `…` at its end where it is wider than so many columns."""
    if display_width(text) <= width:
        return text
    kept = ""
    for char in text:
        if display_width(kept + char) >= width:
            break
        kept += char
    return f"{kept}…"
