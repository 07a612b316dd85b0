"""Who gets the places of each tier, and who is displaced by whom (docs/semantics.md, section 9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from engine.judge.judgement import Allotment, Displacement, Reason, Status
from engine.number import round_fraction
from engine.scheme.judging import CutTies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.judge.ladder import Ladders
    from engine.judge.order import Order
    from engine.scheme.judging import Quota, Tier
    from engine.scheme.model import Scheme

# A pool: the group whose places these are (None: all units), and its units.
Pool: TypeAlias = "tuple[str | None, Sequence[int]]"


@dataclass
class Places:
    """Gives out the places tier by tier; the fields are what it has decided so far."""

    scheme: Scheme
    units: Sequence[str]
    statuses: Sequence[Status]
    order: Order
    placed: dict[int, int] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)
    displaced: dict[str, tuple[Displacement, ...]] = field(default_factory=dict)
    allotments: list[Allotment] = field(default_factory=list)

    def allot(self, ladders: Ladders, competing: Sequence[int], whole: Pool, groups: Sequence[Pool]) -> None:
        """Fill the tiers from the best down; `competing` are decided units with a total."""
        for index, tier in enumerate(self.scheme.tiers):
            free = [unit for unit in competing if unit not in self.placed]
            entrants = {unit for unit in free if ladders.open[unit, index]}
            ghosts = {unit for unit in free if ladders.kept[unit, index] and unit not in self.kept}
            if tier.quota is None:
                self.placed.update(dict.fromkeys(entrants, index))
                continue
            for pool in groups if tier.quota.base.by_group else (whole,):
                members = set(pool[1])
                self._fill(index, tier, tier.quota, pool, (entrants & members, ghosts & members))

    def _fill(self, index: int, tier: Tier, quota: Quota, pool: Pool, rivals: tuple[set[int], set[int]]) -> None:
        entrants, ghosts = rivals
        base, exact = self._base(quota, pool)
        count = quota.count_of(pool[0])
        places = count if count is not None else self._whole_places(quota, exact)
        ranked = self.order.by_total(entrants | ghosts)
        inside, tied = self._cut(ranked, places, quota)
        entered = [unit for unit in ranked if unit in inside and unit in entrants]
        holding = [unit for unit in ranked if unit in inside and unit in ghosts]
        names = tuple(self.units[unit] for unit in entered)
        allotment = Allotment(tier.name, pool[0], base, exact, places, names, tuple(self.units[u] for u in holding))
        self.allotments.append(allotment)
        self.placed.update(dict.fromkeys(entered, index))
        self.kept.update(holding)
        line = self.order.total_of(ranked[places - 1]) if 0 < places <= len(ranked) else None
        for unit in ranked:
            if unit in entrants and unit not in inside:
                gap = Fraction(0) if line is None else line - self.order.total_of(unit)
                reason = Reason.TIED if unit in tied else Reason.FULL
                name = self.units[unit]
                self.displaced[name] = (*self.displaced.get(name, ()), Displacement(reason, gap, allotment))

    def _base(self, quota: Quota, pool: Pool) -> tuple[int, Fraction]:
        group, members = pool
        rated = [unit for unit in members if self.statuses[unit] is Status.RATED]
        base = len(rated) if quota.base.rated_only else len(members)
        return base, Fraction(quota.count_of(group) or 0) if quota.share is None else quota.share * base

    def _whole_places(self, quota: Quota, exact: Fraction) -> int:
        # INVARIANT: a share comes with a rounding mode, or the scheme would not have been read.
        assert quota.rounding is not None, quota  # noqa: S101
        return int(round_fraction(exact, 0, quota.rounding))

    def _cut(self, ranked: Sequence[int], places: int, quota: Quota) -> tuple[set[int], set[int]]:
        """Return who stands inside the places, and who was left out because of a tie."""
        if len(ranked) <= places:
            return set(ranked), set()
        if places == 0:
            return set(), set()
        totals = self.order.totals
        line = totals[ranked[places - 1]]
        above = {unit for unit in ranked if totals[unit] > line}
        level = [unit for unit in ranked if totals[unit] == line]
        room = places - len(above)
        if len(level) == room or quota.ties is CutTies.LENIENT:
            return above | set(level), set()
        if quota.ties is CutTies.STRICT:
            return above, set(level)
        return self._cut_by_keys(above, level, room, quota)

    def _cut_by_keys(self, above: set[int], level: list[int], room: int, quota: Quota) -> tuple[set[int], set[int]]:
        keys = {unit: self.order.key(unit, quota.keys) for unit in level}
        line = keys[sorted(level, key=lambda unit: keys[unit])[room - 1]]
        better = {unit for unit in level if keys[unit] < line}
        equal = {unit for unit in level if keys[unit] == line}
        if len(better) + len(equal) <= room:
            return above | better | equal, set()
        return above | better, equal
