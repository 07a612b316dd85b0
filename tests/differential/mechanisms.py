"""Which mechanisms really occurred in a case: not what its scheme says, but what its units met."""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np

from engine.columns import sums
from engine.columns.ints import INT64_HIGH
from engine.columns.sums import exact_sum
from engine.evaluate.results import NOT_APPLICABLE_CASES, Standing
from engine.evaluate.results import Case as Policy
from engine.facts.table import State
from engine.methods.matter_fields import Same
from engine.number import Quantity
from engine.primitives.bands import Bands
from engine.primitives.curve import Curve
from engine.primitives.ranked import Ranked
from engine.primitives.steps import AT_CEILING, AT_FLOOR, Steps
from engine.primitives.threshold import Threshold
from engine.scheme import formula as f
from engine.scheme.adjustment import Counted, Scored, adjustments
from engine.scheme.model import Conversion, Indicator, Item, Section, all_items, indicators
from tests.differential.matters_met import matters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.columns.ints import Ints, Mask
    from engine.columns.sums import Terms
    from engine.evaluate.results import AdjustmentTrace, IndicatorTrace, SideTrace
    from engine.number import Rounding
    from engine.scheme.adjustment import Adjustable, Adjustment
    from engine.scheme.model import RoundingRule
    from tests.differential.compare import Run

HALF = Fraction(1, 2)


@contextmanager
def watched() -> Iterator[set[str]]:
    """Notes which ways the sums of columns take: the grid, and the exact path behind its guard."""
    seen: set[str] = set()
    original = sums._round_on_grid  # noqa: SLF001  the only place where the way is known

    def round_on_grid(terms: Terms, digits: int, rounding: Rounding) -> tuple[Ints, Mask]:
        rounded, in_doubt = original(terms, digits, rounding)
        seen.add("sum/grid")
        if in_doubt.any():
            seen.add("sum/exact path")
        return rounded, in_doubt

    with patch.object(sums, "_round_on_grid", round_on_grid):
        yield seen


def occurred(of: Run) -> Iterator[str]:
    """Yields the names of mechanisms, some more than once."""
    yield from _tree(of.scheme.items, 1)
    for indicator in indicators(of.scheme.items):
        yield from _indicator(of, indicator)
    for item in all_items(of.scheme.items):
        if isinstance(item, Section) and item.floored:
            node = of.results.nodes[item.id]
            before, after = exact_sum(node.staged.unfloored), exact_sum(node.staged.converted)
            if any(before.at(row) != after.at(row) for row in range(len(of.table.units))):
                yield "section/kept from falling below zero"
    yield from _facts(of)
    yield from _sums(of)
    yield from matters(of)
    yield from _side("bonus", of.results.bonuses, of.scheme.bonuses)
    yield from _side("penalty", of.results.penalties, of.scheme.penalties)


def _tree(items: tuple[Item, ...], depth: int) -> Iterator[str]:
    yield f"depth/{depth}"
    for item in items:
        if isinstance(item, Section):
            yield from _tree(item.parts, depth + 1)


def _indicator(of: Run, indicator: Indicator) -> Iterator[str]:
    trace = of.results.indicators[indicator.id]
    for row, case in enumerate(trace.case):
        if case == Policy.SCORED:
            yield from _scored(indicator, trace, row)
        elif case == Policy.NOT_FOR:
            yield "not for/" + ("unit" if of.table.units[row] in indicator.not_for else "group")
        else:
            yield f"policy/{Policy(case).name}"
    yield from _nodes(indicator.formula, inside=False)


def _cases(indicator: Indicator, value: Fraction) -> Iterator[str]:
    """Which of the cases gave the points, as far as the points tell them apart."""
    formula, method = indicator.formula, indicator.method
    if isinstance(formula, f.Cases) and not (isinstance(method, Curve) and method.to_full):
        literals = [each.value for each in formula.points if isinstance(each, f.Literal)]
        points = [each.value for each in literals if isinstance(each, Quantity)]
        yield (
            "formula/first case"
            if value == points[0]
            else "formula/later case"
            if value in points
            else "formula/no case"
        )


