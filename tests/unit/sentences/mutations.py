"""Every scalar of a scheme, changed to something else that the scheme could say there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from engine.cases.frame import scheme_tree
from engine.cases.read_cases import load_cases
from engine.cases.vocabulary import CASE_FILE
from engine.problem.problem import has_errors
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.reading.read_scheme import read_scheme_tree
from engine.scheme.vocabulary import SCHEME
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar
from engine.vocabulary.shape import Choice, Concept, Either, ListOf, MapOf, Ref, Variants

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.scheme.model import Scheme
    from engine.text.source import Source

NUMBER = re.compile(r"(?<![0-9.])[0-9]+(?![0-9.]*月|年)")
# What a formula can say instead, so that it still is one.
OPERATORS = ((" >= ", " > "), (" > ", " >= "), (" <= ", " < "), (" < ", " <= "), (" = ", " ≠ "), (" 且 ", " 或 "),
             (" 或 ", " 且 "), (" + ", " - "), (" - ", " + "), (" * ", " + "), ("合计(", "平均("), ("最小(", "最大("),
             ("平均(", "最高("))  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """A scheme in which one scalar, at `path`, is another one."""

    path: tuple[str, ...]
    was: str
    now: str
    scheme: Scheme


@cache
def scheme_of(path: Path) -> tuple[Scheme, Mapping, Source]:
    """Return the scheme of a scheme file, or of a case file that writes one, with the tree that it was read of."""
    source, _ = read_source(path, path.name)
    assert source is not None, path
    tree, _ = compose(source)
    assert isinstance(tree, Mapping), path
    if tree.get(CASE_FILE.by_name["cases"].key):
        cases, _ = load_cases(path, path.name)
        assert cases is not None, path
        tree = scheme_tree(tree, [Scalar(unit.name, plain=True, span=tree.span) for unit in cases.scheme.units])
    scheme, problems = read_scheme_tree(tree, source, path.parent, [])
    assert scheme is not None, problems
    return scheme, tree, source


def mutations(path: Path, every: int = 1) -> Iterator[Mutation]:
    """Yield the sound schemes that one change makes of a sound one, and that are not the same scheme.

    Only each scalar of `every` ones is changed.
    """
    before, tree, source = scheme_of(path)
    words = neighbours()
    for number, (keys, scalar) in enumerate(scalars_of(tree, ())):
        if number % every:
            continue
        for now in other_texts(scalar.text, words):
            changed = with_text(tree, scalar, now)
            assert isinstance(changed, Mapping)
            after, problems = read_scheme_tree(changed, source, path.parent, [])
            if after is not None and not has_errors(problems) and after != before:
                yield Mutation(keys, scalar.text, now, after)


def scalars_of(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Yield every value, and every key that is a name and no word of the language, with the keys above it."""
    match node:
        case Scalar():
            yield path, node
        case Listing():
            for item in node.items:
                yield from scalars_of(item, path)
        case Mapping():
            for entry in node.entries:
                yield from scalars_of(entry.value, (*path, entry.key.text))


def with_text(node: Node, scalar: Scalar, text: str) -> Node:
    """Return a tree in which one scalar has another text."""
    match node:
        case Scalar():
            return replace(node, text=text) if node is scalar else node
        case Listing():
            return replace(node, items=tuple(with_text(item, scalar, text) for item in node.items))
        case Mapping():
            entries = (Entry(entry.key, with_text(entry.value, scalar, text)) for entry in node.entries)
            return replace(node, entries=tuple(entries))


def other_texts(text: str, words: dict[str, list[str]]) -> Iterator[str]:
    """Yield what may stand in the place of a text: its neighbours among choices, other numbers, other operators."""
    yield from words.get(text, ())
    for match in NUMBER.finditer(text):
        more, less = str(int(match[0]) + 1), str(int(match[0]) - 1)
        for other in (more, less) if match[0] != "0" else (more,):
            yield text[: match.start()] + other + text[match.end() :]
    for was, now in OPERATORS:
        if was in text:
            yield text.replace(was, now, 1)
    if not NUMBER.fullmatch(text) and text not in words:
        yield f"{text}甲"


def neighbours() -> dict[str, list[str]]:
    """Return for every word of a choice the others of the same choice."""
    found: dict[str, list[str]] = {"是": ["否"], "否": ["是"]}
    for choice in _choices(SCHEME, set()):
        for word in choice.words:
            others = found.setdefault(word, [])
            others += [each for each in choice.words if each not in (word, *others)]
    return found


def _choices(shape: object, seen: set[int]) -> Iterator[Choice]:
    if id(shape) in seen or isinstance(shape, Ref):
        return
    seen.add(id(shape))
    match shape:
        case Choice():
            yield shape
        case Concept():
            for field in shape.fields:
                yield from _choices(field.kind, seen)
        case Either(kinds):
            for each in kinds:
                yield from _choices(each, seen)
        case ListOf() | MapOf():
            yield from _choices(shape.item, seen)
        case Variants():
            for concept in shape.concepts.values():
                yield from _choices(concept, seen)
        case _:
            pass
