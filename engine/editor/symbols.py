"""The outline of a file: its heads, and below them facts, indicators, rules, tiers, cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.editor.spots import fields_of, settled, word_of
from engine.text.tree import Listing, Mapping
from engine.vocabulary.shape import Concept, ListOf, MapOf, Named, Text

if TYPE_CHECKING:
    from engine.editor.document import Document
    from engine.text.source import Span
    from engine.text.tree import Entry, Node
    from engine.vocabulary.shape import Kind

TITLE = "名称"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A part of the outline: `span` is all of it, `name_span` what it is called by."""

    name: str
    detail: str
    span: Span
    name_span: Span
    parts: tuple[Symbol, ...]


def symbols(document: Document) -> tuple[Symbol, ...]:
    """Return the outline of a document."""
    tree = document.tree
    if not isinstance(tree, Mapping):
        return ()
    fields = {field.key: settled(field.kind) for field in document.concept.fields}
    return tuple(_of_entry(entry, fields.get(entry.key.text, ())) for entry in tree.entries)


def _of_entry(entry: Entry, kinds: tuple[Kind, ...]) -> Symbol:
    title = word_of(entry.value.get(TITLE)) if isinstance(entry.value, Mapping) else ""
    span = type(entry.key.span)(entry.key.span.source, entry.key.span.start, entry.value.span.end)
    return Symbol(entry.key.text, title, span, entry.key.span, _below(entry.value, kinds))


def _below(node: Node, kinds: tuple[Kind, ...]) -> tuple[Symbol, ...]:
    """Return the parts of the outline in a value: what has a name of its own, or the parts of what has none."""
    found: list[Symbol] = []
    for kind in kinds:
        match kind, node:
            case MapOf(item), Mapping(entries) if _is_shown(kind):
                found += [_of_entry(entry, settled(item)) for entry in entries]
            case ListOf(item), Listing(items):
                for each in items:
                    found += [part for one in settled(item) if (part := _of_item(each, one))]
            case Concept(), Mapping(entries):
                inner = {field.key: settled(field.kind) for field in fields_of((kind,), node)}
                for entry in entries:
                    found += _below(entry.value, inner.get(entry.key.text, ()))
            case _:
                pass
    return tuple(found)


def _is_shown(kind: MapOf) -> bool:
    return kind.declares is not None or Named.FACT in kind.of or any(isinstance(k, Concept) for k in settled(kind.item))


def _of_item(node: Node, kind: Kind) -> Symbol | None:
    """Return an item of a list that declares its own name, such as a tier."""
    if not isinstance(kind, Concept) or not isinstance(node, Mapping):
        return None
    declaring = (f for f in kind.fields if isinstance(f.kind, Text) and f.kind.declares is not None)
    name = next((entry for field in declaring if (entry := node.get(field.key))), None)
    return Symbol(word_of(name), "", node.span, name.value.span, ()) if name and word_of(name) else None
