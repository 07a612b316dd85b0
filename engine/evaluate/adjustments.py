"""Bonuses and penalties of all units (docs/semantics.md, section 5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import Ratio, choose, greatest, least, ratio
from engine.evaluate.formula import evaluate_formula
from engine.evaluate.indicators import round_points
from engine.evaluate.matters import settle, together
from engine.evaluate.results import AdjustmentTrace, GroupTrace, SideTrace, Standing, Value
from engine.facts.table import State
from engine.primitives.primitive import Peers
from engine.primitives.registry import primitive_of
from engine.scheme.adjustment import Adjustment, AdjustmentGroup, Counted, Scored, adjustments
from engine.scheme.listed import Listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.columns.ints import Mask
    from engine.evaluate.indicators import Labels
    from engine.evaluate.results import Award
    from engine.facts.table import FactTable
    from engine.scheme.adjustment import Adjustable
    from engine.scheme.model import Marking

ZERO = ratio(0)


def adjust(
    parts: Sequence[Adjustable], cap: Fraction | None, marking: Marking, facts: FactTable, labels: Labels
) -> SideTrace:
    """Return what the bonuses, or the penalties, of every unit come to; `cap` bounds them all together."""
    side = _Side(marking, facts, labels, award(parts, facts))
    columns = [side.points(part) for part in parts]
    whole = reduce(Ratio.__add__, columns, ZERO)
    incomplete = np.zeros(len(facts.units), dtype=np.bool_)
    for adjustment in adjustments(parts):
        if not adjustment.optional:
            incomplete |= side.leaves[adjustment.id].state == State.MISSING
    return SideTrace(side.leaves, side.groups, whole, _capped(whole, cap), incomplete)


def _capped(points: Ratio, cap: Fraction | None) -> Ratio:
    return points if cap is None else least(points, ratio(cap))


@dataclass
class _Side:
    """Walks the adjustments of one side, parts before their group, and keeps every trace."""

    marking: Marking
    facts: FactTable
    labels: Labels
    awards: dict[str, list[tuple[Award, ...]]]

    def __post_init__(self) -> None:
        self.leaves: dict[str, AdjustmentTrace] = {}
        self.groups: dict[str, GroupTrace] = {}

    def points(self, part: Adjustable) -> Ratio:
        if isinstance(part, AdjustmentGroup):
            whole = reduce(Ratio.__add__, (self.points(each) for each in part.parts), ZERO)
            self.groups[part.id] = GroupTrace(whole, _capped(whole, part.cap))
            return self.groups[part.id].points
        match part.source:
            case Counted():
                self.leaves[part.id] = self._counted(part)
            case Listed():
                self.leaves[part.id] = self._listed(part)
            case Scored():
                self.leaves[part.id] = self._scored(part)
        return self.leaves[part.id].points

    def _counted(self, adjustment: Adjustment) -> AdjustmentTrace:
        source = adjustment.source
        assert isinstance(source, Counted), adjustment.id  # noqa: S101
        raw = evaluate_formula(source.formula, self.facts)
        state = np.broadcast_to(raw.state, (len(self.facts.units),))
        pending = self._unproven(adjustment) if adjustment.evidence else np.zeros(state.shape, dtype=np.bool_)
        earned = greatest(raw.ratio * ratio(source.each), ZERO)
        counted = choose((state == State.VALUE) & ~pending, earned, ZERO)
        return self._trace(adjustment, Value(raw.ratio, state), counted, pending)

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
        pending = np.array([any(each.standing is Standing.PENDING for each in of_unit) for of_unit in awards])
        return self._trace(adjustment, Value(of_fact.values, of_fact.state), together(awards), pending, tuple(awards))

    def _scored(self, adjustment: Adjustment) -> AdjustmentTrace:
        """Score a value by a method, whose full points are the cap; points below 0 are none."""
        source = adjustment.source
        assert isinstance(source, Scored), adjustment.id  # noqa: S101
        raw = evaluate_formula(source.formula, self.facts)
        state = np.broadcast_to(raw.state, (len(self.facts.units),))
        known = state == State.VALUE
        peers = Peers(known, self.labels.group)
        scored = primitive_of(source.method).score(source.method, source.full, raw.ratio, peers)
        pending = self._unproven(adjustment) if adjustment.evidence else np.zeros(state.shape, dtype=np.bool_)
        earned = choose(known & ~pending, greatest(scored.points, ZERO), ZERO)
        trace = self._trace(adjustment, Value(raw.ratio, state), earned, pending)
        return replace(trace, scored=scored)

    def _trace(
        self,
        adjustment: Adjustment,
        value: Value,
        earned: Ratio,
        pending: Mask,
        awards: tuple[tuple[Award, ...], ...] | None = None,
    ) -> AdjustmentTrace:
        exact = _capped(earned, adjustment.cap)
        points = round_points(exact, self.marking.rounding.indicator)
        return AdjustmentTrace(value.ratio, value.state, earned, exact, points, pending, awards)


def award(parts: Sequence[Adjustable], facts: FactTable) -> dict[str, list[tuple[Award, ...]]]:
    """Return, for every adjustment that lists matters, what each matter of each unit brings."""
    listing = [(each.id, each.source, each.evidence) for each in adjustments(parts) if isinstance(each.source, Listed)]
    rows = [settle(listing, facts, unit) for unit in facts.units]
    return {id_: [row[place] for row in rows] for place, (id_, _, _) in enumerate(listing)}
