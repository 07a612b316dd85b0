"""Read 不提示, wherever it may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scheme.silence import Silence
from engine.scheme.silence_vocabulary import SILENCES
from engine.scheme.vocabulary import SCHEME, SECTION
from engine.text.source import Span
from engine.text.tree import Listing, Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = SECTION.by_name["parts"].key
_HOLDERS = tuple(SCHEME.by_name[name].key for name in ("facts", "items", "bonuses", "penalties", "rules", "tiers"))


def read_silences(tree: Mapping) -> tuple[Silence, ...]:
    """Return every silence of a scheme; each covers the part in which it stands, from its id on."""
    found = [*_said_in(tree, tree.span)]
    for key in _HOLDERS:
        holder = tree.get(key)
        if holder is not None:
            found += _inside(holder.value)
    return tuple(found)


def _inside(holder: Node) -> Iterator[Silence]:
    """Yield what the parts of a list, or of a mapping by id, say, at any depth."""
    match holder:
        case Listing(items):
            for item in items:
                yield from _said_in(item, item.span)
        case Mapping(entries):
            for entry in entries:
                yield from _said_in(entry.value, _joined(entry.key.span, entry.value.span))
                parts = entry.value.get(_PARTS) if isinstance(entry.value, Mapping) else None
                if parts is not None:
                    yield from _inside(parts.value)
        case _:
            pass


def _joined(first: Span, last: Span) -> Span:
    return Span(first.source, first.start, max(first.end, last.end))


def _said_in(node: Node, scope: Span) -> Iterator[Silence]:
    said = node.get(SILENCES.key) if isinstance(node, Mapping) else None
    for entry in said.value.entries if said is not None and isinstance(said.value, Mapping) else ():
        reason = entry.value.text.strip() if isinstance(entry.value, Scalar) else ""
        yield Silence(entry.key.text.strip(), reason, scope, entry.key.span)
