"""Points that indicators can lose, one fact moved step by step: what totals on a line are put together of."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.coverage.scoring import is_checklist
from engine.facts.reported import NUMBERS, step_of
from engine.number import round_fraction
from engine.primitives.outcomes import outcomes
from engine.scheme import formula as f
from engine.scheme.judging import Warn
from engine.scheme.model import Indicator, indicators

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.boundary.solve import Solver
    from engine.facts.reported import Values
    from engine.scheme.model import Item, RoundingRule

# A fact is moved by so many of its steps to either side.
_STEPS = 200
Losses = dict[str, dict[Fraction, "Values"]]


def losses(solver: Solver) -> Losses:
    """Return what can be lost of each indicator whose points go into the total as they are, and how.

    What a rule with consequences reads is left alone: a total on a line is to show the line, and not a veto. So is what
    several indicators read: more would be lost with it.
    """
    rules = (solver.inlined(rule.when) for rule in solver.scheme.rules if not isinstance(rule.effect, Warn))
    read = {name for condition in rules for name in f.facts_in(condition)}
    times = Counter(name for each in indicators(solver.scheme.items) for name in f.facts_in(each.formula))
    read |= {name for name, count in times.items() if count > 1}
    found: Losses = {}
    for indicator in _plain(solver.scheme.items):
        if is_checklist(indicator):
            found |= {f"{indicator.id} {number}": tick for number, tick in enumerate(_ticks(indicator))}
        elif solver.can_follow(indicator.formula) and not isinstance(indicator.formula, f.Cases):
            groups = [each for each in solver.groups(solver.inlined(indicator.formula)) if _is_number(solver, each)]
            ends = dict.fromkeys((groups[-1], groups[0])) if groups else {}
            found[indicator.id] = {lost: how for group in ends for lost, how in _along(solver, indicator, group)}
    kept = {id_: {lost: how for lost, how in each.items() if read.isdisjoint(how)} for id_, each in found.items()}
    return {id_: each for id_, each in kept.items() if each}


def _is_number(solver: Solver, group: tuple[str, ...]) -> bool:
    return solver.facts[group[0]].type in NUMBERS


def _plain(items: Sequence[Item]) -> Iterator[Indicator]:
    """Yield the indicators around which nothing but sums stand."""
    for item in items:
        if isinstance(item, Indicator):
            if item.factor is None:
                yield item
        elif item.combining.adds and item.inner == item.points and item.combining.cycle is None:
            yield from _plain(item.parts)


def _ticks(indicator: Indicator) -> Iterator[dict[Fraction, Values]]:
    """Yield the points of each thing on a list, as it is left undone."""
    for node in f.walk(indicator.formula):
        match node:
            case f.Binary("*", f.FactRef(name), f.Literal(value)) if not isinstance(value, bool):
                yield {value.value: {name: Fraction(0)}}
            case _:
                pass


def _along(solver: Solver, indicator: Indicator, group: tuple[str, ...]) -> Iterator[tuple[Fraction, Values]]:
    """Yield what is lost at each step of a fact, or of all periods of one, the nearest steps first."""
    formula = solver.inlined(indicator.formula)
    here, step = solver.base[group[0]], step_of(solver.facts[group[0]])
    ways = [way * count for count in range(1, _STEPS + 1) for way in (-1, 1)]
    changes = [change for way in ways if solver.is_allowed(change := dict.fromkeys(group, here + way * step))]
    values = solver.values(formula, [{}, *changes])
    known = [(value, change) for value, change in zip(values, [{}, *changes], strict=True) if value is not None]
    if not known or known[0][1]:
        return
    scored = [_rounded(value, indicator.rounding) for value, _ in known]
    rule = solver.scheme.marking.rounding.indicator
    points = [_rounded(each.points, rule) for each in outcomes(indicator.method, indicator.points, scored, "")]
    seen: set[Fraction] = set()
    for each, (_, change) in zip(points, known, strict=True):
        lost = points[0] - each
        if lost > 0 and lost not in seen:
            seen.add(lost)
            yield lost, change


def _rounded(value: Fraction, rule: RoundingRule | None) -> Fraction:
    return value if rule is None else round_fraction(value, rule.digits + 2 * rule.as_percent, rule.mode)
