"""The values of a scheme's text, each with the key of the vocabulary that it stands under and its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scheme.vocabulary import REFS
from engine.text.tree import Listing, Mapping, Node, Scalar
from engine.vocabulary.shape import Concept, Either, Formula, ListOf, MapOf, Ref, Variants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.vocabulary.shape import Field, Kind

Leaf = tuple["Field", "Kind", Scalar]
_OF_MAPPINGS = (Concept, MapOf, Ref, Variants)


def leaves(node: Node, concept: Concept) -> Iterator[Leaf]:
    """Yield every single value below a mapping that is read as `concept`, in written order."""
    if not isinstance(node, Mapping):
        return
    known = {field.key: field for field in concept.fields}
    for entry in node.entries:
        if (field := known.get(entry.key.text)) is not None:
            yield from _below(entry.value, field, field.kind)


def _below(node: Node, field: Field, kind: Kind) -> Iterator[Leaf]:
    match kind:
        case Concept():
            yield from leaves(node, kind)
        case Ref():
            yield from leaves(node, REFS[kind.name])
        case Variants():
            word = node.get(kind.key) if isinstance(node, Mapping) else None
            chosen = kind.concepts.get(word.value.text) if word and isinstance(word.value, Scalar) else None
            if chosen is not None:
                yield from leaves(node, chosen)
        case MapOf():
            for entry in node.entries if isinstance(node, Mapping) else ():
                yield from _below(entry.value, field, kind.item)
        case ListOf():
            for item in node.items if isinstance(node, Listing) else ():
                yield from _below(item, field, kind.item)
        case Either():
            if (meant := _meant(node, kind.kinds)) is not None:
                yield from _below(node, field, meant)
        case _ if isinstance(node, Scalar):
            yield field, kind, node


def _meant(node: Node, kinds: Sequence[Kind]) -> Kind | None:
    """Return the kind of several that a node has by its form; a single value that may be a formula is one."""
    match node:
        case Listing():
            return next((kind for kind in kinds if isinstance(kind, ListOf)), None)
        case Mapping():
            fit = [kind for kind in kinds if isinstance(kind, _OF_MAPPINGS)]
            known = (kind for kind in fit if isinstance(kind, Concept) and set(node.keys()) <= set(kind.keys))
            others = (kind for kind in fit if not isinstance(kind, Concept))
            return next(known, None) or next(others, None) or next(iter(fit), None)
        case _:
            single = [kind for kind in kinds if not isinstance(kind, (*_OF_MAPPINGS, ListOf))]
            formulas = (kind for kind in single if isinstance(kind, Formula))
            return next(formulas, None) or next(iter(single), None)
