"""The facts that a unit writes itself: within what limits, and how their values are written."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.facts.table import scale_of
from engine.number import fixed_text
from engine.scheme.adjustment import adjustments
from engine.scheme.formula import walk
from engine.scheme.functions import Among, Parameter
from engine.scheme.listed import Listed
from engine.scheme.model import FactType, all_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scheme.model import FactDeclaration, Scheme, UnitEntry

NUMBERS = (FactType.WHOLE, FactType.DECIMAL, FactType.PERCENT)
Values = dict[str, Fraction]


def reported(scheme: Scheme) -> dict[str, FactDeclaration]:
    """Return the facts, and periods of facts, that have one value each and are written as they stand."""
    return {name: fact for name, fact in scheme.facts.items() if _is_written(fact)}


def _is_written(fact: FactDeclaration) -> bool:
    plain = fact.origin is None and fact.member is None and (fact.of is None or fact.cycle is not None)
    return plain and not fact.open_ and fact.type not in (FactType.MATTERS, FactType.PANEL)


def assessed(scheme: Scheme) -> UnitEntry | None:
    """Return the unit that cases are about; None where it makes no difference which one it is."""
    formulas = [formula for each in all_items(scheme.items) for formula in each.formulas]
    formulas += [rule.when for rule in scheme.rules]
    sides = list(adjustments((*scheme.bonuses, *scheme.penalties)))
    formulas += [each.source.formula for each in sides if not isinstance(each.source, Listed)]
    conditions = [each.gate for each in sides] + [tier.condition for tier in scheme.tiers]
    formulas += [condition for condition in conditions if condition is not None]
    nodes = [node for formula in formulas for node in walk(formula)]
    by_group = any(tier.quota and tier.quota.counts for tier in scheme.tiers)
    if not by_group and not any(
        isinstance(each, Among) or (isinstance(each, Parameter) and each.label) for each in nodes
    ):
        return None
    return next((unit for unit in scheme.units if unit.name not in scheme.exempt), None)


def whole_of(fact: FactDeclaration) -> str:
    """Return the name under which a fact, or a period of one, is written."""
    return fact.of or fact.name


def step_of(fact: FactDeclaration) -> Fraction:
    """Return the step in which the values of a fact go up."""
    return Fraction(1, 10 ** scale_of(fact))


def lowest(fact: FactDeclaration) -> Fraction:
    """Return the least value that a fact may have, 0 where nothing is said."""
    if fact.low is not None:
        return fact.low
    return Fraction(0) if fact.high is None or fact.high >= 0 else fact.high


def is_allowed(fact: FactDeclaration, value: Fraction, values: Mapping[str, Fraction]) -> bool:
    """Say whether a value keeps to its limits and its decimals, and below what it may not exceed of all `values`."""
    if fact.type is FactType.YES_NO:
        return value in (0, 1)
    if fact.type is FactType.CHOICE:
        return value.denominator == 1 and 0 <= value < len(fact.options)
    within = (fact.low is None or value >= fact.low) and (fact.high is None or value <= fact.high)
    below = all(value <= values[other] for other in fact.at_most if other in values)
    return within and below and (value / step_of(fact)).denominator == 1


def value_text(fact: FactDeclaration, value: Fraction) -> str:
    """Write a value as a unit's file has it."""
    match fact.type:
        case FactType.YES_NO:
            return "是" if value else "否"
        case FactType.CHOICE:
            return fact.options[int(value)]
        case FactType.PERCENT:
            return fixed_text(value * 100, fact.digits) + "%"
        case _:
            return fixed_text(value, fact.digits)
