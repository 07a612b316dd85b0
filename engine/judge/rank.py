"""Ranks on the rounded total (docs/semantics.md, section 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.scheme.judging import RankTies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.ints import Array
    from engine.judge.order import Order
    from engine.scheme.judging import Ranking


def rank_units(
    ranking: Ranking, order: Order, pools: Sequence[Sequence[int]], count: int, *, from_last: bool = False
) -> Array:
    """Return each unit's rank in its pool, 0 for a unit in none; `from_last` counts from the other end."""
    ranks = np.zeros(count, dtype=np.int64)
    for pool in pools:
        _rank_pool(ranking, order, pool, ranks, from_last=from_last)
    return ranks


def _rank_pool(ranking: Ranking, order: Order, pool: Sequence[int], ranks: Array, *, from_last: bool) -> None:
    keys = {unit: (-order.totals[unit], order.key(unit, ranking.keys)) for unit in pool}
    dense, rank, last = 0, 0, None
    for before, unit in enumerate(sorted(pool, key=lambda each: keys[each], reverse=from_last)):
        if keys[unit] != last:
            dense += 1
            rank = dense if ranking.ties is RankTies.DENSE else before + 1
            last = keys[unit]
        ranks[unit] = rank
