"""One unit's bonuses and penalties (section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.reference.formula import Known, Told, Truth, number_of, truth_of
from engine.reference.rounding import round_by
from engine.reference.state import State
from engine.scheme.adjustment import Adjustable, Adjustment, AdjustmentGroup, Counted, Listed
from engine.scheme.formula import FactRef, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.scheme.model import Marking

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Side:
    """The points of each adjustment and group, by id, and of all together under their cap.

    `missing` says that a fact which has to be reported is not.
    """

    points: dict[str, Fraction]
    total: Fraction
    missing: bool


def adjust(parts: Sequence[Adjustable], cap: Fraction | None, known: Known, marking: Marking) -> Side:
    """Return what the bonuses, or the penalties, come to (section 5)."""
    points: dict[str, Fraction] = {}
    everything = [single for part in parts for single in singles(part)]
    for part in parts:
        enter(part, everything, points, known, marking)
    total = sum((points[part.id] for part in parts), ZERO)
    missing = any(is_open(single, everything, known, marking) for single in everything)
    return Side(points, total if cap is None else min(total, cap), missing)


def gate_of(adjustment: Adjustment, known: Known) -> Truth:
    """Return whether an adjustment counts; one without a condition does."""
    return True if adjustment.gate is None else truth_of(adjustment.gate, known)


def is_open(adjustment: Adjustment, everything: Sequence[Adjustment], known: Known, marking: Marking) -> bool:
    """Return whether what an adjustment comes to is not settled: a fact is missing, or its condition undecided."""
    gate = gate_of(adjustment, known)
    if gate is False:
        return False
    if not adjustment.optional and is_missing(adjustment, known):
        return True
    return gate is None and capped_points(adjustment, everything, known, marking) != ZERO


def singles(part: Adjustable) -> list[Adjustment]:
    """Return the adjustments in a group, or the adjustment itself."""
    if isinstance(part, AdjustmentGroup):
        return [single for inner in part.parts for single in singles(inner)]
    return [part]


def enter(
    part: Adjustable,
    everything: Sequence[Adjustment],
    points: dict[str, Fraction],
    known: Known,
    marking: Marking,
) -> None:
    """Enter the points of an adjustment, or of a group and all that is in it."""
    if isinstance(part, AdjustmentGroup):
        for inner in part.parts:
            enter(inner, everything, points, known, marking)
        points[part.id] = min(part.cap, sum((points[inner.id] for inner in part.parts), ZERO))
        return
    counts = gate_of(part, known) is True
    points[part.id] = capped_points(part, everything, known, marking) if counts else ZERO


def capped_points(adjustment: Adjustment, everything: Sequence[Adjustment], known: Known, marking: Marking) -> Fraction:
    """Return what an adjustment comes to where its condition holds: under its cap, and rounded."""
    earned = earned_by(adjustment, everything, known)
    capped = earned if adjustment.cap is None else min(adjustment.cap, earned)
    return round_by(capped, marking.rounding.indicator)


def is_missing(adjustment: Adjustment, known: Known) -> bool:
    """Return whether what an adjustment reads is missing."""
    match adjustment.source:
        case Counted(formula, _):
            return number_of(formula, known) is State.MISSING
        case Listed(fact, _, _):
            return matters_of(fact, known) is State.MISSING


def matters_of(fact: str, known: Known) -> tuple[Told, ...] | State:
    """Return the matters that a unit lists for a fact, or the state it has instead."""
    given = known.facts.get(fact)
    if given is None:
        return State.MISSING
    return given if isinstance(given, tuple) else State.NOT_APPLICABLE


def earned_by(adjustment: Adjustment, everything: Sequence[Adjustment], known: Known) -> Fraction:
    """Return the points of an adjustment before its cap."""
    source = adjustment.source
    if isinstance(source, Listed):
        matters = matters_of(source.fact, known)
        if isinstance(matters, State):
            return ZERO
        return sum((worth_now(place, adjustment, everything, known) for place in range(len(matters))), ZERO)
    value = number_of(source.formula, known)
    if isinstance(value, State):
        return ZERO
    read = {node.name for node in walk(source.formula) if isinstance(node, FactRef)}
    if adjustment.evidence and not read <= known.proven:
        return ZERO
    return max(ZERO, source.each * value)


def worth_now(place: int, adjustment: Adjustment, everything: Sequence[Adjustment], known: Known) -> Fraction:
    """Return what one matter brings: nothing while it is pending, or where it is counted elsewhere."""
    claim = claims_of(adjustment, known)[place]
    if claim is None:
        return ZERO
    name, worth = claim
    once = isinstance(adjustment.source, Listed) and adjustment.source.once
    if once and best_claim(name, everything, known) != (adjustment.id, place):
        return ZERO
    return worth


def claims_of(adjustment: Adjustment, known: Known) -> list[tuple[str, Fraction] | None]:
    """Return the name and the worth of each matter that an adjustment lists; None for a pending one."""
    source = adjustment.source
    if not isinstance(source, Listed):
        return []
    matters = matters_of(source.fact, known)
    if isinstance(matters, State):
        return []
    worth = dict(source.each)
    return [
        None if adjustment.evidence and not each.proven
        else (each.name, worth[each.class_] if each.class_ in worth else worth[None])
        for each in matters
    ]  # fmt: skip


def best_claim(name: str, everything: Sequence[Adjustment], known: Known) -> tuple[str, int]:
    """Return where a matter counts: where it is worth most, and of those places the first."""
    best: tuple[str, int] | None = None
    most = ZERO
    for adjustment in everything:
        if not isinstance(adjustment.source, Listed) or not adjustment.source.once:
            continue
        for place, claim in enumerate(claims_of(adjustment, known)):
            if claim is not None and claim[0] == name and (best is None or claim[1] > most):
                best, most = (adjustment.id, place), claim[1]
    if best is None:
        raise ValueError(f"nobody claims {name}")
    return best
