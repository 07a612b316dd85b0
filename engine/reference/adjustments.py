"""One unit's bonuses and penalties (section 5)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.methods.matter_fields import Same
from engine.primitives.ranked import Ranked
from engine.reference.formula import number_of, truth_of
from engine.reference.matters import claims_of as matter_claims
from engine.reference.matters import lessened
from engine.reference.methods import points_for
from engine.reference.rounding import round_by
from engine.reference.state import State
from engine.reference.value_ranks import ranks_in
from engine.scheme.adjustment import Adjustable, Adjustment, AdjustmentGroup, Scored, adjustments
from engine.scheme.formula import FactRef, walk
from engine.scheme.listed import Listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.reference.known import Known, Told, Truth
    from engine.reference.matters import Claim
    from engine.scheme.model import Marking, Scheme

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Side:
    """The points of each adjustment and group, by id, and of all together under their cap.

    `missing` says that a fact which has to be reported is not.
    """

    points: dict[str, Fraction]
    total: Fraction
    missing: bool


def adjust(
    parts: Sequence[Adjustable], cap: Fraction | None, known: Known, marking: Marking, ranks: Mapping[str, int]
) -> Side:
    """Return what the bonuses, or the penalties, come to (section 5); `ranks` are the unit's, by id."""
    points: dict[str, Fraction] = {}
    everything = [single for part in parts for single in singles(part)]
    for single in everything:
        counts = gate_of(single, known) is True
        points[single.id] = capped_points(single, everything, known, marking, ranks) if counts else ZERO
    for part in parts:
        enter_group(part, points)
    total = sum((points[part.id] for part in parts), ZERO)
    missing = any(is_open(single, everything, known, marking, ranks) for single in everything)
    return Side(points, total if cap is None else min(total, cap), missing)


def gate_of(adjustment: Adjustment, known: Known) -> Truth:
    """Return whether an adjustment counts; one without a condition does."""
    return True if adjustment.gate is None else truth_of(adjustment.gate, known)


def is_open(
    adjustment: Adjustment, everything: Sequence[Adjustment], known: Known, marking: Marking, ranks: Mapping[str, int]
) -> bool:
    """Return whether what an adjustment comes to is not settled: a fact is missing, or its condition undecided."""
    gate = gate_of(adjustment, known)
    if gate is False:
        return False
    if not adjustment.optional and is_missing(adjustment, known):
        return True
    return gate is None and capped_points(adjustment, everything, known, marking, ranks) != ZERO


def claim_ranks(scheme: Scheme, knowns: Mapping[str, Known]) -> dict[str, dict[str, int]]:
    """Return for every unit its rank in each adjustment that is scored by rank, where it has one (section 5)."""
    found: dict[str, dict[str, int]] = {entry.name: {} for entry in scheme.units}
    for adjustment in adjustments((*scheme.bonuses, *scheme.penalties)):
        source = adjustment.source
        if isinstance(source, Scored) and isinstance(source.method, Ranked):
            values = {name: number_of(source.formula, known) for name, known in knowns.items()}
            for name, rank in ranks_in(source.method, scheme, values).items():
                found[name][adjustment.id] = rank
    return found


def singles(part: Adjustable) -> list[Adjustment]:
    """Return the adjustments in a group, or the adjustment itself."""
    if isinstance(part, AdjustmentGroup):
        return [single for inner in part.parts for single in singles(inner)]
    return [part]


def enter_group(part: Adjustable, points: dict[str, Fraction]) -> None:
    """Enter the points of a group and of all groups in it, the inner ones first."""
    if isinstance(part, AdjustmentGroup):
        for inner in part.parts:
            enter_group(inner, points)
        points[part.id] = min(part.cap, sum((points[inner.id] for inner in part.parts), ZERO))


def capped_points(
    adjustment: Adjustment, everything: Sequence[Adjustment], known: Known, marking: Marking, ranks: Mapping[str, int]
) -> Fraction:
    """Return what an adjustment comes to where its condition holds: under its cap, and rounded."""
    earned = earned_by(adjustment, everything, known, ranks)
    capped = earned if adjustment.cap is None else min(adjustment.cap, earned)
    return round_by(capped, marking.rounding.indicator)


def is_missing(adjustment: Adjustment, known: Known) -> bool:
    """Return whether what an adjustment reads is missing."""
    source = adjustment.source
    if isinstance(source, Listed):
        return matters_of(source.fact, known) is State.MISSING
    return number_of(source.formula, known) is State.MISSING


def matters_of(fact: str, known: Known) -> tuple[Told, ...] | State:
    """Return the matters that a unit lists for a fact, or the state it has instead."""
    given = known.facts.get(fact)
    if given is None:
        return State.MISSING
    return given if isinstance(given, tuple) else State.NOT_APPLICABLE


def earned_by(
    adjustment: Adjustment, everything: Sequence[Adjustment], known: Known, ranks: Mapping[str, int]
) -> Fraction:
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
    if isinstance(source, Scored):
        return max(ZERO, points_for(source.method, source.full, value, ranks.get(adjustment.id)))
    return max(ZERO, source.each * value)


def worth_now(place: int, adjustment: Adjustment, everything: Sequence[Adjustment], known: Known) -> Fraction:
    """Return what one matter brings: nothing while it is pending, outside, or counted elsewhere; less when lessened."""
    claim, source = claims_of(adjustment, known)[place], adjustment.source
    if claim is None or not isinstance(source, Listed):
        return ZERO
    name, worth = claim
    match source.same:
        case Same.ONCE:
            return worth if best_claim(name, everything, known) == (adjustment.id, place) else ZERO
        case Same.LESSENING:
            return worth * lessened(source, better_claims(name, (adjustment.id, place), everything, known))
        case Same.EACH_TIME:
            return worth


def claims_of(adjustment: Adjustment, known: Known) -> list[Claim]:
    """Return the name and the worth of each matter that an adjustment lists; None for one that does not count."""
    source = adjustment.source
    if not isinstance(source, Listed):
        return []
    matters = matters_of(source.fact, known)
    return [] if isinstance(matters, State) else matter_claims(source, matters, evidence=adjustment.evidence)


def best_claim(name: str, everything: Sequence[Adjustment], known: Known) -> tuple[str, int]:
    """Return where a matter counts: where it is worth most, and of those places the first."""
    best: tuple[str, int] | None = None
    most = ZERO
    for place, worth in places_of(name, Same.ONCE, everything, known):
        if best is None or worth > most:
            best, most = place, worth
    if best is None:
        raise ValueError(f"nobody claims {name}")
    return best


def better_claims(name: str, own: tuple[str, int], everything: Sequence[Adjustment], known: Known) -> int:
    """Return how many listings of a matter come before one of them: worth more, or as much in an earlier place."""
    places = places_of(name, Same.LESSENING, everything, known)
    at = next(index for index, (place, _) in enumerate(places) if place == own)
    return sum(
        worth > places[at][1] or (worth == places[at][1] and index < at) for index, (_, worth) in enumerate(places)
    )


def places_of(
    name: str, same: Same, everything: Sequence[Adjustment], known: Known
) -> list[tuple[tuple[str, int], Fraction]]:
    """Return where a matter is listed by adjustments that treat it alike, and what it is worth there."""
    return [
        ((adjustment.id, place), claim[1])
        for adjustment in everything
        if isinstance(adjustment.source, Listed) and adjustment.source.same is same
        for place, claim in enumerate(claims_of(adjustment, known))
        if claim is not None and claim[0] == name
    ]
