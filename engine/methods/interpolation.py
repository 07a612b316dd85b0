"""插值计分: points at given values, in proportion between them (mechanism A23)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.number import exact_text
from engine.primitives.curve import Curve, Knot
from engine.primitives.primitive import stated_text
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.text.tree import Mapping
from engine.vocabulary.record import Record
from engine.vocabulary.shape import Amount, Concept, Field, ListOf, Number

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.number import Quantity

KNOT = Concept(
    "knot",
    "点",
    "一个数值和它的得分。",
    (
        Field("at", "数值", Amount(), "指标的数值", required=True),
        Field("points", "得", Number(), "在这个数值上的得分", required=True),
    ),
)
CONCEPT = Concept(
    "interpolation",
    "插值计分",
    "列出几个数值的得分，相邻两点之间按比例计；低于最小的、高于最大的，按最近的点计。",
    (Field("knots", "各点", ListOf(KNOT), "至少两个点，由小到大或由大到小", required=True),),
)


def read(record: Record) -> tuple[Curve | None, list[Problem]]:
    """Read the points; two at one value are a problem."""
    nodes = [node for node in record.items("knots") if isinstance(node, Mapping)]
    knots = [knot for node in nodes if (knot := _knot(Record(node, KNOT, record.broken)))]
    if len(knots) < record.count("knots"):
        return None, []
    if len(knots) < 2:  # noqa: PLR2004  a line has two ends
        fix = "请至少写两个点"
        return None, [Problem(Code.KEY_MISSING, "只有一个点，连不成线", record.key_place("knots"), help=fix)]
    ordered = sorted(knots, key=lambda knot: knot.at.value)
    for left, right in itertools.pairwise(ordered):
        if left.at.value == right.at.value:
            fix = "请删去一个；要跳档计分请用“分档计分”"
            also = (("另一个在这里", left.span),)
            problem = Problem(Code.BANDS_OVERLAP, f"数值 {right.at} 写了两次", right.span, help=fix, also=also)
            return None, [problem]
    return Curve(tuple(ordered), of_full=False), []


def _knot(record: Record) -> Knot | None:
    at: Quantity | None = record.amount("at")
    points: Fraction | None = record.number("points")
    return Knot(at, points, span=record.place("at")) if at and points is not None else None


def rule(spec: Curve, _full: Fraction, measure: str) -> str:
    """Say the rule."""
    knots = "、".join(f"{stated_text(knot.at, measure)}得 {exact_text(knot.points)} 分" for knot in spec.knots)
    return f"{knots}；相邻两点之间按比例计，两端以外按最近的点计"


METHOD = Method("插值计分", CONCEPT, read, rule)
