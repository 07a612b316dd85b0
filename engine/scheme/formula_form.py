"""What a formula says, whatever its blanks, brackets and synonyms, so that two writings can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from engine.number import parse_quantity
from engine.scheme.grow import grow
from engine.scheme.tokens import Slip, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

# Nested tuples: a kind, and what belongs to it.
Form: TypeAlias = "tuple[Any, ...]"
_JOINED = frozenset({"either", "both"})
_CHAINED = frozenset({"sum", "product"})


def formula_form(text: str, names: Collection[str], called: Callable[[str], str]) -> Form | None:
    """Return the tree of a formula that was found sound; None for a text that is none, such as 其余.

    `called` gives each name as it is to be compared. Numbers stand by their value: `90%` is `0.9`.
    """
    tokens = tokenize(text, names, lambda _: "")
    if isinstance(tokens, Slip):
        return None
    return _form(grow(tokens), called)


def names_in(text: str, names: Collection[str]) -> frozenset[str]:
    """Return the names that a formula uses."""
    tokens = tokenize(text, names, lambda _: "")
    return frozenset() if isinstance(tokens, Slip) else frozenset(each.text for each in tokens if each.kind == "NAME")


def _form(node: Any, called: Callable[[str], str]) -> Form:  # noqa: ANN401  lark's trees are loosely typed
    if isinstance(node, str):  # lark's tokens are strings
        return _leaf(node, called)
    children = node.children
    if node.data in _CHAINED:
        form = _form(children[0], called)
        for operator, part in zip(children[1::2], children[2::2], strict=True):
            form = (str(operator), form, _form(part, called))
        return form
    if node.data in _JOINED:
        parts = [_form(child, called) for child in children[::2]]
        return (node.data, *(inner for part in parts for inner in (part[1:] if part[0] == node.data else (part,))))
    if node.data == "atom" and getattr(children[0], "type", "") == "LPAR":
        return _form(children[1], called)
    return (str(node.data), *(_form(child, called) for child in children))


def _leaf(token: Any, called: Callable[[str], str]) -> Form:  # noqa: ANN401  as above
    quantity = parse_quantity(token) if token.type == "QUANTITY" else None
    if quantity is not None:
        return ("number", quantity.value)
    return ("name", called(str(token))) if token.type == "NAME" else ("sign", str(token))
