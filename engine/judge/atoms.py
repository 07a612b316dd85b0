"""The comparisons of a scheme's conditions, decided exactly for every unit.

An operand that does not apply makes a comparison false, one that is missing leaves it undecided
(docs/semantics.md, section 6).
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints
from engine.columns.ratio import Ratio, choose, compare, divide, least, ratio, scaled, whole
from engine.columns.sums import exact_sum
from engine.evaluate.formula import evaluate_formula, worse, zero_divided
from engine.evaluate.results import Case, Value
from engine.facts.table import State
from engine.judge.judgement import Comparison, Truth
from engine.scheme import formula as f

if TYPE_CHECKING:
    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Results


def as_compare(expr: f.Expr) -> f.Compare:
    """Return a comparison as it is, and a bare 是否 fact as `fact = 是`."""
    return (
        expr
        if isinstance(expr, f.Compare)
        else f.Compare("=", expr, f.Literal(value=True, span=expr.span), span=expr.span)
    )


def decide(atom: f.Compare, results: Results) -> Comparison:
    """Return both operands of a comparison, and where it is certainly true and certainly false."""
    count = len(results.facts.units)
    if isinstance(atom.left, f.OptionWord) or isinstance(atom.right, f.OptionWord) or _is_choice(atom.left, results):
        left, right = _by_word(atom.left, results), _by_word(atom.right, results)
    else:
        left, right = (
            evaluate_formula(side, results.facts, lambda e: figure(e, results)) for side in (atom.left, atom.right)
        )
    state = np.broadcast_to(worse(left.state, right.state), (count,))
    holds = np.broadcast_to(compare(atom.operator, left.ratio, right.ratio), (count,))
    known = state == State.VALUE
    void = (state == State.NOT_APPLICABLE) | (state == State.ZERO_DENOMINATOR)
    return Comparison(left, right, Truth(known & holds, (known & ~holds) | void))


def figure(expr: f.Expr, results: Results) -> Value:
    """Return the figure of an item or of the whole unit that a condition reads."""
    match expr:
        case f.ItemRef(id, f.Attribute.VALUE):
            trace = results.indicators[id]
            state = np.where(trace.case == Case.NOT_FOR, np.int8(State.NOT_APPLICABLE), trace.state)
            return Value(trace.value, state)
        case f.ItemRef(id, f.Attribute.POINTS):
            return Value(exact_sum(results.nodes[id].terms), _node_state(id, results))
        case f.ItemRef(id, _):
            return rate(id, results)
        case f.FigureRef(f.Figure.TOTAL):
            return Value(scaled(results.total, results.digits), _total_state(results))
        case f.FigureRef(f.Figure.BASE):
            return Value(exact_sum(results.base), _total_state(results))
        case f.FigureRef(f.Figure.BONUS):
            return Value(results.bonuses.total, np.zeros(1, dtype=np.int8))
        case f.FigureRef(f.Figure.PENALTY):
            missing = results.penalties.incomplete
            return Value(results.penalties.total, _states(missing, np.zeros_like(missing)))
        case _:
            return _lowest_rate(results)


def rate(id_: str, results: Results) -> Value:
    """Return an item's points over the points that apply to it."""
    node = results.nodes[id_]
    quotient, by_zero = divide(exact_sum(node.terms), node.available)
    state = zero_divided(_node_state(id_, results), by_zero)
    return Value(quotient, np.where(state == State.ZERO_DENOMINATOR, np.int8(State.NOT_APPLICABLE), state))


def _node_state(id_: str, results: Results) -> Array:
    node = results.nodes[id_]
    return _states(node.incomplete, ~node.applicable & ~node.incomplete)


def _total_state(results: Results) -> Array:
    return _states(~results.has_total, np.zeros_like(results.has_total))


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
    applies = [each.state == State.VALUE for each in rates]
    # No rate is as high as this, so an item that does not apply never is the lowest.
    beyond = ratio(max(each.ratio.num.high for each in rates) + 1)
    lowest = reduce(least, (choose(mask, each.ratio, beyond) for mask, each in zip(applies, rates, strict=True)))
    missing = reduce(np.logical_or, (each.state == State.MISSING for each in rates))
    none = ~reduce(np.logical_or, applies)
    return Value(lowest, _states(missing, none & ~missing))


def _is_choice(expr: f.Expr, results: Results) -> bool:
    return isinstance(expr, f.FactRef) and bool(results.scheme.facts[expr.name].options)


def _by_word(expr: f.Expr, results: Results) -> Value:
    """Number the options of all choice facts alike, so that words are compared and not positions."""
    numbers: dict[str, int] = {}
    for fact in results.scheme.facts.values():
        for option in fact.options:
            numbers.setdefault(option, len(numbers))
    if isinstance(expr, f.OptionWord):
        return Value(ratio(numbers[expr.word]), np.zeros(1, dtype=np.int8))
    assert isinstance(expr, f.FactRef), "the reader lets only facts be compared with options"  # noqa: S101
    column = results.facts.columns[expr.name]
    table = np.array([numbers[option] for option in results.scheme.facts[expr.name].options], dtype=np.int64)
    words = table[column.values.num.values.astype(np.int64)]
    return Value(whole(Ints(words, 0, len(numbers))), column.state)


def points_of(id_: str, results: Results) -> tuple[Ratio, Mask]:
    """Return an item's points, and where it has any."""
    node = results.nodes[id_]
    return exact_sum(node.terms), node.applicable
