"""按名次得分: full marks for the first, a share less for each rank behind (mechanism A18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.method import Method
from engine.methods.parameters import not_positive
from engine.number import Quantity, Unit, exact_text
from engine.primitives.ranked import Ranked, Ties
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.vocabulary.shape import Amount, Choice, Concept, Field, Number

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.vocabulary.record import Record

CONCEPT = Concept(
    "rank_points",
    "按名次得分",
    "第一名得满分，以后每名递减。例：第二位得满分的 95%，第三位得 90%，以后按 5% 依次递减。没有数值的单位不参加排名。",
    (
        Field(
            "first",
            "排序",
            Choice({"由高到低": "HIGH", "由低到高": "LOW"}),
            "数值高的在前，还是低的在前",
            required=True,
        ),
        Field("drop", "每名递减", Amount(), "每降一名少得满分的百分之几，如 5%", required=True),
        Field("least", "最低得", Number(), "最少得几分", required=True),
        Field(
            "ties",
            "并列",
            Choice({tie.value: tie.name for tie in Ties}),
            "占名次：1、1、3；不占名次：1、1、2",
            required=True,
        ),
        Field("scope", "范围", Choice({"全部": "ALL", "分组": "GROUP"}), "全部单位一起排，还是各组分别排；不写即全部"),
    ),
)


TIES = {Ties.COMPETITION: "占名次（1、1、3）", Ties.DENSE: "不占名次（1、1、2）"}


def read(record: Record) -> tuple[Ranked | None, list[Problem]]:
    """Read the rule; the drop is a share of full marks."""
    first, drop, least, ties = (
        record.choice("first"),
        record.amount("drop"),
        record.number("least"),
        record.choice("ties"),
    )
    problems = not_positive(record, "drop")
    if drop and drop.unit is not Unit.PERCENT:
        fix = "请写满分的百分之几，如 5%"
        problems.append(Problem(Code.UNIT_OF_QUANTITY, f"每名递减不能是“{drop}”", record.place("drop"), help=fix))
    if problems or first is None or drop is None or least is None or ties is None:
        return None, problems
    by_group = record.choice("scope") == "GROUP"
    return Ranked(first == "HIGH", drop.value, least, Ties[ties], by_group, span=record.place("drop")), []


def rule(spec: Ranked, full: Fraction, _measure: str) -> str:
    """Say the rule."""
    order = "由高到低" if spec.high_first else "由低到高"
    scope = "在本组内" if spec.by_group else ""
    return (
        f"{scope}{order}排名，第一名得满分 {exact_text(full)} 分，以后每名少得满分的 "
        f"{Quantity(spec.drop, Unit.PERCENT)}，最低得 {exact_text(spec.least)} 分；并列的{TIES[spec.ties]}"
    )


METHOD = Method("按名次得分", CONCEPT, read, rule)
