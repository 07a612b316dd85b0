"""按事项扣分: full points less what the matters of a fact cost (mechanisms A11 to A14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.matter_fields import each_field, evidence_field, matters_field, same_field, worth_fields
from engine.methods.method import Method
from engine.methods.occurrence import ITEM, NOUGHT, SECTION, TOTAL
from engine.methods.parameters import bounds_words, not_positive
from engine.number import Quantity, Unit, exact_text
from engine.primitives.steps import Mark, Partial, Side, Steps
from engine.vocabulary.shape import Choice, Concept, Field, Number

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "matter_deduction",
    "按事项扣分",
    "单位逐件列出事项，从满分里逐件扣。例：较大事故死亡 3 至 5 人的每起扣 5 分，死亡 6 至 9 人的每起扣 10 分。",
    (
        matters_field("扣", required=True),
        each_field("扣", required=True),
        same_field(required=True),
        *worth_fields("扣"),
        evidence_field("扣"),
        Field(
            "scope", "扣分范围", Choice({ITEM: "ITEM", SECTION: "SECTION", TOTAL: "TOTAL"}),
            "本项：扣完本项为止；本类：可以扣上一级分项的分，扣完为止；总分：可以扣到总分里", required=True,
        ),
        Field("most", "最多扣", Number(), "本项扣分的上限"),
    ),
)  # fmt: skip


def read(record: Record) -> tuple[Steps | None, list[Problem]]:
    """Read how far the points go down; what the matters cost is the value, which the reader of items makes."""
    scope, problems = record.choice("scope"), not_positive(record, "most")
    if problems or scope is None:
        return None, problems
    span = record.place("matters")
    each = Quantity(NOUGHT.value + 1, Unit.PLAIN)
    side = Side(NOUGHT, True, each, each.value, Partial.PRO_RATA, mark_span=span, step_span=span)  # noqa: FBT003  rising
    return Steps(
        None, (side,), scope == "ITEM", record.number("most"), section_floor=scope == "SECTION", marks=Mark.POINTS
    ), []


def rule(spec: Steps, full: Fraction, _measure: str) -> str:
    """Say the rule; what each matter costs is told with the worth of matters."""
    within = bounds_words(spec.until_zero, spec.most)
    if not spec.until_zero:
        beyond = "从本类其他得分中扣，本类扣完为止" if spec.section_floor else "从总分中扣"
        within += f"；本项不够扣的，{beyond}"
    return f"满分 {exact_text(full)} 分，逐件扣分{within}"


METHOD = Method("按事项扣分", CONCEPT, read, rule, makes_value=True)
