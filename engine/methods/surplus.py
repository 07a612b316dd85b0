"""每超加分: points for every step beyond a mark, up to full points (mechanism A6)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.methods.parameters import PARTIAL_CHOICE, not_positive, partial_of
from engine.number import exact_text
from engine.primitives.primitive import stated_text
from engine.primitives.steps import Side, Steps
from engine.primitives.steps_words import partial_words
from engine.vocabulary.shape import Amount, Concept, Field, Number

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "surplus",
    "每超加分",
    "从起点算起，每多一个单位加若干分，加满为止；没有超过起点的不得分。例：每超额完成 10% 加 3 分，最多加 9 分。",
    (
        Field("mark", "起点", Amount(), "从这个数算起；正好等于它的不得分", required=True),
        Field("above", "每高", Amount(), "比起点每高多少加一次；比率写成“10个百分点”"),
        Field("below", "每低", Amount(), "比起点每低多少加一次；比率写成“10个百分点”"),
        Field("each", "加", Number(), "每个加分单位加的分数", required=True),
        Field("partial", "不足一个加分单位", PARTIAL_CHOICE, "超出的数不是加分单位的整数倍时怎么算", required=True),
    ),
    exclusive=(("above", "below"),),
)


def read(record: Record) -> tuple[Steps | None, list[Problem]]:
    """Read the rule."""
    way = "above" if record.has("above") else "below"
    mark, step, each, partial = record.amount("mark"), record.amount(way), record.number("each"), partial_of(record)
    problems = not_positive(record, "above", "below", "each")
    if problems or mark is None or step is None or each is None or partial is None:
        return None, problems
    at, step_at = record.place("mark"), record.place(way)
    side = Side(mark, way == "above", step, -each, partial, mark_span=at, step_span=step_at)
    return Steps(Fraction(0), (side,), until_zero=True), []


def rule(spec: Steps, full: Fraction, measure: str) -> str:
    """Say the rule."""
    (side,) = spec.sides
    mark, step = stated_text(side.mark, measure), stated_text(side.step, measure)
    way = "每高" if side.rising else "每低"
    each = f"比 {mark}{way} {step}加 {exact_text(-side.each)} 分"
    return f"{each}，{partial_words(side, measure)}，最多得 {exact_text(full)} 分"


METHOD = Method("每超加分", CONCEPT, read, rule)
