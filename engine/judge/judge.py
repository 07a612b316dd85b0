"""Conduct the assessment of all units, from facts to final tiers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluate.evaluate import Evaluation
from engine.judge.assessment import Assessment
from engine.judge.conditions import LEFT_OUT, tier_name
from engine.judge.judgement import Judgement, Status
from engine.judge.ladder import Ladders, make_ladders, score_tiers
from engine.judge.order import Order
from engine.judge.quota import Places, Pool
from engine.judge.rank import rank_units
from engine.judge.truths import Conditions
from engine.scheme.strata import RANKING

if TYPE_CHECKING:
    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Results
    from engine.facts.table import FactTable
    from engine.scheme.model import Scheme
    from engine.scheme.strata import Moment


def assess(scheme: Scheme, facts: FactTable) -> Assessment:
    """Score and judge all units: evaluation and rule firing alternate, stratum by stratum (design, semantics 5).

    Raises RuleEngineError when no rule engine can be used.
    """
    evaluation = Evaluation(scheme, facts)
    conditions = Conditions(evaluation.results)
    for step in evaluation.steps:
        conditions.decide_until(step)
        evaluation.advance(step)
        conditions.decide_until(_after(step))
    return Assessment(scheme, facts, evaluation.results, _judge(evaluation.results, conditions))


def _after(moment: Moment) -> Moment:
    """Return a moment that is later than every step of a stratum and height."""
    return moment._replace(step=sys.maxsize)


def _judge(results: Results, conditions: Conditions) -> Judgement:
    """Return every unit's rules, tier, rank and places, once all totals are known."""
    scheme, units = results.scheme, results.facts.units
    conditions.decide_until(RANKING)
    truths = results.truths
    ladders = make_ladders(scheme, truths, len(units))
    statuses = _statuses(results, ladders)
    order = Order(results)
    groups = _groups(scheme, units)
    whole: Pool = (None, range(len(units)))
    ranked_in = groups if scheme.ranking.by_group else [whole]
    pools = [[unit for unit in pool if _is_ranked(results, unit)] for _, pool in ranked_in]
    results.ranks = rank_units(scheme.ranking, order, pools, len(units))
    results.ranks_from_last = rank_units(scheme.ranking, order, pools, len(units), from_last=True)
    conditions.decide_until(_after(RANKING))
    places = Places(scheme, units, statuses, order)
    competing = [unit for unit in np.flatnonzero(results.has_total).tolist() if ladders.decided[unit]]
    places.allot(ladders, competing, whole, groups)
    return Judgement(
        {rule.id: truths[rule.id] for rule in scheme.rules},
        {tier.name: truths[tier_name(tier.name)] for tier in scheme.tiers if tier.condition is not None},
        conditions.comparisons,
        statuses,
        score_tiers(scheme, truths, results.has_total),
        _tiers(ladders, places.placed, results.has_total),
        results.ranks,
        ladders.open,
        places.displaced,
        tuple(places.allotments),
        _provisional(results, statuses, whole, groups),
    )


def _is_ranked(results: Results, unit: int) -> bool:
    """Say whether a unit has a rank: it has a total, and nothing leaves it out of the ranking."""
    left_out = results.truths.get(LEFT_OUT)
    return bool(results.has_total[unit]) and (left_out is None or not left_out.true[unit])


def _statuses(results: Results, ladders: Ladders) -> tuple[Status, ...]:
    found = []
    for has_total, incomplete, decided in zip(results.has_total, results.incomplete, ladders.decided, strict=True):
        if incomplete:
            found.append(Status.INCOMPLETE)
        elif not has_total or not decided:
            found.append(Status.UNDECIDED)
        else:
            found.append(Status.RATED)
    return tuple(found)


def _tiers(ladders: Ladders, placed: dict[int, int], has_total: Mask) -> Array:
    """Return final tiers; a unit without a total has one only where a single tier is open to it."""
    tiers = np.full(has_total.shape, -1, dtype=np.int64)
    for unit, tier in placed.items():
        tiers[unit] = tier
    single = ~has_total & ladders.agreed & (ladders.open.sum(axis=1) == 1)
    tiers[single] = ladders.open[single].argmax(axis=1)
    return tiers


def _groups(scheme: Scheme, units: tuple[str, ...]) -> list[Pool]:
    group_of = {unit.name: unit.group for unit in scheme.units}
    members: dict[str | None, list[int]] = {}
    for index, unit in enumerate(units):
        members.setdefault(group_of[unit], []).append(index)
    return list(members.items())


def _provisional(results: Results, statuses: tuple[Status, ...], whole: Pool, groups: list[Pool]) -> Mask:
    """Mark the pools in which a unit is not yet rated: their ranks and quotas may still change."""
    scheme = results.scheme
    quotas = [tier.quota for tier in scheme.tiers if tier.quota]
    by_group = scheme.ranking.by_group and all(quota.base.by_group for quota in quotas)
    open_ = np.array([status is not Status.RATED for status in statuses], dtype=np.bool_)
    if (left_out := results.truths.get(LEFT_OUT)) is not None:
        open_ |= left_out.undecided
    provisional = np.zeros_like(open_)
    for _, pool in groups if by_group else (whole,):
        members = np.array(list(pool), dtype=np.intp)
        provisional[members] = bool(open_[members].any())
    return provisional
