"""是否得分: full marks when a thing was done (or not done), otherwise none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.number import exact_text
from engine.primitives.threshold import Threshold
from engine.vocabulary.shape import YES_NO, Concept, Field, YesNo

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.problem.problem import Problem
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "yes_no",
    "是否得分",
    "做到得满分，没有做到不得分。例：成立领导小组的得 2 分。",
    (Field("wanted", "要求", YesNo(), "“是”得满分，还是“否”得满分", required=True),),
)


def read(record: Record) -> tuple[Threshold | None, list[Problem]]:
    """Read which answer is wanted."""
    text = record.text("wanted")
    if text is None or text not in YES_NO:
        return None, []
    return Threshold("=", YES_NO[text], span=record.place("wanted")), []


def rule(spec: Threshold, full: Fraction, _measure: str) -> str:
    """Say the rule."""
    return f"“{'是' if spec.level else '否'}”得 {exact_text(full)} 分，否则不得分"


METHOD = Method("是否得分", CONCEPT, read, rule)
