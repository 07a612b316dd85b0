"""优劣值计分: full marks at the best value, none at the worst, in proportion between (A9, A10, A22, A26)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.number import exact_text
from engine.primitives.curve import Curve, Knot
from engine.primitives.primitive import stated_text
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.vocabulary.shape import Amount, Concept, Field, Number

if TYPE_CHECKING:
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "best_and_worst",
    "优劣值计分",
    "在最优值得满分，在最差值得 0 分（或基础分），中间按比例。逆向指标把最优值写得比最差值小。"
    "例：误差率在 5% 以下的，按其与最优指标之差的比例扣分。",
    (
        Field("best", "最优值", Amount(), "达到它得满分", required=True),
        Field("worst", "最差值", Amount(), "到这个数只得基础分", required=True),
        Field("base", "基础分", Number(), "最差值的得分；不写即为 0"),
    ),
)


def read(record: Record) -> tuple[Curve | None, list[Problem]]:
    """Read the two ends; which one is larger says which way is better."""
    best, worst = record.amount("best"), record.amount("worst")
    if best and worst and best.value == worst.value:
        fix = "两个数应当不同；只有一条线时请用“达标得满分”"
        return None, [Problem(Code.LIMITS_CONTRADICT, "最优值与最差值相同", record.place("worst"), help=fix)]
    if best is None or worst is None:
        return None, []
    # Points of the best end are full marks, which are known only later: the base is a share of nothing.
    knots = (Knot(worst, Fraction(0), span=record.place("worst")), Knot(best, Fraction(1), span=record.place("best")))
    base = record.number("base") or Fraction(0)
    return Curve(tuple(sorted(knots, key=lambda knot: knot.at.value)), of_full=True, base=base), []


def rule(spec: Curve, full: Fraction, measure: str) -> str:
    """Say the rule."""
    worst, best = sorted(spec.knots, key=lambda knot: knot.points)
    return (
        f"最优值 {stated_text(best.at, measure)}得满分 {exact_text(full)} 分，"
        f"最差值 {stated_text(worst.at, measure)}得 {exact_text(spec.base)} 分，中间按比例计"
    )


METHOD = Method("优劣值计分", CONCEPT, read, rule)
