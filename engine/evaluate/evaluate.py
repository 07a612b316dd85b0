"""From indicators to the total, for all units at once (docs/semantics.md, sections 3 to 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import constant, where
from engine.columns.ratio import Ratio, choose, greatest, ratio, scaled
from engine.columns.ratio import divide as divide_ratio
from engine.columns.sums import Terms, exact_sum, gather, round_sum
from engine.evaluate.adjustments import adjust
from engine.evaluate.indicators import labels_of, score_indicator
from engine.evaluate.results import IndicatorTrace, NodeTrace, Results
from engine.scheme.model import Conversion, Indicator, Item, Scheme, Section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.columns.ints import Ints, Mask
    from engine.facts.table import FactTable

ZERO = ratio(0)


def evaluate(scheme: Scheme, facts: FactTable) -> Results:
    """Return every figure of every unit. It cannot fail: a sound scheme and a table leave nothing open."""
    builder = _Builder(scheme, facts)
    nodes = [builder.node(item) for item in scheme.items]
    applicable = _any([node.applicable for node in nodes], len(facts.units))
    incomplete = _any([node.incomplete for node in nodes], len(facts.units))
    base = _converted(_sum(nodes), nodes, scheme, scheme.marking.full, at_top=True)
    bonuses = adjust(scheme.bonuses, scheme.marking.bonus_cap, scheme.marking, facts, builder.labels)
    penalties = adjust(scheme.penalties, scheme.marking.penalty_cap, scheme.marking, facts, builder.labels)
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
        return NodeTrace(terms, converted, unfloored, applicable, incomplete, available)


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


def _clamped(total: Ints, scheme: Scheme) -> Ints:
    """Keep the rounded total within its declared bounds, which have no more decimals than it has."""
    scale = 10**scheme.marking.rounding.total.digits
    low, high = constant(int(scheme.marking.lowest * scale)), constant(int(scheme.marking.highest * scale))
    return where(total < low, low, where(total > high, high, total))
