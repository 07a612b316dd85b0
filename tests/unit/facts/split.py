"""Take a unit's file apart into several, as if each of its values had been handed in by whoever it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.values import KEY
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, SELF_ASSESSED
from engine.text.tree import Entry, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.scheme.model import Scheme
    from engine.text.tree import Node

Steps = tuple[str, ...]  # the keys that lead to a value: a period, an origin, a rater


def split(tree: Mapping, scheme: Scheme, choose: Callable[[], int], files: int) -> list[Mapping]:
    """Return the trees of several files that say together what one says; `choose` says which is next."""
    facts, given = tree.get(KEY["facts"]), tree.get(KEY["origin"])
    assert facts is not None
    assert isinstance(facts.value, Mapping)
    origin = given.value.text if given and isinstance(given.value, Scalar) else SELF_ASSESSED
    found: list[dict[str, list[tuple[Steps, Node]]]] = [{} for _ in range(files)]
    for entry in facts.value.entries:
        name = entry.key.text
        for steps, value in _leaves(scheme, name, entry.value, origin):
            found[choose()].setdefault(name, []).append((steps, value))
    head = [entry for entry in tree.entries if entry.key.text not in (KEY["facts"], KEY["narrative"])]
    narrative = [entry for entry in tree.entries if entry.key.text == KEY["narrative"]]
    trees = []
    for number, each in enumerate(found):
        names = {entry.key.text: entry.key for entry in facts.value.entries}
        entries = tuple(Entry(names[name], _nested(leaves, facts.value)) for name, leaves in each.items())
        values = Entry(facts.key, Mapping(entries, facts.value.span))
        trees.append(Mapping((*head, values, *(narrative if number == 0 else [])), tree.span))
    return trees


def _leaves(scheme: Scheme, name: str, node: Node, origin: str) -> Iterator[tuple[Steps, Node]]:
    fact = scheme.facts.get(name)
    panel = fact is not None and fact.type is FactType.PANEL
    if not isinstance(node, Mapping):
        yield (origin,), node
        return
    of_origins = any(key in scheme.origins.precedence for key in node.by_key)
    for entry in node.entries:
        key = entry.key.text
        if key in EVIDENCE_KEYS:
            yield (key,), entry.value
        elif of_origins and panel and isinstance(entry.value, Mapping):
            yield from (((key, each.key.text), each.value) for each in entry.value.entries)
        elif of_origins:
            yield (key,), entry.value
        elif panel:
            yield (origin, key), entry.value
        else:
            yield from (((key, *steps), value) for steps, value in _leaves(scheme, name, entry.value, origin))


def _nested(leaves: list[tuple[Steps, Node]], at: Mapping) -> Node:
    """Return the mapping in which each value stands under its keys."""
    below: dict[str, list[tuple[Steps, Node]]] = {}
    for steps, value in leaves:
        below.setdefault(steps[0], []).append((steps[1:], value))
    entries = []
    for key, those in below.items():
        scalar = Scalar(key, plain=True, span=at.span)
        entries.append(Entry(scalar, those[0][1] if not those[0][0] else _nested(those, at)))
    return Mapping(tuple(entries), at.span)
