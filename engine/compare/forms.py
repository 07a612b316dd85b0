"""What a value says, whatever its writing: how two values of one kind are found to be the same.

Order of keys, comments, layout, `40` or `40.0`, `90%` or `0.9` make no difference; nor do blanks, brackets and
synonyms in formulas.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from engine.dataclass import dataclass
from engine.number import parse_decimal, parse_quantity
from engine.scheme.formula_form import formula_form, names_in
from engine.scheme.vocabulary import REFS
from engine.text.tree import Listing, Mapping, Node, Scalar
from engine.vocabulary.shape import (
    Amount,
    Concept,
    Either,
    Formula,
    ListOf,
    MapOf,
    Number,
    Ref,
    Text,
    Variants,
    Whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping as Lookup

    from engine.scheme.names import Names
    from engine.vocabulary.shape import Kind


@dataclass(frozen=True, slots=True)
class Forms:
    """What the values of one edition say; `renamed` gives what some of its names are called in the other."""

    names: Names
    renamed: Lookup[str, str] = field(default_factory=dict)
    known: dict[Node, Any] = field(default_factory=dict)

    def called(self, name: str) -> str:
        """Return the name by which a thing is compared."""
        return self.renamed.get(name, name)

    def of(self, node: Node, kind: Kind) -> Any:  # noqa: ANN401  nested tuples, sets, numbers and texts
        """Return what a value of that kind says."""
        if node not in self.known:
            self.known[node] = self._of(node, kind_of(node, kind))
        return self.known[node]

    def _of(self, node: Node, kind: Kind) -> Any:  # noqa: ANN401  as above
        if isinstance(node, Scalar):
            return self._scalar(node, kind)
        if isinstance(node, Listing):
            item = kind.item if isinstance(kind, ListOf) else Text()
            return tuple(self.of(each, item) for each in node.items)
        return frozenset(
            (self.called(entry.key.text), self.of(entry.value, value_kind(kind, entry.key.text)))
            for entry in node.entries
        )

    def _scalar(self, scalar: Scalar, kind: Kind) -> Any:  # noqa: ANN401  as above
        text = scalar.text.strip()
        value: Any = None
        match kind:
            case Number() | Whole():
                value = parse_decimal(text)
            case Amount():
                quantity = parse_quantity(text)
                value = quantity.value if quantity else None
            case Formula():
                value = formula_form(text, self.names.within(text), self.called)
            case ListOf():  # one word, where several may be listed
                value = (self.called(text),)
            case _:
                pass
        return self.called(text) if value is None else value

    def mentioned(self, node: Node, kind: Kind) -> frozenset[str]:
        """Return the names that a value reads: those in its formulas, and every text that might be one."""
        kind = kind_of(node, kind)
        if isinstance(node, Scalar):
            if isinstance(kind, Formula):
                return names_in(node.text, self.names.within(node.text))
            return frozenset({node.text.strip()} if isinstance(kind, Text | ListOf) else ())
        if isinstance(node, Listing):
            item = kind.item if isinstance(kind, ListOf) else Text()
            return frozenset().union(*(self.mentioned(each, item) for each in node.items))
        keys = frozenset(entry.key.text for entry in node.entries) if isinstance(kind, MapOf) else frozenset()
        inner = (self.mentioned(entry.value, value_kind(kind, entry.key.text)) for entry in node.entries)
        return keys.union(*inner)


def kind_of(node: Node, kind: Kind) -> Kind:
    """Return the kind that a value has: of several that it might have, the one of its form in YAML."""
    if isinstance(kind, Ref):
        return REFS[kind.name]
    if isinstance(kind, Variants) and isinstance(node, Mapping):
        word = node.get(kind.key)
        named = word.value.text.strip() if word and isinstance(word.value, Scalar) else ""
        return kind.concepts.get(named, kind)
    if not isinstance(kind, Either):
        return kind
    listed = next((each for each in kind.kinds if isinstance(each, ListOf)), None)
    if isinstance(node, Mapping):
        fitting = [each for each in kind.kinds if isinstance(each, MapOf | Concept | Variants | Ref)]
        return kind_of(node, fitting[0]) if fitting else kind.kinds[0]
    plain = [each for each in kind.kinds if not isinstance(each, MapOf | Concept | Variants | Ref | ListOf)]
    if isinstance(node, Listing) or (listed and plain == [listed.item]):
        return listed or kind.kinds[0]
    return plain[0] if plain else kind.kinds[0]


def value_kind(kind: Kind, key: str) -> Kind:
    """Return the kind of what stands under a key of a mapping."""
    if isinstance(kind, MapOf):
        return kind.item
    if isinstance(kind, Concept):
        return next((each.kind for each in kind.fields if each.key == key), Text())
    return Text()
