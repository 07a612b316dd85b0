"""How an indicator's value is shown: `95%`, `1 个百分点`, `12 场`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import Unit
from engine.primitives.registry import primitive_of
from engine.reading.kinds import Kind, Kinds
from engine.scheme import formula as f
from engine.scheme.model import Cycle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scheme.model import FactDeclaration, Indicator

# What is counted where 计数 goes over periods.
_PERIODS: dict[Cycle | None, str] = {Cycle.MONTH: "个月", Cycle.QUARTER: "个季度", Cycle.HALF: "个半年"}
_UNITS = {Kind.RATE: Unit.PERCENT, Kind.POINT: Unit.POINT}


def unit_of_value(indicator: Indicator, facts: Mapping[str, FactDeclaration]) -> Unit:
    """Return the unit that the method's levels state; where it states none, that of the formula."""
    for stated in primitive_of(indicator.method).states(indicator.method):
        if not stated.is_step and not isinstance(stated.level, bool):
            return stated.level.unit
    return unit_of_formula(indicator.formula, facts)


def unit_of_formula(formula: f.Expr, facts: Mapping[str, FactDeclaration]) -> Unit:
    """Return the unit that goes with the kind of a formula."""
    return _UNITS.get(Kinds(facts).of(formula), Unit.PLAIN)


def measure_of(formula: f.Expr, facts: Mapping[str, FactDeclaration]) -> str:
    """Return the unit of measure of a fact, or of facts that are added, subtracted or compared; else none."""
    match formula:
        case f.FactRef(name):
            return facts[name].measure or ""
        case f.Negative(part):
            return measure_of(part, facts)
        case f.Binary("+" | "-", left, right):
            parts: tuple[f.Expr, ...] = (left, right)
        case f.Aggregate(f.Function.COUNT, parts, written=written):
            return _PERIODS.get(_cycle(parts, facts), "") if written else ""
        case f.Aggregate(_, parts):
            pass
        case _:
            return ""
    measures = {measure_of(part, facts) for part in parts if not isinstance(part, f.Literal)}
    return measures.pop() if len(measures) == 1 else ""


def _cycle(parts: tuple[f.Expr, ...], facts: Mapping[str, FactDeclaration]) -> Cycle | None:
    """Return how often the facts are reported whose periods are counted."""
    return next((facts[name].cycle for part in parts for name in f.facts_in(part) if facts[name].cycle), None)
