"""Which values an indicator can have: enough of them to meet every way in which its rule treats one."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, gcd, lcm
from typing import TYPE_CHECKING

from engine.number import decimals_needed, round_fraction
from engine.primitives.outcomes import outcomes
from engine.primitives.ranked import Ranked
from engine.primitives.registry import primitive_of
from engine.reading.function_ranges import Interval
from engine.reading.ranges import range_of
from engine.scheme import formula as f
from engine.scheme.functions import Parameter, Rounded
from engine.scheme.model import FactType
from engine.sentences.measures import measure_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.primitives.primitive import Outcome
    from engine.primitives.registry import Spec
    from engine.scheme.model import FactDeclaration, RoundingRule, Scheme

ONE = Fraction(1)

# Values that are tried besides the turns, a step apart: for ranks there have to be several, as many as there are units.
_MOST_PEERS = 50


def outcomes_around(
    spec: Spec, full: Fraction, formula: f.Expr, rounding: RoundingRule | None, scheme: Scheme
) -> list[Outcome]:
    """Return what a rule makes of values of a formula on, between and beyond its turns, as far as facts allow them."""
    values = values_around(spec, full, formula, rounding, scheme)
    if isinstance(spec, Ranked):
        # Each value is a unit: no more can be ranked than there are.
        values = values[: len(scheme.units)]
    return outcomes(spec, full, values, measure_of(formula, scheme.facts))


def values_around(
    spec: Spec, full: Fraction, formula: f.Expr, rounding: RoundingRule | None, scheme: Scheme
) -> list[Fraction]:
    """Return values of the formula on, between and beyond the turns of a rule, as far as the facts allow them."""
    facts = scheme.facts
    within, step = range_of_value(formula, facts), grid(formula, facts)
    if rounding is not None:
        digits = rounding.digits + 2 * rounding.as_percent
        step = Fraction(1, 10**digits)
        low, high = (None if e is None else round_fraction(e, digits, rounding.mode) for e in (within.low, within.high))
        within = Interval(low, high)
    turns = [turn.value for turn in primitive_of(spec).turns(spec, full, "")]
    ends = [end for end in (within.low, within.high) if end is not None]
    marks = sorted({*turns, *ends}) or [Fraction(0)]
    between = [(left + right) / 2 for left, right in pairwise(marks)]
    ladder = [marks[0] + count * (step or ONE) for count in range(min(len(scheme.units), _MOST_PEERS))]
    far = marks[-1] - marks[0] + ONE  # more than a step: a part of one may not count
    beyond = [marks[0] - far, marks[-1] + far]
    found = {value for mark in (*marks, *between, *ladder, *beyond) for value in _on_grid(mark, step)}
    return sorted(value for value in found if _inside(value, within))


def _on_grid(value: Fraction, step: Fraction | None) -> tuple[Fraction, ...]:
    """Return the value, or those next to it of which all values are multiples."""
    if step is None:
        return (value,)
    below, above = floor(value / step) * step, ceil(value / step) * step
    return (below - step, below, above, above + step)


def _inside(value: Fraction, within: Interval) -> bool:
    return (within.low is None or value >= within.low) and (within.high is None or value <= within.high)


def range_of_value(formula: f.Expr, facts: Mapping[str, FactDeclaration]) -> Interval:
    """Return an interval that holds every value; a part of a whole is no more than all of it."""
    if isinstance(formula, f.FactRef) and facts[formula.name].type is FactType.YES_NO:
        return Interval(Fraction(0), ONE)
    found = range_of(formula, facts)
    if isinstance(formula, f.Binary) and formula.operator == "/" and _is_part(formula.left, formula.right, facts):
        return Interval(found.low, ONE if found.high is None else min(found.high, ONE))
    return found


def _is_part(part: f.Expr, whole: f.Expr, facts: Mapping[str, FactDeclaration]) -> bool:
    match part, whole:
        case f.FactRef(name), f.FactRef(other):
            return other in facts[name].at_most
        case f.Aggregate(f.Function.SUM, parts), f.Aggregate(f.Function.SUM, wholes) if len(parts) == len(wholes):
            return all(_is_part(each, other, facts) for each, other in zip(parts, wholes, strict=True))
        case _:
            return False


def grid(expr: f.Expr, facts: Mapping[str, FactDeclaration]) -> Fraction | None:
    """Return a step of which every value is a multiple; None where values lie as close as one likes."""
    match expr:
        case f.Literal(value) if not isinstance(value, bool):
            return _step_of(value.value)
        case f.Literal() | f.Compare() | f.Not() | f.Both() | f.AnyOf():
            return ONE
        case f.FactRef(name):
            fact = facts[name]
            return Fraction(1, 10 ** (fact.digits + 2 * (fact.type is FactType.PERCENT)))
        case f.Negative(part):
            return grid(part, facts)
        case f.Binary("+" | "-", left, right):
            return _common(grid(part, facts) for part in (left, right))
        case f.Binary("*", left, right):
            first, second = grid(left, facts), grid(right, facts)
            return None if first is None or second is None else first * second
        case f.Aggregate(f.Function.COUNT):
            return ONE
        case f.Aggregate(f.Function.SUM | f.Function.LARGEST | f.Function.SMALLEST, parts):
            return _common(grid(part, facts) for part in parts)
        case Rounded(_, digits, _, percent):
            return Fraction(1, 10 ** (digits + 2 * percent))
        case Parameter():
            return _common(_step_of(value) for value in expr.values)
        case _:
            return None


def _step_of(value: Fraction) -> Fraction | None:
    digits = decimals_needed(value)
    return None if digits is None else Fraction(1, 10**digits)


def _common(steps: Iterable[Fraction | None]) -> Fraction | None:
    """Return the greatest step of which all are multiples."""
    found: Fraction | None = None
    for step in steps:
        if step is None:
            return None
        if found is None:
            found = step
        else:
            found = Fraction(gcd(found.numerator, step.numerator), lcm(found.denominator, step.denominator))
    return found
