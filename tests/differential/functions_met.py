"""Which functions of formulas really occurred in a case, and what they met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.evaluate.figures import figure
from engine.evaluate.formula import evaluate_formula
from engine.evaluate.pools import pools
from engine.facts.table import State
from engine.scheme import formula as f
from engine.scheme.adjustment import Counted, adjustments
from engine.scheme.functions import Among, FirstKnown, HasState, Inexact, Label, Parameter, Pooled, Rounded
from engine.scheme.model import indicators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluate.results import Value
    from tests.differential.compare import Run


def functions_met(of: Run) -> Iterator[str]:
    """Yields the names of mechanisms, some more than once."""
    order = [each.id for each in indicators(of.scheme.items)]
    for indicator in indicators(of.scheme.items):
        yield from _in(of, indicator.formula)
        for node in f.walk(indicator.formula):
            if isinstance(node, f.ItemRef):
                later = order.index(node.id) > order.index(indicator.id)
                yield "function/value of a later indicator" if later else "function/value of another indicator"
        if isinstance(indicator.formula, f.Cases) and any(
            not isinstance(each, f.Literal | f.Negative) for each in indicator.formula.points
        ):
            yield "function/points worked out"
    for adjustment in adjustments((*of.scheme.bonuses, *of.scheme.penalties)):
        if isinstance(adjustment.source, Counted):
            yield from _in(of, adjustment.source.formula)
    for condition in [rule.when for rule in of.scheme.rules] + [t.condition for t in of.scheme.tiers if t.condition]:
        yield from (f"{name}" for name in _in(of, condition))
        for node in f.walk(condition):
            if isinstance(node, Pooled) and any(isinstance(part, f.FigureRef) for part in f.walk(node)):
                yield "function/pool of figures"


def _in(of: Run, expr: f.Expr) -> Iterator[str]:
    for node in f.walk(expr):
        yield from _node(of, node)


def _node(of: Run, node: f.Expr) -> Iterator[str]:
    match node:
        case Rounded(mode=mode, of_percent=of_percent):
            yield f"function/{mode.name}" + (" of percent" if of_percent else "")
        case Pooled(function=function, by_group=by_group):
            yield f"function/{function.name}"
            if by_group:
                yield "function/own group"
            yield from _pools(of, node)
        case Inexact(function=function):
            yield f"function/{function.name}"
            if State.ZERO_DENOMINATOR in _states(_value(of, node)):
                yield "function/cannot be calculated"
        case FirstKnown(parts):
            first, both = _states(_value(of, parts[0])), _states(_value(of, node))
            if any(one != State.VALUE and other == State.VALUE for one, other in zip(first, both, strict=False)):
                yield "function/first known is not the first"
        case HasState(state=state):
            if 1 in [_value(of, node).ratio.at(row) for row in range(len(of.table.units))]:
                yield f"function/is {state.name}"
        case Among(label=label):
            yield f"function/named {label.name}"
        case Parameter():
            yield from _parameter(of, node)
        case _:
            pass


def _value(of: Run, node: f.Expr) -> Value:
    return evaluate_formula(node, of.table, lambda each: figure(each, of.results))


def _states(value: Value) -> list[State]:
    return [State(int(each)) for each in value.state]


def _pools(of: Run, node: Pooled) -> Iterator[str]:
    for pool in pools(node, _value(of, node.part), of.table):
        if pool.counted and pool.left_out:
            yield "function/someone left out"
        elif pool.left_out:
            yield "function/nobody left"


def _parameter(of: Run, node: Parameter) -> Iterator[str]:
    if node.chosen is not None:
        yield "parameter/by date" if node.chosen else "parameter/constant"
        return
    yield "parameter/" + ("by option" if node.key else "by unit" if node.label is Label.UNIT else "by group")
    if node.rest is not None:
        yield "parameter/rest"
    if node.key and State.MISSING in _states(_value(of, node)):
        yield "parameter/option missing"
