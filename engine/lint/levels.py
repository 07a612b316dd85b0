"""Numbers that a scheme compares with: written as they are, below 0, or by the name of a parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import Quantity
from engine.scheme import formula as f
from engine.scheme.functions import Parameter

if TYPE_CHECKING:
    from fractions import Fraction


def level_of(expr: f.Expr) -> Quantity | None:
    """Return the number that an expression is, whatever the facts are; None where it is no such number."""
    match expr:
        case f.Literal(Quantity() as level):
            return level
        case f.Negative(part):
            inner = level_of(part)
            return None if inner is None else Quantity(-inner.value, inner.unit)
        case Parameter(unit=unit) if len(found := set(values_of(expr))) == 1:
            return Quantity(found.pop(), unit)
        case _:
            return None


def values_of(parameter: Parameter) -> tuple[Fraction, ...]:
    """Return every value of a parameter, those of other days too: what is in force on another day is no mistake."""
    return (*(value for _, value in parameter.entries), *(() if parameter.rest is None else (parameter.rest,)))
