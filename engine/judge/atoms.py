"""The comparisons of a scheme's conditions, decided exactly for every unit.

An operand that does not apply makes a comparison false, one that is missing leaves it undecided
(docs/semantics.md, section 6).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints, constant, spread
from engine.columns.ratio import compare, ratio, whole
from engine.evaluate.figures import figure, fired_between
from engine.evaluate.formula import evaluate_formula, worse
from engine.evaluate.results import Truth, Value
from engine.facts.table import State
from engine.judge.judgement import Comparison
from engine.scheme import formula as f

if TYPE_CHECKING:
    from engine.columns.ints import Mask
    from engine.columns.ratio import Ratio
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
    if isinstance(atom.left, f.FiredCount) or isinstance(atom.right, f.FiredCount):
        return Comparison(left, right, _counted(atom, left, right, results))
    state = spread(worse(left.state, right.state), count)
    holds = spread(compare(atom.operator, left.ratio, right.ratio), count)
    known = state == int(State.VALUE)
    void = (state == int(State.NOT_APPLICABLE)) | (state == int(State.ZERO_DENOMINATOR))
    return Comparison(left, right, Truth(known & holds, (known & ~holds) | void))


def _counted(atom: f.Compare, left: Value, right: Value, results: Results) -> Truth:
    """Compare how many rules have fired: certain where every number that is still possible compares alike."""
    if not isinstance(atom.left, f.FiredCount):
        atom, left, right = f.Compare(_MIRRORED[atom.operator], atom.right, atom.left, span=atom.span), right, left
    assert isinstance(atom.left, f.FiredCount), atom  # noqa: S101
    low, high = (whole(each) for each in fired_between(atom.left, results))
    count = len(results.facts.units)
    other, state = right.ratio, spread(right.state, count)
    if isinstance(atom.right, f.FiredCount):
        # Two numbers of rules: both have to be settled.
        known = (left.state == int(State.VALUE)) & (state == int(State.VALUE))
        held = compare(atom.operator, left.ratio, other)
        return Truth(known & held, known & ~held)
    always = _always(atom.operator, low, high, other)
    never = _always(_OPPOSITE[atom.operator], low, high, other)
    known = state == int(State.VALUE)
    void = (state == int(State.NOT_APPLICABLE)) | (state == int(State.ZERO_DENOMINATOR))
    return Truth(known & always, (known & never) | void)


def _always(operator: str, low: Ratio, high: Ratio, other: Ratio) -> Mask:
    """Say where a comparison holds for every whole number from low to high."""
    match operator:
        case ">=" | ">":
            return compare(operator, low, other)
        case "<=" | "<":
            return compare(operator, high, other)
        case "=":
            return low.equals(other) & high.equals(other)
        case _:
            is_fraction = ~(other.num % other.den).equals(constant(0))
            return (other < low) | (other > high) | is_fraction


_OPPOSITE = MappingProxyType({">=": "<", "<": ">=", ">": "<=", "<=": ">", "=": "≠", "≠": "="})
_MIRRORED = MappingProxyType({">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "=", "≠": "≠"})


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
