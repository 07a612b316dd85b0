"""达标得满分: full marks when the value reaches a level, otherwise none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.number import exact_text
from engine.primitives.threshold import Threshold, level_words
from engine.vocabulary.shape import YES_NO, Amount, Concept, Either, Field, YesNo

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

OPERATORS = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<", "equal": "="}
CONCEPT = Concept(
    "threshold",
    "达标得满分",
    "达到要求得满分，达不到不得分。例：年度取水总量小于或等于年度目标值得 10 分，大于目标值不得分。",
    (
        Field("at_least", "不低于", Amount(), "大于或等于这个数即达标（含本数）"),
        Field("above", "高于", Amount(), "大于这个数才达标（不含本数）"),
        Field("at_most", "不高于", Amount(), "小于或等于这个数即达标（含本数）"),
        Field("below", "低于", Amount(), "小于这个数才达标（不含本数）"),
        Field("equal", "等于", Either((Amount(), YesNo())), "正好等于这个数，或“是”“否”，即达标"),
    ),
    exclusive=(tuple(OPERATORS),),
)


def read(record: Record) -> tuple[Threshold | None, list[Problem]]:
    """Read the one level that stands there."""
    for name, operator in OPERATORS.items():
        text = record.text(name)
        if text is None:
            continue
        level = YES_NO.get(text) if text in YES_NO else record.amount(name)
        if level is not None:
            return Threshold(operator, level, span=record.place(name)), []
    return None, []


def rule(spec: Threshold, full: Fraction, measure: str) -> str:
    """Say the rule."""
    level = level_words(spec, measure).removeprefix("为")
    return f"{level}得 {exact_text(full)} 分，否则不得分"


METHOD = Method("达标得满分", CONCEPT, read, rule)
