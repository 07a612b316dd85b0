"""按值得分: the value is the points, between the least and full marks (mechanisms A20, A28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.number import Quantity, Unit, exact_text
from engine.primitives.curve import Curve, Knot
from engine.vocabulary.shape import Concept, Field, Number

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "as_points",
    "按值得分",
    "计算公式算出的数就是得分。例：各项浓度降幅加权之和即为得分，可以是负分。",
    (Field("least", "最低得", Number(), "最少得几分，可以是负数；最多得“分值”那么多", required=True),),
)


def read(record: Record) -> tuple[Curve | None, list[Problem]]:
    """Read the least; full marks are the other end of a line on which the value is the points."""
    least = record.number("least")
    if least is None:
        return None, []
    knot = Knot(Quantity(least, Unit.PLAIN), least, span=record.place("least"))
    return Curve((knot,), of_full=False, to_full=True), []


def rule(spec: Curve, full: Fraction, _measure: str) -> str:
    """Say the rule."""
    return f"算出的数就是得分，最低 {exact_text(spec.knots[0].points)} 分，最高 {exact_text(full)} 分"


METHOD = Method("按值得分", CONCEPT, read, rule)
