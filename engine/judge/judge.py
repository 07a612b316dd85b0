"""Conduct the judgement of all units, from conditions to final tiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.judge.conditions import tier_name
from engine.judge.judgement import Judgement, Status
from engine.judge.ladder import Ladders, make_ladders, score_tiers
from engine.judge.order import Order
from engine.judge.quota import Places, Pool
from engine.judge.rank import rank_units
from engine.judge.truths import decide_conditions

if TYPE_CHECKING:
    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Results
    from engine.scheme.model import Scheme


def judge(results: Results) -> Judgement:
    """Return every unit's rules, tier, rank and places."""
    scheme, units = results.scheme, results.facts.units
    truths, comparisons = decide_conditions(results)
    ladders = make_ladders(scheme, truths, len(units))
    statuses = _statuses(results, ladders)
    order = Order(results)
    ranked = np.flatnonzero(results.has_total).tolist()
    groups = _groups(scheme, units)
    whole: Pool = (None, range(len(units)))
    pools = [[u for u in pool if results.has_total[u]] for _, pool in groups] if scheme.ranking.by_group else [ranked]
    ranks = rank_units(scheme.ranking, order, pools, len(units))
    places = Places(scheme, units, statuses, order)
    competing = [unit for unit in ranked if ladders.decided[unit]]
    places.allot(ladders, competing, whole, groups)
    return Judgement(
        {rule.id: truths[rule.id] for rule in scheme.rules},
        {tier.name: truths[tier_name(tier.name)] for tier in scheme.tiers if tier.condition is not None},
        comparisons,
        statuses,
        score_tiers(scheme, truths, results.has_total),
        _tiers(ladders, places.placed, results.has_total),
        ranks,
        ladders.open,
        places.displaced,
        tuple(places.allotments),
        _provisional(scheme, statuses, whole, groups),
    )


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


def _provisional(scheme: Scheme, statuses: tuple[Status, ...], whole: Pool, groups: list[Pool]) -> Mask:
    """Mark the pools in which a unit is not yet rated: their ranks and quotas may still change."""
    quotas = [tier.quota for tier in scheme.tiers if tier.quota]
    by_group = scheme.ranking.by_group and all(quota.base.by_group for quota in quotas)
    open_ = np.array([status is not Status.RATED for status in statuses], dtype=np.bool_)
    provisional = np.zeros_like(open_)
    for _, pool in groups if by_group else (whole,):
        members = np.array(list(pool), dtype=np.intp)
        provisional[members] = bool(open_[members].any())
    return provisional
