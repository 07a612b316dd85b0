"""按比例得分: points in proportion to the target reached, up to full marks (mechanisms A7, A24)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.methods.parameters import not_positive
from engine.number import Quantity, exact_text
from engine.primitives.curve import Curve, Knot
from engine.primitives.primitive import stated_text
from engine.vocabulary.shape import Amount, Concept, Field

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "proportional",
    "按比例得分",
    "完成目标的几成就得满分的几成，超过目标也只得满分。例：未完成任务的按比例扣分。",
    (Field("target", "目标", Amount(), "达到它得满分（标杆值法即标杆值）", required=True),),
)


def read(record: Record) -> tuple[Curve | None, list[Problem]]:
    """Read the target; the line runs from nothing to full marks."""
    target = record.amount("target")
    problems = not_positive(record, "target")
    if problems or target is None:
        return None, problems
    span = record.place("target")
    start = Knot(Quantity(Fraction(0), target.unit), Fraction(0), span=span)
    return Curve((start, Knot(target, Fraction(1), span=span)), of_full=True), []


def rule(spec: Curve, full: Fraction, measure: str) -> str:
    """Say the rule."""
    return f"达到 {stated_text(spec.knots[-1].at, measure)}得满分 {exact_text(full)} 分，未达到的按比例得分"


METHOD = Method("按比例得分", CONCEPT, read, rule)
