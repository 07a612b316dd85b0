"""From indicators to the total, for all units at once, stratum by stratum (docs/semantics.md, sections 3 to 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import Ratio, choose, greatest, ratio, scaled
from engine.columns.ratio import divide as divide_ratio
from engine.columns.sums import Terms, exact_sum, gather, round_sum
from engine.evaluate.adjustments import adjust
from engine.evaluate.effects import after_rules, rules_on
from engine.evaluate.indicators import labels_of, score_indicator
from engine.evaluate.results import NodeTrace, Results
from engine.evaluate.total import deducted, total_up
from engine.evaluate.values import Values
from engine.scheme.model import Conversion, Item, Scheme, Section, all_items, indicators
from engine.scheme.strata import Moment, Stratum, heights, steps_to_total

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.columns.ints import Mask
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

    def __init__(self, scheme: Scheme, facts: FactTable) -> None:
        self.scheme, self.facts = scheme, facts
        self.results = Results(scheme, facts, labels_of(scheme, facts))
        self.steps = steps_to_total(scheme.items)
        self._heights = heights(scheme.items)
        self._scored: dict[str, NodeTrace] = {}

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
        for indicator in indicators(self.scheme.items):
            trace, node = score_indicator(indicator, self.scheme.marking, values.of(indicator.id), labels)
            self.results.indicators[indicator.id] = trace
            self._scored[indicator.id] = node

    def _keep(self, item: Item, node: NodeTrace) -> None:
        self.results.nodes[item.id] = after_rules(node, rules_on(item.id, self.scheme), self.results.truths)

    def _base(self) -> None:
        results, nodes = self.results, [self.results.nodes[item.id] for item in self.scheme.items]
        applicable = _any([node.applicable for node in nodes], len(self.facts.units))
        results.incomplete = _any([node.incomplete for node in nodes], len(self.facts.units))
        results.has_base = results.has_total = applicable & ~results.incomplete
        results.base = _converted(_sum(nodes), nodes, self.scheme, self.scheme.marking.full, at_top=True)

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
        count = len(self.facts.units)
        converted = _converted(_sum(parts), parts, self.scheme, section.points, at_top=False)
        unfloored = converted
        if section.floored:
            converted = (greatest(exact_sum(converted), ZERO),)
        rule = self.scheme.marking.rounding.section
        terms = converted if rule is None else (scaled(round_sum(converted, rule.digits, rule.mode), rule.digits),)
        incomplete = _any([part.incomplete for part in parts], count)
        applicable = _any([part.applicable for part in parts], count) & ~incomplete
        if self.scheme.marking.conversion is Conversion.WHOLE:
            available = _total([part.available for part in parts])
        else:
            available = choose(applicable | incomplete, ratio(section.points), ZERO)
        return NodeTrace(terms, terms, converted, unfloored, applicable, incomplete, available)


def _sum(parts: Sequence[NodeTrace]) -> Terms:
    """Add the parts' points; a part that does not apply has none, and an incomplete one has no say."""
    return gather(tuple(term for part in parts for term in part.terms))


def _converted(terms: Terms, parts: Sequence[NodeTrace], scheme: Scheme, full: Fraction, *, at_top: bool) -> Terms:
    """Make up for what does not apply: multiply by full / available points where some do not."""
    match scheme.marking.conversion:
        case Conversion.FULL:
            return terms
        case Conversion.WHOLE if not at_top:
            return terms
        case _:
            available = _total([part.available for part in parts])
    factor, _ = divide_ratio(ratio(full), available)
    if factor.num.is_constant and factor.den.is_constant and factor.num.high == factor.den.high:
        return terms
    return tuple(term * factor for term in terms)


def _total(columns: Sequence[Ratio]) -> Ratio:
    total = columns[0]
    for each in columns[1:]:
        total = total + each
    return total


def _any(masks: Sequence[Mask], count: int) -> Mask:
    found = np.zeros(count, dtype=np.bool_)
    for mask in masks:
        found |= mask
    return found
