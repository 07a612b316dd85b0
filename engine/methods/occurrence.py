"""每发生扣分: points off for every occurrence (mechanism A11), within the item, its section, or the total."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.methods.parameters import bounds_words, not_positive
from engine.number import Quantity, Unit, exact_text
from engine.primitives.primitive import stated_text
from engine.primitives.steps import Mark, Partial, Side, Steps
from engine.primitives.steps_words import TIME, partial_words
from engine.vocabulary.shape import Choice, Concept, Field, Number

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

ITEM, SECTION, TOTAL = "本项", "本类", "总分"
NOUGHT = Quantity(Fraction(0), Unit.PLAIN)
CONCEPT = Concept(
    "occurrence",
    "每发生扣分",
    "每发生一次扣若干分。例：每缺席一次例会扣 3 分，扣完为止。",
    (
        Field("every", "每发生", Number(), "每发生多少次扣一次，一般为 1；不足的不计", required=True),
        Field("each", "扣", Number(), "每次扣的分数", required=True),
        Field(
            "scope", "扣分范围", Choice({ITEM: "ITEM", SECTION: "SECTION", TOTAL: "TOTAL"}),
            "本项：扣完本项为止；本类：可以扣上一级分项的分，扣完为止；总分：可以扣到总分里", required=True,
        ),
        Field("most", "最多扣", Number(), "本项扣分的上限"),
    ),
)  # fmt: skip


def read(record: Record) -> tuple[Steps | None, list[Problem]]:
    """Read the rule."""
    every, each = record.amount("every"), record.number("each")
    scope = record.choice("scope")
    problems = not_positive(record, "every", "each", "most")
    if problems or every is None or each is None or scope is None:
        return None, problems
    span = record.place("every")
    side = Side(NOUGHT, True, every, each, Partial.IGNORED, mark_span=span, step_span=span)  # noqa: FBT003  rising
    return Steps(
        None,
        (side,),
        scope == "ITEM",
        record.number("most"),
        section_floor=scope == "SECTION",
        marks=Mark.NOTHING,
    ), []


def rule(spec: Steps, full: Fraction, measure: str) -> str:
    """Say the rule."""
    (side,) = spec.sides
    measure = measure or TIME
    within = "" if side.step.value == 1 else f"，{partial_words(side, measure)}"
    within += bounds_words(spec.until_zero, spec.most)
    if not spec.until_zero:
        beyond = "从本类其他得分中扣，本类扣完为止" if spec.section_floor else "从总分中扣"
        within += f"；本项不够扣的，{beyond}"
    each = f"每发生 {stated_text(side.step, measure)}扣 {exact_text(side.each)} 分"
    return f"没有发生的得满分 {exact_text(full)} 分，{each}{within}"


METHOD = Method("每发生扣分", CONCEPT, read, rule)
