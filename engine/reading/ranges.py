"""What values a formula can take within the facts' declared limits.

Used to find denominators that can be zero. Intervals are closed; None is without bound.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial, reduce
from typing import TYPE_CHECKING

from engine.reading.function_ranges import ANY, Interval, cannot_be_calculated, hull, range_of_function
from engine.scheme import formula as f
from engine.scheme.functions import Inexact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from engine.scheme.model import FactDeclaration


def zero_denominators(expr: f.Expr, facts: Mapping[str, FactDeclaration]) -> Iterator[f.Expr]:
    """Yield every divisor in a formula that can be zero."""
    for node in f.walk(expr):
        if isinstance(node, f.Binary) and node.operator == "/" and range_of(node.right, facts).has_zero():
            yield node.right


def undefined_parts(expr: f.Expr, facts: Mapping[str, FactDeclaration]) -> Iterator[f.Expr]:
    """Yield every power, logarithm and geometric mean that cannot be calculated for some values of the facts."""
    for node in f.walk(expr):
        if isinstance(node, Inexact) and cannot_be_calculated(node, [range_of(part, facts) for part in node.parts]):
            yield node


def range_of(expr: f.Expr, facts: Mapping[str, FactDeclaration]) -> Interval:
    """Return an interval that holds every value of a formula."""
    if isinstance(expr, f.FactRef) and expr.name in facts:
        return Interval(facts[expr.name].low, facts[expr.name].high)
    return range_of_whole(expr, lambda part: range_of(part, facts))


def range_of_whole(expr: f.Expr, of: Callable[[f.Expr], Interval]) -> Interval:
    """Return an interval that holds every value of what is made of parts; `of` gives those of the parts."""
    match expr:
        case f.Literal(value) if not isinstance(value, bool):
            return Interval(value.value, value.value)
        case f.Negative(part):
            inner = of(part)
            return Interval(_minus(inner.high), _minus(inner.low))
        case f.Binary(operator, left, right):
            return _binary(operator, of(left), of(right))
        case f.Cases(_, points, rest):
            return hull([of(each) for each in (*points, rest)])
        case f.Aggregate(f.Function.COUNT, parts):
            return Interval(Fraction(0), Fraction(len(parts)))
        case f.Aggregate(function, parts):
            return _aggregate(function, [of(part) for part in parts])
        case _:
            return range_of_function(expr, of)


def _minus(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


def _binary(operator: str, a: Interval, b: Interval) -> Interval:
    if operator == "-":
        b = Interval(_minus(b.high), _minus(b.low))
        operator = "+"
    if operator == "+":
        low = None if a.low is None or b.low is None else a.low + b.low
        high = None if a.high is None or b.high is None else a.high + b.high
        return Interval(low, high)
    if operator == "/":
        return _quotient(a, b)
    return _product(a, b)


def _product(a: Interval, b: Interval) -> Interval:
    if None not in (a.low, a.high, b.low, b.high):
        corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high) if x is not None and y is not None]
        return Interval(min(corners), max(corners))
    if a.low is not None and b.low is not None and a.low >= 0 and b.low >= 0:
        return Interval(a.low * b.low, None)
    return ANY


def _quotient(a: Interval, b: Interval) -> Interval:
    if b.low is None or b.low <= 0:
        return ANY
    over = [b.low] if b.high is None else [b.low, b.high]
    beyond = [Fraction(0)] if b.high is None else []
    low = None if a.low is None else min(*(a.low / each for each in over), *beyond, a.low / b.low)
    high = None if a.high is None else max(*(a.high / each for each in over), *beyond, a.high / b.low)
    return Interval(low, high)


def _aggregate(function: f.Function, parts: list[Interval]) -> Interval:
    lows, highs = [p.low for p in parts], [p.high for p in parts]
    if function in (f.Function.SUM, f.Function.MEAN):
        total = reduce(partial(_binary, "+"), parts)
        share = Fraction(1, len(parts) if function is f.Function.MEAN else 1)
        return _product(total, Interval(share, share))
    if function is f.Function.LARGEST:
        known = [low for low in lows if low is not None]
        high = None if None in highs else max(high for high in highs if high is not None)
        return Interval(max(known) if known else None, high)
    known = [high for high in highs if high is not None]
    low = None if None in lows else min(low for low in lows if low is not None)
    return Interval(low, min(known) if known else None)
