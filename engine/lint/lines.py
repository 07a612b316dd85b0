"""Lines of tiers that are crossed the wrong way: a lower total has a better tier."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.lint.levels import level_of
from engine.lint.region import FLIPPED, OPPOSITE
from engine.lint.words import total_text
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.lint.study import Study

_HOLDS = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "≠": lambda a, b: a != b,
}


def check_lines(study: Study) -> Iterator[Problem]:
    """Everything else being equal, and met, more points never have a worse tier."""
    places = [(total, place_of(study, total)) for total in totals_to_try(study)]
    names = [tier.name for tier in study.scheme.tiers]
    for index, (total, place) in enumerate(places):
        better = [(lower, other) for lower, other in places[:index] if other < place]
        if better:
            lower, other = better[-1]
            message = (
                f"得分 {total_text(study, total)} 评为“{names[place]}”，"
                f"得分 {total_text(study, lower)} 反而评为“{names[other]}”"
            )
            fix = "等次由高到低写，每个只写下限，如 得分 >= 80；上一等次没有收进的自然落到下一等次，不用写上限"
            yield Problem(Code.TIER_BACKWARDS, message, study.scheme.tiers[other].span, help=fix)
            return


def totals_to_try(study: Study) -> list[Fraction]:
    """Return the totals at, below and above every line, in ascending order: between them no tier changes."""
    found = study.reach.totals.figure(f.Figure.TOTAL)
    unit = Fraction(1, 10**study.scheme.marking.rounding.total.digits)
    lines = {level for _, level in lines_of(study)}
    near = {(line // unit + step) * unit for line in lines for step in (-1, 0, 1, 2)}
    ends = {end for end in (found.low, found.high) if end is not None}
    return sorted(
        each
        for each in near | ends
        if (found.low is None or each >= found.low) and (found.high is None or each <= found.high)
    )


def lines_of(study: Study) -> set[tuple[str, Fraction]]:
    """Return what tier conditions compare the total with, and how."""
    return {line for tier in study.scheme.tiers if tier.condition for line in _lines_in(tier.condition)}


def _lines_in(condition: f.Expr) -> Iterator[tuple[str, Fraction]]:
    for part in f.comparisons_in(condition):
        if found := _line(part):
            yield found


def _line(part: f.Expr) -> tuple[str, Fraction] | None:
    if not isinstance(part, f.Compare):
        return None
    for term, level, operator in (
        (part.left, part.right, part.operator),
        (part.right, part.left, FLIPPED[part.operator]),
    ):
        found = level_of(level)
        if found is not None and isinstance(term, f.FigureRef) and term.figure is f.Figure.TOTAL:
            return operator, found.value
    return None


def place_of(study: Study, total: Fraction) -> int:
    """Return the tier of a total by its conditions alone, where everything that is asked besides is met."""
    tiers = study.scheme.tiers
    met = (i for i, tier in enumerate(tiers) if tier.condition is None or _met(tier.condition, total, want=True))
    return next(met, len(tiers) - 1)


def _met(condition: f.Expr, total: Fraction, *, want: bool) -> bool:
    match condition:
        case f.Not(part):
            return _met(part, total, want=not want)
        case f.Both(parts) | f.AnyOf(parts):
            every = isinstance(condition, f.Both) == want
            return (all if every else any)(_met(part, total, want=want) for part in parts)
        case _:
            found = _line(condition)
            if found is None:
                return True
            operator, level = found
            return bool(_HOLDS[operator if want else OPPOSITE[operator]](total, level))
