"""One unit's points: indicators, sections, base, bonuses and total (sections 3 to 5)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from engine.reference.adjustments import Side, adjust
from engine.reference.formula import Known, State, number_of
from engine.reference.methods import points_for
from engine.reference.rounding import round_by
from engine.reference.sections import Points, add_up_sections, base_total
from engine.scheme.combining import Filling
from engine.scheme.model import (
    Conversion,
    Indicator,
    Marking,
    Missing,
    Scheme,
    UnitEntry,
    ZeroDenominator,
    indicators,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Scores:
    """What a unit's facts come to, before any rule.

    `values` are the outcomes of the indicators' formulas; `points` those of all items, by id;
    `base` and `total` are MISSING for an incomplete unit, NOT_APPLICABLE when nothing applies.
    """

    values: dict[str, Fraction | State]
    points: dict[str, Points]
    base: Points
    bonuses: Side
    penalties: Side
    total: Points


def score_unit(scheme: Scheme, entry: UnitEntry, known: Known, ranks: Mapping[str, int]) -> Scores:
    """Score every item, then add up (sections 3 to 5); `ranks` are the unit's, by indicator."""
    values: dict[str, Fraction | State] = {}
    points: dict[str, Points] = {}
    for indicator in indicators(scheme.items):
        values[indicator.id] = indicator_value(indicator, entry, known)
        rank = ranks.get(indicator.id)
        points[indicator.id] = indicator_points(
            indicator, values[indicator.id], rank, scheme.marking, entry=entry, known=known
        )
    for item in scheme.items:
        add_up_sections(item, points, scheme.marking, entry, known)
    base = base_total(scheme, points, entry)
    bonuses = adjust(scheme.bonuses, scheme.marking.bonus_cap, known, scheme.marking)
    penalties = adjust(scheme.penalties, scheme.marking.penalty_cap, known, scheme.marking)
    if bonuses.missing or penalties.missing:
        base = State.MISSING
    total = unit_total(base, bonuses.total - penalties.total, scheme.marking)
    return Scores(values, points, base, bonuses, penalties, total)


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


def unit_total(base: Points, adjustment: Fraction, marking: Marking) -> Points:
    """Add the bonuses to the base and take the penalties off, clamp, and round (section 5)."""
    if isinstance(base, State):
        return base
    clamped = min(max(base + adjustment, marking.lowest), marking.highest)
    return round_by(clamped, marking.rounding.total)
