"""Ranks on the rounded total (docs/semantics.md, section 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.judge.order import places_of
from engine.scheme.judging import RankTies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.ints import Array
    from engine.judge.order import Order
    from engine.scheme.judging import Ranking


def rank_units(ranking: Ranking, order: Order, pools: Sequence[Array], count: int, *, from_last: bool = False) -> Array:
    """Return each unit's rank in its pool, 0 for a unit in none; `from_last` counts from the other end."""
    ranks = np.zeros(count, dtype=np.int64)
    columns = [-order.totals, *order.keys(ranking.keys)]
    for pool in pools:
        if pool.size:
            place, sizes = places_of([(-column if from_last else column)[pool] for column in columns])
            ahead = np.arange(sizes.size) if ranking.ties is RankTies.DENSE else np.cumsum(sizes) - sizes
            ranks[pool] = 1 + ahead[place]
    return ranks
