"""In what a formula is counted: 件, 户, 分."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scheme import formula as f
from engine.scheme.cycle import cycle_of
from engine.scheme.functions import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scheme.model import FactDeclaration


def declared(name: str, facts: Mapping[str, FactDeclaration]) -> FactDeclaration | None:
    """Return the declaration of a fact; of one that has a value for each period, that of its first one."""
    return facts.get(name) or next((fact for fact in facts.values() if fact.of == name.partition(".")[0]), None)


def measure_of(formula: f.Expr, facts: Mapping[str, FactDeclaration]) -> str:
    """Return the unit of measure of a fact, or of facts that are added, subtracted or compared; else none."""
    match formula:
        case f.FactRef(name):
            fact = declared(name, facts)
            return (fact.measure or "") if fact else ""
        case f.Negative(part):
            return measure_of(part, facts)
        case f.Binary("+" | "-", left, right):
            parts: tuple[f.Expr, ...] = (left, right)
        case f.Aggregate(f.Function.COUNT, parts, written=written):
            periods = [period for part in parts for period in f.periods_in(part)]
            cycle = cycle_of(periods[0]) if periods else None
            return cycle.measure if written and cycle else ""
        case f.Aggregate(_, parts):
            pass
        case _:
            return ""
    measures = {measure_of(part, facts) for part in parts if not isinstance(part, f.Literal | Parameter)}
    return measures.pop() if len(measures) == 1 else ""
