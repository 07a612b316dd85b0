"""Whether more of a fact can only raise, or only lower, a value or points."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from engine.primitives.bands import Bands
from engine.primitives.curve import Curve
from engine.primitives.ranked import Ranked
from engine.primitives.steps import Steps
from engine.primitives.threshold import Threshold
from engine.scheme import formula as f

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.lint.reach import Reach
    from engine.primitives.registry import Spec

# 1: more is more; -1: more is less; 0: it has no bearing; None: nobody knows.
Direction = int | None


def of_value(expr: f.Expr, fact: str, reach: Reach) -> Direction:
    """Return which way a formula goes when a fact grows."""
    match expr:
        case f.FactRef(name):
            return 1 if name == fact else 0
        case f.Negative(part):
            return turned(of_value(part, fact, reach))
        case f.Binary("+", left, right):
            return together(of_value(left, fact, reach), of_value(right, fact, reach))
        case f.Binary("-", left, right):
            return together(of_value(left, fact, reach), turned(of_value(right, fact, reach)))
        case f.Binary(operator, left, right):
            one, other = of_value(left, fact, reach), of_value(right, fact, reach)
            if not (_not_negative(left, reach) and _not_negative(right, reach)):
                return 0 if one == other == 0 else None
            return together(one, other if operator == "*" else turned(other))
        case f.Aggregate(f.Function.COUNT):
            return None if fact in f.facts_in(expr) else 0
        case f.Aggregate(_, parts):
            return together(*(of_value(part, fact, reach) for part in parts))
        case _:
            return None if fact in f.facts_in(expr) else 0


def _not_negative(expr: f.Expr, reach: Reach) -> bool:
    low = reach.of(expr).low
    return low is not None and low >= 0


def turned(direction: Direction) -> Direction:
    """Return the opposite direction."""
    return None if direction is None else -direction


def together(*directions: Direction) -> Direction:
    """Return the direction of a sum; None where its parts go different ways."""
    if None in directions:
        return None
    ways = {each for each in directions if each}
    return None if len(ways) > 1 else next(iter(ways), 0)


def of_points(spec: Spec) -> Direction:
    """Return which way points go when the value grows."""
    match spec:
        case Threshold(operator):
            return {">=": 1, ">": 1, "<=": -1, "<": -1}.get(operator)
        case Steps(sides=sides):
            ways = {(1 if side.rising else -1) * (-1 if side.each > 0 else 1) for side in sides}
            return ways.pop() if len(ways) == 1 else None
        case Bands(points=points):
            return _of_row(points)
        case Curve() if spec.to_full or spec.given:
            return 1
        case Curve(knots=knots):
            return _of_row([knot.points for knot in knots])
        case Ranked(high_first=high_first):
            return 1 if high_first else -1


def _of_row(points: Sequence[Fraction]) -> Direction:
    ways = {(right > left) - (right < left) for left, right in pairwise(points)} - {0}
    return ways.pop() if len(ways) == 1 else None
