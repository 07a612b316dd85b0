"""Parameters that several methods share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.primitives.steps import Partial
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.vocabulary.shape import Choice, Field

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.vocabulary.record import Record

PARTIAL_CHOICE = Choice({each.value: each.name for each in Partial})
PARTIAL_FIELD = Field(
    "partial", "不足一个扣分单位", PARTIAL_CHOICE, "差额不是扣分单位的整数倍时怎么算，必须写明", required=True
)


def partial_of(record: Record) -> Partial | None:
    """Return the declared treatment of a part of a step."""
    word = record.choice("partial")
    return Partial[word] if word else None


def not_positive(record: Record, *names: str) -> list[Problem]:
    """Return a problem for each of the named numbers that stands there and is not positive."""
    problems = []
    for name in names:
        amount = record.amount(name)
        if amount is not None and amount.value <= 0:
            message = f"“{record.concept.by_name[name].key}”应大于 0，现为“{record.text(name)}”"
            fix = "请写正数；要扣的分直接写数，不带负号"
            problems.append(Problem(Code.STEP_NOT_POSITIVE, message, record.place(name), help=fix))
    return problems


def bounds_words(until_zero: bool, most: Fraction | None) -> str:  # noqa: FBT001  as the spec has it
    """Say how much can be lost."""
    from_most = f"，最多扣 {exact_text(most)} 分" if most is not None else ""
    return from_most + ("，扣完为止" if until_zero else "")


def below_words(until_zero: bool, most: Fraction | None, full: Fraction) -> str:  # noqa: FBT001  as the spec has it
    """Say how much can be lost, and whether that may be more than there is."""
    negative = not until_zero and (most is None or most > full)
    return bounds_words(until_zero, most) + ("，可以扣成负分" if negative else "")
