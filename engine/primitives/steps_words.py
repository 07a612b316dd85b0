"""Steps in words: how far the value lies beyond a mark, what that costs or gains, what would have given more."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import Quantity, Unit, about_text, exact_text, quantity_text
from engine.primitives.primitive import Outcome, Wanted, stated_text
from engine.primitives.steps import (
    AT_CEILING,
    AT_FLOOR,
    Mark,
    Partial,
    Side,
    Steps,
    start_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ZERO = Fraction(0)
TIME = "次"  # what is counted where the scheme names no unit of measure


def partial_words(side: Side, measure: str) -> str:
    """Say what less than a step counts: `不足 1 个百分点的按比例计`."""
    step = stated_text(side.step, measure)
    return f"不足 {step}的{_counts_as(side, step)}"


def _counts_as(side: Side, step: str) -> str:
    return {Partial.PRO_RATA: "按比例计", Partial.IGNORED: "不计", Partial.WHOLE: f"按 {step}计"}[side.partial]


def takes_all(spec: Steps, side: Side) -> bool:
    """Tell whether any gap at all on this side leaves no points (恶化不得分)."""
    if spec.start is None or not spec.until_zero:
        return False
    return side.partial is Partial.WHOLE and side.each > 0 and side.each >= spec.start


def reason(spec: Steps, outcome: Outcome) -> tuple[str, ...]:
    """Say gap, steps, points off or on and what is left."""
    outcome = _measured(spec, outcome)
    counted = [(side, taken) for side, taken in zip(spec.sides, outcome.steps, strict=True) if taken]
    if not counted:
        return (_untouched(spec, outcome),)
    if spec.marks is Mark.LAST_YEAR and takes_all(spec, counted[0][0]):
        return (f"{_gap_words(spec, counted[0][0], outcome)}，不得分",)
    if spec.marks is Mark.POINTS:
        return tuple(_sum(spec, counted, outcome))
    lines = []
    for side, taken in zip(spec.sides, outcome.steps, strict=True):
        if taken:
            lines += _counted(spec, side, taken, outcome)
        elif not spec.deepest and gap_beyond(spec, side, outcome) > 0:
            lines.append(_too_small(spec, side, outcome))
    return (*lines, *_sum(spec, counted, outcome))


def _too_small(spec: Steps, side: Side, outcome: Outcome) -> str:
    return f"{_gap_words(spec, side, outcome)}，不足 {stated_text(side.step, outcome.measure)}，不计"


def _measured(spec: Steps, outcome: Outcome) -> Outcome:
    """Count things without a unit of measure in 次."""
    return replace(outcome, measure=outcome.measure or TIME) if spec.marks is Mark.NOTHING else outcome


def _untouched(spec: Steps, outcome: Outcome) -> str:
    """Say that no step was counted: the mark is kept, or the gap is too small."""
    start = start_of(spec, outcome.full)
    points = f"得{'满分 ' if start == outcome.full else ' '}{exact_text(start)} 分"
    found = outcome.shown(outcome.value)
    small = next((side for side in spec.sides if gap_beyond(spec, side, outcome) > 0), None)
    if small is not None:
        return f"{_too_small(spec, small, outcome)}，{points}"
    match spec.marks:
        case Mark.LAST_YEAR:
            if not outcome.value:
                return f"与上年持平，{points}"
            change = f"比上年{'上升' if outcome.value > 0 else '下降'} {outcome.shown(abs(outcome.value))}"
            gains = any(side.each < 0 for side in spec.sides)
            none = f"，{'不扣分' if gains else '不加分'}" if spec.sides else ""
            return f"{change}{none}，{points}"
        case Mark.NOTHING:
            return f"{found}，不扣分，{points}" if start else f"{found}，{points}"
        case Mark.POINTS:
            return f"不扣分，{points}" if start else "不得分"
        case Mark.TARGET:
            low, high = (stated_text(side.mark, outcome.measure) for side in (spec.sides[0], spec.sides[-1]))
            if spec.sides[0].rising != spec.sides[-1].rising:
                return f"{found}在 {low}到 {high}之间，{points}"
            if spec.sides[0].each < 0:
                return f"{found}{'没有超过' if spec.sides[0].rising else '不低于'} {low}，{points}"
            return f"{found}{'没有超过目标' if spec.sides[0].rising else '已达到目标'} {low}，{points}"


def gap_beyond(spec: Steps, side: Side, outcome: Outcome) -> Fraction:
    """Return how far the value lies beyond the mark of a side, as far as the side counts it."""
    mark = spec.sides[0].mark if spec.deepest else side.mark
    gap = outcome.value - mark.value if side.rising else mark.value - outcome.value
    return gap if spec.deepest or side.width is None else min(gap, side.width)


def _counted(spec: Steps, side: Side, taken: Fraction, outcome: Outcome) -> list[str]:
    lines = [*_which_charge(spec, side, outcome), _gap_words(spec, side, outcome)]
    gap, step = gap_beyond(spec, side, outcome), stated_text(side.step, outcome.measure)
    exact = gap / side.step.value
    loses = side.each > 0
    if side.step.value != (Fraction(1, 100) if side.step.unit is Unit.POINT else 1):
        line = f"{_difference(side, gap, outcome)} ÷ {step} = {about_text(exact)} 个{'扣分' if loses else '加分'}单位"
        if taken != exact:
            whole = _counts_as(side, "一个").replace(" ", "")
            line += f"，不足一个的部分{whole}，计 {about_text(taken)} 个"
        lines.append(line)
    elif taken != exact:
        counts = _difference(side, taken * side.step.value, outcome)
        lines.append(f"不足 {step}的部分{_counts_as(side, step)}，计 {counts}")
    change = taken * abs(side.each)
    word = "扣分" if loses else ("加分" if start_of(spec, outcome.full) else "得分")
    lines.append(f"{word}：{about_text(taken)} × {exact_text(abs(side.each))} = {about_text(change)} 分")
    return lines


def _which_charge(spec: Steps, side: Side, outcome: Outcome) -> list[str]:
    """Say which of the two charges counts the whole gap."""
    if not spec.deepest or len(spec.sides) == 1:
        return []
    first = side is spec.sides[0]
    beyond = "高于" if side.rising else "低于"
    words = ("不高于" if side.rising else "不低于") if first else beyond
    second = stated_text(spec.sides[-1].mark, outcome.measure)
    charge = "按第一档扣" if first else "全部差额按第二档扣"
    return [f"{outcome.shown(outcome.value)}{words} {second}，{charge}"]


def _gap_words(spec: Steps, side: Side, outcome: Outcome) -> str:
    """Say how far the value lies beyond the mark."""
    gap = gap_beyond(spec, side, outcome)
    difference = _difference(side, gap, outcome)
    match spec.marks:
        case Mark.LAST_YEAR:
            return f"比上年{'上升' if side.rising else '下降'} {difference}"
        case Mark.NOTHING | Mark.POINTS:
            return f"{'发生' if side.each > 0 else '共'} {difference}"
        case Mark.TARGET:
            mark = spec.sides[0].mark if spec.deepest else side.mark
            far = Quantity(mark.value + gap if side.rising else mark.value - gap, mark.unit)
            here = outcome.shown(outcome.value) if far.value == outcome.value else stated_text(far, outcome.measure)
            target = stated_text(mark, outcome.measure)
            more, less = (here, target) if side.rising else (target, here)
            sum_ = f"{more} -{f'（{less}）' if less.startswith('-') else f' {less}'} = {difference}"
            return f"{_stretch(spec, side, far.value != outcome.value, outcome)}{sum_}"


def _stretch(spec: Steps, side: Side, full: bool, outcome: Outcome) -> str:  # noqa: FBT001  one private caller
    """Name the stretch of a two-slope rule once the value lies in the second one."""
    first, last = spec.sides[0], spec.sides[-1]
    if first.width is None or spec.deepest:
        return ""
    near, far = (stated_text(each.mark, outcome.measure) for each in (first, last))
    if side is first:
        return f"第一段（{near}到 {far}）：" if full else ""
    return f"第二段（{'高于' if side.rising else '低于'} {far}）："


def _difference(side: Side, gap: Fraction, outcome: Outcome) -> str:
    return quantity_text(gap, Unit.POINT) if side.step.unit is Unit.POINT else outcome.shown(gap)


def _sum(spec: Steps, counted: Sequence[tuple[Side, Fraction]], outcome: Outcome) -> list[str]:
    """Say what is left, and which bound stopped it."""
    start = start_of(spec, outcome.full)
    changes = [taken * side.each for side, taken in counted]
    terms = "".join(f" {'-' if change > 0 else '+'} {about_text(abs(change))}" for change in changes)
    points = about_text(outcome.points)
    bound = ""
    if outcome.branch == AT_FLOOR:
        by_most = spec.most is not None and (not spec.until_zero or spec.most < outcome.full)
        bound = f"最多扣 {exact_text(spec.most or ZERO)} 分，得 {points} 分" if by_most else f"扣完为止，得 {points} 分"
    elif outcome.branch == AT_CEILING:
        bound = f"超过满分，按满分计，得 {points} 分"
    elif outcome.points < 0:
        bound = "本项为负分，" + ("从本类得分中扣，本类扣完为止" if spec.section_floor else "计入总分")
    if not start and len(counted) == 1:
        return [bound] if bound else []
    return [
        f"{exact_text(start)}{terms} = {about_text(start - sum(changes, ZERO))} 分" + (f"，{bound}" if bound else "")
    ]


def wanted(spec: Steps, outcome: Outcome) -> Wanted | None:
    """Say what gives more: no side that costs points, or enough of one that adds."""
    if outcome.points >= outcome.full:
        return None
    outcome = _measured(spec, outcome)
    lost = [side for side, taken in zip(spec.sides, outcome.steps, strict=True) if side.each > 0 and taken]
    kept = min(start_of(spec, outcome.full), outcome.full)
    if lost and kept > outcome.points:
        return Wanted(_mark_kept(spec, lost[0], outcome), kept)
    gains = [side for side in spec.sides if side.each < 0]
    if not gains:
        return None
    side = gains[0]
    needed = -(-(outcome.full - start_of(spec, outcome.full)) // -side.each) * side.step.value
    if spec.marks is Mark.LAST_YEAR:
        way = "上升" if side.rising else "下降"
        return Wanted(f"比上年{way} {_difference(side, needed, outcome)}", outcome.full)
    if spec.marks is Mark.POINTS:
        return Wanted(f"各件合计达到 {exact_text(outcome.full)} 分", outcome.full)
    reach, level = ("达到", side.mark.value + needed) if side.rising else ("降到", side.mark.value - needed)
    return Wanted(f"{reach} {stated_text(Quantity(level, side.mark.unit), outcome.measure)}", outcome.full)


def _mark_kept(spec: Steps, lost: Side, outcome: Outcome) -> str:
    match spec.marks:
        case Mark.LAST_YEAR:
            return "与上年持平"
        case Mark.NOTHING | Mark.POINTS:
            return "没有发生"
        case Mark.TARGET:
            side = spec.sides[0] if spec.deepest else lost
            return f"{'降到' if side.rising else '达到'} {stated_text(side.mark, outcome.measure)}"