def _scored(indicator: Indicator, trace: IndicatorTrace, row: int) -> Iterator[str]:
    value, points, exact = trace.value.at(row), trace.points.at(row), trace.exact.at(row)
    if indicator.rounding and value != trace.raw.at(row):
        percent = " of percent" if indicator.rounding.as_percent else ""
        yield f"rounded value/{indicator.rounding.mode.name}{percent}"
    if points < 0:
        yield "points/negative"
    if points != exact:
        yield "points/rounded"
    yield f"method/{indicator.word}"
    yield from _cases(indicator, value)
    match indicator.method:
        case Threshold(operator, level):
            yield f"threshold/{'yes or no' if isinstance(level, bool) else operator}"
            if isinstance(level, Quantity) and value == level.value:
                yield "threshold/exactly on the level"
        case Steps() as spec:
            yield from _stepped(spec, trace, row)
        case Curve() as spec:
            yield from _along(spec, int(trace.branch[row]))
        case Ranked() as spec:
            yield from _ranked(spec, trace, row)
        case Bands(edges):
            for edge in edges:
                yield f"bands/{edge.at.unit.name}"
                if value == edge.at.value:
                    yield f"bands/exactly on {'a closed' if edge.from_here else 'an open'} end"


def _along(spec: Curve, passed: int) -> Iterator[str]:
    ends = len(spec.knots) + spec.to_full
    yield "curve/" + ("below" if not passed else "above" if passed == ends else "between")
    if spec.to_full:
        yield "curve/to full"


def _stepped(spec: Steps, trace: IndicatorTrace, row: int) -> Iterator[str]:
    value, taken = trace.value.at(row), [each.at(row) for each in trace.steps]
    for side, steps in zip(spec.sides, taken, strict=True):
        if steps:
            yield "steps/" + ("rising" if side.rising else "falling")
            yield "steps/" + ("off" if side.each > 0 else "on")
        if (side.mark.value - value) / side.step.value % 1:
            yield f"steps/{side.partial.name}"
        elif steps:
            yield "steps/whole steps"
        if side.width is not None and steps and abs(value - side.mark.value) > side.width:
            yield "steps/second slope"
    if spec.deepest and taken[-1]:
        yield "steps/deepest"
    if trace.branch[row] == AT_FLOOR:
        yield "steps/" + ("most" if spec.most is not None and trace.points.at(row) > 0 else "until zero")
    elif trace.branch[row] == AT_CEILING:
        yield "steps/until full"
    elif not spec.until_zero and any(taken):
        yield "steps/not until zero"


def _ranked(spec: Ranked, trace: IndicatorTrace, row: int) -> Iterator[str]:
    yield f"ranked/{spec.ties.name}"
    yield "ranked/" + ("high first" if spec.high_first else "low first")
    yield "ranked/" + ("by group" if spec.by_group else "all")
    if trace.steps[0].at(row) > 1 and trace.exact.at(row) == spec.least:
        yield "ranked/least"
    if (trace.case != Policy.SCORED).any():
        yield "ranked/someone left out"


def _nodes(expr: f.Expr, *, inside: bool) -> Iterator[str]:
    match expr:
        case f.Binary("/"):
            yield "formula/nested quotient" if inside else "formula//"
        case f.Binary(operator):
            yield f"formula/{operator}"
        case f.Negative():
            yield "formula/unary minus"
        case f.Aggregate(function, written=written):
            yield f"formula/{function.name.lower()}"
            if written:
                yield "formula/periods"
        case _:
            pass
    quotient = inside or (isinstance(expr, f.Binary) and expr.operator == "/")
    for part in f.parts_of(expr):
        yield from _nodes(part, inside=quotient)


def _facts(of: Run) -> Iterator[str]:
    for unit in of.table.units:
        if unit not in of.table.sources:
            yield "fact/no file"
        for name, declaration in of.scheme.facts.items():
            cell = of.table.cell(unit, name)
            if cell.state is State.NOT_APPLICABLE and cell.counted:
                yield f"fact/void by {cell.counted.origin}"
            elif cell.state is State.MISSING:
                yield "fact/missing"
            elif cell.value is not None:
                yield f"fact/{declaration.type.name}"
                if cell.others:
                    yield "fact/several origins"
                if abs(cell.value) >= 10**12:
                    yield "fact/huge"


