"""未达扣分: points off for every step by which the value misses its target (mechanism A2).

s = full - each * steps, where steps = gap / step, whole or pro rata as declared, down to a floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

import numpy as np

from engine.columns.ints import as_ints
from engine.columns.ratio import Ratio, ceiling, choose, floor, greatest, ratio, whole
from engine.methods.method import Method, Outcome, Scored, Stated, Wanted, stated_text
from engine.number import Quantity, Unit, about_text, exact_text, quantity_text
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.text.source import Span, place
from engine.vocabulary.shape import Amount, Choice, Concept, Field, Number, YesNo

if TYPE_CHECKING:
    from engine.vocabulary.record import Record

FULL, DEDUCTED, EXHAUSTED = 0, 1, 2
ZERO = Fraction(0)


class Partial(Enum):
    """What a part of a step costs; the value is what the scheme says."""

    PRO_RATA = "按比例"
    IGNORED = "不足不计"
    WHOLE = "不足按一个单位计"


@dataclass(frozen=True, slots=True)
class Deduction:
    """`falling` when a value under the target costs points; `floor_loss` is the most it can cost."""

    target: Quantity
    step: Quantity
    each: Fraction
    falling: bool
    partial: Partial
    until_zero: bool
    most: Fraction | None
    target_span: Span = place()
    step_span: Span = place()


CONCEPT = Concept(
    "deduction",
    "未达扣分",
    "以目标值为准，每差一个扣分单位扣若干分。例：每低 1 个百分点扣 0.5 分，扣完为止。",
    (
        Field("target", "目标", Amount(), "达到（或不超过）它就得满分", required=True),
        Field("lower", "每低", Amount(), "比目标每低多少扣一次；比率写成“1个百分点”"),
        Field("higher", "每高", Amount(), "比目标每高多少扣一次；比率写成“1个百分点”"),
        Field("each", "扣", Number(), "每个扣分单位扣的分数", required=True),
        Field(
            "partial",
            "不足一个扣分单位",
            Choice({p.value: p.name for p in Partial}),
            "差额不是扣分单位的整数倍时怎么算，必须写明",
            required=True,
        ),
        Field("until_zero", "扣完为止", YesNo(), "是：扣到 0 分为止；否：可以扣成负分", required=True),
        Field("most", "最多扣", Number(), "本项扣分的上限；不写即以“扣完为止”为准"),
    ),
    exclusive=(("lower", "higher"),),
)


def read(record: Record) -> tuple[Deduction | None, list[Problem]]:
    """Read the rule; a step or a charge that is not positive is a problem."""
    falling = record.has("lower")
    side = "lower" if falling else "higher"
    target, step, each = record.amount("target"), record.amount(side), record.number("each")
    partial = record.choice("partial")
    problems = [
        Problem(
            Code.STEP_NOT_POSITIVE,
            f"“{record.concept.by_name[name].key}”应大于 0，现为“{record.text(name)}”",
            record.place(name),
            help="请写正数；要扣的分直接写数，不带负号",
        )
        for name, amount in ((side, step.value if step else None), ("each", each), ("most", record.number("most")))
        if amount is not None and amount <= 0
    ]
    if problems or target is None or step is None or each is None or partial is None:
        return None, problems
    spec = Deduction(
        target, step, each, falling, Partial[partial], record.yes("until_zero", default=True), record.number("most"),
        target_span=record.place("target"), step_span=record.place(side),
    )  # fmt: skip
    return spec, []


def score(spec: Deduction, full: Fraction, value: Ratio) -> Scored:
    """Charge the gap in steps and stop at the floor."""
    target = ratio(spec.target.value)
    gap = greatest(target - value if spec.falling else value - target, ratio(ZERO))
    exact_steps = gap * ratio(1 / spec.step.value)
    match spec.partial:
        case Partial.PRO_RATA:
            steps = exact_steps
        case Partial.IGNORED:
            steps = whole(floor(exact_steps))
        case Partial.WHOLE:
            steps = whole(ceiling(exact_steps))
        case _:
            assert_never(spec.partial)
    points = ratio(full) - steps * ratio(spec.each)
    branch = as_ints(steps > ratio(ZERO)).values
    if (least := lowest(spec, full)) is not None:
        under = points < ratio(least)
        points = choose(under, ratio(least), points)
        branch = np.where(under, EXHAUSTED, branch)
    return Scored(points, branch.astype(np.int16), steps)


def lowest(spec: Deduction, full: Fraction) -> Fraction | None:
    """Return the fewest points that the rule leaves, or None when it has no floor."""
    floors = [full - spec.most] if spec.most is not None else []
    if spec.until_zero:
        floors.append(ZERO)
    return max(floors) if floors else None


def rule(spec: Deduction, full: Fraction, measure: str) -> str:
    """Say the rule."""
    side = "低" if spec.falling else "高"
    parts = [
        f"满分 {exact_text(full)} 分，目标 {stated_text(spec.target, measure)}",
        f"每{side} {stated_text(spec.step, measure)}扣 {exact_text(spec.each)} 分",
        f"不足一个扣分单位的{_PARTIAL_WORDS[spec.partial]}",
    ]
    if spec.most is not None:
        parts.append(f"最多扣 {exact_text(spec.most)} 分")
    if spec.until_zero:
        parts.append("扣完为止")
    return "，".join(parts)


_PARTIAL_WORDS = {
    Partial.PRO_RATA: "按比例扣",
    Partial.IGNORED: "不扣",
    Partial.WHOLE: "按一个单位扣",
}


def reason(spec: Deduction, outcome: Outcome) -> tuple[str, ...]:
    """Say gap, steps, points off and what is left."""
    found, target = outcome.shown(outcome.value), stated_text(spec.target, outcome.measure)
    gap = spec.target.value - outcome.value if spec.falling else outcome.value - spec.target.value
    if gap <= 0:
        return (f"{found} 已达到目标 {target}，得满分 {exact_text(outcome.full)} 分",)
    steps = outcome.steps if outcome.steps is not None else ZERO
    missed = f"{quantity_text(gap, Unit.POINT)}" if spec.step.unit is Unit.POINT else outcome.shown(gap)
    left, right = (target, found) if spec.falling else (found, target)
    quotient = f"{missed} ÷ {stated_text(spec.step, outcome.measure)} = {about_text(gap / spec.step.value)} 个扣分单位"
    if steps != gap / spec.step.value:
        quotient += f"，{_PARTIAL_WORDS[spec.partial]}，计 {about_text(steps)} 个"
    loss = steps * spec.each
    left_over = f"{exact_text(outcome.full)} - {about_text(loss)} = {about_text(outcome.full - loss)} 分"
    if outcome.branch == EXHAUSTED:
        left_over += f"，已扣到本项下限，得 {about_text(outcome.points)} 分"
    return (
        f"{left} - {right} = {missed}",
        quotient,
        f"{about_text(steps)} × {exact_text(spec.each)} = {about_text(loss)} 分",
        left_over,
    )


def wanted(spec: Deduction, outcome: Outcome) -> Wanted | None:
    """Say what full marks take."""
    if outcome.points >= outcome.full:
        return None
    reach = "达到" if spec.falling else "降到"
    return Wanted(f"{reach} {stated_text(spec.target, outcome.measure)}", outcome.full)


def states(spec: Deduction) -> tuple[Stated, ...]:
    """The target has to fit the value, the step a difference of values."""
    return (
        Stated(spec.target, is_step=False, span=spec.target_span),
        Stated(spec.step, is_step=True, span=spec.step_span),
    )


METHOD = Method(
    "未达扣分", CONCEPT, Deduction, read, score, rule, reason, wanted, states,
    lowest=lowest, highest=lambda _spec, full: full,
)  # fmt: skip
