"""From indicators to the total, for all units at once, stratum by stratum (docs/semantics.md, sections 3 to 5)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import greatest, ratio, scaled
from engine.columns.sums import exact_sum, round_sum
from engine.evaluate.adjustments import adjust
from engine.evaluate.combine import combine, in_full, standing, together, total_available
from engine.evaluate.effects import after_rules, rules_on
from engine.evaluate.indicators import labels_of, score_indicator
from engine.evaluate.lookup import find
from engine.evaluate.results import NodeTrace, Results, Stages
from engine.evaluate.total import deducted, total_up
from engine.evaluate.values import Values
from engine.scheme.model import Item, Scheme, Section, all_items, indicators
from engine.scheme.strata import Moment, Stratum, heights, steps_to_total

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.evaluate.indicators import Labels
    from engine.evaluate.lookup import Lookup
    from engine.facts.table import FactTable

ZERO = ratio(0)


def evaluate(scheme: Scheme, facts: FactTable) -> Results:
    """Return every figure of every unit of a scheme whose points no rule acts on and no condition gates.

    `engine.judge` fires the rules between the strata; this is what there is without them.
    """
    evaluation = Evaluation(scheme, facts)
    for step in evaluation.steps:
        evaluation.advance(step)
    return evaluation.results


class Evaluation:
    """Computes the figures of all units, one step at a time.

    It cannot fail: a sound scheme and a table leave nothing open. What a step needs of rules stands in
    `results.truths` before it is taken.
    """

    def __init__(
        self,
        scheme: Scheme,
        facts: FactTable,
        labels: Labels | None = None,
        lookups: Mapping[str, Lookup] | None = None,
    ) -> None:
        """Begin with some units; labels and lookups may have been made for these and others together."""
        self.scheme, self.facts = scheme, facts
        self.results = Results(scheme, facts, labels or labels_of(scheme, facts))
        self.steps = steps_to_total(scheme.items)
        self._heights = heights(scheme.items)
        self._scored: dict[str, NodeTrace] = {}
        self._lookups = lookups or {}

    def advance(self, step: Moment) -> None:
        """Compute the figures of the next step."""
        match step.stratum:
            case Stratum.VALUES:
                self._values()
            case Stratum.ITEMS:
                for indicator in indicators(self.scheme.items):
                    self._keep(indicator, self._scored[indicator.id])
            case Stratum.SECTIONS:
                for item in all_items(self.scheme.items):
                    if isinstance(item, Section) and self._heights[item.id] == step.height:
                        self._keep(item, self._section(item))
            case Stratum.BASE:
                self._base()
            case Stratum.ADJUSTMENTS:
                self._adjustments()
            case _:
                total_up(self.results)

    def _values(self) -> None:
        """Compute the values, and the points that they bring before any rule acts on them."""
        labels = self.results.labels
        values = Values(self.scheme, self.facts, labels)

        for id_, lookup in self._lookups.items():
            combinations = find(lookup.axes, self.facts)
            self.results.indicators.keep(id_, partial(lookup.trace_of, combinations))
            self._scored[id_] = lookup.node_of(combinations)

        for indicator in indicators(self.scheme.items):
            if indicator.id not in self._lookups:
                found = values.of(indicator.id)
                self.results.indicators[indicator.id], self._scored[indicator.id] = score_indicator(
                    indicator, self.scheme.marking, found, labels
                )

    def _keep(self, item: Item, node: NodeTrace) -> None:
        self.results.nodes[item.id] = after_rules(node, rules_on(item.id, self.scheme), self.results.truths)

    def _base(self) -> None:
        results, nodes = self.results, [self.results.nodes[item.id] for item in self.scheme.items]
        full = ratio(self.scheme.marking.full)
        stands = standing(nodes, self.scheme.marking.least, len(self.facts.units))
        results.incomplete = stands.incomplete
        results.base = in_full(together(nodes), total_available(nodes), full)
        results.has_base = results.has_total = stands.applicable
        if not nodes:  # bonuses and penalties do the rest
            results.base, results.has_base = (full,), ~stands.incomplete
            results.has_total = results.has_base

    def _adjustments(self) -> None:
        results, marking = self.results, self.scheme.marking
        results.bonuses = adjust(self.scheme.bonuses, marking.bonus_cap, results)
        results.penalties = adjust(self.scheme.penalties, marking.penalty_cap, results)
        results.deducted = deducted(results)
        results.deducted_open = ~np.broadcast_to(
            deducted(results, worst=True).equals(results.deducted), results.has_total.shape
        )
        results.incomplete = results.incomplete | results.bonuses.incomplete | results.penalties.incomplete
        results.has_total = results.has_total & ~results.incomplete

    def _section(self, section: Section) -> NodeTrace:
        parts = [self.results.nodes[part.id] for part in section.parts]
        marking = self.scheme.marking
        unfloored, combination, available = combine(section, parts, self.results)
        converted = (greatest(exact_sum(unfloored), ZERO),) if section.floored else unfloored
        rule = marking.rounding.section
        terms = converted if rule is None else (scaled(round_sum(converted, rule.digits, rule.mode), rule.digits),)
        stages = Stages(terms, converted, unfloored)
        return NodeTrace(terms, combination.applicable, combination.incomplete, available, stages, combination)
