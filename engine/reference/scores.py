"""The points of one unit's items, and its base total (sections 3 and 4)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from engine.reference.formula import Known, number_of
from engine.reference.methods import points_for
from engine.reference.rounding import round_by
from engine.reference.state import State
from engine.scheme.combining import Filling
from engine.scheme.model import (
    Conversion,
    Indicator,
    Marking,
    Missing,
    UnitEntry,
    ZeroDenominator,
)

if TYPE_CHECKING:
    from engine.reference.sections import Points

ZERO = Fraction(0)


def indicator_value(indicator: Indicator, entry: UnitEntry, known: Known) -> Fraction | State:
    """Return the rounded value of the formula, or its state (section 3, steps 1, 2 and 5)."""
    if entry.name in indicator.not_for or entry.group in indicator.not_for:
        return State.NOT_APPLICABLE
    value = number_of(indicator.formula, known)
    return value if isinstance(value, State) else round_by(value, indicator.rounding)


def indicator_points(
    indicator: Indicator, value: Fraction | State, rank: int | None, marking: Marking, *, entry: UnitEntry, known: Known
) -> Points:
    """Return the points for a value, or those that the policies give (section 3, steps 2 to 6)."""
    if isinstance(value, State):
        return points_by_policy(indicator, value, marking, entry)
    scored = points_for(indicator.method, indicator.points, value, rank)
    if indicator.factor is not None:
        factor = number_of(indicator.factor, known)
        if factor is State.NOT_APPLICABLE:
            factor = Fraction(1)
        if isinstance(factor, State):
            return points_by_policy(indicator, factor, marking, entry)
        scored = min(indicator.points, max(scored * factor, min(scored, ZERO)))
    return round_by(scored, marking.rounding.indicator)


def points_by_policy(indicator: Indicator, state: State, marking: Marking, entry: UnitEntry) -> Points:
    """Return what an indicator gets that has no points of its own (section 3, steps 1 to 4)."""
    policy = indicator.missing if state is State.MISSING else indicator.zero_denominator
    if state is State.NOT_APPLICABLE:
        policy = Missing.NOT_APPLICABLE
    match policy:
        case Missing.INCOMPLETE:
            return State.MISSING
        case Missing.ZERO | ZeroDenominator.ZERO:
            return ZERO
        case ZeroDenominator.FULL:
            return indicator.points
        case Missing.NOT_APPLICABLE | ZeroDenominator.NOT_APPLICABLE:
            return indicator.points if is_filled(indicator, marking, entry) else State.NOT_APPLICABLE
        case None:
            raise ValueError(f"{indicator.id} divides by zero and does not say what that means")
        case _:
            assert_never(policy)


def is_filled(indicator: Indicator, marking: Marking, entry: UnitEntry) -> bool:
    """Return whether an indicator that does not apply has its full points (section 3)."""
    by_scheme = marking.conversion is Conversion.FULL
    match indicator.filling:
        case Filling.ALWAYS:
            return True
        case Filling.NEVER:
            return False
        case Filling.BY_SCHEME:
            return by_scheme
        case Filling.WHERE_ASKED:
            return by_scheme and not {entry.name, entry.group} & indicator.not_for
        case _:
            assert_never(indicator.filling)
