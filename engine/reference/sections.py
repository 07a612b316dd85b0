"""One unit's sections and base total: how points add up (section 4)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from engine.reference.formula import Known, number_of
from engine.reference.rounding import round_by
from engine.reference.state import State
from engine.scheme.combining import Way
from engine.scheme.model import Conversion, Indicator, Item, Marking, Scheme, Section, UnitEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ZERO = Fraction(0)

# Of an item: its points, or MISSING when it is incomplete, or NOT_APPLICABLE.
Points = Fraction | State


def way_for(section: Section, entry: UnitEntry) -> Way:
    """Return how the parts are put together in the unit."""
    for label, way in section.combining.ways:
        if label in (entry.name, entry.group):
            return way
    return section.combining.rest


def section_points(
    section: Section, points: Mapping[str, Points], marking: Marking, entry: UnitEntry, known: Known
) -> Points:
    """Put the parts together, convert, keep from falling below 0, and round."""
    present = [part for part in section.parts if points[part.id] is not State.NOT_APPLICABLE]
    if len(present) < section.combining.least:
        return State.NOT_APPLICABLE
    weights: dict[str, Fraction] = {}
    if way_for(section, entry) is Way.WEIGHTED:
        found = weights_for(section, known)
        if found is State.NOT_APPLICABLE:
            return State.NOT_APPLICABLE
        if isinstance(found, State):
            return State.MISSING
        weights = found
        if all(weights[part.id] == 0 for part in present):
            return State.NOT_APPLICABLE
    if any(points[part.id] is State.MISSING for part in present):
        return State.MISSING
    result = put_together(section, present, points, marking, entry=entry, weights=weights)
    result = result * section.points / section.inner
    if section.floored:
        result = max(result, ZERO)
    return round_by(result, marking.rounding.section)


def weights_for(section: Section, known: Known) -> dict[str, Fraction] | State:
    """Return the weight of each part by the first case that holds, or the state of the cases."""
    weights = section.combining.weights
    if weights is None:
        raise ValueError(f"{section.id} weighs its parts and does not say how")
    place = ZERO if weights.number is None else number_of(weights.number, known)
    if isinstance(place, State):
        return place
    return {part.id: weight for part, weight in zip(section.parts, weights.of[int(place)], strict=True)}


def put_together(
    section: Section,
    present: Sequence[Item],
    points: Mapping[str, Points],
    marking: Marking,
    *,
    entry: UnitEntry,
    weights: Mapping[str, Fraction],
) -> Fraction:
    """Return what the parts that apply come to, on the section's inner full marks."""
    way = way_for(section, entry)
    if way is Way.SUM:
        together = sum((number(points[part.id]) for part in present), ZERO)
        if marking.conversion is Conversion.WHOLE:
            return together
        return together * section.inner / sum((part.points for part in present), ZERO)
    values = {
        part.id: number(points[part.id]) * part.points / applies(part, points, marking, entry) for part in present
    }
    match way:
        case Way.LOWEST:
            return min(values.values())
        case Way.HIGHEST:
            return max(values.values())
        case Way.MEAN:
            return sum(values.values(), ZERO) / len(values)
        case Way.WEIGHTED:
            weighed = sum((weights[id_] * value for id_, value in values.items()), ZERO)
            return weighed / sum((weights[id_] for id_ in values), ZERO)
        case _:
            assert_never(way)


def number(points: Points) -> Fraction:
    """Return points that are known to be a number."""
    if isinstance(points, State):
        raise TypeError(f"{points} is no number")
    return points


def applies(item: Item, points: Mapping[str, Points], marking: Marking, entry: UnitEntry) -> Fraction:
    """Return how many of an item's points apply; under 按总分比例 what is missing inside it is taken off."""
    if points[item.id] is State.NOT_APPLICABLE:
        return ZERO
    if isinstance(item, Indicator) or marking.conversion is not Conversion.WHOLE:
        return item.points
    if way_for(item, entry) is not Way.SUM:
        return item.points
    inside = sum((applies(part, points, marking, entry) for part in item.parts), ZERO)
    return inside * item.points / item.inner


def base_total(scheme: Scheme, points: Mapping[str, Points], entry: UnitEntry) -> Points:
    """Add up the top items and convert to full marks, without rounding; without items it is the full marks."""
    marking = scheme.marking
    if not scheme.items:
        return marking.full
    present = [item for item in scheme.items if points[item.id] is not State.NOT_APPLICABLE]
    if len(present) < marking.least:
        return State.NOT_APPLICABLE
    if any(points[item.id] is State.MISSING for item in present):
        return State.MISSING
    together = sum((number(points[item.id]) for item in present), ZERO)
    return together * marking.full / sum((applies(item, points, marking, entry) for item in present), ZERO)
