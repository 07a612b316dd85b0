"""A unit's facts as an explanation shows them, alone and put into a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.derivation import FactUse
from engine.explain.words import by_name, say
from engine.facts.table import State
from engine.facts.unit_file import shown_value
from engine.scheme import formula as f

if TYPE_CHECKING:
    from engine.evaluate.results import Results


def fact_use(results: Results, unit: str, name: str, *, needed: bool = True) -> FactUse:
    """Return how a unit's fact stands: the value that counts, its origin, and what else was said."""
    fact, cell = results.scheme.facts[name], results.facts.cell(unit, name)
    measure = (fact.measure or "") if cell.state is State.VALUE else ""
    value = shown_value(fact, cell).removesuffix(measure).rstrip()
    if cell.state is State.MISSING and not needed:
        value = "不需填报"
    evidence = dict(cell.evidence)
    place = cell.counted or next(iter(cell.others), None)
    at = evidence.pop("出处", "") or (f"{place.span.source.name}:{place.span.line}" if place else "")
    remarks = [f"{other.origin} {other.text}" for other in cell.others if other.text not in ("", value)]
    remarks += [f"{key}：{text}" for key, text in evidence.items() if text]
    return FactUse(name, value, measure, cell.counted.origin if cell.counted else None, at, tuple(remarks))


def shown_number(results: Results, unit: str, expr: f.Expr) -> str:
    """Return a fact's value without its unit of measure; other nodes by their name."""
    if not isinstance(expr, f.FactRef):
        return by_name(expr)
    fact = results.scheme.facts[expr.name]
    return shown_value(fact, results.facts.cell(unit, expr.name)).removesuffix(fact.measure or "").rstrip()


def substituted(results: Results, unit: str, formula: f.Expr, value: str) -> str:
    """Write a formula by name, with the unit's numbers, and what it comes to."""
    return f"{say(formula, by_name)} = {say(formula, lambda node: shown_number(results, unit, node))} = {value}"
