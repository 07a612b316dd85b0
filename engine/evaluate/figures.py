"""The figures of items, units and rules that conditions read, and the formulas of adjustments.

An operand is complete when it is read: `engine.scheme.strata` says so, and the reader checks it.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints
from engine.columns.ratio import Ratio, choose, divide, least, ratio, scaled, whole
from engine.columns.sums import exact_sum
from engine.evaluate.formula import zero_divided
from engine.evaluate.results import Case, Value
from engine.facts.table import State
from engine.scheme import formula as f

if TYPE_CHECKING:
    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Results


def figure(expr: f.Expr, results: Results) -> Value:
    """Return the figure of an item or of the whole unit that a condition reads."""
    match expr:
        case f.ItemRef(id, f.Attribute.VALUE):
            trace = results.indicators[id]
            state = np.where(trace.case == int(Case.NOT_FOR), np.int8(State.NOT_APPLICABLE), trace.state)
            return Value(trace.value, state)
        case f.ItemRef(id, f.Attribute.POINTS):
            return Value(exact_sum(results.nodes[id].terms), _node_state(id, results))
        case f.ItemRef(id, _):
            return rate(id, results)
        case f.FigureRef(f.Figure.TOTAL):
            return Value(scaled(results.total, results.digits), _missing(~results.has_total))
        case f.FigureRef(f.Figure.BASE):
            return Value(exact_sum(results.base), _missing(~results.has_base))
        case f.FigureRef(f.Figure.BONUS):
            return Value(results.bonuses.total, _missing(results.bonuses.incomplete))
        case f.FigureRef(f.Figure.PENALTY):
            missing = results.penalties.incomplete | results.deducted_open
            return Value(results.penalties.total + results.deducted, _missing(missing))
        case f.FigureRef(f.Figure.RANK):
            return _rank(results.ranks)
        case f.FigureRef(f.Figure.RANK_FROM_LAST):
            return _rank(results.ranks_from_last)
        case f.FiredCount():
            low, high = fired_between(expr, results)
            return Value(whole(low), _missing(~low.equals(high)))
        case _:
            return _lowest_rate(results)


def _rank(ranks: Array) -> Value:
    """Return ranks as a figure; a unit without a rank has none to compare."""
    unranked = ranks == 0
    return Value(whole(Ints(ranks, 0, int(ranks.max(initial=0)))), _states(np.zeros_like(unranked), unranked))


def fired_between(node: f.FiredCount, results: Results) -> tuple[Ints, Ints]:
    """Return how many of the rules have certainly fired, and how many may have."""
    count = len(results.facts.units)
    low, high = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    names = [name for rule in results.scheme.rules if rule.id in node.rules for name in rule.counted]
    for name in names:
        low += results.truths[name].true
        high += ~results.truths[name].false
    return Ints(low, 0, len(names)), Ints(high, 0, len(names))


def rate(id_: str, results: Results) -> Value:
    """Return an item's points over the points that apply to it."""
    node = results.nodes[id_]
    quotient, by_zero = divide(exact_sum(node.terms), node.available)
    state = zero_divided(_node_state(id_, results), by_zero)
    return Value(quotient, np.where(state == int(State.ZERO_DENOMINATOR), np.int8(State.NOT_APPLICABLE), state))


def _node_state(id_: str, results: Results) -> Array:
    node = results.nodes[id_]
    return _states(node.incomplete, ~node.applicable & ~node.incomplete)


def _missing(missing: Mask) -> Array:
    return _states(missing, np.zeros_like(missing))


def _states(missing: Mask, void: Mask) -> Array:
    state = np.zeros(missing.shape, dtype=np.int8)
    state[missing] = State.MISSING
    state[void] = State.NOT_APPLICABLE
    return state


def _lowest_rate(results: Results) -> Value:
    """The least rate of the first-level items that apply; undecided while one is incomplete."""
    if not results.scheme.items:
        return Value(ratio(0), np.full(len(results.facts.units), State.NOT_APPLICABLE, dtype=np.int8))
    rates = [rate(item.id, results) for item in results.scheme.items]
    applies = [each.state == int(State.VALUE) for each in rates]
    # No rate is as high as this, so an item that does not apply never is the lowest.
    beyond = ratio(max(each.ratio.num.high for each in rates) + 1)
    lowest = reduce(least, (choose(mask, each.ratio, beyond) for mask, each in zip(applies, rates, strict=True)))
    missing = reduce(np.logical_or, (each.state == int(State.MISSING) for each in rates))
    none = ~reduce(np.logical_or, applies)
    return Value(lowest, _states(missing, none & ~missing))


def points_of(id_: str, results: Results) -> tuple[Ratio, Mask]:
    """Return an item's points, and where it has any."""
    node = results.nodes[id_]
    return exact_sum(node.terms), node.applicable
