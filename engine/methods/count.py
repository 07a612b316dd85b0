"""按次得分: points for every time, up to full marks (mechanism A16)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.methods.occurrence import NOUGHT
from engine.methods.parameters import not_positive
from engine.number import exact_text
from engine.primitives.primitive import stated_text
from engine.primitives.steps import Mark, Partial, Side, Steps
from engine.primitives.steps_words import TIME, partial_words
from engine.vocabulary.shape import Concept, Field, Number

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "count",
    "按次得分",
    "做一次得若干分，得满为止。例：有一次节能工作会议纪要的得 1 分，最多得 2 分。",
    (
        Field("every", "每", Number(), "每多少次得一次分，一般为 1；不足的不计", required=True),
        Field("each", "得", Number(), "每次得的分数", required=True),
    ),
)


def read(record: Record) -> tuple[Steps | None, list[Problem]]:
    """Read the rule."""
    every, each = record.amount("every"), record.number("each")
    problems = not_positive(record, "every", "each")
    if problems or every is None or each is None:
        return None, problems
    span = record.place("every")
    side = Side(NOUGHT, True, every, -each, Partial.IGNORED, mark_span=span, step_span=span)  # noqa: FBT003  rising
    return Steps(Fraction(0), (side,), until_zero=True, marks=Mark.NOTHING), []


def rule(spec: Steps, full: Fraction, measure: str) -> str:
    """Say the rule."""
    (side,) = spec.sides
    measure = measure or TIME
    partial = "" if side.step.value == 1 else f"，{partial_words(side, measure)}"
    each = f"每 {stated_text(side.step, measure)}得 {exact_text(-side.each)} 分"
    return f"{each}{partial}，最多得 {exact_text(full)} 分"


METHOD = Method("按次得分", CONCEPT, read, rule)
