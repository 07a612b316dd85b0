"""Which facts of a unit may be changed alone, and by how much."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.evaluate.results import Case
from engine.facts.reported import NUMBERS, lowest, reported, step_of
from engine.facts.table import State, scale_of
from engine.scheme import formula as f
from engine.scheme.adjustment import adjustments
from engine.scheme.judging import Warn
from engine.scheme.listed import Listed
from engine.scheme.model import FactType, indicators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.judge.assessment import Assessment
    from engine.scheme.model import FactDeclaration, Scheme

# Where a scheme sets no limit to a number, so many steps are looked at.
FARTHEST = 2**14
# What is set for a unit, by the words that such facts are called by everywhere.
_GIVEN = re.compile("目标|上年|基期")


@dataclass(frozen=True, slots=True)
class Move:
    """A fact of a unit that goes up or down in steps, `most` of them at most."""

    unit: str
    fact: str
    now: Fraction
    step: Fraction
    most: int

    def after(self, steps: int) -> Fraction:
        """Return the value after so many steps."""
        return self.now + steps * self.step


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


def moves_of(assessment: Assessment, unit: str, facts: dict[str, FactDeclaration]) -> Iterator[Move]:
    """Yield how each fact that cost the unit anything may move by itself."""
    table, row = assessment.facts, assessment.facts.row(unit)
    for name in sorted(_costly(assessment, row) & facts.keys(), key=list(facts).index):
        fact, column = facts[name], table.columns[name]
        if column.state[row] != State.VALUE:
            continue
        now, step = column.values.at(row), step_of(fact)
        if fact.type is FactType.YES_NO:
            yield Move(unit, name, now, 1 - 2 * now, 1)
        elif fact.type is FactType.CHOICE:
            yield Move(unit, name, now, Fraction(1), len(fact.options) - 1 - int(now))
            yield Move(unit, name, now, Fraction(-1), int(now))
        elif fact.type in NUMBERS and (now * 10 ** scale_of(fact)).denominator == 1:
            others = [table.columns[other] for other in fact.at_most]
            tops = [each.values.at(row) for each in others if each.state[row] == State.VALUE]
            tops += [fact.high] if fact.high is not None else []
            up = int((min(tops) - now) / step) if tops else FARTHEST
            yield Move(unit, name, now, step, min(up, FARTHEST))
            yield Move(unit, name, now, -step, min(int((now - lowest(fact)) / step), FARTHEST))


def _costly(assessment: Assessment, row: int) -> set[str]:
    """Return the facts behind lost points, bonuses, penalties, rules that fired, and what tiers ask for besides."""
    scheme, results = assessment.scheme, assessment.results
    formulas: list[f.Expr] = []
    for indicator in indicators(scheme.items):
        trace = results.indicators[indicator.id]
        if trace.case[row] == int(Case.SCORED) and trace.points.at(row) < indicator.points:
            formulas += indicator.formulas
    for each in adjustments((*scheme.bonuses, *scheme.penalties)):
        formulas += [] if each.gate is None else [each.gate]
        formulas += [] if isinstance(each.source, Listed) else [each.source.formula]
    for rule in scheme.rules:
        if assessment.judgement.rules[rule.id].true[row] and not isinstance(rule.effect, Warn):
            formulas.append(rule.when)
    formulas += [tier.condition for tier in scheme.tiers if tier.condition is not None]
    return {name for formula in formulas for name in f.facts_in(formula)}
