"""What is wrong with the values that count for a unit, when all that its files say is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.table import State
from engine.facts.words import cell_problem, limit_problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.facts.table import Cell
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme


def counted_problems(scheme: Scheme, cells: Mapping[str, Cell]) -> Iterator[Problem]:
    """Yield a problem for each 不适用 that nobody granted, and each value larger than the fact that bounds it."""
    may_exempt = scheme.origins.may_exempt
    for name, cell in cells.items():
        fact = scheme.facts[name]
        if fact.origin is not None:
            continue  # what one origin says by itself does not count
        if cell.state is State.NOT_APPLICABLE and cell.counted:
            if not (fact.may_not_apply or cell.counted.origin in may_exempt):
                yield cell_problem(fact, cell.counted, may_exempt)
            continue
        if not fact.at_most or cell.value is None:
            continue
        for other in fact.at_most:
            limit = cells.get(other)
            if limit and limit.value is not None and cell.value > limit.value:
                yield limit_problem(fact, cell, other, limit)