def _sums(of: Run) -> Iterator[str]:
    results, rounding = of.results, of.scheme.marking.rounding
    for name, level in (("indicator", rounding.indicator), ("section", rounding.section), ("total", rounding.total)):
        if level is not None:
            yield f"rounding/{name} {level.mode.name}"
    yield f"rounding/{rounding.total.digits} digits"
    yield from _sizes(of)
    void = np.zeros(len(of.table.units), dtype=np.bool_)
    for trace in results.indicators.values():
        void |= np.isin(trace.case, list(NOT_APPLICABLE_CASES))
    for row in np.flatnonzero(results.has_total):
        if void[row]:
            yield f"conversion/{of.scheme.marking.conversion.name}"
        yield from _total(of, int(row), rounding.total)
    for id_, node in results.nodes.items():
        if id_ not in results.indicators and rounding.section and node.applicable.any():
            before, after = exact_sum(node.staged.converted), exact_sum(node.terms)
            if any(before.at(row) != after.at(row) for row in range(len(of.table.units))):
                yield "rounding/section changes points"


def _sizes(of: Run) -> Iterator[str]:
    traces = of.results.indicators.values()
    columns = [*of.results.base, *(trace.raw for trace in traces), *(trace.exact for trace in traces)]
    for ints in [part for column in columns for part in (column.num, column.den)]:
        if ints.values.dtype == object:
            yield "columns/python integers"
            if any(abs(int(value)) > INT64_HIGH for value in ints.values):
                yield "columns/beyond int64"


def _total(of: Run, row: int, rule: RoundingRule) -> Iterator[str]:
    marking = of.scheme.marking
    results = of.results
    exact = exact_sum(results.base).at(row) + results.bonuses.total.at(row) - results.penalties.total.at(row)
    if exact < marking.lowest:
        yield "clamp/lowest"
    elif exact > marking.highest:
        yield "clamp/highest"
    else:
        rest = abs(exact) * 10**rule.digits % 1
        if rest == HALF:
            yield f"total/tie {rule.mode.name}"
        elif rest:
            yield f"total/rounded {rule.mode.name}"
        elif marking.conversion is not Conversion.FULL:
            yield "total/exact"


def _side(name: str, side: SideTrace, parts: tuple[Adjustable, ...]) -> Iterator[str]:
    for adjustment in adjustments(parts):
        trace = side.leaves[adjustment.id]
        for row in range(len(trace.state)):
            yield from (f"{name}/{each}" for each in _adjusted(adjustment, trace, row))
    for group in side.groups.values():
        if any(group.together.at(row) != group.points.at(row) for row in range(len(side.incomplete))):
            yield f"{name}/group capped"
    if any(side.together.at(row) != side.total.at(row) for row in range(len(side.incomplete))):
        yield f"{name}/sum capped"
    if side.incomplete.any():
        yield f"{name}/incomplete"


def _adjusted(adjustment: Adjustment, trace: AdjustmentTrace, row: int) -> Iterator[str]:
    state = State(trace.state[row])
    if state is not State.VALUE:
        yield state.name
    elif trace.together.at(row) != trace.exact.at(row):
        yield "capped"
    if isinstance(adjustment.source, Counted | Scored):
        if isinstance(adjustment.source, Scored) and state is State.VALUE:
            yield "by a method"
        if state is State.VALUE and trace.value.at(row) < 0:
            yield "negative"
        if trace.pending[row]:
            yield "without evidence"
        return
    for award in trace.awards[row] if trace.awards else ():
        yield f"matter {award.standing.name}"
        if award.standing is Standing.YIELDS:
            yield "matter yields to " + ("its own" if award.to == adjustment.id else "another")
        elif adjustment.source.same is Same.EACH_TIME:
            yield "every time"
        if award.matter.class_ is not None:
            yield "by class"
