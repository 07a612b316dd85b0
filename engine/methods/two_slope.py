"""双斜率扣分: a dearer charge from a second mark on (mechanism A3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.methods.parameters import PARTIAL_FIELD, below_words, not_positive, partial_of
from engine.number import exact_text
from engine.primitives.primitive import stated_text
from engine.primitives.steps import Side, Steps
from engine.primitives.steps_words import partial_words
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.vocabulary.shape import Amount, Choice, Concept, Field, Number, YesNo

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "two_slope",
    "双斜率扣分",
    "差得不多扣得少，差得多扣得多。例：低于 96% 的每低 1 个百分点扣 0.25 分，低于 90% 的每低 1 个百分点扣 0.5 分。",
    (
        Field("target", "目标", Amount(), "达到（或不超过）它就得满分", required=True),
        Field("second", "第二目标", Amount(), "越过它以后按第二档扣", required=True),
        Field("lower", "每低", Amount(), "每低多少扣一次；比率写成“1个百分点”"),
        Field("higher", "每高", Amount(), "每高多少扣一次；比率写成“1个百分点”"),
        Field("each", "扣", Number(), "第一档每个扣分单位扣的分数", required=True),
        Field("then", "第二档扣", Number(), "第二档每个扣分单位扣的分数", required=True),
        Field(
            "counting", "计法", Choice({"分段": "MARGINAL", "全额": "WHOLE"}),
            "分段：只有越过第二目标的部分按第二档扣；全额：越过以后全部差额都按第二档扣", required=True,
        ),
        PARTIAL_FIELD,
        Field("until_zero", "扣完为止", YesNo(), "是：扣到 0 分为止；否：可以扣成负分", required=True),
        Field("most", "最多扣", Number(), "本项扣分的上限；不写即以“扣完为止”为准"),
    ),
    exclusive=(("lower", "higher"),),
)  # fmt: skip


def read(record: Record) -> tuple[Steps | None, list[Problem]]:
    """Read the rule; the second mark has to lie beyond the first."""
    name = "lower" if record.has("lower") else "higher"
    rising = name == "higher"
    target, second, step = record.amount("target"), record.amount("second"), record.amount(name)
    each, then, partial = record.number("each"), record.number("then"), partial_of(record)
    counting = record.choice("counting")
    problems = not_positive(record, name, "each", "then", "most")
    if target and second and target.value != second.value and (second.value > target.value) != rising:
        fix = "每低时第二目标应小于目标，每高时应大于目标"
        problems.append(Problem(Code.LIMITS_CONTRADICT, "第二目标应比目标差", record.place("second"), help=fix))
    elif target and second and target.value == second.value:
        problems.append(
            Problem(Code.LIMITS_CONTRADICT, "两个目标相同", record.place("second"), help="只有一档时请用“未达扣分”")
        )
    if problems or None in (target, second, step, each, then, partial, counting):
        return None, problems
    assert target and second and step and each and then and partial, "checked above"  # noqa: PT018, S101
    span = record.place(name)
    width = None if counting == "WHOLE" else abs(second.value - target.value)
    first = Side(target, rising, step, each, partial, width, mark_span=record.place("target"), step_span=span)
    last = Side(second, rising, step, then, partial, mark_span=record.place("second"), step_span=span)
    until_zero = record.yes("until_zero", default=True)
    return Steps(None, (first, last), until_zero, record.number("most"), deepest=counting == "WHOLE"), []


def rule(spec: Steps, full: Fraction, measure: str) -> str:
    """Say the rule."""
    first, last = spec.sides
    side = "高" if first.rising else "低"
    beyond = "高于" if first.rising else "低于"
    whole = "的，全部差额" if spec.deepest else "的部分，"
    return (
        f"不{beyond} {stated_text(first.mark, measure)}的得满分 {exact_text(full)} 分；"
        f"{beyond} {stated_text(first.mark, measure)}的，"
        f"每{side} {stated_text(first.step, measure)}扣 {exact_text(first.each)} 分；"
        f"{beyond} {stated_text(last.mark, measure)}{whole}每{side} {stated_text(last.step, measure)}扣 "
        f"{exact_text(last.each)} 分；{partial_words(first, measure)}"
        f"{below_words(spec.until_zero, spec.most, full)}"
    )


METHOD = Method("双斜率扣分", CONCEPT, read, rule)
