"""Indicators that decide nothing: whatever they bring, no line between tiers is crossed by it.

Points mostly come in lots (a full mark or none, 5 points a case). Where all the others come in lots of 5, the lines are
multiples of 5 and an indicator brings less than 5, no total is on another side of a line with it than without.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from engine.lint.lines import lines_of
from engine.lint.region import common_grid
from engine.lint.study import id_of
from engine.lint.words import number_text
from engine.primitives.bands import Bands
from engine.primitives.bands import points_of as worth_of_bands
from engine.primitives.curve import Curve
from engine.primitives.ranked import Ranked
from engine.primitives.steps import Partial, Steps, start_of
from engine.primitives.threshold import Threshold
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f
from engine.scheme.adjustment import Counted, adjustments
from engine.scheme.judging import Deduct
from engine.scheme.listed import Listed
from engine.scheme.model import Section, all_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.lint.study import Study
    from engine.scheme.adjustment import Adjustment
    from engine.scheme.model import Indicator

ZERO = Fraction(0)


def check_weight(study: Study) -> Iterator[Problem]:
    """An indicator can take some unit over some line, where all of its indicators apply."""
    lines = lines_of(study)
    if any(tier.quota for tier in study.scheme.tiers):  # then every point may decide who gets the last place
        return
    if not lines or not _adds_plainly(study) or _reads_points(study):
        return
    leaves = study.reach.leaves()
    lots = {each.id: lot_of(study, each) for each in leaves}
    beside = _beside(study)
    places = Fraction(1, 10**study.scheme.marking.rounding.total.digits)
    for each in study.written():
        others: Fraction | None = beside
        for other in leaves:
            if other.id != each.id:
                others = common_grid(others, lots[other.id])
        points = study.usual.with_policies(each)
        if (
            points.low == points.high
            or not others
            or (others / places).denominator != 1
            or points.low is None
            or points.high is None
        ):
            continue
        if (lot := lots[each.id]) is None or (lot and (lot / places).denominator != 1):
            continue
        if not any(_crosses(line, others, points.low, points.high) for line in lines):
            message = (
                f"各项都适用时，“{id_of(each)}”得多得少都不影响等次：其余各项的得分都是 {number_text(others)} 的倍数，"
                f"加上它的 {number_text(points.low)} 到 {number_text(points.high)} 分，过不了任何一条分数线"
            )
            fix = "需要它影响等次的，请加大分值或改分数线；只用来排名次的，可以不管"
            yield Problem(Code.WEIGHT_IDLE, message, each.span, help=fix)


def _crosses(line: tuple[str, Fraction], others: Fraction, low: Fraction, high: Fraction) -> bool:
    """Whether, with some points of the others, the least and the most lie on different sides of a line."""
    operator, level = line
    first, last = (level - high) / others, (level - low) / others
    at_or_above = ceil(first) < last  # some k with  k × others + low < level <= k × others + high
    above = floor(first) + 1 <= last
    return {">=": at_or_above, "<": at_or_above, ">": above, "<=": above}.get(operator, at_or_above or above)


def _adds_plainly(study: Study) -> bool:
    """Whether a total is the sum of the points of all indicators, where all apply, and of what stands beside them."""
    marking = study.scheme.marking
    if marking.inner is not None or marking.rounding.section is not None:
        return False
    sections = [item for item in all_items(study.scheme.items) if isinstance(item, Section)]
    leaves = study.reach.leaves()
    plain = all(section.combining.adds and section.combining.inner is None for section in sections)
    whole = sum((leaf.points for leaf in leaves), ZERO) == marking.full
    return plain and whole and not any(leaf.not_for for leaf in leaves)


def _reads_points(study: Study) -> bool:
    """Whether some condition asks for points in another way than by the total."""
    scheme = study.scheme
    conditions = [rule.when for rule in scheme.rules]
    conditions += [tier.condition for tier in scheme.tiers if tier.condition is not None]
    conditions += [each.gate for each in study.adjustments() if each.gate is not None]
    read = (node for condition in conditions for node in f.walk(condition))
    return any(
        (isinstance(node, f.ItemRef) and node.attribute is not f.Attribute.VALUE)
        or (isinstance(node, f.FigureRef) and node.figure is not f.Figure.TOTAL)
        for node in read
    )


def _beside(study: Study) -> Fraction | None:
    """Return the lot of what is added and taken off beside the indicators; None where it has none."""
    grid: Fraction | None = ZERO
    for each in adjustments((*study.scheme.bonuses, *study.scheme.penalties)):
        grid = common_grid(grid, _lot_of_adjustment(study, each))
    for rule in study.scheme.rules:
        if isinstance(rule.effect, Deduct):
            grid = common_grid(grid, rule.effect.points)
    caps = [part.cap for part in (*study.scheme.bonuses, *study.scheme.penalties)]
    for cap in (*caps, study.scheme.marking.bonus_cap, study.scheme.marking.penalty_cap):
        grid = grid if cap is None else common_grid(grid, cap)
    return grid


def _lot_of_adjustment(study: Study, each: Adjustment) -> Fraction | None:
    if isinstance(each.source, Counted):
        grid = study.reach.grid(each.source.formula)
        return None if grid is None else grid * each.source.each
    if isinstance(each.source, Listed):
        plain = not (each.source.per_level or each.source.again or each.source.circumstances) and each.source.share == 1
        grid = ZERO if plain else None
        for _, points in each.source.each:
            grid = common_grid(grid, points)
        return grid
    return None


def lot_of(study: Study, indicator: Indicator) -> Fraction | None:
    """Return a number of which all points of an indicator are multiples; None where none is known."""
    rule = study.scheme.marking.rounding.indicator
    fine = None if rule is None else Fraction(1, 10**rule.digits)
    if indicator.factor is not None:
        return fine
    found = common_grid(_lot_of_method(study, indicator), indicator.points)
    return fine if found is None or (found and fine and found < fine) else found


def _lot_of_method(study: Study, indicator: Indicator) -> Fraction | None:
    full = indicator.points
    match indicator.method:
        case Threshold():
            return full
        case Bands() as spec:
            return _of_all(worth_of_bands(spec, full))
        case Steps() as spec:
            if any(side.partial is Partial.PRO_RATA for side in spec.sides):
                return None
            return _of_all((start_of(spec, full), full - (spec.most or ZERO), *(side.each for side in spec.sides)))
        case Curve() as spec if spec.given or spec.to_full:
            knots = _of_all([knot.points for knot in spec.knots])
            return common_grid(knots, _of_value(study, indicator.formula))
        case Ranked() as spec:
            return _of_all((full, spec.drop * full, spec.least))
        case _:
            return None


def _of_value(study: Study, formula: f.Expr) -> Fraction | None:
    if not isinstance(formula, f.Cases):
        return study.reach.grid(formula)
    grid: Fraction | None = ZERO
    for points in (*formula.points, formula.rest):
        grid = common_grid(grid, study.reach.grid(points))
    return grid


def _of_all(points: tuple[Fraction, ...] | list[Fraction]) -> Fraction | None:
    grid: Fraction | None = ZERO
    for each in points:
        grid = common_grid(grid, abs(each))
    return grid
