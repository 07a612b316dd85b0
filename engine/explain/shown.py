"""How an indicator's value is shown: `95%`, `1 个百分点`, `12 场`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import Unit
from engine.primitives.registry import primitive_of
from engine.reading.kind import Kind
from engine.reading.kinds import Kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.primitives.registry import Spec
    from engine.scheme import formula as f
    from engine.scheme.model import FactDeclaration

_UNITS = {Kind.RATE: Unit.PERCENT, Kind.POINT: Unit.POINT}


def unit_of_value(method: Spec, formula: f.Expr, facts: Mapping[str, FactDeclaration]) -> Unit:
    """Return the unit that the method's levels state; where it states none, that of the formula."""
    for stated in primitive_of(method).states(method):
        if not stated.is_step and not isinstance(stated.level, bool):
            return stated.level.unit
    return unit_of_formula(formula, facts)


def unit_of_formula(formula: f.Expr, facts: Mapping[str, FactDeclaration]) -> Unit:
    """Return the unit that goes with the kind of a formula."""
    return _UNITS.get(Kinds(facts).of(formula), Unit.PLAIN)
