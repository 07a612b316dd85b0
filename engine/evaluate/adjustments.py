"""Bonuses and penalties of all units (docs/semantics.md, section 5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import column
from engine.columns.ratio import Ratio, choose, greatest, least, ratio, scaled
from engine.evaluate.figures import figure
from engine.evaluate.formula import evaluate_formula
from engine.evaluate.indicators import round_points
from engine.evaluate.results import AdjustmentTrace, Award, GroupTrace, SideTrace, Standing, Value
from engine.facts.table import State
from engine.number import decimals_needed
from engine.scheme.adjustment import Adjustment, AdjustmentGroup, Counted, Listed, adjustments, gate_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.columns.ints import Mask
    from engine.evaluate.results import Results
    from engine.facts.table import FactTable
    from engine.scheme.adjustment import Adjustable

ZERO = ratio(0)


def adjust(parts: Sequence[Adjustable], cap: Fraction | None, results: Results) -> SideTrace:
    """Return what the bonuses, or the penalties, of every unit come to; `cap` bounds them all together."""
    facts = results.facts
    side = _Side(results, award(parts, facts))
    columns = [side.points(part) for part in parts]
    together = reduce(Ratio.__add__, columns, ZERO)
    incomplete = np.zeros(len(facts.units), dtype=np.bool_)
    for adjustment in adjustments(parts):
        incomplete |= _incomplete(adjustment, side.leaves[adjustment.id])
    return SideTrace(side.leaves, side.groups, together, _capped(together, cap), incomplete)


def _incomplete(adjustment: Adjustment, leaf: AdjustmentTrace) -> Mask:
    """Say where a fact is missing that has to be reported; where the gate is shut nothing has to be."""
    missing: Mask = (leaf.state == State.MISSING) & (not adjustment.optional)
    if leaf.gate is None:
        return missing
    return ~leaf.gate.false & (missing | (leaf.gate.undecided & ~leaf.ungated.equals(ZERO)))


def _capped(points: Ratio, cap: Fraction | None) -> Ratio:
    return points if cap is None else least(points, ratio(cap))


@dataclass
class _Side:
    """Walks the adjustments of one side, parts before their group, and keeps every trace."""

    results: Results
    awards: dict[str, list[tuple[Award, ...]]]

    @property
    def facts(self) -> FactTable:
        """The facts of all units."""
        return self.results.facts

    def __post_init__(self) -> None:
        self.leaves: dict[str, AdjustmentTrace] = {}
        self.groups: dict[str, GroupTrace] = {}

    def points(self, part: Adjustable) -> Ratio:
        if isinstance(part, AdjustmentGroup):
            together = reduce(Ratio.__add__, (self.points(each) for each in part.parts), ZERO)
            self.groups[part.id] = GroupTrace(together, _capped(together, part.cap))
            return self.groups[part.id].points
        self.leaves[part.id] = self._counted(part) if isinstance(part.source, Counted) else self._listed(part)
        return self.leaves[part.id].points

    def _counted(self, adjustment: Adjustment) -> AdjustmentTrace:
        source = adjustment.source
        assert isinstance(source, Counted), adjustment.id  # noqa: S101
        raw = evaluate_formula(source.formula, self.facts, lambda node: figure(node, self.results))
        state = np.broadcast_to(raw.state, (len(self.facts.units),))
        pending = self._unproven(adjustment) if adjustment.evidence else np.zeros(state.shape, dtype=np.bool_)
        earned = greatest(raw.ratio * ratio(source.each), ZERO)
        together = choose((state == State.VALUE) & ~pending, earned, ZERO)
        return self._trace(adjustment, Value(raw.ratio, state), together, pending)

    def _unproven(self, adjustment: Adjustment) -> Mask:
        """Say where a fact that the formula reads has no evidence."""
        found = np.zeros(len(self.facts.units), dtype=np.bool_)
        for name in adjustment.facts:
            found |= ~self.facts.proven(name)
        return found

    def _listed(self, adjustment: Adjustment) -> AdjustmentTrace:
        source, awards = adjustment.source, self.awards[adjustment.id]
        assert isinstance(source, Listed), adjustment.id  # noqa: S101
        of_fact = self.facts.columns[source.fact]
        digits = max(decimals_needed(points) or 0 for _, points in source.each)
        earned = [sum(each.points for each in of_unit) * 10**digits for of_unit in awards]
        together = scaled(column([int(each) for each in earned]), digits)
        waiting = [any(each.standing is Standing.PENDING for each in of_unit) for of_unit in awards]
        pending = np.array(waiting, dtype=np.bool_)
        return self._trace(adjustment, Value(of_fact.values, of_fact.state), together, pending, tuple(awards))

    def _trace(
        self,
        adjustment: Adjustment,
        value: Value,
        together: Ratio,
        pending: Mask,
        awards: tuple[tuple[Award, ...], ...] | None = None,
    ) -> AdjustmentTrace:
        exact = _capped(together, adjustment.cap)
        points = round_points(exact, self.results.scheme.marking.rounding.indicator)
        if adjustment.gate is None:
            return AdjustmentTrace(value.ratio, value.state, together, exact, points, points, pending, awards)
        gate = self.results.truths[gate_name(adjustment.id)]
        open_ = gate.true
        return AdjustmentTrace(
            value.ratio, value.state, together, choose(open_, exact, ZERO), choose(open_, points, ZERO), points,
            pending & open_, awards, gate,
        )  # fmt: skip


def award(parts: Sequence[Adjustable], facts: FactTable) -> dict[str, list[tuple[Award, ...]]]:
    """Return, for every adjustment that lists matters, what each matter of each unit brings.

    Of a matter that several of those with `once` list, the highest points count, the first of equal ones.
    """
    listing = [each for each in adjustments(parts) if isinstance(each.source, Listed)]
    rows = [_of_unit(listing, facts, unit) for unit in facts.units]
    return {adjustment.id: [row[place] for row in rows] for place, adjustment in enumerate(listing)}


def _of_unit(listing: Sequence[Adjustment], facts: FactTable, unit: str) -> list[tuple[Award, ...]]:
    """Return the awards of one unit: a tuple for each adjustment, in order."""
    awards = [_claims(adjustment, facts, unit) for adjustment in listing]
    rivals: dict[str, list[tuple[Fraction, int, int]]] = defaultdict(list)
    for place, (adjustment, claims) in enumerate(zip(listing, awards, strict=True)):
        if isinstance(adjustment.source, Listed) and adjustment.source.once:
            for number, claim in enumerate(claims):
                if claim.standing is Standing.COUNTED:
                    rivals[claim.matter.key].append((-claim.points, place, number))
    for found in rivals.values():
        first, *others = sorted(found)
        for _, place, number in others:
            yields = awards[place][number].yield_to(listing[first[1]].id)
            awards[place] = [*awards[place][:number], yields, *awards[place][number + 1 :]]
    return [tuple(each) for each in awards]


def _claims(adjustment: Adjustment, facts: FactTable, unit: str) -> list[Award]:
    source = adjustment.source
    assert isinstance(source, Listed), adjustment.id  # noqa: S101
    claims = []
    for matter in facts.cell(unit, source.fact).matters:
        worth = source.worth(matter.class_)
        pending = adjustment.evidence and not matter.proven
        claims.append(Award(matter, worth, Standing.PENDING if pending else Standing.COUNTED))
    return claims
