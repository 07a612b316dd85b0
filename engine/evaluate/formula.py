"""Expressions over columns: exact quotients with a state beside them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints
from engine.columns.ratio import Ratio, choose, compare, divide, greatest, least, ratio, whole
from engine.dataclass import dataclass
from engine.evaluate.functions import evaluate_function
from engine.evaluate.matters import awards_alone, together
from engine.evaluate.results import Value
from engine.facts.table import State
from engine.scheme import formula as f

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.columns.ints import Array, Mask
    from engine.facts.table import FactTable

PLAIN = np.zeros(1, dtype=np.int8)


def evaluate_formula(expr: f.Expr, facts: FactTable, figure: Callable[[f.Expr], Value] | None = None) -> Value:
    """Return the value of a formula; `figure` looks up items and totals where they may be read.

    Where several parts have a state, the larger one wins (docs/semantics.md, section 2).
    """
    return _Evaluator(facts, figure).value(expr)


@dataclass(frozen=True, slots=True)
class _Evaluator:
    """Values as columns; a condition that makes a value is 1 where it holds and 0 where it does not."""

    facts: FactTable
    figure: Callable[[f.Expr], Value] | None

    def value(self, node: f.Expr) -> Value:
        match node:
            case f.Literal(bool(yes)):
                return Value(ratio(int(yes)), PLAIN)
            case f.Literal(quantity) if not isinstance(quantity, bool):
                return Value(ratio(quantity.value), PLAIN)
            case f.FactRef(name):
                column = self.facts.columns[name]
                return Value(column.values, column.state)
            case f.Negative(part):
                inner = self.value(part)
                return Value(-inner.ratio, inner.state)
            case f.Binary(operator, left, right):
                return _binary(operator, self.value(left), self.value(right))
            case f.Aggregate(function, parts):
                return _aggregate(function, [self.value(part) for part in parts])
            case f.Cases(conditions, points, rest):
                return _first_case(
                    [self.value(condition) for condition in conditions], [self.value(each) for each in points],
                    self.value(rest),
                )  # fmt: skip
            case f.Matters(fact):
                awards = [awards_alone(node, self.facts, unit) for unit in self.facts.units]
                return Value(together(awards), self.value(fact).state)
            case f.ItemRef() | f.FigureRef() | f.FiredCount() if self.figure is not None:
                return self.figure(node)
            case f.Compare() | f.Not() | f.Both() | f.AnyOf():
                return self._condition(node)
            case _:
                return evaluate_function(node, self.facts, self.value)

    def _condition(self, node: f.Expr) -> Value:
        match node:
            case f.Compare(operator, f.FactRef(name) as fact, f.OptionWord(word)):
                return _holds(operator, self.value(fact), Value(ratio(self.facts.option(name, word)), PLAIN))
            case f.Compare(operator, left, right):
                return _holds(operator, self.value(left), self.value(right))
            case f.Not(part):
                held = self.value(part)
                return Value(ratio(1) - held.ratio, held.state)
            case f.Both(parts) | f.AnyOf(parts):
                return _fold([self.value(part) for part in parts], least if isinstance(node, f.Both) else greatest)
            case _:
                raise TypeError(f"{type(node).__name__} has no value")


def _binary(operator: str, left: Value, right: Value) -> Value:
    state = worse(left.state, right.state)
    match operator:
        case "+":
            return Value(left.ratio + right.ratio, state)
        case "-":
            return Value(left.ratio - right.ratio, state)
        case "*":
            return Value(left.ratio * right.ratio, state)
        case _:
            quotient, by_zero = divide(left.ratio, right.ratio)
            return Value(quotient, zero_divided(state, by_zero))


def worse(left: Array, right: Array) -> Array:
    """Return the larger state of two per unit."""
    return np.maximum(left, right)


def zero_divided(state: Array, by_zero: Mask) -> Array:
    """Mark division by zero where both operands have values."""
    return np.where(by_zero & (state == State.VALUE), np.int8(State.ZERO_DENOMINATOR), state)


def _aggregate(function: f.Function, values: list[Value]) -> Value:
    match function:
        case f.Function.LARGEST:
            return _fold(values, greatest)
        case f.Function.SMALLEST:
            return _fold(values, least)
        case f.Function.SUM | f.Function.COUNT:
            return _fold(values, Ratio.__add__)
        case f.Function.MEAN:
            total = _fold(values, Ratio.__add__)
            return Value(total.ratio * ratio(Fraction(1, len(values))), total.state)


def _fold(values: list[Value], join: Callable[[Ratio, Ratio], Ratio]) -> Value:
    joined = values[0]
    for value in values[1:]:
        joined = Value(join(joined.ratio, value.ratio), worse(joined.state, value.state))
    return joined


def _first_case(conditions: list[Value], points: Sequence[Value], rest: Value) -> Value:
    """Return the points of the first case: every condition is needed, and of the points those of that case."""
    chosen, asked = rest, PLAIN
    for condition, worth in reversed(list(zip(conditions, points, strict=True))):
        holds = condition.ratio.equals(ratio(1))
        chosen = Value(choose(holds, worth.ratio, chosen.ratio), np.where(holds, worth.state, chosen.state))
        asked = worse(asked, condition.state)
    return Value(chosen.ratio, np.where(asked == State.VALUE, chosen.state, asked))


def _holds(operator: str, left: Value, right: Value) -> Value:
    """Return 1 where a comparison holds and 0 where it does not; it is counted only where both operands are known."""
    holds = compare(operator, left.ratio, right.ratio)
    return Value(whole(Ints(holds.astype(np.int64), 0, 1)), worse(left.state, right.state))
