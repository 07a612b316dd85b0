"""From indicators to the total, for all units at once (docs/semantics.md, sections 3 to 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.columns.ints import constant, where
from engine.columns.ratio import greatest, ratio, scaled
from engine.columns.sums import exact_sum, round_sum
from engine.evaluate.adjustments import adjust
from engine.evaluate.combine import combine, in_full, standing, together, total_available
from engine.evaluate.indicators import labels_of, score_indicator
from engine.evaluate.results import IndicatorTrace, NodeTrace, Results
from engine.scheme.model import Indicator, Item, Scheme, Section

if TYPE_CHECKING:
    from engine.columns.ints import Ints
    from engine.facts.table import FactTable

ZERO = ratio(0)


def evaluate(scheme: Scheme, facts: FactTable) -> Results:
    """Return every figure of every unit. It cannot fail: a sound scheme and a table leave nothing open."""
    builder = _Builder(scheme, facts)
    nodes = [builder.node(item) for item in scheme.items]
    stands = standing(nodes, scheme.marking.least, len(facts.units))
    applicable, incomplete = stands.applicable, stands.incomplete
    base = in_full(together(nodes), total_available(nodes), ratio(scheme.marking.full))
    if not nodes:
        applicable, base = ~incomplete, (ratio(scheme.marking.full),)
    bonuses = adjust(scheme.bonuses, scheme.marking.bonus_cap, scheme.marking, facts)
    penalties = adjust(scheme.penalties, scheme.marking.penalty_cap, scheme.marking, facts)
    incomplete |= bonuses.incomplete | penalties.incomplete
    rule = scheme.marking.rounding.total
    unclamped = round_sum((*base, bonuses.total, -penalties.total), rule.digits, rule.mode)
    return Results(
        scheme,
        facts,
        builder.labels,
        builder.indicators,
        builder.nodes,
        base,
        bonuses,
        penalties,
        unclamped,
        _clamped(unclamped, scheme),
        applicable & ~incomplete,
        incomplete,
    )


class _Builder:
    """Walks the tree of items, parts before their section, and keeps every trace."""

    def __init__(self, scheme: Scheme, facts: FactTable) -> None:
        self.scheme, self.facts = scheme, facts
        self.indicators: dict[str, IndicatorTrace] = {}
        self.nodes: dict[str, NodeTrace] = {}
        self.labels = labels_of(scheme, facts)

    def node(self, item: Item) -> NodeTrace:
        self.nodes[item.id] = self._section(item) if isinstance(item, Section) else self._indicator(item)
        return self.nodes[item.id]

    def _indicator(self, indicator: Indicator) -> NodeTrace:
        trace, node = score_indicator(indicator, self.scheme.marking, self.facts, self.labels)
        self.indicators[indicator.id] = trace
        return node

    def _section(self, section: Section) -> NodeTrace:
        parts = [self.node(part) for part in section.parts]
        marking = self.scheme.marking
        unfloored, combination, available = combine(section, parts, marking, self.facts, self.labels)
        converted = (greatest(exact_sum(unfloored), ZERO),) if section.floored else unfloored
        rule = marking.rounding.section
        terms = converted if rule is None else (scaled(round_sum(converted, rule.digits, rule.mode), rule.digits),)
        return NodeTrace(
            terms, converted, unfloored, combination.applicable, combination.incomplete, available, combination
        )


def _clamped(total: Ints, scheme: Scheme) -> Ints:
    """Keep the rounded total within its declared bounds, which have no more decimals than it has."""
    scale = 10**scheme.marking.rounding.total.digits
    low, high = constant(int(scheme.marking.lowest * scale)), constant(int(scheme.marking.highest * scale))
    return where(total < low, low, where(total > high, high, total))
