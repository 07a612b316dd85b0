"""The facts that a unit writes itself: within what limits, and how their values are written."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.coverage.values import grid
from engine.number import fixed_text
from engine.scheme.formula import FactRef
from engine.scheme.model import FactType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scheme.model import FactDeclaration, Scheme

NUMBERS = (FactType.WHOLE, FactType.DECIMAL, FactType.PERCENT)
Values = dict[str, Fraction]


def reported(scheme: Scheme) -> dict[str, FactDeclaration]:
    """Return the facts, and periods of facts, that have one value each and are written as they stand."""
    return {name: fact for name, fact in scheme.facts.items() if _is_written(fact)}


def _is_written(fact: FactDeclaration) -> bool:
    plain = fact.origin is None and fact.member is None and (fact.of is None or fact.cycle is not None)
    return plain and not fact.open_ and fact.type not in (FactType.MATTERS, FactType.PANEL)


def whole_of(fact: FactDeclaration) -> str:
    """Return the name under which a fact, or a period of one, is written."""
    return fact.of or fact.name


def step_of(fact: FactDeclaration) -> Fraction:
    """Return the step in which the values of a fact go up."""
    return grid(FactRef(fact.name, span=fact.span), {fact.name: fact}) or Fraction(1)


def lowest(fact: FactDeclaration) -> Fraction:
    """Return the least value that a fact may have, 0 where nothing is said."""
    if fact.low is not None:
        return fact.low
    return Fraction(0) if fact.high is None or fact.high >= 0 else fact.high


def allowed(facts: Mapping[str, FactDeclaration], values: Mapping[str, Fraction]) -> bool:
    """Say whether all values keep to their limits, to their decimals, and below what they may not exceed."""
    return all(_is_allowed(facts[name], value, values) for name, value in values.items())


def _is_allowed(fact: FactDeclaration, value: Fraction, values: Mapping[str, Fraction]) -> bool:
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
