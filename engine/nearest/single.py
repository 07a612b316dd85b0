"""Which facts of a unit may be changed alone, and by how much."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.reported import lowest, reported
from engine.facts.table import State, scale_of
from engine.methods import bands, interpolation, window
from engine.scheme import formula as f
from engine.scheme.adjustment import adjustments
from engine.scheme.judging import RuleKind, Warn
from engine.scheme.listed import Listed
from engine.scheme.model import FactType, all_items, indicators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.judge.assessment import Assessment
    from engine.scheme.model import FactDeclaration, Scheme

# Where a scheme sets no limit to a number, so many steps are looked at.
FARTHEST = 2**31
ZERO = Fraction(0)
# What is set for a unit, by the words that such facts are called by everywhere.
_GIVEN = re.compile("目标|上年|基期")


_WINDING = frozenset(each.METHOD.word for each in (bands, interpolation, window))


@dataclass(frozen=True, slots=True)
class Move:
    """A fact of a unit that goes up or down in steps, `most` of them at most.

    Steps are counted from `start`, which is the value, or one step before the first where the fact is not `reported`.
    Both count units of the fact's last decimal, of which there are `scale` in one. `winding` says that more steps may
    be worse again.
    """

    unit: str
    fact: str
    start: int
    step: int
    scale: int
    most: int
    reported: bool = True
    winding: bool = False

    @property
    def now(self) -> Fraction | None:
        """The value as it is, None where nothing is reported."""
        return Fraction(self.start, self.scale) if self.reported else None

    def after(self, steps: int) -> int:
        """Return the value after so many steps, in units of the last decimal."""
        return self.start + steps * self.step


def changeable(scheme: Scheme) -> dict[str, FactDeclaration]:
    """Return the facts that a unit's own work changes, as far as a scheme tells.

    What others are measured against (a divisor, what another fact may not exceed, a fact that is called a target or
    last year's) is how large the task was, and no achievement. Values that count on from earlier ones, come from last
    year or are also read by origin do not change alone.
    """
    formulas = [formula for each in indicators(scheme.items) for formula in each.formulas]
    formulas += [rule.when for rule in scheme.rules]
    divisors = {
        name
        for formula in formulas
        for node in f.walk(formula)
        if isinstance(node, f.Binary) and node.operator == "/"
        for name in f.facts_in(node.right)
    }
    above = {name for fact in scheme.facts.values() for name in fact.at_most}
    by_origin = {fact.of for fact in scheme.facts.values() if fact.origin is not None}
    return {
        name: fact
        for name, fact in reported(scheme).items()
        if name not in divisors
        and name not in above
        and not _GIVEN.search(fact.of or name)
        and not {name, fact.of} & by_origin
        and not fact.cumulative
        and fact.from_last is None
    }


def findings(scheme: Scheme) -> frozenset[str]:
    """Return the facts that only vetoes read: what was found out about a unit, and no work that it could have done."""
    worked = {name for each in indicators(scheme.items) for formula in each.formulas for name in f.facts_in(formula)}
    for each in adjustments((*scheme.bonuses, *scheme.penalties)):
        worked |= set() if isinstance(each.source, Listed) else set(f.facts_in(each.source.formula))
    vetoes = (rule.when for rule in scheme.rules if rule.kind is RuleKind.VETO)
    others = (rule.when for rule in scheme.rules if rule.kind is not RuleKind.VETO)
    worked |= {name for condition in others for name in f.facts_in(condition)}
    return frozenset(name for condition in vetoes for name in f.facts_in(condition)) - worked


def moves_of(assessment: Assessment, unit: str, facts: dict[str, FactDeclaration]) -> Iterator[Move]:
    """Yield how each fact that cost the unit anything may move by itself."""
    table, row = assessment.facts, assessment.facts.row(unit)
    winding = _winding(assessment.scheme)
    for name in sorted(_costly(assessment, row) & facts.keys(), key=list(facts).index):
        fact, column = facts[name], table.columns[name]
        state, scale = int(column.state[row]), 10 ** scale_of(fact)
        low, high = (None if end is None else int(end * scale) for end in _ends(assessment, row, fact))
        if state == State.VALUE:
            value = column.values.at(row) * scale
            if value.denominator != 1:
                continue  # a mean of marks
            now = int(value)
            up = FARTHEST if high is None else min(high - now, FARTHEST)
            down = FARTHEST if low is None else min(now - low, FARTHEST)
            yield Move(unit, name, now, 1, scale, up, winding=name in winding)
            yield Move(unit, name, now, -1, scale, down, winding=name in winding)
        elif state == State.MISSING:
            low = low or 0
            most = FARTHEST if high is None else min(high - low + 1, FARTHEST)
            yield Move(unit, name, low - 1, 1, scale, most, reported=False, winding=name in winding)
            if high is not None:
                yield Move(unit, name, high + 1, -1, scale, most, reported=False, winding=name in winding)


def _ends(assessment: Assessment, row: int, fact: FactDeclaration) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the greatest value that a fact of a unit may have, all other facts as they are."""
    if fact.type is FactType.YES_NO:
        return ZERO, Fraction(1)
    if fact.type is FactType.CHOICE:
        return ZERO, Fraction(len(fact.options) - 1)
    others = [assessment.facts.columns[other] for other in fact.at_most]
    tops = [each.values.at(row) for each in others if each.state[row] == State.VALUE]
    return lowest(fact), min([*tops, *([fact.high] if fact.high is not None else [])], default=None)


def _winding(scheme: Scheme) -> set[str]:
    """Return the facts of which more may be better first and worse after: of windows, bands, cases, options."""
    found = {name for name, fact in scheme.facts.items() if fact.type is FactType.CHOICE}
    for indicator in indicators(scheme.items):
        if indicator.word in _WINDING or isinstance(indicator.formula, f.Cases):
            found |= set(f.facts_in(indicator.formula))
    return found


def _costly(assessment: Assessment, row: int) -> set[str]:
    """Return the facts behind lost points, bonuses, penalties, rules that fired, and what tiers ask for besides."""
    scheme, results = assessment.scheme, assessment.results
    formulas: list[f.Expr] = []
    for indicator in indicators(scheme.items):
        trace, node = results.indicators[indicator.id], results.nodes[indicator.id]
        if node.applicable[row] and trace.points.at(row) < indicator.points:
            formulas += indicator.formulas
    for each in adjustments((*scheme.bonuses, *scheme.penalties)):
        formulas += [] if each.gate is None else [each.gate]
        formulas += [] if isinstance(each.source, Listed) else [each.source.formula]
    for rule in scheme.rules:
        if assessment.judgement.rules[rule.id].true[row] and not isinstance(rule.effect, Warn):
            formulas += _read_by(rule.id, scheme, set())
    formulas += [tier.condition for tier in scheme.tiers if tier.condition is not None]
    return {name for formula in formulas for name in f.facts_in(formula)}


def _read_by(rule_id: str, scheme: Scheme, seen: set[str]) -> list[f.Expr]:
    """Return what a rule reads, the conditions of rules and the values of indicators that it asks for included."""
    if rule_id in seen:
        return []
    seen.add(rule_id)
    rule = next(each for each in scheme.rules if each.id == rule_id)
    found = [rule.when]
    for node in f.walk(rule.when):
        others = (node.rule,) if isinstance(node, f.Fired) else node.rules if isinstance(node, f.FiredCount) else ()
        for other in others:
            found += _read_by(other, scheme, seen)
        if isinstance(node, f.ItemRef):
            items = [each for each in all_items(scheme.items) if each.id == node.id]
            found += [formula for each in indicators(tuple(items)) for formula in each.formulas]
    return found
