"""Say of a located tree that its form is right, without saying what is wrong where it is not.

Most files are right, and telling so is a small part of what JSON Schema does to find what to say. A test asserts
that no tree which fits here has a fault there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import parse_decimal, parse_quantity
from engine.scheme.vocabulary import REFS
from engine.text.tree import Listing, Mapping, Node, Scalar, is_empty
from engine.vocabulary.shape import (
    YES_NO,
    Amount,
    Choice,
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
    YesNo,
)

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.vocabulary.shape import Kind


def check_shape(tree: Node, concept: Concept) -> tuple[set[Node], list[Problem]]:
    """Return the nodes that cannot be read, and the problems of form."""
    if fits(tree, concept):
        return set(), []
    # Imported here, for only a file that is wrong needs it: what is right is read without JSON Schema.
    from engine.reading.shape import find_faults  # noqa: PLC0415

    return find_faults(tree, concept)


def fits(node: Node, kind: Kind) -> bool:
    """Say whether a tree is plainly of a kind; one of which this is not said may be so all the same."""
    match kind:
        case Concept() | Variants():
            return isinstance(node, Mapping) and _fits_concept(node, kind)
        case MapOf(item):
            if not isinstance(node, Mapping) or not (node.entries or kind.may_be_empty):
                return False
            return all(fits(entry.value, item) for entry in node.entries)
        case ListOf(item):
            return isinstance(node, Listing) and bool(node.items) and all(fits(each, item) for each in node.items)
        case Either(kinds):
            return any(fits(node, each) for each in kinds)
        case Ref(name):
            return fits(node, REFS[name])
        case _:
            return isinstance(node, Scalar) and not is_empty(node) and _fits_scalar(node, kind)


def _fits_concept(node: Mapping, kind: Concept | Variants) -> bool:
    own = ""
    if isinstance(kind, Variants):
        word = node.get(kind.key)
        concept = kind.concepts.get(word.value.text) if word and isinstance(word.value, Scalar) else None
        if concept is None:
            return False
        own = kind.key
    else:
        concept = kind
    by_key = {field.key: field for field in concept.fields}
    if any(field.required and field.key != own and node.get(field.key) is None for field in concept.fields):
        return False
    for names in concept.exclusive:
        if sum(node.get(concept.by_name[name].key) is not None for name in names) != 1:
            return False
    others = [entry for entry in node.entries if entry.key.text != own]
    return all(entry.key.text in by_key and fits(entry.value, by_key[entry.key.text].kind) for entry in others)


def _fits_scalar(scalar: Scalar, kind: Kind) -> bool:
    text = scalar.text
    match kind:
        case Text() | Formula():
            return True
        case Number():
            return scalar.plain and parse_decimal(text) is not None
        case Whole(most):
            number = parse_decimal(text) if scalar.plain and text.isdecimal() else None
            return number is not None and (most is None or number <= most)
        case Amount():
            return text == text.strip() and parse_quantity(text) is not None
        case YesNo():
            return text in YES_NO
        case Choice(words):
            return text in words and parse_decimal(text) is None
        case _:
            return False
