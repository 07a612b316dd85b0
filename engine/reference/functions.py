"""Functions of formulas, for one unit and the units around it (section 2)."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from engine.dataclass import dataclass
from engine.reference.irrational import ln_rounded, power_rounded, root_rounded
from engine.reference.rounding import round_to
from engine.reference.state import State, Value
from engine.scheme.functions import (
    Across,
    Among,
    FirstKnown,
    HasState,
    Inexact,
    Label,
    Parameter,
    Pooled,
    Rounded,
    Transcendent,
    Without,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.reference.known import Known
    from engine.scheme.formula import Expr
    from engine.scheme.model import UnitEntry


ONE, ZERO = Fraction(1), Fraction(0)
HALF_UP_LIMIT = Fraction(10**40)


@dataclass(slots=True)
class Company:
    """The units that are assessed, each with what is known of it; filled once all of them are there."""

    members: list[tuple[UnitEntry, Known]] = field(default_factory=list)


def value_of_function(expr: Expr, known: Known, of: Callable[[Expr, Known], Value]) -> Value:
    """Return the value or state of a function; `of` evaluates its parts, for any unit."""
    match expr:
        case Rounded(part, digits, mode, of_percent):
            value = of(part, known)
            return round_to(value, digits + 2 if of_percent else digits, mode) if isinstance(value, Fraction) else value
        case Pooled():
            return across(expr, known, of)
        case Inexact(function, parts, digits, of_percent):
            values = [of(part, known) for part in parts]
            for state in State:
                if state in values:
                    return state
            numbers = [value for value in values if isinstance(value, Fraction)]
            return inexact(function, numbers, digits + 2 if of_percent else digits)
        case FirstKnown(parts):
            values = [of(part, known) for part in parts]
            return next((value for value in values if not isinstance(value, State)), values[-1])
        case HasState(part, state):
            wanted = State.MISSING if state is Without.MISSING else State.NOT_APPLICABLE
            return ONE if of(part, known) is wanted else ZERO
        case Among(label, word):
            return ONE if called(known.entry, label) == word else ZERO
        case Parameter():
            return parameter(expr, known, of)
        case _:
            raise TypeError(f"no function: {expr}")


def called(entry: UnitEntry | None, label: Label) -> str | None:
    """Return the name of a unit, or of its group."""
    if entry is None:
        return None
    return entry.name if label is Label.UNIT else entry.group


def parameter(expr: Parameter, known: Known, of: Callable[[Expr, Known], Value]) -> Value:
    """Look a parameter up: as chosen, by a fact's option, or by what the unit is called."""
    if expr.chosen is not None:
        word: str | State | None = expr.chosen
    elif expr.key is not None:
        found = of(expr.key, known)
        word = found if isinstance(found, str | State) else None
    else:
        word = called(known.entry, expr.label or Label.UNIT)
    if isinstance(word, State):
        return word
    for each, value in expr.entries:
        if each == word:
            return value
    if expr.rest is None:
        raise ValueError(f"{expr.name} has nothing for {word}")
    return expr.rest


def across(expr: Pooled, known: Known, of: Callable[[Expr, Known], Value]) -> Value:
    """Put together what a formula comes to in the units of the pool, or find the unit's rank among them."""
    group = known.entry.group if known.entry else None
    pool = [each for entry, each in known.company.members if not expr.by_group or entry.group == group]
    values = [of(expr.part, each) for each in pool]
    numbers = [value for value in values if isinstance(value, Fraction)]
    if expr.function in (Across.RANK, Across.RANK_FROM_LOWEST):
        own = of(expr.part, known)
        if not isinstance(own, Fraction):
            return own
        high = expr.function is Across.RANK
        return Fraction(1 + sum(1 for each in numbers if (each > own if high else each < own)))
    if not numbers:
        return State.MISSING if State.MISSING in values else State.NOT_APPLICABLE
    return together(expr, numbers)


def together(expr: Pooled, numbers: list[Fraction]) -> Fraction:
    """Return the mean, an extreme, the sum, or the rounded standard deviation."""
    match expr.function:
        case Across.MEAN:
            return sum(numbers, ZERO) / len(numbers)
        case Across.HIGHEST:
            return max(numbers)
        case Across.LOWEST:
            return min(numbers)
        case Across.SUM:
            return sum(numbers, ZERO)
        case Across.DEVIATION:
            # The mean of the squares less the square of the mean.
            square = sum((each * each for each in numbers), ZERO) / len(numbers)
            mean = sum(numbers, ZERO) / len(numbers)
            return root_rounded(square - mean * mean, 2, expr.digits + 2 if expr.of_percent else expr.digits)
        case _:
            raise TypeError(f"ranks are not put together: {expr}")


def inexact(function: Transcendent, numbers: list[Fraction], digits: int) -> Value:
    """Return a power, logarithm or geometric mean; what cannot be calculated counts as divided by zero."""
    match function:
        case Transcendent.POWER:
            base, exponent = numbers
            if base < 0 or (base == 0 and exponent < 0):
                return State.ZERO_DENOMINATOR
            result = power_rounded(base, exponent, digits, HALF_UP_LIMIT)
            return State.ZERO_DENOMINATOR if result is None else result
        case Transcendent.LOG:
            return ln_rounded(numbers[0], digits) if numbers[0] > 0 else State.ZERO_DENOMINATOR
        case Transcendent.GEOMETRIC:
            if any(each < 0 for each in numbers):
                return State.ZERO_DENOMINATOR
            product = ONE
            for each in numbers:
                product *= each
            return root_rounded(product, len(numbers), digits)
        case _:
            assert_never(function)
