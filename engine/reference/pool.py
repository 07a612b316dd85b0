"""Units among each other: ranks, and the places of tiers with a quota (sections 8 and 9)."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from engine.dataclass import dataclass
from engine.reference.formula import truth_of
from engine.reference.rounding import round_to
from engine.scheme.judging import CutTies, Quota, Ranking, RankTies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.reference.known import Truth
    from engine.reference.unit import JudgedUnit
    from engine.scheme.model import Scheme

ZERO = Fraction(0)

# Sorts the better unit first: total, then key items, each negated; an item without points last.
Standing = tuple[Fraction, tuple[tuple[bool, Fraction], ...]]


@dataclass(frozen=True, slots=True)
class Displaced:
    """Why a unit did not enter a tier that it met the condition of (section 9)."""

    tier: str
    reason: str
    ahead: tuple[str, ...]
    gap: Fraction
    places_empty: int


@dataclass(slots=True)
class Seating:
    """Where every competing unit is while the tiers are filled from the best down (section 9).

    `rungs` are those that a unit has left on its ladder; `occupied` names the units that have
    taken up a kept place.
    """

    rungs: dict[str, list[str]]
    tiers: dict[str, str] = field(default_factory=dict)
    displaced: dict[str, Displaced] = field(default_factory=dict)
    occupied: set[str] = field(default_factory=set)


def total_of(unit: JudgedUnit) -> Fraction:
    """Return the total of a unit that has one."""
    if unit.total is None:
        raise ValueError(f"{unit.entry.name} has no total")
    return unit.total


def standing(unit: JudgedUnit, keys: Iterable[str] = ()) -> Standing:
    """Return what units are ordered by; an item without points counts last (section 8)."""
    points = unit.scores.points if unit.scores else {}
    by_key: list[tuple[bool, Fraction]] = []
    for key in keys:
        own = points[key]
        by_key.append((False, -own) if isinstance(own, Fraction) else (True, ZERO))
    return -total_of(unit), tuple(by_key)


def pools_of(units: Sequence[JudgedUnit], *, by_group: bool) -> list[list[JudgedUnit]]:
    """Return all units as one pool, or one pool for each group (sections 8 and 9)."""
    pools: dict[str | None, list[JudgedUnit]] = {}
    for unit in units:
        pools.setdefault(unit.entry.group if by_group else None, []).append(unit)
    return list(pools.values())


def is_left_out(unit: JudgedUnit) -> Truth:
    """Return whether a unit is left out of the ranking (section 8)."""
    if unit.scores is None or (condition := unit.scores.scheme.ranking.left_out) is None:
        return False
    return truth_of(condition, unit.scores.known)


def ranks(units: Sequence[JudgedUnit], ranking: Ranking, *, from_last: bool = False) -> dict[str, int]:
    """Rank the units that have a total and are not left out (section 8)."""
    ranked = [unit for unit in units if unit.total is not None and is_left_out(unit) is not True]
    return {
        unit.entry.name: rank_among(unit, pool, ranking, from_last=from_last)
        for pool in pools_of(ranked, by_group=ranking.by_group)
        for unit in pool
    }


def rank_among(unit: JudgedUnit, pool: Sequence[JudgedUnit], ranking: Ranking, *, from_last: bool) -> int:
    """Return 1 + the number of units, or of distinct totals, that stand before; from the last, behind (section 8)."""
    keys = ranking.keys if ranking.ties is RankTies.KEYS else ()
    own = standing(unit, keys)
    others = [standing(other, keys) for other in pool]
    before = [each for each in others if (each > own if from_last else each < own)]
    return 1 + len(set(before) if ranking.ties is RankTies.DENSE else before)


def seat(scheme: Scheme, units: Sequence[JudgedUnit]) -> Seating:
    """Fill the tiers from best to worst with the units that are rated (section 9)."""
    seating = Seating(
        {
            unit.entry.name: list(unit.verdict.ladder)
            for unit in units
            if unit.status == "rated" and unit.verdict and unit.verdict.ladder
        }
    )
    for tier in scheme.tiers:
        if tier.quota is None:
            for unit in entrants_of(tier.name, units, seating):
                seating.tiers[unit.entry.name] = tier.name
        else:
            for pool in pools_of(units, by_group=tier.quota.base.by_group):
                group = pool[0].entry.group if pool and tier.quota.base.by_group else None
                fill(tier.name, tier.quota, group, pool, seating)
    return seating


def entrants_of(tier: str, units: Sequence[JudgedUnit], seating: Seating) -> list[JudgedUnit]:
    """Return the units whose next rung is this tier (section 9)."""
    return [unit for unit in units if seating.rungs.get(unit.entry.name, [])[:1] == [tier]]


def ghosts_of(tier: str, units: Sequence[JudgedUnit], seating: Seating) -> list[JudgedUnit]:
    """Return the units that keep this tier and have no place in a better one (section 9)."""
    return [
        unit
        for unit in units
        if unit.entry.name in seating.rungs
        and unit.verdict
        and tier in unit.verdict.kept
        and unit.entry.name not in seating.tiers
        and unit.entry.name not in seating.occupied
    ]


def fill(tier: str, quota: Quota, group: str | None, pool: Sequence[JudgedUnit], seating: Seating) -> None:
    """Let one pool compete for the places of one tier, and send the others down (section 9)."""
    entrants = entrants_of(tier, pool, seating)
    ghosts = ghosts_of(tier, pool, seating)
    places = places_of(quota, group, pool)
    admitted, tied = cut(quota, places, entrants + ghosts)
    entered = [unit for unit in entrants if unit in admitted]
    ahead = tuple(unit.entry.name for unit in sorted(entered, key=standing))
    for unit in entered:
        seating.tiers[unit.entry.name] = tier
    for unit in ghosts:
        if unit in admitted:
            seating.occupied.add(unit.entry.name)
    for unit in entrants:
        if unit in entered:
            continue
        record = Displaced(
            tier=tier,
            reason="tied" if unit in tied else "full",
            ahead=ahead,
            gap=line_of(places, entrants + ghosts) - total_of(unit) if places else Fraction(0),
            places_empty=max(0, places - len(entered)),
        )
        seating.displaced.setdefault(unit.entry.name, record)
        seating.rungs[unit.entry.name].pop(0)


def line_of(places: int, contenders: Sequence[JudgedUnit]) -> Fraction:
    """Return the total that stands on the last place, entered or not (section 9)."""
    return sorted((total_of(unit) for unit in contenders), reverse=True)[places - 1]


def places_of(quota: Quota, group: str | None, pool: Sequence[JudgedUnit]) -> int:
    """Return how many units of a pool a tier takes (section 9)."""
    for name, count in quota.counts:
        if name == group:
            return count
    if quota.count is not None:
        return quota.count
    if quota.share is None or quota.rounding is None:
        raise ValueError("a quota has a count, or a share and a rounding")
    counted = ("rated",) if quota.base.rated_only else ("rated", "incomplete", "undecided")
    base = sum(unit.status in counted for unit in pool)
    return int(round_to(quota.share * base, 0, quota.rounding))


def cut(
    quota: Quota,
    places: int,
    contenders: Sequence[JudgedUnit],
) -> tuple[list[JudgedUnit], list[JudgedUnit]]:
    """Return who is within the places, and who is left out for a tie across the cut (section 9)."""
    keys = quota.keys if quota.ties is CutTies.KEYS else ()
    order = sorted(contenders, key=lambda unit: standing(unit, keys))
    if places == 0 or places >= len(order):
        return order[:places], []
    last = standing(order[places - 1], keys)
    if standing(order[places], keys) != last:
        return order[:places], []
    above = [unit for unit in order if standing(unit, keys) < last]
    tied = [unit for unit in order if standing(unit, keys) == last]
    match quota.ties:
        case CutTies.LENIENT:
            return above + tied, []
        case CutTies.STRICT | CutTies.KEYS:
            return above, tied
        case _:
            assert_never(quota.ties)
