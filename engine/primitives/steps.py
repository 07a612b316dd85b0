"""Points off or on for every step by which a value lies beyond a mark (mechanisms A2, A3, A6, A11, A16, A20).

points = start - sum over sides of each * steps, where steps = gap / step: whole or pro rata, as
declared. A side counts the gap above or below its own mark; its `width` is where the next side
takes over. The result is kept between a floor and a ceiling.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

import numpy as np

from engine.columns.ratio import Ratio, ceiling, choose, floor, greatest, least, ratio, whole
from engine.number import Quantity, Unit, about_text, exact_text, quantity_text
from engine.primitives.primitive import Outcome, Peers, Primitive, Scored, Stated, Wanted, stated_text
from engine.text.source import Span, place

if TYPE_CHECKING:
    from engine.columns.ints import Array

START, MOVED, AT_FLOOR, AT_CEILING = 0, 1, 2, 3
ZERO = Fraction(0)


class Partial(Enum):
    """What a part of a step counts; the value is what the scheme says."""

    PRO_RATA = "按比例"
    IGNORED = "不足不计"
    WHOLE = "不足按一个单位计"


PARTIAL_WORDS = {
    Partial.PRO_RATA: "按比例计",
    Partial.IGNORED: "不计",
    Partial.WHOLE: "按一个单位计",
}


@dataclass(frozen=True, slots=True)
class Side:
    """`each` points off for every `step` above (`rising`) or below `mark`; a negative `each` adds.

    `width` is the widest gap that this side counts; None: without end.
    """

    mark: Quantity
    rising: bool
    step: Quantity
    each: Fraction
    partial: Partial
    width: Fraction | None = None
    mark_span: Span = place()
    step_span: Span = place()


@dataclass(frozen=True, slots=True)
class Steps:
    """`start` None is full marks. `until_zero` and `most` bound what is lost, `capped` what is won.

    With `deepest`, only the last side whose mark is passed counts, for the whole gap from the
    first mark (a two-slope rule on the whole difference). With `section_floor` the points may be
    negative, down to where the section around the indicator has none left.
    """

    start: Fraction | None
    sides: tuple[Side, ...]
    until_zero: bool
    most: Fraction | None = None
    deepest: bool = False
    section_floor: bool = False


def score(spec: Steps, full: Fraction, value: Ratio, _peers: Peers) -> Scored:
    """Count the steps of every side and keep the points within their bounds."""
    steps = tuple(_steps(gap, side) for gap, side in zip(_gaps(spec, value), spec.sides, strict=True))
    points = ratio(_start(spec, full))
    for each, side in zip(steps, spec.sides, strict=True):
        points = points - each * ratio(side.each)
    moved = np.zeros(1, dtype=np.bool_)
    for each in steps:
        moved = moved | (each > ratio(ZERO))
    branch: Array = moved.astype(np.int16)
    top = ratio(highest(spec, full))
    over = points > top
    points, branch = choose(over, top, points), np.where(over, AT_CEILING, branch)
    if (bottom := lowest(spec, full)) is not None:
        under = points < ratio(bottom)
        points, branch = choose(under, ratio(bottom), points), np.where(under, AT_FLOOR, branch)
    return Scored(points, branch.astype(np.int16), steps)


def _gaps(spec: Steps, value: Ratio) -> list[Ratio]:
    gaps = [_gap(side, value) for side in spec.sides]
    if not spec.deepest:
        return [
            least(gap, ratio(s.width)) if s.width is not None else gap for gap, s in zip(gaps, spec.sides, strict=True)
        ]
    none = ratio(ZERO)
    passed = [gap > none for gap in gaps]
    passed[0] = np.ones_like(passed[0])
    later = [*passed[1:], np.zeros_like(passed[0])]
    return [choose(here & ~after, gaps[0], none) for here, after in zip(passed, later, strict=True)]


def _gap(side: Side, value: Ratio) -> Ratio:
    mark = ratio(side.mark.value)
    return greatest(value - mark if side.rising else mark - value, ratio(ZERO))


def _steps(gap: Ratio, side: Side) -> Ratio:
    exact = gap * ratio(1 / side.step.value)
    match side.partial:
        case Partial.PRO_RATA:
            return exact
        case Partial.IGNORED:
            return whole(floor(exact))
        case Partial.WHOLE:
            return whole(ceiling(exact))
        case _:
            assert_never(side.partial)


def _start(spec: Steps, full: Fraction) -> Fraction:
    return full if spec.start is None else spec.start


def lowest(spec: Steps, full: Fraction) -> Fraction | None:
    """Return the fewest points that the rule leaves, or None when it has no floor."""
    floors = [full - spec.most] if spec.most is not None else []
    if spec.until_zero:
        floors.append(ZERO)
    return max(floors) if floors else None


def highest(spec: Steps, full: Fraction) -> Fraction:
    """Return the most points: full marks, or more where a rule starts above them (a mistake that is told)."""
    return max(full, _start(spec, full))


def reason(spec: Steps, outcome: Outcome) -> tuple[str, ...]:
    """Say gap, steps, points off or on and what is left."""
    start = _start(spec, outcome.full)
    counted = [(side, taken) for side, taken in zip(spec.sides, outcome.steps, strict=True) if taken]
    if not counted:
        return (_untouched(spec, outcome, start),)
    lines = []
    for side, taken in counted:
        lines += _counted(spec, side, taken, outcome)
    changes = [(taken * side.each) for side, taken in counted]
    left = start - sum(changes, ZERO)
    terms = "".join(f" {'-' if change > 0 else '+'} {about_text(abs(change))}" for change in changes)
    line = f"{exact_text(start)}{terms} = {about_text(left)} 分"
    if outcome.branch == AT_FLOOR:
        line += f"，已到本项下限，得 {about_text(outcome.points)} 分"
    elif outcome.branch == AT_CEILING:
        line += f"，已到本项上限，得 {about_text(outcome.points)} 分"
    return (*lines, line)


def _untouched(spec: Steps, outcome: Outcome, start: Fraction) -> str:
    found, side = outcome.shown(outcome.value), spec.sides[0]
    gap = outcome.value - side.mark.value if side.rising else side.mark.value - outcome.value
    if gap > 0:
        return f"{found} 与 {stated_text(side.mark, outcome.measure)} 相差不足一个单位，不计，得 {exact_text(start)} 分"
    if start == outcome.full:
        return f"{found} 已达到目标 {stated_text(side.mark, outcome.measure)}，得满分 {exact_text(start)} 分"
    return f"{found}，得 {exact_text(start)} 分"


def _counted(spec: Steps, side: Side, taken: Fraction, outcome: Outcome) -> list[str]:
    mark = spec.sides[0].mark if spec.deepest else side.mark
    gap = outcome.value - mark.value if side.rising else mark.value - outcome.value
    lines = [_gap_words(side, mark, gap, outcome)]
    if not spec.deepest and side.width is not None and gap > side.width:
        gap = side.width
        lines[0] += f"，这一段计 {_difference(side, gap, outcome)}"
    exact = gap / side.step.value
    # One by one is how events are counted; a division by one would only be in the way.
    if side.step.value != 1 or side.step.unit is not Unit.PLAIN or taken != exact:
        unit = stated_text(side.step, outcome.measure)
        line = f"{_difference(side, gap, outcome)} ÷ {unit} = {about_text(exact)} 个单位"
        if taken != exact:
            line += f"，不足一个的部分{PARTIAL_WORDS[side.partial]}，计 {about_text(taken)} 个"
        lines.append(line)
    sign = "扣" if side.each > 0 else "加"
    change = about_text(taken * abs(side.each))
    lines.append(f"{sign}分 {about_text(taken)} × {exact_text(abs(side.each))} = {change} 分")
    return lines


def _gap_words(side: Side, mark: Quantity, gap: Fraction, outcome: Outcome) -> str:
    """Say how far the value lies beyond the mark; beyond nothing, that is the value itself."""
    difference = _difference(side, gap, outcome)
    if not mark.value:
        change = side.mark.unit is Unit.POINT or outcome.value < 0
        return f"{'上升' if side.rising else '下降'} {difference}" if change else difference
    found, target = outcome.shown(outcome.value), stated_text(mark, outcome.measure)
    return f"{found} - {target} = {difference}" if side.rising else f"{target} - {found} = {difference}"


def _difference(side: Side, gap: Fraction, outcome: Outcome) -> str:
    return quantity_text(gap, Unit.POINT) if side.step.unit is Unit.POINT else outcome.shown(gap)


def wanted(spec: Steps, outcome: Outcome) -> Wanted | None:
    """Say what full marks take: no side that costs points, or enough of one that adds."""
    if outcome.points >= outcome.full:
        return None
    lost = [side for side, taken in zip(spec.sides, outcome.steps, strict=True) if side.each > 0 and taken]
    if lost:
        side = spec.sides[0] if spec.deepest else lost[0]
        reach = "降到" if side.rising else "达到"
        target = max(outcome.points, min(_start(spec, outcome.full), outcome.full))
        return Wanted(f"{reach} {stated_text(side.mark, outcome.measure)}", target)
    gains = [side for side in spec.sides if side.each < 0]
    if not gains:
        return None
    side = gains[0]
    needed = -(-(outcome.full - _start(spec, outcome.full)) // -side.each) * side.step.value
    level = side.mark.value + needed if side.rising else side.mark.value - needed
    return Wanted(f"达到 {stated_text(Quantity(level, side.mark.unit), outcome.measure)}", outcome.full)


def states(spec: Steps) -> tuple[Stated, ...]:
    """Marks have to fit the value, steps a difference of values."""
    stated = []
    for side in spec.sides:
        stated.append(Stated(side.mark, is_step=False, span=side.mark_span))
        stated.append(Stated(side.step, is_step=True, span=side.step_span))
    return tuple(stated)


PRIMITIVE = Primitive(Steps, score, reason, wanted, states, lowest, highest)
