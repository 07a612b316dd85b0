"""Indicators whose points cannot be had, or cannot be lost."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.lint.study import id_of
from engine.lint.words import number_text, range_text, unit_of
from engine.primitives.curve import Curve
from engine.primitives.steps import Mark, Partial, Steps
from engine.primitives.steps_words import takes_all
from engine.primitives.threshold import Threshold
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.adjustment import Counted
from engine.scheme.listed import Listed
from engine.scheme.model import Missing, ZeroDenominator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.lint.study import Study
    from engine.scheme import formula as f
    from engine.scheme.model import Indicator
    from engine.text.source import Span

ZERO = Fraction(0)


def check_scoring(study: Study) -> Iterator[Problem]:
    """Full marks can be had, and points can be lost."""
    for each in study.written():
        if is_constant(study, each.formula):
            value = study.reach.of(each.formula).low or ZERO
            told = number_text(value, unit_of(each.method))
            yield _constant(f"“{id_of(each)}”的数值不论数据是多少，都是 {told}", each.formula.span)
            continue
        points, ids = study.reach.scored(each), id_of(each)
        values = range_text(study.reach.value(each), unit_of(each.method))
        known = f"：数值{values}" if values else ""
        if points.high is not None and points.high < each.points and not _full_without_value(each):
            message = f"“{ids}”的分值是 {number_text(each.points)} 分，最多只能得 {number_text(points.high)} 分{known}"
            fix = "请核对目标、各档的得分和数据项的上下限；本来就得不到的，请减少分值"
            yield Problem(Code.FULL_MARKS_UNREACHABLE, message, each.span, help=fix, also=_marks(each))
        elif points.low is not None and points.low >= each.points and not _may_be_lost(study, each):
            message = f"“{ids}”总是得满分 {number_text(each.points)} 分，分不出高低{known}"
            fix = "请核对目标、扣分单位和数据项的上下限"
            yield Problem(Code.POINTS_NEVER_LOST, message, each.span, help=fix, also=_marks(each))
    for adjustment in study.adjustments():
        if isinstance(adjustment.source, Counted) and is_constant(study, adjustment.source.formula):
            always = number_text(study.reach.of(adjustment.source.formula).low or ZERO)
            span = adjustment.source.formula.span
            yield _constant(f"“{adjustment.id}”的数值不论数据是多少，都是 {always}", span)


def _full_without_value(indicator: Indicator) -> bool:
    return indicator.zero_denominator is ZeroDenominator.FULL


def _may_be_lost(study: Study, indicator: Indicator) -> bool:
    """Whether points are lost otherwise than by the value: by not reporting it, or to a rule."""
    by_policy = indicator.missing is Missing.ZERO or indicator.zero_denominator is ZeroDenominator.ZERO
    return by_policy or indicator.id in study.reach.totals.acted_on


def is_constant(study: Study, expr: f.Expr) -> bool:
    """Say whether a formula has one value, whatever the facts are."""
    found = study.reach.of(expr)
    return found.low is not None and found.low == found.high


def _constant(message: str, span: Span) -> Problem:
    fix = "请核对计算公式有没有把同一个数据项写了两次，数据项的上下限是不是相同"
    return Problem(Code.FORMULA_CONSTANT, message, span, help=fix)


def _marks(indicator: Indicator) -> tuple[tuple[str, Span], ...]:
    """Return where the level stands that decides about full marks, where one does."""
    match indicator.method:
        case Threshold(span=span):
            return (("目标在这里", span),)
        case Steps(sides=sides, marks=Mark.TARGET):
            return (("目标在这里", sides[0].mark_span),)
        case Curve(knots=knots) as spec if not spec.given and not spec.to_full:
            return (("目标在这里", knots[-1].span),)
        case _:
            return ()


def check_charges(study: Study) -> Iterator[Problem]:
    """One step does not cost, or bring, more than there is."""
    for each in study.written():
        spec = each.method
        if not isinstance(spec, Steps) or spec.marks in (Mark.LAST_YEAR, Mark.POINTS) or spec.start is not None:
            continue
        room = spec.most if spec.most is not None else each.points if spec.until_zero else None
        for side in spec.sides:
            if room is None or side.partial is Partial.PRO_RATA or side.each <= room or takes_all(spec, side):
                continue
            message = f"“{id_of(each)}”扣一次是 {number_text(side.each)} 分，总共却只有 {number_text(room)} 分可扣"
            fix = "请核对“扣”和分值；一次扣完的，“扣”写成能扣的分"
            yield Problem(
                Code.CHARGE_ABOVE_CAP, message, each.span, help=fix, also=(("扣分单位在这里", side.step_span),)
            )
    for adjustment in study.adjustments():
        source, cap = adjustment.source, adjustment.cap
        if cap is None:
            continue
        worth: list[tuple[str | None, Fraction]] = [(None, source.each)] if isinstance(source, Counted) else []
        if isinstance(source, Listed):
            worth = [*source.each]
        for class_, points in worth:
            if points > cap:
                whose = f"“{class_}”" if class_ else "每项"
                message = f"“{adjustment.id}”{whose}是 {number_text(points)} 分，上限却只有 {number_text(cap)} 分"
                yield Problem(Code.CHARGE_ABOVE_CAP, message, adjustment.span, help="请核对“每项”和上限")
