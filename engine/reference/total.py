"""From the base total to the total, and what rules take off items and totals (sections 4 and 5)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.reference.rounding import round_by
from engine.reference.state import State
from engine.scheme.judging import Deduct, VoidItems, VoidTotal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.reference.adjustments import Side
    from engine.reference.formula import Truth
    from engine.reference.sections import Points
    from engine.scheme.judging import Effect, Rule
    from engine.scheme.model import Marking, Scheme

ZERO = Fraction(0)


def both_ways(rules: Sequence[Rule], truths: Mapping[str, Truth]) -> tuple[list[Effect], list[Effect]]:
    """Return the effects, of those that `truths` has, that have fired for certain, and those that have or may have."""
    certain = [rule.effect for rule in rules if truths.get(rule.id, False) is True]
    possible = [rule.effect for rule in rules if truths.get(rule.id, False) is not False]
    return certain, possible


def ruled_points(item: str, points: Points, effects: tuple[list[Effect], list[Effect]]) -> Points:
    """Return what rules leave of an item's points; MISSING where an undecided rule would change them (section 4)."""
    if isinstance(points, State):
        return points
    certain, possible = effects
    left = taken_from(item, points, certain)
    return left if left == taken_from(item, points, possible) else State.MISSING


def taken_from(item: str, points: Fraction, effects: Sequence[Effect]) -> Fraction:
    """Take points off an item, not below 0, and void it; points below 0 are not raised."""
    off = sum((each.points for each in effects if isinstance(each, Deduct) and each.item == item), ZERO)
    if off and points > 0:
        points = max(points - off, ZERO)
    voided = any(isinstance(each, VoidItems) and item in each.items for each in effects)
    return ZERO if voided and points > 0 else points


def deductions(effects: Sequence[Effect]) -> Fraction:
    """Return what effects take off the total (section 5)."""
    return sum((each.points for each in effects if isinstance(each, Deduct) and each.item is None), ZERO)


def unit_total(
    scheme: Scheme, base: Points, sides: tuple[Side, Side], effects: tuple[list[Effect], list[Effect]]
) -> Points:
    """Return the total; MISSING where an undecided rule would change it (section 5)."""
    if isinstance(base, State):
        return base
    certain, possible = effects
    found = total_with(scheme, base, sides, certain)
    return found if found == total_with(scheme, base, sides, possible) else State.MISSING


def total_with(scheme: Scheme, base: Fraction, sides: tuple[Side, Side], effects: Sequence[Effect]) -> Fraction:
    """Add and take off in the declared order, clamp, round, and void."""
    bonuses, penalties = sides
    marking = scheme.marking
    running = base
    orders = {part.order for part in (*scheme.bonuses, *scheme.penalties) if part.order is not None}
    for order in sorted(orders):
        running += sum((bonuses.points[part.id] for part in scheme.bonuses if part.order == order), ZERO)
        running -= sum((penalties.points[part.id] for part in scheme.penalties if part.order == order), ZERO)
        running = clamped(running, marking)
    running += rest_of(bonuses, [part.id for part in scheme.bonuses if part.order is not None])
    running -= rest_of(penalties, [part.id for part in scheme.penalties if part.order is not None])
    rounded = round_by(clamped(running - deductions(effects), marking), marking.rounding.total)
    return min(rounded, ZERO) if any(isinstance(each, VoidTotal) for each in effects) else rounded


def rest_of(side: Side, ordered: Sequence[str]) -> Fraction:
    """Return what the adjustments without an order come to; only a side without orders has a common cap."""
    return side.total - sum((side.points[id_] for id_ in ordered), ZERO)


def clamped(total: Fraction, marking: Marking) -> Fraction:
    """Keep a total within its bounds."""
    return min(max(total, marking.lowest), marking.highest)
