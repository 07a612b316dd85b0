"""Values with which every indicator has full points and no rule fires: what all cases start from."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.boundary.solve import Solver
from engine.coverage.scoring import is_checklist
from engine.coverage.values import outcomes_around
from engine.facts.reported import NUMBERS, lowest, reported, step_of
from engine.primitives.registry import primitive_of
from engine.scheme import formula as f
from engine.scheme.adjustment import Scored, adjustments
from engine.scheme.model import FactType, indicators

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.reported import Values
    from engine.scheme.model import Indicator, Scheme

# A divisor is the first of these with which every threshold of a rate is a whole number of parts.
_DIVISORS = (20, 100, 200, 1000, 10000)
_MOST_COMBINATIONS = 4096


def base_of(scheme: Scheme) -> Values:
    """Return a value for every fact that a unit writes."""
    facts = reported(scheme)
    values = {name: lowest(fact) if fact.type in NUMBERS else Fraction(0) for name, fact in facts.items()}
    for indicator in indicators(scheme.items):
        if is_checklist(indicator):
            values.update(dict.fromkeys(f.facts_in(indicator.formula), Fraction(1)))
    for name, parts in _divisors(scheme).items():
        fact = facts[name]
        low, high = lowest(fact), fact.high
        size = Fraction(1, 10) if fact.type is FactType.PERCENT else Fraction(parts)
        values[name] = max(size, low) if high is None else min(max(size, low), high)
    for name, fact in facts.items():
        known = [values[other] for other in fact.at_most if other in values]
        if known and fact.type in NUMBERS:
            values[name] = min([*known, *([fact.high] if fact.high is not None else [])])
    for indicator in indicators(scheme.items):
        values |= _full(Solver.around(scheme, values), indicator)
    return values


def _divisors(scheme: Scheme) -> Mapping[str, int]:
    """Return how many parts each fact that is divided by should have."""
    facts, found, solver = reported(scheme), dict[str, int](), Solver.around(scheme, {})
    scored = [(each.formula, each.method, each.points, each.rounding) for each in indicators(scheme.items)]
    sources = [each.source for each in adjustments((*scheme.bonuses, *scheme.penalties))]
    scored += [(each.formula, each.method, each.full, None) for each in sources if isinstance(each, Scored)]
    for written, method, points, rounding in scored:
        formula = solver.inlined(written)
        names = {
            name
            for node in f.walk(formula)
            if isinstance(node, f.Binary) and node.operator == "/"
            for name in f.facts_in(node.right)
            if name in facts and facts[name].type in NUMBERS
        }
        turns = [turn.value for turn in primitive_of(method).turns(method, points, "")]
        parts = next((each for each in _DIVISORS if all((turn * each).denominator == 1 for turn in turns)), 10000)
        if rounding is not None:
            rounded = rounding.digits + 2 * rounding.as_percent
            parts = max(parts, min(10**rounded, _DIVISORS[-1]))
        for name in names:
            found[name] = max(found.get(name, 0), parts)
    return found


def _full(solver: Solver, indicator: Indicator) -> Values:
    """Return what has to change for an indicator to have full points; nothing where that cannot be found."""
    scheme = solver.scheme
    if is_checklist(indicator) or not solver.can_follow(indicator.formula):
        return {}
    if isinstance(indicator.formula, f.Cases):
        return _best_case(solver, indicator)
    outcomes = outcomes_around(indicator.method, indicator.points, indicator.formula, indicator.rounding, scheme)
    best = max((each.points for each in outcomes), default=Fraction(0))
    wanted = [each.value for each in outcomes if each.points == best]
    (now,) = solver.values(solver.inlined(indicator.formula), [{}])
    if now in wanted:
        return {}
    found = solver.solve(indicator.formula, wanted)
    return next((found[value] for value in wanted if value in found), {})


def _best_case(solver: Solver, indicator: Indicator) -> Values:
    """Return the values that bring the most points of a decision table, of a few around the base."""
    names, facts = f.facts_in(indicator.formula), solver.facts
    changes: list[Values] = [{}]
    for name in names:
        others = [solver.base[other] for other in names if facts[other].type is facts[name].type]
        values = [*others, *_around(solver, name)] if facts[name].type in NUMBERS else _around(solver, name)
        tried = [change | {name: value} for change in changes for value in values]
        changes = [*changes, *tried][:_MOST_COMBINATIONS]
    changes = [change for change in changes if solver.is_allowed(change)]
    points = solver.values(solver.inlined(indicator.formula), changes)
    ranked = [(value, -len(change), change) for value, change in zip(points, changes, strict=True) if value is not None]
    return max(ranked, key=lambda each: each[:2])[2] if ranked else {}


def _around(solver: Solver, name: str) -> list[Fraction]:
    fact = solver.scheme.facts[name]
    if fact.type is FactType.YES_NO:
        return [Fraction(1), Fraction(0)]
    if fact.type is FactType.CHOICE:
        return [Fraction(place) for place in range(len(fact.options))]
    here = solver.base[name]
    return [here + step_of(fact), here - step_of(fact), here + 1, here - 1]
