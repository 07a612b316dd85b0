"""Which ways of putting points together a case met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.sums import exact_sum
from engine.evaluate.results import Case as Policy
from engine.scheme.combining import Filling, Way
from engine.scheme.model import Conversion, Section, all_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.model import Indicator
    from tests.differential.compare import Run


def sectioned(of: Run) -> Iterator[str]:
    """Yields the names of mechanisms, some more than once."""
    marking, results = of.scheme.marking, of.results
    if marking.inner not in (None, marking.full) and results.has_total.any():
        yield "combining/inner full marks of the total"
    if not of.scheme.items:
        yield "combining/no items"
    if marking.least > 1 and (~results.has_total & ~results.incomplete).any():
        yield "combining/too few items"
    if sum(item.points for item in of.scheme.items) != (marking.full if marking.inner is None else marking.inner):
        yield "combining/alternatives"
    for item in all_items(of.scheme.items):
        yield from _section(of, item) if isinstance(item, Section) else _indicator(of, item)


def _section(of: Run, section: Section) -> Iterator[str]:
    node, combining = of.results.nodes[section.id], section.combining
    parts = [of.results.nodes[part.id] for part in section.parts]
    some = np.logical_or.reduce([part.applicable for part in parts])
    all_ = np.logical_and.reduce([part.applicable for part in parts])
    units = {unit.name: unit for unit in of.scheme.units}
    if section.inner != section.points and node.applicable.any():
        yield "combining/inner full marks"
    if combining.cycle and node.applicable.any():
        yield f"combining/periods {combining.rest.name}"
    if combining.adds and sum(part.points for part in section.parts) != section.inner:
        yield "combining/alternatives"
        if of.scheme.marking.conversion is Conversion.FULL:
            yield "combining/alternatives under FULL"
    if combining.ways:
        yield "combining/by group"
    for row, name in enumerate(of.table.units):
        way = combining.way_of(units[name])
        if node.applicable[row]:
            yield f"combining/{way.name}"
            if way is not Way.SUM and not all_[row]:
                yield f"combining/{way.name} of some"
                yield f"combining/some under {of.scheme.marking.conversion.name}"
        elif some[row] and not node.incomplete[row]:
            yield (
                "combining/weights do not apply"
                if way is Way.WEIGHTED and combining.least == 1
                else "combining/too few"
            )
        elif node.incomplete[row] and not any(part.incomplete[row] for part in parts):
            yield "combining/weights missing"
    if combining.weights and len({*node.combination.cases}) > 1 if node.combination else False:
        yield "combining/several cases"


def _indicator(of: Run, indicator: Indicator) -> Iterator[str]:
    trace, node = of.results.indicators[indicator.id], of.results.nodes[indicator.id]
    if indicator.filling is Filling.ALWAYS and (node.applicable & (trace.case >= Policy.NOT_APPLICABLE)).any():
        yield "combining/full marks where it does not apply"
    if trace.factor is None or trace.scored is None:
        return
    points, before = exact_sum((trace.exact,)), trace.scored
    for row in np.flatnonzero(trace.case == Policy.SCORED).tolist():
        factor = trace.factor.ratio.at(row)
        if points.at(row) == indicator.points < before.at(row) * factor:
            yield "factor/up to full marks"
        elif factor < 0 and points.at(row) == 0 < before.at(row):
            yield "factor/down to zero"
        elif points.at(row) != before.at(row):
            yield "factor/applied"
    if ((trace.state == 0) & (trace.case == Policy.MISSING)).any():
        yield "factor/missing"
