"""The points of one unit's items, and its base total (sections 3 and 4)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from engine.reference.formula import Known, number_of
from engine.reference.methods import points_for
from engine.reference.rounding import round_by
from engine.reference.state import State
from engine.scheme.model import (
    Conversion,
    Indicator,
    Item,
    Marking,
    Missing,
    Scheme,
    Section,
    UnitEntry,
    ZeroDenominator,
    indicators,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ZERO = Fraction(0)

# Of an item: its points, or MISSING when it is incomplete, or NOT_APPLICABLE.
Points = Fraction | State


def indicator_value(indicator: Indicator, entry: UnitEntry, known: Known) -> Fraction | State:
    """Return the rounded value of the formula, or its state (section 3, steps 1, 2 and 5)."""
    if entry.name in indicator.not_for or entry.group in indicator.not_for:
        return State.NOT_APPLICABLE
    value = number_of(indicator.formula, known)
    return value if isinstance(value, State) else round_by(value, indicator.rounding)


def indicator_points(indicator: Indicator, value: Fraction | State, rank: int | None, marking: Marking) -> Points:
    """Return the points for a value, or those that the policies give (section 3, steps 2 to 5)."""
    if isinstance(value, Fraction):
        scored = points_for(indicator.method, indicator.points, value, rank)
        return round_by(scored, marking.rounding.indicator)
    policy = indicator.missing if value is State.MISSING else indicator.zero_denominator
    if value is State.NOT_APPLICABLE:
        policy = Missing.NOT_APPLICABLE
    match policy:
        case Missing.INCOMPLETE:
            return State.MISSING
        case Missing.ZERO | ZeroDenominator.ZERO:
            return ZERO
        case ZeroDenominator.FULL:
            return indicator.points
        case Missing.NOT_APPLICABLE | ZeroDenominator.NOT_APPLICABLE:
            made_up_for = marking.conversion is Conversion.FULL
            return indicator.points if made_up_for else State.NOT_APPLICABLE
        case None:
            raise ValueError(f"{indicator.id} divides by zero and does not say what that means")
        case _:
            assert_never(policy)


def section_points(section: Section, points: Mapping[str, Points], marking: Marking) -> Points:
    """Add up the parts that are applicable, convert, keep from falling below 0, and round (section 4)."""
    if is_incomplete(section.parts, points):
        return State.MISSING
    parts = applicable(section.parts, points)
    if not parts:
        return State.NOT_APPLICABLE
    result = points_together(parts, points)
    if marking.conversion is Conversion.SECTION:
        result = result * section.points / weight(parts)
    if section.floored:
        result = max(result, ZERO)
    return round_by(result, marking.rounding.section)


def is_incomplete(items: Sequence[Item], points: Mapping[str, Points]) -> bool:
    """Return whether any of the items is incomplete."""
    return any(points[item.id] is State.MISSING for item in items)


def applicable(items: Sequence[Item], points: Mapping[str, Points]) -> list[Item]:
    """Leave out the items that are not applicable."""
    return [item for item in items if points[item.id] is not State.NOT_APPLICABLE]


def weight(items: Sequence[Item]) -> Fraction:
    """Return what the items can bring together."""
    return sum((item.points for item in items), ZERO)


def points_together(items: Sequence[Item], points: Mapping[str, Points]) -> Fraction:
    """Return what the items, all of them scored, have brought together."""
    scored = [points[item.id] for item in items]
    return sum((each for each in scored if isinstance(each, Fraction)), ZERO)


def base_total(scheme: Scheme, points: Mapping[str, Points]) -> Points:
    """Add up the top items and convert to full marks, without rounding (section 4)."""
    if is_incomplete(scheme.items, points):
        return State.MISSING
    top = applicable(scheme.items, points)
    leaves = applicable(list(indicators(scheme.items)), points)
    if not leaves:
        return State.NOT_APPLICABLE
    together = points_together(top, points)
    match scheme.marking.conversion:
        case Conversion.WHOLE:
            return together * scheme.marking.full / weight(leaves)
        case Conversion.SECTION:
            return together * scheme.marking.full / weight(top)
        case Conversion.FULL:
            return together
        case _:
            assert_never(scheme.marking.conversion)
