"""未达扣分: points off for every step by which the value misses its target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.methods.parameters import PARTIAL_FIELD, below_words, not_positive, partial_of
from engine.number import exact_text
from engine.primitives.primitive import stated_text
from engine.primitives.steps import Side, Steps
from engine.primitives.steps_words import partial_words
from engine.vocabulary.shape import Amount, Concept, Field, Number, YesNo

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "deduction",
    "未达扣分",
    "以目标值为准，每差一个扣分单位扣若干分。例：每低 1 个百分点扣 0.5 分，扣完为止。",
    (
        Field("target", "目标", Amount(), "达到（或不超过）它就得满分", required=True),
        Field("lower", "每低", Amount(), "比目标每低多少扣一次；比率写成“1个百分点”"),
        Field("higher", "每高", Amount(), "比目标每高多少扣一次；比率写成“1个百分点”"),
        Field("each", "扣", Number(), "每个扣分单位扣的分数", required=True),
        PARTIAL_FIELD,
        Field("until_zero", "扣完为止", YesNo(), "是：扣到 0 分为止；否：可以扣成负分", required=True),
        Field("most", "最多扣", Number(), "本项扣分的上限；不写即以“扣完为止”为准"),
    ),
    exclusive=(("lower", "higher"),),
)


def read(record: Record) -> tuple[Steps | None, list[Problem]]:
    """Read the rule; a step or a charge that is not positive is a problem."""
    name = "lower" if record.has("lower") else "higher"
    target, step, each = record.amount("target"), record.amount(name), record.number("each")
    partial = partial_of(record)
    problems = not_positive(record, name, "each", "most")
    if problems or target is None or step is None or each is None or partial is None:
        return None, problems
    mark_span, step_span = record.place("target"), record.place(name)
    side = Side(target, name == "higher", step, each, partial, mark_span=mark_span, step_span=step_span)
    return Steps(None, (side,), record.yes("until_zero", default=True), record.number("most")), []


def rule(spec: Steps, full: Fraction, measure: str) -> str:
    """Say the rule."""
    (side,) = spec.sides
    return (
        f"目标 {stated_text(side.mark, measure)}，{'不超过' if side.rising else '达到'}的得满分 {exact_text(full)} 分，"
        f"每{'高' if side.rising else '低'} {stated_text(side.step, measure)}扣 {exact_text(side.each)} 分，"
        f"{partial_words(side, measure)}{below_words(spec.until_zero, spec.most, full)}"
    )


METHOD = Method("未达扣分", CONCEPT, read, rule)
