"""Caps that stop nothing, and bonuses for which the highest total leaves no room."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.lint.region import region_of
from engine.lint.scored import points_over
from engine.lint.study import id_of
from engine.lint.words import number_text
from engine.primitives.steps import Steps
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.adjustment import AdjustmentGroup, Counted, adjustable, adjustments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.lint.study import Study
    from engine.scheme.adjustment import Adjustable
    from engine.scheme.model import Indicator
    from engine.text.source import Span

ZERO = Fraction(0)
_FIX = "请核对上限和每项的分；用不着的上限请删去，或改成能达到的数"


def check_caps(study: Study) -> Iterator[Problem]:
    """A cap can be reached, and is not all that there ever is."""
    for each in study.written():
        yield from _of_charges(study, each)
    marking = study.scheme.marking
    for parts, cap, word, name in (
        (study.scheme.bonuses, marking.bonus_cap, "加", "bonus_cap"),
        (study.scheme.penalties, marking.penalty_cap, "扣", "penalty_cap"),
    ):
        for part in adjustable(parts):
            yield from _of_adjustment(study, part, word)
        most = study.reach.totals.side(parts, None)
        if cap is not None and most is not None and most < cap:
            message = f"{word}分合计上限是 {number_text(cap)} 分，各项合起来最多只能{word} {number_text(most)} 分"
            yield _idle(message, marking.at.get(name, marking.span))


def _of_charges(study: Study, indicator: Indicator) -> Iterator[Problem]:
    """最多扣 takes nothing away from what is lost, if less can be lost in any case."""
    spec, full = indicator.method, indicator.points
    if not isinstance(spec, Steps) or spec.most is None:
        return
    grid = study.reach.grid_of_value(indicator)
    values = region_of(study.reach.value(indicator), grid)
    low = points_over(replace(spec, most=None), full, values, grid, 1).low
    if low is not None and low > full - spec.most:
        message = (
            f"“{id_of(indicator)}”最多扣 {number_text(spec.most)} 分，可是怎么扣也只会扣 {number_text(full - low)} 分"
        )
        yield _idle(message, indicator.span)


def _of_adjustment(study: Study, part: Adjustable, word: str) -> Iterator[Problem]:
    if part.cap is None:
        return
    if isinstance(part, AdjustmentGroup):
        inner = [study.reach.totals.most(each) for each in part.parts]
        most = None if None in inner else sum((each for each in inner if each is not None), ZERO)
        least = ZERO
    else:
        earned = study.reach.totals.earned(part)
        most, least = earned.high, earned.low or ZERO
        if most == ZERO:
            yield _idle(f"“{part.id}”怎么算也{word}不了分", part.span)
            return
    if most is not None and most < part.cap:
        message = f"“{part.id}”的上限是 {number_text(part.cap)} 分，最多只能{word} {number_text(most)} 分"
        yield _idle(message, part.span)
    elif isinstance(part, AdjustmentGroup) or not isinstance(part.source, Counted):
        return
    elif least >= part.cap and part.gate is None:
        message = f"“{part.id}”不论数据是多少，都{word}到上限 {number_text(part.cap)} 分"
        yield Problem(Code.CAP_IDLE, message, part.span, help="请核对“每项”、上限和数据项的下限")


def _idle(message: str, span: Span) -> Problem:
    return Problem(Code.CAP_IDLE, message, span, help=_FIX)


def check_room(study: Study) -> Iterator[Problem]:
    """What bonuses bring fits under the highest total, where that leaves them room at all."""
    marking = study.scheme.marking
    room = marking.highest - marking.full
    most = study.reach.totals.side(study.scheme.bonuses, marking.bonus_cap)
    if room <= 0 or most is None or most <= room or not study.scheme.bonuses:
        return
    gates = [each.gate for each in adjustments(study.scheme.bonuses) if each.gate is not None]
    if len(gates) > 1 and not study.truth.can(*((gate, True) for gate in gates)):
        return  # no unit gets all of them
    message = (
        f"加分最多 {number_text(most)} 分，“最高分”却只比“总分”多 {number_text(room)} 分："
        f"得满 {number_text(marking.full)} 分的单位，有 {number_text(most - room)} 分加不上"
    )
    fix = f"请把“最高分”改为 {number_text(marking.full + most)}，或减少加分的上限"
    also = (("“最高分”在这里", marking.at["highest"]),) if "highest" in marking.at else ()
    stated = marking.bonus_cap is not None and "bonus_cap" in marking.at
    place = marking.at["bonus_cap"] if stated else study.scheme.bonuses[0].span
    yield Problem(Code.BONUS_LOST, message, place, help=fix, also=also)
