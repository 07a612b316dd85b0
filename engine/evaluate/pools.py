"""What a pool of units comes to: mean, extremes, sum, deviation, ranks (docs/semantics.md, section 2).

In the pool are the units for which the formula has a value. A pool without any has the state of its units.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import ratios
from engine.columns.transcendent import square_root
from engine.dataclass import dataclass
from engine.evaluate.results import Value
from engine.facts.table import State
from engine.scheme.functions import RANKS, Across

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.facts.table import FactTable
    from engine.scheme.functions import Pooled


@dataclass(frozen=True, slots=True)
class Pool:
    """Units that are put together, by row: those that have a value, and those that are left out."""

    counted: tuple[int, ...]
    left_out: tuple[int, ...]


def pools(node: Pooled, inner: Value, facts: FactTable) -> list[Pool]:
    """Return the pools of a function: one of all units, or one for each group."""
    state = np.broadcast_to(inner.state, (len(facts.units),))
    members: dict[str | None, list[int]] = {}
    for row, unit in enumerate(facts.units):
        members.setdefault(facts.groups.get(unit) if node.by_group else None, []).append(row)
    found = []
    for rows in members.values():
        counted = tuple(row for row in rows if state[row] == State.VALUE)
        found.append(Pool(counted, tuple(row for row in rows if state[row] != State.VALUE)))
    return found


def pooled(node: Pooled, inner: Value, facts: FactTable) -> Value:
    """Return for every unit what its pool comes to, or its rank in it."""
    count = len(facts.units)
    own = np.broadcast_to(inner.state, (count,))
    state = own.copy() if node.function in RANKS else np.zeros(count, dtype=np.int8)
    found = [Fraction(0)] * count
    for pool in pools(node, inner, facts):
        if not pool.counted:
            for row in pool.left_out:
                state[row] = own[row] if node.function in RANKS else _without(own[list(pool.left_out)])
            continue
        values = [inner.ratio.at(row) for row in pool.counted]
        if node.function in RANKS:
            for row, rank in zip(pool.counted, _ranks(values, high_first=node.function is Across.RANK), strict=True):
                found[row] = Fraction(rank)
            continue
        together = _together(node, values)
        for row in (*pool.counted, *pool.left_out):
            found[row] = together
    return Value(ratios(found), state)


def _without(states: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> State:
    return State.MISSING if (states == State.MISSING).any() else State.NOT_APPLICABLE


def _together(node: Pooled, values: Sequence[Fraction]) -> Fraction:
    total, count = sum(values, Fraction(0)), len(values)
    match node.function:
        case Across.HIGHEST:
            return max(values)
        case Across.LOWEST:
            return min(values)
        case Across.SUM:
            return total
        case Across.MEAN:
            return total / count
        case _:
            mean = total / count
            variance = sum(((each - mean) ** 2 for each in values), Fraction(0)) / count
            return square_root(variance, node.digits + 2 * node.of_percent)


def _ranks(values: Sequence[Fraction], *, high_first: bool) -> list[int]:
    """Return 1 + the number of units that stand before each."""
    first: dict[Fraction, int] = {}
    for place, each in enumerate(sorted(values, reverse=high_first), start=1):
        first.setdefault(each, place)
    return [first[each] for each in values]
