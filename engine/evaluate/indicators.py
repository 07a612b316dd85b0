"""Score one indicator for all units (docs/semantics.md, section 3)."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import ALL, NONE
from engine.columns.ratio import Ratio, choose, greatest, least, ratio, round_ratio, scaled
from engine.dataclass import dataclass
from engine.evaluate.results import (
    NOT_APPLICABLE_CASES,
    Case,
    IndicatorTrace,
    NodeTrace,
    Value,
)
from engine.facts.table import State
from engine.primitives.primitive import Peers
from engine.primitives.registry import primitive_of
from engine.scheme.combining import Filling
from engine.scheme.model import Conversion, Missing, ZeroDenominator

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.columns.ints import Array, Mask
    from engine.evaluate.values import IndicatorValue
    from engine.facts.table import FactTable
    from engine.scheme.model import Indicator, Marking, RoundingRule, Scheme

ZERO = ratio(0)
SCORED = int(Case.SCORED)
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


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """What each unit is called by: its name and its group, and int[n] in which of the groups it is."""

    names: tuple[str, ...]
    groups: tuple[str | None, ...]
    group: Array

    def excluded(self, not_for: frozenset[str]) -> Mask:
        """Say which units something is not for."""
        found = np.zeros(len(self.names), dtype=np.bool_)
        if not not_for:
            return found
        if not_for.intersection(self.names):
            found |= np.array([name in not_for for name in self.names], dtype=np.bool_)
        return found | np.array([group in not_for for group in self.groups], dtype=np.bool_)[self.group]


def labels_of(scheme: Scheme, facts: FactTable) -> Labels:
    """Return the labels of the units that are assessed, in the order of the facts."""
    group_of = {unit.name: unit.group for unit in scheme.units}
    groups = tuple(dict.fromkeys(group_of.values()))
    place = {unit: groups.index(group) for unit, group in group_of.items()}
    return Labels(facts.units, groups, np.array([place[unit] for unit in facts.units], dtype=np.int64))


def score_indicator(
    indicator: Indicator, marking: Marking, found: IndicatorValue, labels: Labels
) -> tuple[IndicatorTrace, NodeTrace]:
    """Return the trace of an indicator of that value, and what its section needs; `labels` say who a unit is."""
    count = len(labels.names)
    raw, value = found.raw, found.rounded.ratio
    state = np.broadcast_to(raw.state, (count,))
    case = _cases(indicator, state, labels.excluded(indicator.not_for))
    is_scored = case == SCORED
    peers = Peers(is_scored, labels.group)
    scored = primitive_of(indicator.method).score(indicator.method, indicator.points, value, peers)
    factor, earned = None, scored.points
    if found.factor is not None:
        factor = _factor(found.factor, count)
        case, earned = _multiplied(indicator, case, scored.points, factor)
        is_scored = case == SCORED
    full = ratio(indicator.points)
    is_full = _among(case, (Case.DIVISION_FULL, *_filled_cases(indicator, marking)))
    exact = choose(is_scored, earned, choose(is_full if is_full.any() else NONE, full, ZERO))
    points = round_points(exact, marking.rounding.indicator)
    trace = IndicatorTrace(
        raw.ratio, value, state, case, np.broadcast_to(scored.branch, (count,)), scored.steps, exact, points,
        factor, scored.points,
    )  # fmt: skip
    incomplete = case == int(Case.MISSING)
    asked = ~_among(case, NOT_APPLICABLE_CASES) | is_full
    available = choose(ALL if asked.all() else asked, full, ZERO)
    applicable = asked & ~incomplete
    return trace, NodeTrace((points,), (points,), (exact,), (exact,), applicable, incomplete, available)


def _among(case: Array, cases: Collection[Case]) -> Mask:
    """Say where a case is one of those; comparing bytes one by one is quicker than looking them up."""
    return reduce(np.logical_or, (case == int(each) for each in cases))


def _cases(indicator: Indicator, state: Array, excluded: Mask) -> Array:
    case = np.zeros(state.shape, dtype=np.int8)
    if state.any():
        case += (state == int(State.NOT_APPLICABLE)).view(np.int8) * np.int8(Case.NOT_APPLICABLE)
        case += (state == int(State.MISSING)).view(np.int8) * np.int8(_MISSING[indicator.missing])
        by_zero = state == int(State.ZERO_DENOMINATOR)
        if by_zero.any():
            # INVARIANT: the reader lets no formula pass that can divide by zero without saying what then.
            assert indicator.zero_denominator is not None, indicator.id  # noqa: S101
            case[by_zero] = _DIVISION[indicator.zero_denominator]
    if excluded.any():
        case[excluded] = Case.NOT_FOR
    return case


def _filled_cases(indicator: Indicator, marking: Marking) -> tuple[Case, ...]:
    """Return the cases in which an indicator that does not apply has its full points."""
    by_scheme = marking.conversion is Conversion.FULL
    if indicator.filling is Filling.ALWAYS or (indicator.filling is Filling.BY_SCHEME and by_scheme):
        return NOT_APPLICABLE_CASES
    if indicator.filling is Filling.WHERE_ASKED and by_scheme:
        return tuple(case for case in NOT_APPLICABLE_CASES if case is not Case.NOT_FOR)
    return ()


def _factor(found: Value, count: int) -> Value:
    """Return the factor of every unit; it is 1 where it does not apply."""
    state = np.broadcast_to(found.state, (count,))
    void = state == State.NOT_APPLICABLE
    return Value(choose(void, ratio(1), found.ratio), np.where(void, np.int8(State.VALUE), state))


def _multiplied(indicator: Indicator, case: Array, points: Ratio, factor: Value) -> tuple[Array, Ratio]:
    """Return how each unit comes to its points once there is a factor, and those points where it has one."""
    is_scored = case == Case.SCORED
    of_factor = _cases(indicator, factor.state, np.zeros(case.shape, dtype=np.bool_))
    product = greatest(points * factor.ratio, least(points, ZERO))
    return np.where(is_scored, of_factor, case), least(product, ratio(indicator.points))


def round_points(points: Ratio, rule: RoundingRule | None) -> Ratio:
    """Round points where the scheme says so at this level."""
    return points if rule is None else scaled(round_ratio(points, rule.digits, rule.mode), rule.digits)
