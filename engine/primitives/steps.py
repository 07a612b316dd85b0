"""Points off or on for every step by which a value lies beyond a mark (mechanisms A2, A3, A6, A11, A16, A20).

points = start - sum over sides of each * steps, where steps = gap / step: whole or pro rata, as
declared. A side counts the gap above or below its own mark; its `width` is where the next side
takes over. The result is kept between a floor and a ceiling. `engine.primitives.steps_words` tells it.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

import numpy as np

from engine.columns.ratio import Ratio, ceiling, choose, floor, greatest, least, ratio, whole
from engine.dataclass import dataclass
from engine.primitives.primitive import Peers, Scored, Stated
from engine.text.source import Span, place

if TYPE_CHECKING:
    from engine.columns.ints import Array
    from engine.number import Quantity

START, MOVED, AT_FLOOR, AT_CEILING = 0, 1, 2, 3
ZERO = Fraction(0)


class Partial(Enum):
    """What a part of a step counts; the value is what the scheme says."""

    PRO_RATA = "按比例"
    IGNORED = "不足不计"
    WHOLE = "不足按一个单位计"


class Mark(Enum):
    """What the marks are, for the words: a target, nothing yet (things are counted), or last year's value.

    With `POINTS` the value is points already, those of matters, and a step is one point.
    """

    TARGET = "target"
    NOTHING = "nothing"
    LAST_YEAR = "last year"
    POINTS = "points"


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
    negative, down to where the section around the indicator has none left. `marks` changes only the
    words.
    """

    start: Fraction | None
    sides: tuple[Side, ...]
    until_zero: bool
    most: Fraction | None = None
    deepest: bool = False
    section_floor: bool = False
    marks: Mark = Mark.TARGET


def score(spec: Steps, full: Fraction, value: Ratio, _peers: Peers) -> Scored:
    """Count the steps of every side and keep the points within their bounds."""
    steps = tuple(_steps(gap, side) for gap, side in zip(_gaps(spec, value), spec.sides, strict=True))
    points = ratio(start_of(spec, full))
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


def start_of(spec: Steps, full: Fraction) -> Fraction:
    """Return the points before any step is counted."""
    return full if spec.start is None else spec.start


def lowest(spec: Steps, full: Fraction) -> Fraction | None:
    """Return the fewest points that the rule leaves, or None when it has no floor."""
    floors = [full - spec.most] if spec.most is not None else []
    if spec.until_zero:
        floors.append(ZERO)
    return max(floors) if floors else None


def highest(spec: Steps, full: Fraction) -> Fraction:
    """Return the most points: full marks, or more where a rule starts above them (a mistake that is told)."""
    return max(full, start_of(spec, full))


def states(spec: Steps) -> tuple[Stated, ...]:
    """Marks have to fit the value, steps a difference of values."""
    stated = []
    for side in spec.sides:
        stated.append(Stated(side.mark, is_step=False, span=side.mark_span))
        stated.append(Stated(side.step, is_step=True, span=side.step_span))
    return tuple(stated)
