"""Find texts without quotes that other YAML tools would read as something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import parse_decimal
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS
from engine.scheme.vocabulary import REFS
from engine.text.edits import Edit
from engine.text.misread import DATE, any_read_otherwise, read_otherwise
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar, texts_of
from engine.vocabulary.shape import Concept, Either, ListOf, MapOf, Ref, Text, Variants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.vocabulary.shape import Kind

# What the names of those entries are called whose values are what a unit reports.
_REPORTED = frozenset({"数据项名称", "来源"})


def check_misread(tree: Node, concept: Concept) -> list[Problem]:
    """Return a hint for each text of a file that has another meaning elsewhere; numbers and dates are none.

    Only where the vocabulary wants a text is it one: a number is a number to everybody, however it is written.
    """
    # Most files hold nothing of the kind anywhere, and what is wanted where need not be asked.
    if not any_read_otherwise(texts_of(tree)):
        return []
    return [
        Problem(
            Code.READ_OTHERWISE,
            f"“{scalar.text}”没有加引号，别的软件会读成{what}",
            scalar.span,
            help=f'请加引号："{scalar.text}"；不影响评分',
            edits=(Edit(scalar.span, f'"{scalar.text}"'),),
        )
        for scalar in _texts(tree, concept)
        if scalar.plain and (what := read_otherwise(scalar.text)) and what != DATE
    ]


def _texts(node: Node, kind: Kind) -> Iterator[Scalar]:
    """Yield what stands where a text is wanted, the names of entries included."""
    match kind:
        case Text() if isinstance(node, Scalar):
            yield node
        case Ref(name):
            yield from _texts(node, REFS[name])
        case Either(kinds):
            for each in kinds:
                yield from _texts(node, each)
        case ListOf(of) if isinstance(node, Listing):
            for part in node.items:
                yield from _texts(part, of)
        case Concept() | Variants() | MapOf() if isinstance(node, Mapping):
            for entry in node.entries:
                yield from _entry_texts(entry, kind) if isinstance(kind, MapOf) else _field_texts(node, entry, kind)
        case _:
            return


def _field_texts(node: Mapping, entry: Entry, kind: Concept | Variants) -> Iterator[Scalar]:
    if isinstance(kind, Variants):
        word = node.get(kind.key)
        concept = kind.concepts.get(word.value.text) if word and isinstance(word.value, Scalar) else None
    else:
        concept = kind
    for field in concept.fields if concept else ():
        if field.key == entry.key.text:
            yield from _texts(entry.value, field.kind)


def _entry_texts(entry: Entry, kind: MapOf) -> Iterator[Scalar]:
    if parse_decimal(entry.key.text) is None:
        yield entry.key
    # What a unit reports is read by the type of its fact; only what is said beside it is a text.
    reported = kind.key_title in _REPORTED and isinstance(entry.value, Scalar)
    if not reported or entry.key.text in EVIDENCE_KEYS:
        yield from _texts(entry.value, kind.item)
