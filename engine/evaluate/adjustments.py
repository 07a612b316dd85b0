"""Bonuses and penalties of all units (docs/semantics.md, section 5)."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import spread
from engine.columns.ratio import Ratio, choose, greatest, least, ratio
from engine.dataclass import dataclass
from engine.evaluate.figures import figure
from engine.evaluate.formula import evaluate_formula
from engine.evaluate.indicators import round_points
from engine.evaluate.matters import settle, together
from engine.evaluate.results import AdjustmentTrace, GroupTrace, SideTrace, Standing, Value
from engine.facts.table import State
from engine.primitives.primitive import Peers
from engine.primitives.registry import primitive_of
from engine.scheme.adjustment import Adjustment, AdjustmentGroup, Counted, Scored, adjustments, gate_name
from engine.scheme.listed import Listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Award, Results
    from engine.facts.table import FactTable
    from engine.scheme.adjustment import Adjustable
    from engine.scheme.formula import Expr

ZERO = ratio(0)


def adjust(parts: Sequence[Adjustable], cap: Fraction | None, results: Results) -> SideTrace:
    """Return what the bonuses, or the penalties, of every unit come to; `cap` bounds them all together."""
    facts = results.facts
    side = _Side(results, award(parts, facts))
    columns = [side.points(part) for part in parts]
    whole = reduce(Ratio.__add__, columns, ZERO)
    incomplete = np.zeros(len(facts.units), dtype=np.bool_)
    for adjustment in adjustments(parts):
        incomplete |= _incomplete(adjustment, side.leaves[adjustment.id])
    points = {id_: leaf.points for id_, leaf in side.leaves.items()}
    points |= {id_: group.points for id_, group in side.groups.items()}
    return SideTrace(side.leaves, side.groups, points, whole, _capped(whole, cap), incomplete)


def _incomplete(adjustment: Adjustment, leaf: AdjustmentTrace) -> Mask:
    """Say where a fact is missing that has to be reported; where the gate is shut nothing has to be."""
    missing: Mask = (leaf.state == int(State.MISSING)) & (not adjustment.optional)
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
        raw, state = self._value(source.formula)
        pending = self._unproven(adjustment) if adjustment.evidence else np.zeros(state.shape, dtype=np.bool_)
        earned = greatest(raw.ratio * ratio(source.each), ZERO)
        counted = choose((state == int(State.VALUE)) & ~pending, earned, ZERO)
        return self._trace(adjustment, Value(raw.ratio, state), counted, pending)

    def _value(self, formula: Expr) -> tuple[Value, Array]:
        """Return what a formula comes to, and its state in every unit."""
        raw = evaluate_formula(formula, self.facts, lambda node: figure(node, self.results))
        return raw, spread(raw.state, len(self.facts.units))

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
        waiting = [any(each.standing is Standing.PENDING for each in of_unit) for of_unit in awards]
        pending = np.array(waiting, dtype=np.bool_)
        return self._trace(adjustment, Value(of_fact.values, of_fact.state), together(awards), pending, tuple(awards))

    def _scored(self, adjustment: Adjustment) -> AdjustmentTrace:
        """Score a value by a method, whose full points are the cap; points below 0 are none."""
        source = adjustment.source
        assert isinstance(source, Scored), adjustment.id  # noqa: S101
        raw, state = self._value(source.formula)
        known = state == int(State.VALUE)
        peers = Peers(known, self.results.labels.group)
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
        points = round_points(exact, self.results.scheme.marking.rounding.indicator)
        if adjustment.gate is None:
            return AdjustmentTrace(value.ratio, value.state, earned, exact, points, points, pending, awards)
        gate = self.results.truths[gate_name(adjustment.id)]
        open_ = gate.true
        return AdjustmentTrace(
            value.ratio, value.state, earned, choose(open_, exact, ZERO), choose(open_, points, ZERO), points,
            pending & open_, awards, gate,
        )  # fmt: skip


def award(parts: Sequence[Adjustable], facts: FactTable) -> dict[str, list[tuple[Award, ...]]]:
    """Return, for every adjustment that lists matters, what each matter of each unit brings."""
    listing = [(each.id, each.source, each.evidence) for each in adjustments(parts) if isinstance(each.source, Listed)]
    if not listing:
        return {}
    rows = [settle(listing, facts, unit) for unit in facts.units]
    return {id_: [row[place] for row in rows] for place, (id_, _, _) in enumerate(listing)}
