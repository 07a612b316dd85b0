"""The way in: a scheme and the facts of its units in, one result for each unit out."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.reference.adjustments import claim_ranks
from engine.reference.known import Given, Told, Truth, UnitFacts
from engine.reference.pool import Displaced, is_left_out, pools_of, ranks, seat
from engine.reference.progress import Progress, rate_of
from engine.reference.state import State
from engine.reference.unit import JudgedUnit, judge_unit
from engine.reference.value_ranks import value_ranks
from engine.reference.values import before_scores
from engine.scheme.formula import Figure
from engine.scheme.model import Scheme, Section, all_items
from engine.scheme.strata import Stratum, steps_to_total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.reference.pool import Seating
    from engine.reference.unit import Verdict
    from engine.scheme.model import UnitEntry

__all__ = [
    "Displaced",
    "Given",
    "IndicatorResult",
    "ReferenceResult",
    "Told",
    "UnitFacts",
    "evaluate_reference",
]


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """The outcome of a formula, and the points after policies and rounding (section 3).

    `state` is "scored", "missing", "not_applicable" or "zero_denominator"; `points` is None when
    the indicator is incomplete or not applicable.
    """

    value: Fraction | None
    state: str
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class ReferenceResult:
    """All that is found out about one unit.

    `status` is "rated", "exempt", "incomplete" or "undecided". Of an exempt unit nothing is
    evaluated: no number, no rule, an empty ladder. An undecided ladder is None and keeps nothing.
    """

    unit: str
    status: str
    indicators: dict[str, IndicatorResult]
    sections: dict[str, Fraction | None]
    rates: dict[str, Fraction | None]
    base: Fraction | None
    adjustments: dict[str, Fraction]
    bonus_total: Fraction | None
    penalty_total: Fraction | None
    total: Fraction | None
    rules: dict[str, Truth]
    score_tier: str | None
    ladder: tuple[str, ...] | None
    kept: frozenset[str]
    tier: str | None
    rank: int | None
    displaced: Displaced | None
    provisional: bool


def evaluate_reference(
    scheme: Scheme,
    facts: Mapping[str, UnitFacts],
    proven: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> dict[str, ReferenceResult]:
    """Evaluate every unit of the scheme; one that `facts` does not name has every fact missing.

    `proven` names the facts of each unit for which evidence is given.
    """
    knowns = before_scores(scheme, facts, proven)
    places = value_ranks(scheme, knowns)
    on_their_way = [
        Progress(scheme, entry, knowns[entry.name], places[entry.name])
        for entry in scheme.units
        if entry.name in knowns
    ]
    for step in steps_to_total(scheme.items):
        if step.stratum is Stratum.ADJUSTMENTS:
            claims = claim_ranks(scheme, knowns)
            for unit in on_their_way:
                unit.ranks.update(claims[unit.entry.name])
        for unit in on_their_way:
            unit.advance(step)
    judged = {unit.entry.name: judge_unit(unit) for unit in on_their_way}
    units = [judged.get(entry.name) or JudgedUnit(entry, "exempt", None, None) for entry in scheme.units]
    rank_of = ranks(units, scheme.ranking)
    enter_ranks(units, rank_of, ranks(units, scheme.ranking, from_last=True))
    seating = seat(scheme, units)
    provisional = provisional_units(scheme, units)
    return {
        unit.entry.name: result_of(
            scheme,
            unit,
            seating,
            rank=rank_of.get(unit.entry.name),
            provisional=unit.entry.name in provisional,
        )
        for unit in units
    }


def enter_ranks(units: Sequence[JudgedUnit], from_first: Mapping[str, int], from_last: Mapping[str, int]) -> None:
    """Enter the ranks where conditions read them; a unit without a rank has none to compare (section 6)."""
    for unit in units:
        if unit.scores is not None:
            for figure, given in ((Figure.RANK, from_first), (Figure.RANK_FROM_LAST, from_last)):
                rank = given.get(unit.entry.name)
                unit.scores.known.figures[figure] = State.NOT_APPLICABLE if rank is None else Fraction(rank)


def provisional_units(scheme: Scheme, units: Sequence[JudgedUnit]) -> set[str]:
    """Return the units in whose pool some unit is incomplete or undecided (section 9).

    The pool is the group when the ranking and every quota are by group, else all units. An exempt
    unit is in no pool.
    """
    quotas = [tier.quota for tier in scheme.tiers if tier.quota is not None]
    by_group = scheme.ranking.by_group and all(quota.base.by_group for quota in quotas)
    found: set[str] = set()
    for pool in pools_of(units, by_group=by_group):
        if any(unit.status in ("incomplete", "undecided") or is_left_out(unit) is None for unit in pool):
            found.update(unit.entry.name for unit in pool if unit.status != "exempt")
    return found


def result_of(
    scheme: Scheme,
    unit: JudgedUnit,
    seating: Seating,
    *,
    rank: int | None,
    provisional: bool,
) -> ReferenceResult:
    """Put together what was found out about a unit."""
    name, scores, verdict = unit.entry.name, unit.scores, unit.verdict
    return ReferenceResult(
        unit=name,
        status=unit.status,
        indicators=indicator_results(scores) if scores else {},
        sections=section_results(scheme, scores) if scores else {},
        rates=rates(scheme, unit.entry, scores) if scores else {},
        base=number_or_none(scores.base) if scores else None,
        adjustments={**scores.bonuses.points, **scores.penalties.points} if scores else {},
        bonus_total=scores.bonuses.total if scores else None,
        penalty_total=scores.penalties.total if scores else None,
        total=unit.total,
        rules={rule.id: scores.truth(rule) for rule in scheme.rules} if scores else {},
        score_tier=verdict.score_tier if verdict else None,
        ladder=verdict.ladder if verdict else (),
        kept=verdict.kept if verdict else frozenset(),
        tier=final_tier(unit, verdict, seating),
        rank=rank,
        displaced=seating.displaced.get(name),
        provisional=provisional,
    )


def final_tier(unit: JudgedUnit, verdict: Verdict | None, seating: Seating) -> str | None:
    """Return the tier that was entered, or the one left to a unit without a total (section 7)."""
    if unit.total is None and verdict is not None:
        return verdict.tier_either_way
    return seating.tiers.get(unit.entry.name)


def number_or_none(value: Fraction | State) -> Fraction | None:
    """Return the number, None for a state."""
    return None if isinstance(value, State) else value


def indicator_results(scores: Progress) -> dict[str, IndicatorResult]:
    """Return value, state and points of every indicator, in written order."""
    return {
        identifier: IndicatorResult(
            value=number_or_none(value),
            state=value.value if isinstance(value, State) else "scored",
            points=number_or_none(scores.points[identifier]),
        )
        for identifier, value in scores.values.items()
    }


def rates(scheme: Scheme, entry: UnitEntry, scores: Progress) -> dict[str, Fraction | None]:
    """Return the rate of every item, in written order (section 6)."""
    found = {item.id: rate_of(item, scores.points, scheme.marking, entry) for item in all_items(scheme.items)}
    return {id_: number_or_none(rate) for id_, rate in found.items()}


def section_results(scheme: Scheme, scores: Progress) -> dict[str, Fraction | None]:
    """Return the points of every section, in written order."""
    sections = [item for item in all_items(scheme.items) if isinstance(item, Section)]
    return {section.id: number_or_none(scores.points[section.id]) for section in sections}
