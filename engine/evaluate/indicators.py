"""Score one indicator for all units (docs/semantics.md, section 3)."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import ALL, NONE, spread
from engine.columns.ratio import Ratio, choose, greatest, least, ratio, round_ratio, scaled
from engine.dataclass import dataclass
from engine.evaluate.results import (
    NOT_APPLICABLE_CASES,
    Case,
    IndicatorTrace,
    NodeTrace,
    Stages,
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

    def part(self, rows: slice) -> Labels:
        """Return the labels of some units that stand together."""
        return Labels(self.names[rows], self.groups, self.group[rows])

    def excluded(self, not_for: frozenset[str]) -> Mask:
        """Say which units something is not for."""
        if not not_for:
            return NONE
        found = np.zeros(len(self.names), dtype=np.bool_)
        if not_for.intersection(self.names):
            found |= np.array([name in not_for for name in self.names], dtype=np.bool_)
        return found | np.array([group in not_for for group in self.groups], dtype=np.bool_)[self.group]


def labels_of(scheme: Scheme, facts: FactTable) -> Labels:
    """Return the labels of the units that are assessed, in the order of the facts."""
    groups: dict[str | None, int] = {}
    place = {unit.name: groups.setdefault(unit.group, len(groups)) for unit in scheme.units}
    group = np.fromiter(map(place.__getitem__, facts.units), np.int64, len(facts.units))
    return Labels(facts.units, tuple(groups), group)


def score_indicator(
    indicator: Indicator, marking: Marking, found: IndicatorValue, labels: Labels
) -> tuple[IndicatorTrace, NodeTrace]:
    """Return the trace of an indicator of that value, and what its section needs; `labels` say who a unit is."""
    count = len(labels.names)
    raw, value = found.raw, found.rounded.ratio
    state = spread(raw.state, count)
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
    there = _cases_in(case)
    is_full = _among(case, there & {Case.DIVISION_FULL, *_filled_cases(indicator, marking)})
    exact = choose(is_scored if there != {SCORED} else ALL, earned, choose(is_full, full, ZERO))
    points = round_points(exact, marking.rounding.indicator)
    trace = IndicatorTrace(
        raw.ratio, value, state, case, spread(scored.branch, count), scored.steps, exact, points,
        factor, scored.points,
    )  # fmt: skip
    incomplete = _among(case, there & {Case.MISSING})
    asked = ~_among(case, there & NOT_APPLICABLE_CASES) | is_full
    applicable = asked & ~incomplete
    terms, unrounded = (points,), (exact,)
    return trace, NodeTrace(
        terms, spread(applicable, count), spread(incomplete, count), choose(asked, full, ZERO),
        Stages(terms, unrounded, unrounded),
    )  # fmt: skip


def _cases_in(case: Array) -> set[int]:
    """Return the cases that occur: of those that are not scored there are few."""
    others = case[np.flatnonzero(case)]
    return {*others.tolist(), *((SCORED,) if others.size < case.size else ())}


def _among(case: Array, cases: Collection[int]) -> Mask:
    """Say where a case is one of those; comparing bytes one by one is quicker than looking them up."""
    return reduce(np.logical_or, (case == each for each in cases)) if cases else NONE


def _cases(indicator: Indicator, state: Array, excluded: Mask) -> Array:
    case = np.zeros(state.shape, dtype=np.int8)
    # Most units have a value: the few that have none are looked at one by one.
    rows = np.flatnonzero(state != int(State.VALUE))
    if rows.size:
        of_state = np.zeros(len(State), dtype=np.int8)
        of_state[State.NOT_APPLICABLE] = Case.NOT_APPLICABLE
        of_state[State.MISSING] = _MISSING[indicator.missing]
        if indicator.zero_denominator is not None:
            of_state[State.ZERO_DENOMINATOR] = _DIVISION[indicator.zero_denominator]
        case[rows] = of_state[state[rows]]
        # INVARIANT: the reader lets no formula pass that can divide by zero without saying what then.
        assert case[rows].all(), indicator.id  # noqa: S101
    if excluded is not NONE and excluded.any():
        case[excluded] = Case.NOT_FOR
    return case


def _filled_cases(indicator: Indicator, marking: Marking) -> frozenset[Case]:
    """Return the cases in which an indicator that does not apply has its full points."""
    by_scheme = marking.conversion is Conversion.FULL
    if indicator.filling is Filling.ALWAYS or (indicator.filling is Filling.BY_SCHEME and by_scheme):
        return NOT_APPLICABLE_CASES
    if indicator.filling is Filling.WHERE_ASKED and by_scheme:
        return NOT_APPLICABLE_CASES - {Case.NOT_FOR}
    return frozenset()


def _factor(found: Value, count: int) -> Value:
    """Return the factor of every unit; it is 1 where it does not apply."""
    state = spread(found.state, count)
    void = state == int(State.NOT_APPLICABLE)
    return Value(choose(void, ratio(1), found.ratio), np.where(void, np.int8(State.VALUE), state))


def _multiplied(indicator: Indicator, case: Array, points: Ratio, factor: Value) -> tuple[Array, Ratio]:
    """Return how each unit comes to its points once there is a factor, and those points where it has one."""
    is_scored = case == SCORED
    of_factor = _cases(indicator, factor.state, NONE)
    product = greatest(points * factor.ratio, least(points, ZERO))
    return np.where(is_scored, of_factor, case), least(product, ratio(indicator.points))


def round_points(points: Ratio, rule: RoundingRule | None) -> Ratio:
    """Round points where the scheme says so at this level."""
    return points if rule is None else scaled(round_ratio(points, rule.digits, rule.mode), rule.digits)
