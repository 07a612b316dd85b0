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
    rated = results.has_total & ~results.incomplete & ladders.decided
    order = Order(results)
    groups = _groups(results)
    whole: Pool = (None, np.arange(len(units)))
    is_ranked = _ranked(results)
    pools = [pool[is_ranked[pool]] for _, pool in (groups if scheme.ranking.by_group else (whole,))]
    results.ranks = rank_units(scheme.ranking, order, pools, len(units))
    results.ranks_from_last = rank_units(scheme.ranking, order, pools, len(units), from_last=True)
    conditions.decide_until(_after(RANKING))
    places = Places(scheme, units, rated, order)
    places.allot(ladders, results.has_total & ladders.decided, whole, groups)
    return Judgement(
        {rule.id: truths[rule.id] for rule in scheme.rules},
        {tier.name: truths[tier_name(tier.name)] for tier in scheme.tiers if tier.condition is not None},
        conditions.comparisons,
        _statuses(results.incomplete, rated),
        score_tiers(scheme, truths, results.has_total),
        _tiers(ladders, places.placed, results.has_total),
        results.ranks,
        ladders.open,
        places.displaced,
        tuple(places.allotments),
        _provisional(results, rated, whole, groups),
        rated,
    )


def _ranked(results: Results) -> Mask:
    """Say which units have a rank: those that have a total and that nothing leaves out of the ranking."""
    left_out = results.truths.get(LEFT_OUT)
    return results.has_total if left_out is None else results.has_total & ~left_out.true


def _statuses(incomplete: Mask, rated: Mask) -> tuple[Status, ...]:
    of = (Status.UNDECIDED, Status.RATED, Status.INCOMPLETE)
    return tuple(of[place] for place in np.where(incomplete, 2, rated).tolist())


def _tiers(ladders: Ladders, placed: Array, has_total: Mask) -> Array:
    """Return final tiers; a unit without a total has one only where a single tier is open to it."""
    single = ~has_total & ladders.agreed & (ladders.open.sum(axis=1) == 1)
    return np.where(single, ladders.open.argmax(axis=1), placed)


def _groups(results: Results) -> list[Pool]:
    """Return the units of each group, the groups in the order of their first units."""
    labels = results.labels
    found = dict.fromkeys(labels.group.tolist())
    return [(labels.groups[place], np.flatnonzero(labels.group == place)) for place in found]


def _provisional(results: Results, rated: Mask, whole: Pool, groups: list[Pool]) -> Mask:
    """Mark the pools in which a unit is not yet rated: their ranks and quotas may still change."""
    scheme = results.scheme
    quotas = [tier.quota for tier in scheme.tiers if tier.quota]
    by_group = scheme.ranking.by_group and all(quota.base.by_group for quota in quotas)
    open_ = ~rated
    if (left_out := results.truths.get(LEFT_OUT)) is not None:
        open_ |= left_out.undecided
    provisional = np.zeros_like(open_)
    for _, pool in groups if by_group else (whole,):
        provisional[pool] = bool(open_[pool].any())
    return provisional
