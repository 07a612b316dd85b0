"""Units among each other: ranks, and the places of tiers with a quota (sections 8 and 9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from engine.reference.rounding import round_to
from engine.scheme.judging import CutTies, Quota, Ranking, RankTies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def ranks(units: Sequence[JudgedUnit], ranking: Ranking) -> dict[str, int]:
    """Rank the units that have a total (section 8)."""
    with_total = [unit for unit in units if unit.total is not None]
    return {
        unit.entry.name: rank_among(unit, pool, ranking)
        for pool in pools_of(with_total, by_group=ranking.by_group)
        for unit in pool
    }


def rank_among(unit: JudgedUnit, pool: Sequence[JudgedUnit], ranking: Ranking) -> int:
    """Return 1 + the number of units, or of distinct totals, that stand before (section 8)."""
    match ranking.ties:
        case RankTies.COMPETITION:
            return 1 + sum(total_of(other) > total_of(unit) for other in pool)
        case RankTies.DENSE:
            higher = {total_of(other) for other in pool if total_of(other) > total_of(unit)}
            return 1 + len(higher)
        case RankTies.KEYS:
            own = standing(unit, ranking.keys)
            return 1 + sum(standing(other, ranking.keys) < own for other in pool)
        case _:
            assert_never(ranking.ties)


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
                fill(tier.name, tier.quota, pool, seating)
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


def fill(tier: str, quota: Quota, pool: Sequence[JudgedUnit], seating: Seating) -> None:
    """Let one pool compete for the places of one tier, and send the others down (section 9)."""
    entrants = entrants_of(tier, pool, seating)
    ghosts = ghosts_of(tier, pool, seating)
    places = places_of(quota, pool)
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


def places_of(quota: Quota, pool: Sequence[JudgedUnit]) -> int:
    """Return how many units of a pool a tier takes (section 9)."""
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
