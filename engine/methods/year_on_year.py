"""同比计分: so many points for standing still, more for getting better, fewer for getting worse (A4, A20, A21).

The value is the change on last year (`本年数 - 上年数`, or a rate less last year's).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.methods.parameters import PARTIAL_FIELD, not_positive, partial_of
from engine.number import Quantity, exact_text
from engine.primitives.primitive import stated_text
from engine.primitives.steps import Mark, Partial, Side, Steps
from engine.primitives.steps_words import partial_words, takes_all
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.vocabulary.shape import Amount, Choice, Concept, Field, Number, YesNo

if TYPE_CHECKING:
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "year_on_year",
    "同比计分",
    "与上年相比，改善加分，恶化扣分。数值写成本年减上年，如 本年投诉件数 - 上年投诉件数。",
    (
        Field(
            "better", "向好", Choice({"上升": "RISING", "下降": "FALLING"}), "数值上升是好，还是下降是好", required=True
        ),
        Field("level", "持平得", Number(), "与上年持平时的得分", required=True),
        Field("step", "每变化", Amount(), "每改善（或恶化）多少计一次；比率写成“1个百分点”", required=True),
        Field("gain", "改善加", Number(), "每改善一次加的分数，加到满分为止"),
        Field("loss", "恶化扣", Number(), "每恶化一次扣的分数，扣完为止"),
        Field("void", "恶化不得分", YesNo(), "是：不降反升（或不升反降）的一律不得分"),
        PARTIAL_FIELD,
    ),
    exclusive=(("loss", "void"),),
)


def read(record: Record) -> tuple[Steps | None, list[Problem]]:
    """Read the two sides of standing still."""
    level, step, partial, better = (
        record.number("level"),
        record.amount("step"),
        partial_of(record),
        record.choice("better"),
    )
    gain, loss = record.number("gain"), record.number("loss")
    problems = not_positive(record, "step", "gain", "loss")
    void = record.yes("void", default=False)
    if record.has("void") and not void:
        fix = "写“恶化不得分: 是”，或写“恶化扣”几分"
        problems.append(Problem(Code.KEYS_EXCLUSIVE, "没有写恶化时怎样扣分", record.place("void"), help=fix))
    if level is not None and level < 0:
        fix = "请写 0 到分值之间的数"
        problems.append(Problem(Code.LIMITS_CONTRADICT, "持平得分不能小于 0", record.place("level"), help=fix))
    if problems or level is None or step is None or partial is None or better is None:
        return None, problems
    rising, nought = better == "RISING", Quantity(Fraction(0), step.unit)
    mark_span, step_span = record.place("step"), record.place("step")
    sides = []
    if gain is not None:
        sides.append(Side(nought, rising, step, -gain, partial, mark_span=mark_span, step_span=step_span))
    if void:
        # Any worsening is one step, and one step costs all there is.
        sides.append(
            Side(
                nought,
                not rising,
                step,
                max(level, Fraction(1)),
                Partial.WHOLE,
                mark_span=mark_span,
                step_span=step_span,
            )
        )
    elif loss is not None:
        sides.append(Side(nought, not rising, step, loss, partial, mark_span=mark_span, step_span=step_span))
    return Steps(level, tuple(sides), until_zero=True, marks=Mark.LAST_YEAR), []


def rule(spec: Steps, full: Fraction, measure: str) -> str:
    """Say the rule."""
    words = [f"与上年持平得 {exact_text(spec.start or Fraction(0))} 分"]
    for side in spec.sides:
        way, step = "上升" if side.rising else "下降", stated_text(side.step, measure)
        if side.each < 0:
            words.append(f"每{way} {step}，加 {exact_text(-side.each)} 分，加到 {exact_text(full)} 分为止")
        elif takes_all(spec, side):
            words.append(f"比上年{way}的不得分")
        else:
            words.append(f"每{way} {step}，扣 {exact_text(side.each)} 分，扣完为止")
    words += dict.fromkeys(partial_words(side, measure) for side in spec.sides if not takes_all(spec, side))
    return "；".join(words)


METHOD = Method("同比计分", CONCEPT, read, rule)
