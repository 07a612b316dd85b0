"""目标区间: full marks inside a window, points off or none outside (mechanism A8)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.methods.parameters import PARTIAL_CHOICE, not_positive, partial_of
from engine.number import exact_text
from engine.primitives.bands import Bands, Edge, End
from engine.primitives.primitive import stated_text
from engine.primitives.steps import Side, Steps
from engine.primitives.steps_words import partial_words
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.vocabulary.shape import Amount, Concept, Field, Number

if TYPE_CHECKING:
    from engine.number import Quantity
    from engine.vocabulary.record import Record

_NONE, _FULL = Fraction(0), Fraction(1)
CONCEPT = Concept(
    "window",
    "目标区间",
    "落在区间内得满分，超出区间按偏离扣分，或不得分。例：完成率 85% 到 100% 得满分。",
    (
        Field("low", "不低于", Amount(), "区间的下端，含本数", required=True),
        Field("high", "不高于", Amount(), "区间的上端，含本数", required=True),
        Field("step", "每偏离", Amount(), "超出区间每多少扣一次；不写即超出区间不得分"),
        Field("each", "扣", Number(), "每个扣分单位扣的分数"),
        Field("partial", "不足一个扣分单位", PARTIAL_CHOICE, "偏离不是扣分单位的整数倍时怎么算"),
    ),
)


def read(record: Record) -> tuple[Steps | Bands | None, list[Problem]]:
    """Read a window with slopes outside, or one outside of which there are no points."""
    low, high = record.amount("low"), record.amount("high")
    problems = not_positive(record, "step", "each")
    if low and high and low.value > high.value:
        fix = "请检查两端是否写反"
        problems.append(Problem(Code.LIMITS_CONTRADICT, "区间的下端大于上端", record.place("low"), help=fix))
    stated = [name for name in ("step", "each", "partial") if record.has(name)]
    if stated and len(stated) < len(("step", "each", "partial")):
        fix = "“每偏离”“扣”“不足一个扣分单位”三项要么都写，要么都不写"
        problems.append(Problem(Code.KEY_MISSING, "超出区间怎样扣分没有写全", record.key_place(stated[0]), help=fix))
    if problems or low is None or high is None:
        return None, problems
    if not stated:
        return _inside_only(record, low, high), []
    step, each, partial = record.amount("step"), record.number("each"), partial_of(record)
    if step is None or each is None or partial is None:
        return None, []
    below, above = (
        Side(mark, rising, step, each, partial, mark_span=record.place(name), step_span=record.place("step"))
        for mark, rising, name in ((low, False, "low"), (high, True, "high"))
    )
    return Steps(None, (below, above), until_zero=True), []


def _inside_only(record: Record, low: Quantity, high: Quantity) -> Bands:
    edges = (Edge(low, from_here=True), Edge(high, from_here=False))
    ends = (End(low, closed=True, span=record.place("low")), End(high, closed=True, span=record.place("high")))
    return Bands(edges, (_NONE, _FULL, _NONE), of_full=True, ends=ends)


def rule(spec: Steps | Bands, full: Fraction, measure: str) -> str:
    """Say the rule."""
    low, high = (spec.edges[0].at, spec.edges[1].at) if isinstance(spec, Bands) else (s.mark for s in spec.sides)
    words = f"{stated_text(low, measure)}到 {stated_text(high, measure)}（含两端）得满分 {exact_text(full)} 分，"
    if isinstance(spec, Bands):
        return words + "超出区间不得分"
    side = spec.sides[0]
    return (
        f"{words}每偏离 {stated_text(side.step, measure)}扣 {exact_text(side.each)} 分，"
        f"{partial_words(side, measure)}，扣完为止"
    )


METHOD = Method("目标区间", CONCEPT, read, rule)
