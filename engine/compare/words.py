"""A change in words, as an official document would put it: `分值由 30 改为 40`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.compare.forms import kind_of, value_kind
from engine.text.spacing import spaced
from engine.text.tree import Listing, Scalar
from engine.vocabulary.shape import Amount, ListOf, Number, Text, Variants, Whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.text.tree import Entry, Node
    from engine.vocabulary.shape import Concept, Kind

# Text that is longer is shown from where it begins to differ.
LONGEST_SHOWN = 40
_BEFORE, _PIECE = 6, 24
_BARE = Number | Whole | Amount


def value_text(node: Node, kind: Kind) -> str:
    """Return a value on one line, as it is shown: `95%`, `甲、乙`, `小数位 2、方式 只舍不入`."""
    kind = kind_of(node, kind)
    match node:
        case Scalar(text):
            return " ".join(text.split())
        case Listing(items):
            item = kind.item if isinstance(kind, ListOf) else Text()
            return ("、" if all(isinstance(each, Scalar) for each in items) else "；").join(
                value_text(each, item) for each in items
            )
        case _:
            return "、".join(_pair(entry, kind) for entry in node.entries)


def _pair(entry: Entry, kind: Kind) -> str:
    inner = value_kind(kind, entry.key.text)
    text = value_text(entry.value, inner)
    return f"{entry.key.text} {text}" if isinstance(entry.value, Scalar) else f"{entry.key.text}（{text}）"


def shown(text: str, node: Node, kind: Kind) -> str:
    """Return a value as it stands in a sentence: numbers bare, texts in quotes."""
    if isinstance(node, Scalar) and isinstance(kind_of(node, kind), _BARE):
        return spaced(text)
    return f"“{_cut(text)}”"


def changed(label: str, old: Node, new: Node, kind: Kind) -> str:
    """Say from what to what a value was changed; of long texts, the part that differs."""
    before, after = value_text(old, kind), value_text(new, kind)
    if max(len(before), len(after)) > LONGEST_SHOWN and _is_prose(old, kind) and _is_prose(new, kind):
        pairs = enumerate(zip(before, after, strict=False))
        same = next((at for at, (a, b) in pairs if a != b), min(len(before), len(after)))
        start = max(same - _BEFORE, 0)
        return f"{label}的文字有改动：“{_piece(before, start)}”改为“{_piece(after, start)}”"
    return f"{label}由{_apart(shown(before, old, kind))}改为{_apart(shown(after, new, kind))}".rstrip()


def _apart(text: str) -> str:
    """Put blanks around a number, as between Chinese and numbers everywhere."""
    return text if text.startswith("“") else f" {text} " if text[-1:].isascii() else f" {text}"


def replaced(label: str, old: Node, new: Node, kind: Kind) -> str:
    """Say that a part was written anew, such as another way of scoring."""
    if isinstance(kind, Variants):
        before, after = (_word(node, kind.key) for node in (old, new))
        if before != after:
            return f"{label}{kind.key}由“{before}”改为“{after}”（{_cut(_rest(new, kind))}）"
    return changed(label, old, new, kind)


def added(trail: Sequence[str], node: Node, kind: Kind) -> str:
    """Say what was added to a thing; the trail leads to it from there, and is empty where that is the whole thing."""
    if not trail:
        return come("", value_text(node, kind))
    return f"{'的'.join(trail[:-1])}增加{_named(trail[-1])}：{_cut(value_text(node, kind))}"


def removed(trail: Sequence[str], node: Node, kind: Kind) -> str:
    """Say what was taken away from a thing."""
    if not trail:
        return gone("", value_text(node, kind))
    was = _apart(shown(value_text(node, kind), node, kind)).rstrip()
    return f"{'的'.join(trail[:-1])}删去{_named(trail[-1])}（原为{was}）"


def _named(key: str) -> str:
    """Put a key in quotes; a name that the user chose has them already."""
    return key if key.startswith("“") else f"“{key}”"


def instead(trail: Sequence[str], old: Entry, new: Entry, concept: Concept) -> str:
    """Say that one key stands where another did, of which only one may; the trail leads to what has them."""
    before, after = (
        f"“{entry.key.text}”{shown(value_text(entry.value, kind), entry.value, kind)}"
        for entry, kind in ((each, value_kind(concept, each.key.text)) for each in (old, new))
    )
    return f"{'的'.join(trail)}{'的' if trail else ''}{spaced(before)}改为{after}"


def come(noun: str, details: str) -> str:
    """Say that a thing is new."""
    return f"新增{noun}" + (f"（{_cut(details)}）" if details else "")


def gone(noun: str, details: str) -> str:
    """Say that a thing is there no longer."""
    return f"删去{noun}" + (f"（{_cut(details)}）" if details else "")


def moved(before: str, after: str) -> str:
    """Say of what a thing was a part, and of what it is one now."""
    return f"由“{before or '第一级'}”移到“{after or '第一级'}”"


def _word(node: Node, key: str) -> str:
    entry = None if isinstance(node, Scalar | Listing) else node.get(key)
    return value_text(entry.value, Text()) if entry else ""


def _rest(node: Node, kind: Variants) -> str:
    if isinstance(node, Scalar | Listing):
        return ""
    inner = kind_of(node, kind)
    return "、".join(_pair(entry, inner) for entry in node.entries if entry.key.text != kind.key)


def _is_prose(node: Node, kind: Kind) -> bool:
    return isinstance(node, Scalar) and isinstance(kind_of(node, kind), Text)


def _piece(text: str, start: int) -> str:
    piece = text[start : start + _PIECE]
    return ("……" if start else "") + piece + ("……" if start + _PIECE < len(text) else "")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 2] + "……"
