"""In random cases the parts in the table of the trace add up to every total, and are those of the explanation."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.explain.derive import derive
from engine.export.part import WHOLES
from engine.export.parts import parts_of
from engine.judge.judge import assess
from tests.differential.cases import plain_rules, prepared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluate.results import Results
    from engine.export.part import Part

SEED = 6


def faults(results: Results) -> Iterator[str]:
    parts = list(parts_of(results))
    for row, unit in enumerate(results.facts.units):
        there = [part for part in parts if part.rows is None or part.rows[row]]
        if results.has_total[row]:
            total = sum((part.points.at(row) for part in there if part.sort not in WHOLES), Fraction(0))
            if total != results.total_of(row):
                yield f"{unit}: parts {total}, total {results.total_of(row)}"
        yield from told_otherwise(there, results, row)


def told_otherwise(parts: list[Part], results: Results, row: int) -> Iterator[str]:
    """Where the explanation of a unit gives other points for the same part; what is open leaves the unit open."""
    nodes = {node.id: node for node in derive(results, results.facts.units[row]).walk()}
    for part in parts:
        node = nodes.get(part.id)
        known = part.known is None or bool(part.known[row])
        if node is None or (not known and (node.value is None or results.incomplete[row])):
            continue
        if node.applies and node.value != part.points.at(row):
            yield f"{results.facts.units[row]} {part.id}: told {node.value}, written {part.points.at(row)} ({known})"


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_parts_add_up_and_are_those_of_the_explanation(first: int) -> None:
    with plain_rules():
        for index in range(first, first + 100):
            _, scheme, table = prepared(SEED, index)
            assert list(faults(assess(scheme, table).results)) == [], f"case {SEED}/{index}"
