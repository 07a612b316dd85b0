"""按情形得分: the points of the first case that applies (mechanisms A17, A21; decision tables)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.number import Quantity, Unit, exact_text, parse_decimal
from engine.primitives.curve import Curve, Knot, points_of
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.text.tree import Mapping
from engine.vocabulary.shape import Concept, Field, Formula, ListOf, Number

if TYPE_CHECKING:
    from engine.vocabulary.record import Record

POINTS = Formula("一个数或一个算式")
CASE = Concept(
    "scoring_case",
    "情形",
    "一种情形：符合条件的，得写明的分。",
    (
        Field("when", "条件", Formula(), "什么情况算这一种，如 年度目标完成 且 累计目标完成", required=True),
        Field("points", "得", POINTS, "这种情形得几分；可以写算式", required=True),
    ),
)
CONCEPT = Concept(
    "cases",
    "按情形得分",
    "从上到下看各种情形，得第一种符合的情形的分。条件用数据项写；不写“计算公式”。",
    (
        Field("cases", "情形", ListOf(CASE), "各种情形和它的得分，写在前面的先看", required=True),
        Field("rest", "其余得", POINTS, "哪一种也不符合的，得几分；可以写算式", required=True),
        Field("least", "最低得", Number(), "最少得几分，可以是负数；不写即 0"),
    ),
)


def cases(record: Record) -> tuple[Mapping, ...]:
    """Return the cases that can be read, in order."""
    return tuple(each for each in record.items("cases") if isinstance(each, Mapping))


def read(record: Record) -> tuple[Curve | None, list[Problem]]:
    """Read the points; the value is that of the case, and that is what is scored."""
    scalars = [entry.value for each in cases(record) if (entry := each.get(CASE.by_name["points"].key))]
    rest = record.scalar("rest")
    if rest is None or len(scalars) < record.count("cases"):
        return None, []
    least = record.number("least")
    numbers = [(parse_decimal(getattr(each, "text", "")), each.span) for each in (*scalars, rest)]
    lowest = Fraction(0) if least is None else least
    problems = [
        Problem(Code.STEP_NOT_POSITIVE, _too_low(number, least), span, help="请写 0 或正数；可以得负分的，请写“最低得”")
        for number, span in numbers
        if number is not None and number < lowest
    ]
    if problems:
        return None, problems
    span = record.place("cases")
    if least is not None or any(number is None for number, _ in numbers):
        return Curve((Knot(Quantity(lowest, Unit.PLAIN), lowest, span=span),), of_full=False, to_full=True), []
    ends = sorted({number for number, _ in numbers if number is not None})
    if len(ends) == 1:
        message, fix = "各种情形的得分都一样，分不出高低", "请检查“得”和“其余得”"
        return None, [Problem(Code.LIMITS_CONTRADICT, message, record.place("cases"), help=fix)]
    knots = [Knot(Quantity(value, Unit.PLAIN), value, span=span) for value in (ends[0], ends[-1])]
    return Curve(tuple(knots), of_full=False, given="符合得分最高的情形"), []


def _too_low(number: Fraction, least: Fraction | None) -> str:
    if least is None:
        return f"得分不能小于 0，现为“{exact_text(number)}”"
    return f"得分 {exact_text(number)} 小于“最低得”{exact_text(least)}"


def rule(spec: Curve, full: Fraction, _measure: str) -> str:
    """Say the rule; the cases themselves are told with the unit's facts."""
    low, high = (exact_text(points) for points in points_of(spec, full))
    return f"按情形得分，从上到下看，得第一种符合的情形的分，最低 {low} 分，最高 {high} 分"


METHOD = Method("按情形得分", CONCEPT, read, rule, makes_value=True)
