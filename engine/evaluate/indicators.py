"""Score one indicator or bonus for all units (docs/semantics.md, sections 3 and 5)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import Ratio, choose, greatest, least, ratio, round_ratio, scaled
from engine.evaluate.formula import evaluate_formula
from engine.evaluate.results import (
    NOT_APPLICABLE_CASES,
    BonusTrace,
    Case,
    IndicatorTrace,
    NodeTrace,
    Value,
)
from engine.facts.table import State
from engine.methods.registry import method_of
from engine.scheme.model import Conversion, Missing, ZeroDenominator

if TYPE_CHECKING:
    from engine.columns.ints import Array, Mask
    from engine.facts.table import FactTable
    from engine.scheme.model import Bonus, Indicator, Marking, RoundingRule

ZERO = ratio(0)
_MISSING = {
    Missing.INCOMPLETE: Case.MISSING,
    Missing.ZERO: Case.MISSING_ZERO,
    Missing.NOT_APPLICABLE: Case.MISSING_NOT_APPLICABLE,
}
_DIVISION = {
    ZeroDenominator.NOT_APPLICABLE: Case.DIVISION_NOT_APPLICABLE,
    ZeroDenominator.FULL: Case.DIVISION_FULL,
    ZeroDenominator.ZERO: Case.DIVISION_ZERO,
}


def score_indicator(
    indicator: Indicator, marking: Marking, facts: FactTable, excluded: Mask
) -> tuple[IndicatorTrace, NodeTrace]:
    """Return the trace of an indicator, and what its section needs; `excluded` marks not_for units."""
    count = len(facts.units)
    raw = evaluate_formula(indicator.formula, facts)
    state = np.broadcast_to(raw.state, (count,))
    case = _cases(indicator, state, excluded)
    value = _rounded_value(raw.ratio, indicator.rounding)
    scored = method_of(indicator.method).score(indicator.method, indicator.points, value)
    full = ratio(indicator.points)
    is_full = case == Case.DIVISION_FULL
    if marking.conversion is Conversion.FULL:
        is_full |= np.isin(case, NOT_APPLICABLE_CASES)
    exact = choose(case == Case.SCORED, scored.points, choose(is_full, full, ZERO))
    points = round_points(exact, marking.rounding.indicator)
    trace = IndicatorTrace(
        raw.ratio, value, state, case, np.broadcast_to(scored.branch, (count,)), scored.steps, exact, points
    )
    incomplete = case == Case.MISSING
    applicable = ~incomplete & (~np.isin(case, NOT_APPLICABLE_CASES) | is_full)
    available = choose(applicable | incomplete, full, ZERO)
    return trace, NodeTrace((points,), (exact,), applicable, incomplete, available)


def _cases(indicator: Indicator, state: Array, excluded: Mask) -> Array:
    case = np.zeros(state.shape, dtype=np.int8)
    case[state == State.NOT_APPLICABLE] = Case.NOT_APPLICABLE
    case[state == State.MISSING] = _MISSING[indicator.missing]
    by_zero = state == State.ZERO_DENOMINATOR
    if by_zero.any():
        # INVARIANT: the reader lets no formula pass that can divide by zero without saying what then.
        assert indicator.zero_denominator is not None, indicator.id  # noqa: S101
        case[by_zero] = _DIVISION[indicator.zero_denominator]
    case[excluded] = Case.NOT_FOR
    return case


def _rounded_value(value: Ratio, rule: RoundingRule | None) -> Ratio:
    if rule is None:
        return value
    if not rule.as_percent:
        return scaled(round_ratio(value, rule.digits, rule.mode), rule.digits)
    percent = round_ratio(value * ratio(100), rule.digits, rule.mode)
    return scaled(percent, rule.digits + 2)


def round_points(points: Ratio, rule: RoundingRule | None) -> Ratio:
    """Round points where the scheme says so at this level."""
    return points if rule is None else scaled(round_ratio(points, rule.digits, rule.mode), rule.digits)


def score_bonus(bonus: Bonus, marking: Marking, facts: FactTable) -> BonusTrace:
    """Return each unit's points of a bonus; without a value there are none."""
    raw = evaluate_formula(bonus.formula, facts)
    value = Value(raw.ratio, np.broadcast_to(raw.state, (len(facts.units),)))
    capped = greatest(least(value.ratio * ratio(bonus.each), ratio(bonus.cap)), ZERO)
    exact = choose(value.state == State.VALUE, capped, ratio(Fraction(0)))
    return BonusTrace(value, exact, round_points(exact, marking.rounding.indicator))
