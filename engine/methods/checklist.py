"""清单计分: points for every thing that was done (mechanisms A16, A27)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.number import Quantity, Unit, exact_text, parse_decimal
from engine.primitives.curve import Curve, Knot
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.text.tree import Scalar
from engine.vocabulary.shape import Concept, Field, MapOf, Named, Number

if TYPE_CHECKING:
    from engine.text.tree import Entry
    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "checklist",
    "清单计分",
    "列出各项工作，做到一项得一项的分。各项是“是否”类的数据项；不写“计算公式”。",
    (
        Field(
            "items",
            "清单",
            MapOf(Number(), "数据项名称", of=(Named.FACT,)),
            "各项工作（是否类数据项）和它的得分",
            required=True,
        ),
    ),
)


def items(record: Record) -> tuple[Entry, ...]:
    """Return the facts of the list, each with its points."""
    return record.entries("items")


def read(record: Record) -> tuple[Curve | None, list[Problem]]:
    """Read the list; the value is the sum of its points, and that is what is scored."""
    points = [parse_decimal(e.value.text) if isinstance(e.value, Scalar) else None for e in items(record)]
    known = [each for each in points if each is not None]
    if not known or len(known) < len(points):
        return None, []
    wrong = [entry for entry, each in zip(items(record), known, strict=True) if each <= 0]
    if wrong:
        fix = "请写正数"
        return None, [
            Problem(Code.STEP_NOT_POSITIVE, f"“{entry.key.text}”的得分应大于 0", entry.value.span, help=fix)
            for entry in wrong
        ]
    total = sum(known, Fraction(0))
    span = record.place("items")
    ends = [Knot(Quantity(value, Unit.PLAIN), value, span=span) for value in (Fraction(0), total)]
    return Curve(tuple(ends), of_full=False, given="清单各项都做到"), []


def rule(_spec: Curve, full: Fraction, _measure: str) -> str:
    """Say the rule."""
    return f"清单所列各项，做到一项得一项的分，满分 {exact_text(full)} 分"


METHOD = Method("清单计分", CONCEPT, read, rule, makes_value=True)
