"""One unit's points: indicators, sections, base, bonuses and total (sections 3 to 5)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from engine.reference.adjustments import Side, adjust
from engine.reference.formula import Known, State, number_of
from engine.reference.methods import points_for
from engine.reference.rounding import round_by
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
    """Score every item, then add up (sections 3 to 5); `ranks` are the unit's, by id."""
    values: dict[str, Fraction | State] = {}
    points: dict[str, Points] = {}
    for indicator in indicators(scheme.items):
        values[indicator.id] = indicator_value(indicator, entry, known)
        rank = ranks.get(indicator.id)
        points[indicator.id] = indicator_points(indicator, values[indicator.id], rank, scheme.marking)
    for item in scheme.items:
        add_up_sections(item, points, scheme.marking)
    base = base_total(scheme, points)
    bonuses = adjust(scheme.bonuses, scheme.marking.bonus_cap, known, scheme.marking, ranks)
    penalties = adjust(scheme.penalties, scheme.marking.penalty_cap, known, scheme.marking, ranks)
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


def add_up_sections(item: Item, points: dict[str, Points], marking: Marking) -> None:
    """Enter the points of a section and of all sections in it, the inner ones first (section 4)."""
    if isinstance(item, Section):
        for part in item.parts:
            add_up_sections(part, points, marking)
        points[item.id] = section_points(item, points, marking)


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


def unit_total(base: Points, adjustment: Fraction, marking: Marking) -> Points:
    """Add the bonuses to the base and take the penalties off, clamp, and round (section 5)."""
    if isinstance(base, State):
        return base
    clamped = min(max(base + adjustment, marking.lowest), marking.highest)
    return round_by(clamped, marking.rounding.total)
