"""Sums of many exact ratios that are rounded once at the end.

Adding ratios of different denominators exactly makes the denominators grow past int64 after a few
terms. So each term is first cut to whole units of a fine grid; n terms are then off by less than n
grid units. Where every number inside that bound rounds the same way, the answer is proven. The few
rows where it does not are added and rounded in exact rationals (design, semantics 4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import INT64_HIGH, Array, Ints, Mask, as_python_ints, constant
from engine.columns.ratio import ZERO, Ratio, round_ratio, scaled

if TYPE_CHECKING:
    from engine.number import Rounding

Terms = tuple[Ratio, ...]

# Grid digits beyond the rounding: with 9, about one row in ten million needs the exact path.
GUARD_DIGITS = 9


def gather(terms: Terms) -> Terms:
    """Add up the terms whose denominators are constant; they stay exact and short."""
    fixed = [term for term in terms if term.den.is_constant]
    loose = tuple(term for term in terms if not term.den.is_constant)
    if not fixed:
        return loose or (Ratio(ZERO, constant(1)),)
    return (exact_sum(tuple(fixed)), *loose)


def exact_sum(terms: Terms) -> Ratio:
    """Add the terms exactly, whatever the size of the denominators."""
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def round_sum(terms: Terms, digits: int, rounding: Rounding) -> Ints:
    """Return the sum, rounded once, in units of 10^-digits."""
    gathered = gather(terms)
    if len(gathered) == 1:
        return round_ratio(gathered[0], digits, rounding)
    rounded, in_doubt = _round_on_grid(gathered, digits, rounding)
    rows = np.flatnonzero(in_doubt)
    if not rows.size:
        return rounded
    exact = exact_sum(tuple(_as_python(term.take(rows)) for term in gathered))
    return _replaced(rounded, rows, round_ratio(exact, digits, rounding), in_doubt.size)


def _round_on_grid(terms: Terms, digits: int, rounding: Rounding) -> tuple[Ints, Mask]:
    grid = _grid_digits(terms, digits)
    factor = constant(10**grid)
    floors = [term.num * factor // term.den for term in terms]
    low = floors[0]
    for part in floors[1:]:
        low = low + part
    # INVARIANT: floor(x) <= x < floor(x) + 1 for each term, so low <= sum < low + len(terms).
    high = low + constant(len(terms))
    at_low = round_ratio(scaled(low, grid), digits, rounding)
    at_high = round_ratio(scaled(high, grid), digits, rounding)
    return at_low, np.broadcast_to(~at_low.equals(at_high), at_low.values.shape)


def _grid_digits(terms: Terms, digits: int) -> int:
    """Return the finest grid up to GUARD_DIGITS on which every term still fits int64."""
    largest = max(max(abs(term.num.low), term.num.high) for term in terms)
    for grid in range(digits + GUARD_DIGITS, digits + 2, -1):
        if largest * 10**grid <= INT64_HIGH // 4:
            return grid
    return digits + GUARD_DIGITS


def _as_python(term: Ratio) -> Ratio:
    return Ratio(as_python_ints(term.num), as_python_ints(term.den))


def _replaced(base: Ints, rows: Array, exact: Ints, count: int) -> Ints:
    low, high = min(base.low, exact.low), max(base.high, exact.high)
    fits = low >= -INT64_HIGH and high <= INT64_HIGH
    values = base.spread(count).astype(np.int64 if fits else object)
    values[rows] = exact.spread(rows.size)
    return Ints(values, low, high)
