"""What values a formula can take within the facts' declared limits.

Used to find denominators that can be zero. Intervals are closed; None is without bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce
from typing import TYPE_CHECKING

from engine.scheme import formula as f

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.scheme.model import FactDeclaration


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from low to high."""

    low: Fraction | None
    high: Fraction | None

    def has_zero(self) -> bool:
        """Whether zero lies inside."""
        return (self.low is None or self.low <= 0) and (self.high is None or self.high >= 0)


ANY = Interval(None, None)


def zero_denominators(expr: f.Expr, facts: Mapping[str, FactDeclaration]) -> Iterator[f.Expr]:
    """Yield every divisor in a formula that can be zero."""
    for node in f.walk(expr):
        if isinstance(node, f.Binary) and node.operator == "/" and range_of(node.right, facts).has_zero():
            yield node.right


def range_of(expr: f.Expr, facts: Mapping[str, FactDeclaration]) -> Interval:
    """Return an interval that holds every value of a formula."""
    match expr:
        case f.Literal(value) if not isinstance(value, bool):
            return Interval(value.value, value.value)
        case f.FactRef(name) if name in facts:
            return Interval(facts[name].low, facts[name].high)
        case f.Negative(part):
            inner = range_of(part, facts)
            return Interval(_minus(inner.high), _minus(inner.low))
        case f.Binary(operator, left, right):
            return _binary(operator, range_of(left, facts), range_of(right, facts))
        case f.Cases(_, points, rest):
            return Interval(min(rest, *points), max(rest, *points))
        case f.Aggregate(f.Function.COUNT, parts):
            return Interval(Fraction(0), Fraction(len(parts)))
        case f.Aggregate(function, parts):
            return _aggregate(function, [range_of(part, facts) for part in parts])
        case _:
            return ANY


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
    if b.low is not None and b.low > 0 and a.low is not None and a.low >= 0:
        low = Fraction(0) if b.high is None else a.low / b.high
        return Interval(low, None if a.high is None else a.high / b.low)
    return ANY


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
