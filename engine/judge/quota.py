"""Who gets the places of each tier, and who is displaced by whom (docs/semantics.md, section 9)."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from engine.dataclass import dataclass
from engine.judge.judgement import Allotment, Displacement, Reason
from engine.judge.order import places_of
from engine.number import round_fraction
from engine.scheme.judging import CutTies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.ints import Array, Mask
    from engine.judge.ladder import Ladders
    from engine.judge.order import Order
    from engine.scheme.judging import Quota, Tier
    from engine.scheme.model import Scheme

# A pool: the group whose places these are (None: all units), and its units in ascending order.
Pool: TypeAlias = "tuple[str | None, Array]"
_NONE = -1


@dataclass
class Places:
    """Gives out the places tier by tier; the fields are what it has decided so far.

    `rated` bool[n] are the units that count for a base of rated ones. `placed` int64[n] holds the tier of each unit,
    -1 for none yet; `kept` says whose place is kept although it may not enter.
    """

    scheme: Scheme
    units: Sequence[str]
    rated: Mask
    order: Order
    placed: Array = field(init=False)
    kept: Mask = field(init=False)
    displaced: dict[str, tuple[Displacement, ...]] = field(default_factory=dict)
    allotments: list[Allotment] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.placed = np.full(len(self.units), _NONE, dtype=np.int64)
        self.kept = np.zeros(len(self.units), dtype=np.bool_)

    def allot(self, ladders: Ladders, competing: Mask, whole: Pool, groups: Sequence[Pool]) -> None:
        """Fill the tiers from the best down; `competing` are decided units with a total."""
        for index, tier in enumerate(self.scheme.tiers):
            free = competing & (self.placed == _NONE)
            entrants = free & ladders.open[:, index]
            ghosts = free & ladders.kept[:, index] & ~self.kept
            if tier.quota is None:
                self.placed[entrants] = index
                continue
            for pool in groups if tier.quota.base.by_group else (whole,):
                self._fill(index, tier, tier.quota, pool, (entrants, ghosts))

    def _fill(self, index: int, tier: Tier, quota: Quota, pool: Pool, rivals: tuple[Mask, Mask]) -> None:
        entrants, ghosts = rivals
        group, members = pool
        base, exact = self._base(quota, pool)
        count = quota.count_of(group)
        places = count if count is not None else self._whole_places(quota, exact)
        ranked = self.order.by_total(members[(entrants | ghosts)[members]])
        inside, tied = self._cut(ranked, places, quota)
        entered, holding = ranked[inside & entrants[ranked]], ranked[inside & ghosts[ranked]]
        names, ghostly = (tuple(self.units[unit] for unit in each.tolist()) for each in (entered, holding))
        allotment = Allotment(tier.name, group, base, exact, places, names, ghostly)
        self.allotments.append(allotment)
        self.placed[entered] = index
        self.kept[holding] = True
        line = self.order.total_of(int(ranked[places - 1])) if 0 < places <= ranked.size else None
        outside = np.flatnonzero(~inside & entrants[ranked])
        for unit, is_tied in zip(ranked[outside].tolist(), tied[outside].tolist(), strict=True):
            gap = Fraction(0) if line is None else line - self.order.total_of(unit)
            reason = Reason.TIED if is_tied else Reason.FULL
            name = self.units[unit]
            self.displaced[name] = (*self.displaced.get(name, ()), Displacement(reason, gap, allotment))

    def _base(self, quota: Quota, pool: Pool) -> tuple[int, Fraction]:
        group, members = pool
        base = int(self.rated[members].sum()) if quota.base.rated_only else int(members.size)
        return base, Fraction(quota.count_of(group) or 0) if quota.share is None else quota.share * base

    def _whole_places(self, quota: Quota, exact: Fraction) -> int:
        # INVARIANT: a share comes with a rounding mode, or the scheme would not have been read.
        assert quota.rounding is not None, quota  # noqa: S101
        return int(round_fraction(exact, 0, quota.rounding))

    def _cut(self, ranked: Array, places: int, quota: Quota) -> tuple[Mask, Mask]:
        """Return which of the ranked units stand inside the places, and which were left out because of a tie."""
        none = np.zeros(ranked.shape, dtype=np.bool_)
        if ranked.size <= places:
            return ~none, none
        if places == 0:
            return none, none
        totals = self.order.totals[ranked]
        line = totals[places - 1]
        above, level = (totals > line).astype(np.bool_), (totals == line).astype(np.bool_)
        room = places - int(above.sum())
        if int(level.sum()) == room or quota.ties is CutTies.LENIENT:
            return above | level, none
        if quota.ties is CutTies.STRICT or not quota.keys:
            return above, level
        return self._cut_by_keys(ranked, (above, level), room, quota)

    def _cut_by_keys(self, ranked: Array, at: tuple[Mask, Mask], room: int, quota: Quota) -> tuple[Mask, Mask]:
        above, level = at
        place, _ = places_of([column[ranked[level]] for column in self.order.keys(quota.keys)])
        line = np.sort(place)[room - 1]
        better, equal = (np.zeros_like(level) for _ in range(2))
        better[level], equal[level] = place < line, place == line
        if int((better | equal).sum()) <= room:
            return above | better | equal, np.zeros_like(level)
        return above | better, equal
