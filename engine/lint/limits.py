"""Limits that are missing where a formula needs them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.lint.study import id_of
from engine.lint.words import number_text
from engine.primitives.curve import Curve
from engine.primitives.steps import Mark, Steps
from engine.primitives.threshold import Threshold
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f
from engine.scheme.adjustment import Counted
from engine.scheme.model import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.lint.study import Study
    from engine.scheme.model import FactDeclaration, Indicator

ZERO, ONE = Fraction(0), Fraction(1)
NUMBERS = (FactType.WHOLE, FactType.DECIMAL, FactType.PERCENT)


def check_lower_limits(study: Study) -> Iterator[Problem]:
    """What is counted, and what is divided by, is not negative; without a lower limit a slip is taken as it is."""
    told: set[str] = set()
    for name, what in _needing_a_limit(study):
        fact = study.scheme.facts.get(name)
        if fact is None or (fact.of or name) in told or not _has_none(fact) or _has_parts(study, fact):
            continue
        told.add(fact.of or name)
        message = f"数据项“{fact.of or name}”没有下限，填成 -1 也会照算：{what}"
        yield Problem(
            Code.LIMIT_MISSING, message, fact.span, help="请补写“下限: 0”；确实可以是负数的，写出最小能到多少"
        )


def _has_parts(study: Study, fact: FactDeclaration) -> bool:
    """Say whether another fact, which is not negative, may not be more than it: then neither is it."""
    return any(
        fact.name in other.at_most and other.low is not None and other.low >= 0 for other in study.scheme.facts.values()
    )


def _has_none(fact: FactDeclaration) -> bool:
    return fact.type in NUMBERS and fact.low is None and fact.member is None and fact.origin is None


def _needing_a_limit(study: Study) -> Iterator[tuple[str, str]]:
    for each in study.written():
        if isinstance(each.method, Steps) and each.method.marks is Mark.NOTHING:
            for name in _summed(each.formula):
                yield name, f"“{id_of(each)}”按它的次数计分"
        for node in f.walk(each.formula):
            if isinstance(node, f.Binary) and node.operator == "/":
                for name in _summed(node.right):
                    yield name, f"它是“{id_of(each)}”的分母，分母为负时比率也变成负的"
    for adjustment in study.adjustments():
        if isinstance(adjustment.source, Counted):
            for name in _summed(adjustment.source.formula):
                yield name, f"“{adjustment.id}”按它的项数计算"


def _summed(expr: f.Expr) -> tuple[str, ...]:
    """Return the facts that a formula is, or is the sum of; none where it is something else."""
    match expr:
        case f.FactRef(name):
            return (name,)
        case f.Binary("+", left, right):
            return (*_summed(left), *_summed(right))
        case f.Aggregate(f.Function.SUM, parts):
            return tuple(name for part in parts for name in _summed(part))
        case _:
            return ()


def check_parts_of_wholes(study: Study) -> Iterator[Problem]:
    """Where full marks stand at 100%, a part is not above its whole; other parts of the same whole say so."""
    bounded = {other for fact in study.scheme.facts.values() for other in fact.at_most}
    for each in study.written():
        formula = each.formula
        if not (isinstance(formula, f.Binary) and formula.operator == "/"):
            continue
        part, whole = formula.left, formula.right
        if not isinstance(part, f.FactRef) or not isinstance(whole, f.FactRef) or whole.name not in bounded:
            continue
        if not _full_at_one(each) or study.reach.facts.is_part(part, whole) or _differ(study, part.name, whole.name):
            continue
        ten = number_text(Fraction(10))
        message = (
            f"“{part.name}”可以大于“{whole.name}”，算出来超过 100%（如 {number_text(Fraction(11))} ÷ {ten} = 110%），"
            f"“{id_of(each)}”照样得满分"
        )
        fix = f"“{part.name}”是“{whole.name}”的一部分的，请在它下面补写“不超过: {whole.name}”"
        yield Problem(Code.PART_ABOVE_WHOLE, message, study.scheme.facts[part.name].span, help=fix)


def _differ(study: Study, part: str, whole: str) -> bool:
    """Whether two facts are of different sorts, so that one cannot be a part of the other."""
    one, other = study.scheme.facts[part], study.scheme.facts[whole]
    return (one.type, one.measure) != (other.type, other.measure)


def _full_at_one(indicator: Indicator) -> bool:
    match indicator.method:
        case Threshold(">=", level):
            return not isinstance(level, bool) and level.value == ONE
        case Steps(sides=sides):
            return len(sides) == 1 and not sides[0].rising and sides[0].mark.value == ONE
        case Curve(knots=knots):
            return knots[-1].at.value == ONE
        case _:
            return False
