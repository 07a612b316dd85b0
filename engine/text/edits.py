"""Changes to a text that leave everything around them as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.text.source import Span
    from engine.text.tree import Scalar


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of what stands at `span`; an empty span inserts."""

    span: Span
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits made.

    Edits of one text may not overlap; of two that do, the later one is left out, as is one that stands twice.
    """
    pieces: list[str] = []
    at = 0
    for edit in sorted(set(edits), key=lambda each: (each.span.start, each.span.end, each.text)):
        if edit.span.start < at:
            continue
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join((*pieces, text[at:]))


def renamed(key: Scalar, word: str | None) -> tuple[Edit, ...]:
    """Return the edit that puts a word in the place of a key; none without a word, or where it is written in signs."""
    return (Edit(key.span, word),) if word and key.plain else ()
