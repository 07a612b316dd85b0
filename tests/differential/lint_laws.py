"""What a finding of `engine.lint` claims, tried on the units of a case: a dead rule never fires, and so on.

A law looks at a problem as the user is told it, finds what stands at its place, and returns what the reference
evaluator found that should not be. Laws for units with complete facts are tried on those alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.facts.table import State
from engine.lint.lint import lint
from engine.lint.reach import Reach
from engine.lint.scored import region_of_band
from engine.primitives.bands import Bands
from engine.problem.codes import Code
from engine.reference.reference import evaluate_reference
from engine.scheme import formula as f
from engine.scheme.adjustment import AdjustmentGroup, adjustable
from engine.scheme.model import all_items, indicators
from tests.differential.compare import plain_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from engine.facts.table import FactTable
    from engine.problem.problem import Problem
    from engine.reading.function_ranges import Interval
    from engine.reference.reference import ReferenceResult
    from engine.scheme.judging import Rule
    from engine.scheme.model import Indicator, Scheme
    from engine.text.source import Span


@dataclass
class Trial:
    """One case, evaluated; `tried` counts for each code how many units its findings were tried on."""

    scheme: Scheme
    table: FactTable
    results: dict[str, ReferenceResult] = field(init=False)
    tried: Counter[Code] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.results = {unit: each for unit, each in self.evaluated(self.scheme).items() if each.status != "exempt"}
        self.complete = {unit: each for unit, each in self.results.items() if self._is_complete(unit, each)}

    def evaluated(self, scheme: Scheme) -> dict[str, ReferenceResult]:
        """Returns what the reference makes of the case under a scheme."""
        proven = {u: frozenset(n for n in scheme.facts if self.table.cell(u, n).proven) for u in self.table.units}
        return evaluate_reference(scheme, plain_facts(scheme, self.table), proven)

    def _is_complete(self, unit: str, result: ReferenceResult) -> bool:
        scored = all(each.state == "scored" for each in result.indicators.values())
        facts = all(self.table.cell(unit, name).state is State.VALUE for name in self.scheme.facts)
        return scored and facts and result.total is not None and result.rank is not None

    def faults(self) -> list[str]:
        """Returns every claim that does not hold, of what is told and of the intervals that it rests on."""
        found = [f"{problem.code.value} {problem.message}: {fault}" for problem, fault in self._against_laws()]
        return [
            *found,
            *_outside(Reach(self.scheme), self.results),
            *_outside(Reach(self.scheme, applies=True), self.complete),
        ]

    def _against_laws(self) -> Iterator[tuple[Problem, str]]:
        for problem in lint(self.scheme):
            law = LAWS.get(problem.code)
            for fault in law(self, problem) if law else ():
                yield problem, fault

    def count(self, problem: Problem, number: int) -> None:
        """Notes on how many units a finding was tried."""
        self.tried[problem.code] += number


def _starts_at(place: Span, problem: Problem) -> bool:
    spans = [problem.span, *(span for _, span in problem.also)]
    return any(span is not None and span.start == place.start for span in spans)


def _rule_of(trial: Trial, problem: Problem) -> Rule | None:
    """The rule that is told of, or the one in which the place is: where both stand there, the first is meant."""
    places = [problem.span, *(span for _, span in problem.also)]
    by_start = {rule.span.start: rule for rule in trial.scheme.rules}
    return next((by_start[span.start] for span in places if span and span.start in by_start), None)


def _never(trial: Trial, problem: Problem) -> Iterator[str]:
    rule = _rule_of(trial, problem)
    if rule is None or "有一种情况" in problem.message:
        return
    trial.count(problem, len(trial.results))
    yield from (f"{unit}: {rule.id} fires" for unit, each in trial.results.items() if each.rules[rule.id] is True)


def _always(trial: Trial, problem: Problem) -> Iterator[str]:
    rule = _rule_of(trial, problem)
    if rule is None:
        return
    entries = {unit.name: unit for unit in trial.scheme.units}
    asked = {unit: each for unit, each in trial.complete.items() if not entries[unit].among(rule.not_for)}
    trial.count(problem, len(asked))
    yield from (f"{unit}: {rule.id} does not fire" for unit, each in asked.items() if each.rules[rule.id] is False)


def _no_tier(trial: Trial, problem: Problem) -> Iterator[str]:
    usual = problem.message.startswith("各项指标")
    tier = next(tier for tier in trial.scheme.tiers if _starts_at(tier.span, problem)).name
    units = trial.complete if usual else trial.results
    trial.count(problem, len(units))
    yield from (f"{unit} has {tier}" for unit, each in units.items() if each.tier == tier)


def _no_places(trial: Trial, problem: Problem) -> Iterator[str]:
    tier = next(tier for tier in trial.scheme.tiers if tier.quota and _starts_at(tier.quota.span, problem))
    group_of = {unit.name: unit.group for unit in trial.scheme.units}
    for unit, each in trial.results.items():
        if tier.quota and (not tier.quota.base.by_group or f"{group_of[unit]} " in problem.message):
            trial.count(problem, 1)
            if each.tier == tier.name:
                yield f"{unit} has {tier.name}"


def _changes_nothing(trial: Trial, problem: Problem) -> Iterator[str]:
    rule = _rule_of(trial, problem)
    if rule is None or len(trial.complete) < len(trial.results):
        return
    trial.count(problem, len(trial.results))
    without = replace(trial.scheme, rules=tuple(each for each in trial.scheme.rules if each.id != rule.id))
    for unit, each in trial.evaluated(without).items():
        if unit in trial.results and (each.total, each.tier) != (trial.results[unit].total, trial.results[unit].tier):
            yield f"{unit} is {each.total} {each.tier} without {rule.id}"


def _contradicted(trial: Trial, problem: Problem) -> Iterator[str]:
    rule = _rule_of(trial, problem)
    tier = getattr(rule.effect, "tier", None) if rule else None
    for unit, each in trial.results.items():
        if rule and tier and each.rules[rule.id] is True:
            trial.count(problem, 1)
            if each.tier == tier:
                yield f"{unit} has {tier}"


def _points_law(is_wrong: Callable[[Indicator, Fraction], bool]) -> Callable[[Trial, Problem], Iterator[str]]:
    def law(trial: Trial, problem: Problem) -> Iterator[str]:
        for each in indicators(trial.scheme.items):
            if problem.span is None or each.span.start != problem.span.start:
                continue
            for unit, result in trial.complete.items():
                found = result.indicators[each.id]
                if found.points is not None:
                    trial.count(problem, 1)
                    if is_wrong(each, found.points):
                        yield f"{unit}: {each.id} has {found.points} of {each.points}"

    return law


def _constant(trial: Trial, problem: Problem) -> Iterator[str]:
    for each in indicators(trial.scheme.items):
        if problem.span is not None and each.formula.span.start == problem.span.start:
            values = {result.indicators[each.id].value for result in trial.results.values()} - {None}
            trial.count(problem, len(values))
            if len(values) > 1:
                yield f"{each.id} has {values}"


def _not_taken(trial: Trial, problem: Problem) -> Iterator[str]:
    """A band that no value lies in; which case was taken, the results do not say."""
    for each in indicators(trial.scheme.items):
        if not isinstance(each.method, Bands) or not any(_starts_at(end.span, problem) for end in each.method.ends):
            continue
        for place, worth in enumerate(each.method.points):
            if f"得 {worth} 分的一档" not in problem.message:
                continue
            (region,) = region_of_band(each.method, place)
            for unit, result in trial.results.items():
                value = result.indicators[each.id].value
                trial.count(problem, value is not None)
                inside = value is not None and _between(value, region.low, region.high)
                if inside and value not in (region.low, region.high) and each.method.points.count(worth) == 1:
                    yield f"{unit}: {each.id} is {value}"


def _between(value: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)


def _cap_not_reached(trial: Trial, problem: Problem) -> Iterator[str]:
    for part in adjustable((*trial.scheme.bonuses, *trial.scheme.penalties)):
        if not _starts_at(part.span, problem) or part.cap is None:
            continue
        always = "不论" in problem.message
        if always and isinstance(part, AdjustmentGroup):
            continue
        for unit, each in ({} if always else trial.results).items():
            trial.count(problem, 1)
            if each.adjustments[part.id] >= part.cap:
                yield f"{unit}: {part.id} comes to {each.adjustments[part.id]}"


LAWS: dict[Code, Callable[[Trial, Problem], Iterator[str]]] = {
    Code.TIER_UNREACHABLE: _no_tier,
    Code.QUOTA_EMPTY: _no_places,
    Code.CONDITION_NEVER: _never,
    Code.CONDITION_ALWAYS: _always,
    Code.RULE_WITHOUT_EFFECT: _changes_nothing,
    Code.RULES_CONTRADICT: _contradicted,
    Code.FULL_MARKS_UNREACHABLE: _points_law(lambda indicator, points: points >= indicator.points),
    Code.POINTS_NEVER_LOST: _points_law(lambda indicator, points: points < indicator.points),
    Code.OUTCOME_IMPOSSIBLE: _not_taken,
    Code.CAP_IDLE: _cap_not_reached,
    Code.FORMULA_CONSTANT: _constant,
}


def _outside(reach: Reach, results: dict[str, ReferenceResult]) -> Iterator[str]:
    """Yields every figure that lies outside of what can be reached."""
    totals = reach.totals
    for unit, result in results.items():
        figures: list[tuple[str, Fraction | None, Interval]] = [
            (figure.value, value, totals.figure(figure))
            for figure, value in (
                (f.Figure.BASE, result.base),
                (f.Figure.BONUS, result.bonus_total),
                (f.Figure.TOTAL, result.total),
            )
        ]
        for leaf in indicators(reach.scheme.items):
            got = result.indicators[leaf.id]
            figures += [(leaf.id, got.value, reach.value(leaf)), (leaf.id, got.points, totals.points(leaf))]
        for item in all_items(reach.scheme.items):
            points = result.sections.get(item.id)
            figures += [(item.id, result.rates[item.id], totals.rate(item)), (item.id, points, totals.points(item))]
        for name, value, interval in figures:
            if value is not None and not _between(value, interval.low, interval.high):
                yield f"{unit}: {name} is {value}, not in {interval}"
