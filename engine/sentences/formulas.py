"""Formulas and conditions as they are worked out: in signs, by name or with numbers put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scheme import formula as f
from engine.scheme.cycle import cycle_of
from engine.scheme.functions import Parameter
from engine.scheme.names import RUN, TIMES_FIRED
from engine.scheme.panel import PanelMember
from engine.sentences.function_words import say_function
from engine.text.spacing import spaced

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}
COMPARISONS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "≠": "≠"}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_SIGNED = 3
_MEMBERS = {member.value for member in PanelMember}


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
        case f.Negative() | f.Binary():
            return arithmetic(expr, lambda part: say(part, name))
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


def arithmetic(expr: f.Negative | f.Binary, put: Callable[[f.Expr], str]) -> str:
    """Write a sum, difference, product, quotient or negative; `put` writes what stands in it."""
    if isinstance(expr, f.Negative):
        return "-" + _inside(expr.part, _SIGNED, put)
    strength = _STRENGTH[expr.operator]
    after = strength + (expr.operator in "-/")
    return f"{_inside(expr.left, strength, put)} {SIGNS[expr.operator]} {_inside(expr.right, after, put)}"


def _inside(expr: f.Expr, strength: int, put: Callable[[f.Expr], str]) -> str:
    text = put(expr)
    own = _STRENGTH[expr.operator] if isinstance(expr, f.Binary) else _SIGNED
    return f"（{text}）" if own < strength or isinstance(expr, f.Negative) else text


def by_name(expr: f.Expr) -> str:
    """Name a fact, item or figure as the scheme does."""
    match expr:
        case f.FactRef(name):
            return fact_name(name)
        case f.ItemRef(id, attribute):
            return f"{id} 的{attribute.value}"
        case f.FigureRef(figure):
            return figure.value
        case Parameter(name):
            return name
        case _:
            raise TypeError(type(expr).__name__)


def fact_name(name: str) -> str:
    """Say the name of a fact: `3 月的投诉件数`, `民主测评的平均`, `事故（重大）`, `3 月的投诉件数（核定）`."""
    whole, *members = name.split(".")
    for member in members:
        if cycle_of(member):
            whole = f"{spaced(member)}的{whole}"
        elif member in _MEMBERS:
            whole = f"{whole}的{member}"
        else:
            whole = f"{whole}（{member}）"
    return whole
