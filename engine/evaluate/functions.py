"""Functions over columns (docs/semantics.md, section 2): rounding, pools, powers, parameters, what a unit is."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

import numpy as np

from engine.columns.ints import as_ints, column
from engine.columns.ratio import choose, ratio, ratios, round_ratio, scaled, whole
from engine.columns.transcendent import natural_log, power, root
from engine.evaluate.pools import pooled
from engine.evaluate.results import Value
from engine.facts.table import State
from engine.scheme.functions import (
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

    from engine.columns.ints import Mask
    from engine.facts.table import FactTable
    from engine.scheme.formula import Expr

PLAIN = np.zeros(1, dtype=np.int8)
_STATES = {Without.MISSING: State.MISSING, Without.NOT_APPLICABLE: State.NOT_APPLICABLE}


def evaluate_function(node: Expr, facts: FactTable, of: Callable[[Expr], Value]) -> Value:
    """Return the value of a function; `of` gives those of its parts."""
    match node:
        case Rounded(part, digits, mode, percent):
            inner, places = of(part), digits + 2 * percent
            return Value(scaled(round_ratio(inner.ratio, places, mode), places), inner.state)
        case Pooled(part):
            return pooled(node, of(part), facts)
        case Inexact(function, parts, digits, percent):
            return _inexact(function, [of(part) for part in parts], digits + 2 * percent, len(facts.units))
        case FirstKnown(parts):
            return _first_known([of(part) for part in parts])
        case HasState(part, state):
            return _truth(facts.columns[part.name].state == _STATES[state])
        case Among(label, word):
            return _truth(np.array([called(unit, label, facts) == word for unit in facts.units], dtype=np.bool_))
        case Parameter():
            return _parameter(node, facts)
        case _:
            raise TypeError(f"{type(node).__name__} has no value")


def called(unit: str, label: Label, facts: FactTable) -> str | None:
    """Return the name of a unit, or of its group."""
    return unit if label is Label.UNIT else facts.groups.get(unit)


def _truth(mask: Mask) -> Value:
    return Value(whole(as_ints(mask)), PLAIN)


def _first_known(values: list[Value]) -> Value:
    """Return the first value of each unit, or the state of the last part."""
    *others, last = values
    for each in reversed(others):
        known = each.state == int(State.VALUE)
        last = Value(choose(known, each.ratio, last.ratio), np.where(known, np.int8(State.VALUE), last.state))
    return last


def _inexact(function: Transcendent, values: list[Value], digits: int, count: int) -> Value:
    """Work each unit out by itself: equal inputs are worked out once."""
    states = [np.broadcast_to(each.state, (count,)) for each in values]
    state = np.maximum.reduce(states).astype(np.int8)
    found = [Fraction(0)] * count
    for row in np.flatnonzero(state == int(State.VALUE)).tolist():
        worked = _worked_out(function, [each.ratio.at(row) for each in values], digits)
        if worked is None:
            state[row] = State.ZERO_DENOMINATOR
        else:
            found[row] = worked
    digits_column = [int(each * 10**digits) for each in found]
    return Value(scaled(column(digits_column), digits), state)


def _worked_out(function: Transcendent, numbers: list[Fraction], digits: int) -> Fraction | None:
    match function:
        case Transcendent.POWER:
            return power(numbers[0], numbers[1], digits)
        case Transcendent.LOG:
            return natural_log(numbers[0], digits)
        case Transcendent.GEOMETRIC:
            if min(numbers) < 0:
                return None
            product = Fraction(1)
            for number in numbers:
                product *= number
            return root(product, len(numbers), digits)
        case _:
            assert_never(function)


def _parameter(node: Parameter, facts: FactTable) -> Value:
    worth = dict(node.entries)
    if node.chosen is not None:
        return Value(ratio(worth[node.chosen]), PLAIN)
    rest = Fraction(0) if node.rest is None else node.rest
    if node.key is None:
        label = Label.UNIT if node.label is None else node.label
        words = [called(unit, label, facts) for unit in facts.units]
        return Value(ratios([worth.get(word or "", rest) for word in words]), PLAIN)
    fact = facts.columns[node.key.name]
    # INVARIANT: the value of a fact with options is the position of one; without a value it is 0, which means nothing.
    by_position = [worth.get(option, rest) for option in facts.options[node.key.name]]
    found = [by_position[fact.values.num.at(row)] for row in range(len(facts.units))]
    return Value(ratios(found), fact.state)
