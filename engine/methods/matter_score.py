"""按事项得分: points for the matters of a fact, up to full points (mechanism A16)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.matter_fields import each_field, evidence_field, matters_field, same_field, worth_fields
from engine.methods.method import Method
from engine.methods.occurrence import NOUGHT
from engine.number import Quantity, Unit, exact_text
from engine.primitives.steps import Mark, Partial, Side, Steps
from engine.vocabulary.shape import Concept

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "matter_score",
    "按事项得分",
    "单位逐件列出事项，逐件得分，得满为止。例：有一次节能工作会议纪要的得 1 分，最多得 2 分。",
    (
        matters_field("得", required=True),
        each_field("得", required=True),
        same_field(required=True),
        *worth_fields("得"),
        evidence_field("得"),
    ),
)


def read(record: Record) -> tuple[Steps | None, list[Problem]]:
    """Return the rule, which has no parameters: what the matters bring is the value."""
    span = record.place("matters")
    each = Quantity(NOUGHT.value + 1, Unit.PLAIN)
    side = Side(NOUGHT, True, each, -each.value, Partial.PRO_RATA, mark_span=span, step_span=span)  # noqa: FBT003  rising
    return Steps(Fraction(0), (side,), until_zero=True, marks=Mark.POINTS), []


def rule(_spec: Steps, full: Fraction, _measure: str) -> str:
    """Say the rule; what each matter brings is told with the worth of matters."""
    return f"逐件得分，最多得 {exact_text(full)} 分"


METHOD = Method("按事项得分", CONCEPT, read, rule, makes_value=True)
