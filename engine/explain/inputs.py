"""What a formula takes from elsewhere, in words: parameters, other units, other indicators, the first known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.evaluate.figures import figure
from engine.evaluate.formula import evaluate_formula
from engine.evaluate.pools import pools
from engine.explain.shown import unit_of_value
from engine.facts.table import State
from engine.facts.values import shown_value
from engine.number import Unit, quantity_text
from engine.reading.kind import KIND_OF_UNIT, Kind
from engine.reading.kinds import Kinds
from engine.scheme import formula as f
from engine.scheme.functions import RANKS, FirstKnown, Label, Parameter, Pooled
from engine.scheme.model import indicators
from engine.sentences.formulas import by_name, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.evaluate.results import Results, Value

MOST_NAMED = 3
STATE_WORDS = {State.MISSING: "未报", State.NOT_APPLICABLE: "不适用", State.ZERO_DENOMINATOR: "分母为零"}
_UNITS = {Kind.RATE: Unit.PERCENT, Kind.POINT: Unit.POINT}


def value_in(results: Results, unit: str, expr: f.Expr) -> tuple[Fraction, State]:
    """Return what an expression comes to in one unit, and its state."""
    if any(isinstance(node, Pooled | f.ItemRef | f.FigureRef | f.FiredCount) for node in f.walk(expr)):
        found, row = _in_all(results, expr), results.facts.row(unit)
    else:
        found, row = evaluate_formula(expr, results.facts.of_unit(unit, f.facts_in(expr))), 0
    return found.ratio.at(row), _state_at(found, row)


def _state_at(found: Value, row: int) -> State:
    return State(int(found.state[0 if found.state.shape == (1,) else row]))


def _in_all(results: Results, expr: f.Expr) -> Value:
    if expr not in results.worked_out:
        results.worked_out[expr] = evaluate_formula(expr, results.facts, lambda node: figure(node, results))
    return results.worked_out[expr]


def shown_in(results: Results, unit: str, expr: f.Expr) -> str:
    """Return what an expression comes to in one unit as it is shown: `95%`, or `未报`."""
    value, state = value_in(results, unit, expr)
    return quantity_text(value, unit_in(results, expr)) if state is State.VALUE else STATE_WORDS[state]


def unit_in(results: Results, expr: f.Expr) -> Unit:
    """Return the unit in which an expression is shown."""
    facts = results.scheme.facts
    read = {node.id for node in f.walk(expr) if isinstance(node, f.ItemRef)}
    leaves = [each for each in indicators(results.scheme.items) if each.id in read]
    values = {each.id: KIND_OF_UNIT[unit_of_value(each.method, each.formula, facts)] for each in leaves}
    return _UNITS.get(Kinds(facts, values).of(expr), Unit.PLAIN)


def inputs(results: Results, unit: str, expr: f.Expr) -> list[str]:
    """Return a line for each thing that an expression takes from elsewhere, each once."""
    return list(dict.fromkeys(_lines(results, unit, expr)))


def _lines(results: Results, unit: str, expr: f.Expr) -> Iterator[str]:
    for node in f.walk(expr):
        match node:
            case Parameter():
                yield f"{node.name} = {shown_in(results, unit, node)}{_looked_up(results, unit, node)}"
            case Pooled():
                yield f"{say(node, by_name)} = {shown_in(results, unit, node)}（{_company(results, unit, node)}）"
            case f.ItemRef(_, f.Attribute.VALUE):
                yield f"{by_name(node)} = {shown_in(results, unit, node)}"
            case FirstKnown(parts):
                known = [part for part in parts if value_in(results, unit, part)[1] is State.VALUE]
                if known:
                    yield f"{say(node, by_name)}：取 {say(known[0], by_name)}"
            case _:
                pass


def _looked_up(results: Results, unit: str, node: Parameter) -> str:
    """Say by what a parameter was looked up: `（2016-01-01 起）`, `（组：沿海）`."""
    if node.chosen is not None:
        return f"（{node.chosen} 起）" if node.chosen else ""
    if node.key is not None:
        cell = results.facts.cell(unit, node.key.name)
        what, word = by_name(node.key), shown_value(results.scheme.facts[node.key.name], cell)
    else:
        label = node.label or Label.UNIT
        what, word = label.value, (unit if label is Label.UNIT else results.facts.groups.get(unit)) or "不分组"
    rest = "" if word in dict(node.entries) or node.rest is None else "，按“其余”取值"
    return f"（{what}：{word}{rest}）"


def _company(results: Results, unit: str, node: Pooled) -> str:
    """Say how many units were put together, and which were left out for what reason."""
    inner, units = _in_all(results, node.part), results.facts.units
    row = results.facts.row(unit)
    pool = next(each for each in pools(node, inner, results.facts) if row in (*each.counted, *each.left_out))
    counted = f"{len(pool.counted)} 个单位" + ("参加排名" if node.function in RANKS else "")
    if not pool.left_out:
        return counted
    states = [_state_at(inner, each) for each in pool.left_out]
    named = [
        f"{units[each]}（{STATE_WORDS[state]}）"
        for each, state in zip(pool.left_out[:MOST_NAMED], states, strict=False)
    ]
    more = "等" if len(pool.left_out) > MOST_NAMED else ""
    pending = "，补报后会变" if State.MISSING in states else ""
    return f"{counted}；未计入 {len(pool.left_out)} 个：{'、'.join(named)}{more}{pending}"
