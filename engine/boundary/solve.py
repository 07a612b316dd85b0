"""Find values of facts with which a formula comes to a given value: exactly, and with as few changes as can be.

A formula is followed along one fact, or along all periods of one, at a time: in the range between two thresholds nearly
every formula of a scheme is a straight line there. What is found is evaluated by the engine, so a guess that is wrong
finds nothing and never something else.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import ratios
from engine.dataclass import dataclass
from engine.evaluate.formula import evaluate_formula
from engine.facts.reported import NUMBERS, assessed, is_allowed, lowest, reported, step_of, whole_of
from engine.facts.table import FactColumn, FactTable, State
from engine.scheme import formula as f
from engine.scheme.functions import HasState, Pooled
from engine.scheme.model import FactType, Indicator, all_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from engine.facts.reported import Values
    from engine.scheme.model import FactDeclaration, Scheme, UnitEntry

# The whole numbers that are tried besides those on the line.
_FEW = 13
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Solver:
    """Searches around `base`, the values that all `facts` have to begin with, in the `unit` that cases are about."""

    scheme: Scheme
    base: Values
    facts: Mapping[str, FactDeclaration]
    unit: UnitEntry | None

    @classmethod
    def around(cls, scheme: Scheme, base: Values) -> Solver:
        """Return a solver for the facts that a unit writes."""
        return cls(scheme, base, reported(scheme), assessed(scheme))

    def from_here(self, change: Values) -> Solver:
        """Return a solver that starts from a change of the base."""
        return replace(self, base=self.base | change)

    def can_follow(self, expr: f.Expr) -> bool:
        """Say whether a formula depends on the unit's written facts alone."""
        nodes = list(f.walk(self.inlined(expr)))
        outside = (f.ItemRef, f.FigureRef, f.Fired, f.FiredCount, f.Matters, Pooled, HasState)
        if any(isinstance(node, outside) for node in nodes):
            return False
        return all(node.name in self.facts for node in nodes if isinstance(node, f.FactRef))

    def inlined(self, expr: f.Expr) -> f.Expr:
        """Return a formula with those of the indicators whose value it reads in their place."""
        formulas = {each.id: each.formula for each in all_items(self.scheme.items) if isinstance(each, Indicator)}

        def instead(node: f.Expr) -> f.Expr:
            if isinstance(node, f.ItemRef) and node.attribute is f.Attribute.VALUE and node.id in formulas:
                return self.inlined(formulas[node.id])
            return node

        return f.mapped(expr, instead)

    def values(self, expr: f.Expr, changes: Sequence[Values]) -> list[Fraction | None]:
        """Return what a formula comes to after each change of the base; None where it has no value."""
        if not changes:
            return []
        names = f.facts_in(expr)
        rows = [self.base | change for change in changes]
        states = np.zeros(len(rows), dtype=np.int8)
        columns = {name: FactColumn(ratios([row[name] for row in rows]), states) for name in names}
        options = {name: self.scheme.facts[name].options for name in names}
        name, group = (self.unit.name, self.unit.group) if self.unit else ("", None)
        table = FactTable((name,) * len(rows), columns, {}, options, {name: group})
        found = evaluate_formula(expr, table)
        state = np.broadcast_to(found.state, (len(rows),))
        return [found.ratio.at(row) if state[row] == State.VALUE else None for row in range(len(rows))]

    def solve(self, expr: f.Expr, wanted: Iterable[Fraction]) -> dict[Fraction, Values]:
        """Return a change of the base for each wanted value that can be found."""
        expr = self.inlined(expr)
        targets = list(dict.fromkeys(wanted))
        changes = [change for change in self._tried(expr, targets) if self.is_allowed(change)]
        found: dict[Fraction, Values] = {}
        for change, value in zip(changes, self.values(expr, changes), strict=True):
            if value in targets and value not in found:
                found[value] = change
        return found

    def beside(self, expr: f.Expr, change: Values, value: Fraction) -> tuple[Values | None, Values | None]:
        """Return changes with which a formula is just below and just above a value that it has after one change."""
        expr, here = self.inlined(expr), self.base | change
        below = above = None
        for group in self.groups(expr):
            if self.scheme.facts[group[0]].type not in NUMBERS:
                continue
            step = step_of(self.scheme.facts[group[0]])
            changes = [change | {name: here[name] + way * step for name in group} for way in (-1, 1)]
            changes = [each for each in changes if self.is_allowed(each)]
            for found, each in zip(self.values(expr, changes), changes, strict=True):
                if found is not None and found < value:
                    below = below or each
                elif found is not None and found > value:
                    above = above or each
        return below, above

    def near(self, expr: f.Expr, target: Fraction) -> list[Values]:
        """Return changes with which a formula is as near to a value as can be found, below it and above it."""
        expr = self.inlined(expr)
        changes = [
            dict.fromkeys(change, nearby)
            for group in self.groups(expr)
            for change in self._on_the_line(expr, group, [target])
            for nearby in _beside(change[group[0]], step_of(self.scheme.facts[group[0]]))
        ]
        changes = [change for change in changes if self.is_allowed(change)]
        known = zip(self.values(expr, changes), changes, strict=True)
        found = [(value, change) for value, change in known if value is not None]
        below = max((each for each in found if each[0] < target), key=lambda each: each[0], default=None)
        above = min((each for each in found if each[0] > target), key=lambda each: each[0], default=None)
        return [each[1] for each in (below, above) if each is not None]

    def is_allowed(self, change: Values) -> bool:
        """Say whether the facts may be changed so, together with those that may not exceed them."""
        values = self.base | change
        touched = {
            name for name, fact in self.facts.items() if name in change or not change.keys().isdisjoint(fact.at_most)
        }
        return all(is_allowed(self.facts[name], values[name], values) for name in touched)

    def _tried(self, expr: f.Expr, targets: Sequence[Fraction]) -> Iterator[Values]:
        yield {}
        for group in self.groups(expr):
            yield from self._on_the_line(expr, group, targets)
        for group in self.groups(expr):
            yield from self._few(group)
            yield from self._patterns(group)

    def groups(self, expr: f.Expr) -> list[tuple[str, ...]]:
        """Return what is changed together: each fact alone, and all periods of one; divisors last."""
        divisors = {
            name
            for node in f.walk(expr)
            if isinstance(node, f.Binary) and node.operator == "/"
            for name in f.facts_in(node.right)
        }
        names = sorted(f.facts_in(expr), key=lambda name: name in divisors)
        families: dict[str, list[str]] = {}
        for name in names:
            families.setdefault(whole_of(self.facts[name]), []).append(name)
        together = [tuple(family) for family in families.values() if len(family) > 1]
        return [(name,) for name in names] + together

    def _on_the_line(self, expr: f.Expr, group: tuple[str, ...], targets: Sequence[Fraction]) -> Iterator[Values]:
        """Yield where the line through the base and a point beside it has the wanted values."""
        fact = self.scheme.facts[group[0]]
        if fact.type not in NUMBERS:
            return
        here, step = self.base[group[0]], step_of(fact)
        for beside in (here - step, here + step, here - 100 * step, here + 100 * step):
            values = self.values(expr, [dict.fromkeys(group, here), dict.fromkeys(group, beside)])
            if values[0] is None or values[1] is None or values[0] == values[1]:
                continue
            slope = (values[1] - values[0]) / (beside - here)
            yield from (dict.fromkeys(group, here + (target - values[0]) / slope) for target in targets)

    def _few(self, group: tuple[str, ...]) -> Iterator[Values]:
        """Yield the first values that a fact can have, and its bounds."""
        fact = self.scheme.facts[group[0]]
        if fact.type is FactType.YES_NO:
            values = [Fraction(0), _ONE]
        elif fact.type is FactType.CHOICE:
            values = [Fraction(place) for place in range(len(fact.options))]
        else:
            values = [lowest(fact) + count * _ONE for count in range(_FEW)]
            values += [bound for bound in (fact.low, fact.high) if bound is not None]
        yield from (dict.fromkeys(group, value) for value in values)

    def _patterns(self, group: tuple[str, ...]) -> Iterator[Values]:
        """Yield the base with the first, or the last, of several periods put to the lowest or just below the base."""
        if len(group) == 1:
            return
        fact = self.scheme.facts[group[0]]
        for value in (lowest(fact), self.base[group[0]] - step_of(fact)):
            for count in range(1, len(group) + 1):
                yield dict.fromkeys(group[:count], value)
                yield dict.fromkeys(group[-count:], value)


def _beside(value: Fraction, step: Fraction) -> tuple[Fraction, Fraction]:
    below = floor(value / step) * step
    return below, below + step
