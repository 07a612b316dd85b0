"""Which tiers are open to each unit, and whether anything undecided could change that.

Effects take tiers away, except steps up. So the ladder with every undecided rule fired but the steps up, and every
undecided tier condition false, is the worst there can be, and the opposite the best; a unit is decided when the
two are the same (docs/semantics.md, section 7).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.dataclass import dataclass
from engine.judge.conditions import tier_name
from engine.scheme.judging import Bar, ImposeGrade, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Truth
    from engine.scheme.model import Scheme


@dataclass(frozen=True, slots=True, eq=False)
class Ladders:
    """bool[n, tiers]: tiers open to a unit, and tiers it lost but keeps a place in.

    `agreed` bool[n]: nothing undecided can change which are open; `decided`: nor which are kept.
    """

    open: Mask
    kept: Mask
    agreed: Mask
    decided: Mask


def make_ladders(scheme: Scheme, truths: Mapping[str, Truth], count: int) -> Ladders:
    """Return the ladders of all units; where undecided, the worst one."""
    worst_open, worst_kept = _ladder(scheme, truths, count, worst=True)
    best_open, best_kept = _ladder(scheme, truths, count, worst=False)
    agreed = (worst_open == best_open).all(axis=1)
    return Ladders(worst_open, worst_kept, agreed, agreed & (worst_kept == best_kept).all(axis=1))


def _ladder(scheme: Scheme, truths: Mapping[str, Truth], count: int, *, worst: bool) -> tuple[Mask, Mask]:
    order = {tier.name: index for index, tier in enumerate(scheme.tiers)}
    met = np.ones((count, len(order)), dtype=np.bool_)
    for tier in scheme.tiers:
        if tier.condition is not None:
            truth = truths[tier_name(tier.name)]
            met[:, order[tier.name]] = truth.true if worst else ~truth.false
    # Steps are taken from the tier by score, before anything else limits the tiers.
    by_score = met.argmax(axis=1)
    moved = _moved(scheme, truths, by_score, worst=worst)
    place = np.arange(len(order))
    # A step up opens what lies between; where a step ends, the unit stands whatever that tier asks of others.
    met |= (place >= moved[:, None]) & (place < by_score[:, None])
    met[np.arange(count), moved] = True
    met &= place >= moved[:, None]
    barred = np.zeros_like(met)
    freed = np.zeros_like(met)
    for rule in scheme.rules:
        if not isinstance(rule.effect, ImposeGrade | Bar):
            continue
        fired = ~truths[rule.id].false if worst else truths[rule.id].true
        match rule.effect:
            case ImposeGrade(imposed):
                met[fired, : order[imposed]] = False
            case Bar(tiers, keeps_place):
                for name in tiers:
                    barred[fired, order[name]] = True
                    freed[fired, order[name]] |= not keeps_place
    opened = met & ~barred
    opened[:, -1] = True
    return opened, met & barred & ~freed


def _moved(scheme: Scheme, truths: Mapping[str, Truth], by_score: Array, *, worst: bool) -> Array:
    """Return the tier that each unit is moved to, step by step, each clamped at the ends of the scale."""
    steps = [(rule.id, rule.effect) for rule in scheme.rules if isinstance(rule.effect, Step)]
    orders = sorted({step.order for _, step in steps if step.order is not None})
    moved = by_score
    for order in (*orders, None):
        by = np.zeros_like(by_score)
        for id_, step in steps:
            if step.order == order:
                truth = truths[id_]
                # At worst the undecided steps down are taken, and the undecided steps up are not.
                taken = ~truth.false if worst == (step.by > 0) else truth.true
                by += step.by * taken
        moved = np.clip(moved + by, 0, len(scheme.tiers) - 1)
    return moved


def score_tiers(scheme: Scheme, truths: Mapping[str, Truth], has_total: Mask) -> Array:
    """Return the first tier whose condition is true, -1 where one before it is undecided."""
    found = np.full(has_total.shape, -2, dtype=np.int64)
    for index, tier in enumerate(scheme.tiers):
        if tier.condition is None:
            found[found == -2] = index  # noqa: PLR2004  not yet found
            continue
        truth = truths[tier_name(tier.name)]
        pending = found == -2  # noqa: PLR2004
        found[pending & truth.true] = index
        found[pending & ~truth.true & ~truth.false] = -1
    return np.where(has_total, found, -1)
