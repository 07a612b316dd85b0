"""Formulas and conditions in words, with a unit's own numbers put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.function_words import say_function
from engine.number import Quantity, Unit, exact_text
from engine.scheme import formula as f
from engine.scheme.cycle import cycle_of
from engine.scheme.functions import Parameter
from engine.scheme.names import RUN, TIMES_FIRED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.scheme.duties import Duty

SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}
COMPARISONS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "≠": "≠"}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_SIGNED = 3
MOST_NAMED = 3


def say(expr: f.Expr, name: Callable[[f.Expr], str]) -> str:  # noqa: C901, PLR0911, PLR0912  one case for each node
    """Write an expression out; `name` writes facts, items and figures, by name or by value."""
    match expr:
        case f.Literal(bool(yes)):
            return "是" if yes else "否"
        case f.Literal(value):
            return str(value)
        case f.OptionWord(word):
            return word
        case f.FactRef() | f.ItemRef() | f.FigureRef() | f.Matters():
            return name(expr.fact if isinstance(expr, f.Matters) else expr)
        case f.Negative(part):
            return "-" + _inside(part, _SIGNED, name)
        case f.Binary(operator, left, right):
            strength = _STRENGTH[operator]
            after = strength + (operator in "-/")
            return f"{_inside(left, strength, name)} {SIGNS[operator]} {_inside(right, after, name)}"
        case f.Aggregate(function, parts, written=written):
            shown = written if written and name is by_name else parts
            return f"{function.value}（{'、'.join(say(part, name) for part in shown)}）"
        case f.Compare(operator, left, right):
            return f"{say(left, name)} {COMPARISONS[operator]} {say(right, name)}"
        case f.Fired(rule):
            return f"{rule} 已触发"
        case f.FiredCount(rules):
            return f"{TIMES_FIRED}（{'、'.join(rules)}）"
        case f.Not(part):
            return f"非（{say(part, name)}）"
        case f.Both(parts):
            return " 且 ".join(f"（{say(p, name)}）" if isinstance(p, f.AnyOf) else say(p, name) for p in parts)
        case f.AnyOf() | f.Cases():
            return _alternatives(expr, name)
        case _:
            return say_function(expr, lambda part: say(part, name), None if name is by_name else name)


def _alternatives(expr: f.AnyOf | f.Cases, name: Callable[[f.Expr], str]) -> str:
    if isinstance(expr, f.Cases):
        return "；".join(say(condition, name) for condition in expr.conditions)
    if expr.run is not None and name is by_name:
        said, cycle = say(expr.run, name), next(map(cycle_of, f.periods_in(expr)), None)
        return f"{said} {RUN} {expr.lasting}" if expr.lasting or cycle is None else f"{said}（逐{cycle.value}判定）"
    return " 或 ".join(say(part, name) for part in expr.parts)


def _inside(expr: f.Expr, strength: int, name: Callable[[f.Expr], str]) -> str:
    text = say(expr, name)
    own = _STRENGTH[expr.operator] if isinstance(expr, f.Binary) else _SIGNED
    return f"（{text}）" if own < strength or isinstance(expr, f.Negative) else text


def by_name(expr: f.Expr) -> str:
    """Name a fact, item or figure as the scheme does."""
    match expr:
        case f.FactRef(name):
            return name
        case f.ItemRef(id, attribute):
            return f"{id}.{attribute.value}"
        case f.FigureRef(figure):
            return figure.value
        case Parameter(name):
            return name
        case _:
            raise TypeError(type(expr).__name__)


def listed(formula: f.Expr, name: Callable[[f.Expr], str]) -> str:
    """Say of each thing on a list whether it was done, and its points; the formula is their sum."""
    words = []
    for node in f.walk(formula):
        match node:
            case f.Binary("*", f.FactRef() as fact, f.Literal(Quantity(points))):
                answer = name(fact)
                gets = f"得 {exact_text(points)} 分" if answer == "是" else "不得分"
                words.append(f"{fact.name}：{answer}，{gets}")
            case _:
                pass
    return "；".join(words)


def refs_in(expr: f.Expr) -> tuple[str, ...]:
    """Return the facts, item ids and figures that an expression reads, each once."""
    found: dict[str, None] = {}
    for node in f.walk(expr):
        match node:
            case f.FactRef(name):
                found[name] = None
            case f.ItemRef(id, _):
                found[id] = None
            case f.FigureRef(figure):
                found[figure.value] = None
            case f.Fired(rule):
                found[rule] = None
            case f.FiredCount(rules):
                found |= dict.fromkeys(rules)
            case _:
                pass
    return tuple(found)


def unit_of(expr: f.Expr, other: f.Expr) -> Unit:
    """Return the unit in which a compared figure is shown: that of the number it is compared with."""
    for side in (expr, other):
        for node in _walk_figures(side):
            match node:
                case f.Literal(value) if not isinstance(value, bool):
                    return value.unit
                case Parameter(unit=unit):
                    return unit
                case f.ItemRef(_, f.Attribute.RATE) | f.FigureRef(f.Figure.LOWEST_RATE):
                    return Unit.PERCENT
                case _:
                    pass
    return Unit.PLAIN


def _walk_figures(expr: f.Expr) -> Iterator[f.Expr]:
    """Yield the nodes of an expression; what is counted by conditions has no unit of theirs."""
    yield expr
    if not isinstance(expr, f.Aggregate) or expr.function is not f.Function.COUNT:
        for part in f.parts_of(expr):
            yield from _walk_figures(part)


def note(text: str | None) -> tuple[str, ...]:
    """Return the line for what the scheme adds by way of explanation."""
    return (f"说明：{text}",) if text else ()


def names(units: Sequence[str]) -> str:
    """Name a few units."""
    return "、".join(units[:MOST_NAMED]) + ("等" if len(units) > MOST_NAMED else "")


def duty_words(duty: Duty) -> tuple[str, ...]:
    """Return the line that says who leads and who cooperates, if anybody is named."""
    said = [f"牵头 {duty.lead}"] if duty.lead else []
    said += [f"配合 {'、'.join(duty.partners)}"] if duty.partners else []
    return (f"分工：{'；'.join(said)}",) if said else ()
