"""The points that a method can give to the values of an interval."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

from engine.lint.region import Region, Stretch, meet, satisfying
from engine.primitives.bands import Bands
from engine.primitives.bands import points_of as worth_of_bands
from engine.primitives.curve import Curve, knots_of
from engine.primitives.curve import points_of as worth_of_knots
from engine.primitives.ranked import Ranked
from engine.primitives.steps import Partial, Side, Steps, highest, lowest, start_of
from engine.primitives.threshold import Threshold
from engine.reading.function_ranges import Interval

if TYPE_CHECKING:
    from engine.primitives.registry import Spec

ZERO = Fraction(0)


def points_over(spec: Spec, full: Fraction, values: Region, grid: Fraction | None, rivals: int) -> Interval:
    """Return an interval that holds the points of every value; `rivals` is how many units are ranked together.

    Both ends are reached where they are marks, levels or knots; between marks the interval may be a little wide.
    """
    match spec:
        case Threshold():
            met, missed = threshold_parts(spec, values, grid)
            return Interval(ZERO if missed or not met else full, full if met else ZERO)
        case Steps():
            return _of_steps(spec, full, values)
        case Bands():
            worth = worth_of_bands(spec, full)
            reached = [worth[place] for place in regions_reached(spec, values, grid)] or list(worth)
            return Interval(min(reached), max(reached))
        case Curve():
            return _of_curve(spec, full, values)
        case Ranked():
            return Interval(max(spec.least, full - (rivals - 1) * spec.drop * full), max(full, spec.least))


def threshold_parts(spec: Threshold, values: Region, grid: Fraction | None) -> tuple[Region, Region]:
    """Return the values that reach the level, and those that do not."""
    level = Fraction(spec.level) if isinstance(spec.level, bool) else spec.level.value
    opposite = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "=": "≠"}[spec.operator]
    return meet(values, satisfying(spec.operator, level), grid), meet(values, satisfying(opposite, level), grid)


def region_of_band(spec: Bands, place: int) -> Region:
    """Return the values of one region of a partition."""
    low = spec.edges[place - 1] if place > 0 else None
    high = spec.edges[place] if place < len(spec.edges) else None
    return (
        Stretch(
            low.at.value if low else None,
            high.at.value if high else None,
            low.from_here if low else True,
            not high.from_here if high else True,
        ),
    )


def regions_reached(spec: Bands, values: Region, grid: Fraction | None) -> list[int]:
    """Return the places of the regions that some value lies in."""
    return [place for place in range(len(spec.points)) if meet(values, region_of_band(spec, place), grid)]


def ends_of(values: Region) -> tuple[Fraction | None, Fraction | None]:
    """Return the lowest and the highest value; None where there is no bound."""
    if not values:
        return None, None
    lows, highs = [each.low for each in values], [each.high for each in values]
    low = None if None in lows else min(each for each in lows if each is not None)
    return low, None if None in highs else max(each for each in highs if each is not None)


def _of_curve(spec: Curve, full: Fraction, values: Region) -> Interval:
    knots = [knot.at.value for knot in knots_of(spec, full)]
    worth = worth_of_knots(spec, full)
    low, high = ends_of(values)

    def at(value: Fraction) -> Fraction:
        if value <= knots[0]:
            return worth[0]
        for (left, below), (right, above) in pairwise(zip(knots, worth, strict=True)):
            if value <= right:
                return below + (above - below) * (value - left) / (right - left)
        return worth[-1]

    found = [worth[0] if low is None else at(low), worth[-1] if high is None else at(high)]
    inside = zip(knots, worth, strict=True)
    found += [w for k, w in inside if (low is None or k >= low) and (high is None or k <= high)]
    return Interval(min(found), max(found))


def _of_steps(spec: Steps, full: Fraction, values: Region) -> Interval:
    low, high = ends_of(values)
    marks = {side.mark.value for side in spec.sides}
    marks |= {s.mark.value + (s.width if s.rising else -s.width) for s in spec.sides if s.width is not None}
    inner = sorted(m for m in marks if (low is None or m > low) and (high is None or m < high))
    losses = [_loss(spec, left, right) for left, right in pairwise([low, *inner, high])]
    start, top, bottom = start_of(spec, full), highest(spec, full), lowest(spec, full)
    least_lost = (
        None if any(each.low is None for each in losses) else min(each.low for each in losses if each.low is not None)
    )
    most_lost = (
        None
        if any(each.high is None for each in losses)
        else max(each.high for each in losses if each.high is not None)
    )
    most = top if least_lost is None else min(top, start - least_lost)
    least = bottom if most_lost is None else min(top, start - most_lost)
    if bottom is not None and least is not None:
        least, most = max(least, bottom), max(most, bottom)
    return Interval(least, most)


def _loss(spec: Steps, left: Fraction | None, right: Fraction | None) -> Interval:
    """Return what is lost between two neighbouring marks."""
    sides = spec.sides
    if spec.deepest:
        passed = [side for side in sides if _lies_beyond(side, left, right)]
        deep = passed[-1] if passed else sides[0]
        found = [_charge(deep, _gaps(sides[0], left, right))]
        before = sides[max(sides.index(deep) - 1, 0)]  # on the mark itself the side before it counts
        mark = _gaps(sides[0], deep.mark.value, deep.mark.value)
        if passed and before is not deep and deep.mark.value in (left, right):
            found.append(_charge(before, mark))
        return Interval(
            None if any(each.low is None for each in found) else min(e.low for e in found if e.low is not None),
            None if any(each.high is None for each in found) else max(e.high for e in found if e.high is not None),
        )
    low: Fraction | None = ZERO
    high: Fraction | None = ZERO
    for side in sides:
        gaps = _gaps(side, left, right)
        if side.width is not None:
            gaps = Interval(
                min(gaps.low or ZERO, side.width), side.width if gaps.high is None else min(gaps.high, side.width)
            )
        charge = _charge(side, gaps)
        low = None if low is None or charge.low is None else low + charge.low
        high = None if high is None or charge.high is None else high + charge.high
    return Interval(low, high)


def _lies_beyond(side: Side, left: Fraction | None, right: Fraction | None) -> bool:
    end = right if side.rising else left
    return end is None or (end > side.mark.value if side.rising else end < side.mark.value)


def _gaps(side: Side, left: Fraction | None, right: Fraction | None) -> Interval:
    near, far = (left, right) if side.rising else (right, left)
    mark = side.mark.value

    def gap(value: Fraction) -> Fraction:
        return max(ZERO, value - mark if side.rising else mark - value)

    return Interval(ZERO if near is None else gap(near), None if far is None else gap(far))


def _charge(side: Side, gaps: Interval) -> Interval:
    ends = [None if gap is None else side.each * counted(side, gap) for gap in (gaps.low, gaps.high)]
    if side.each < 0:
        ends.reverse()
    return Interval(ends[0], ends[1])


def counted(side: Side, gap: Fraction) -> Fraction:
    """Return how many steps a gap counts for."""
    steps = gap / side.step.value
    match side.partial:
        case Partial.PRO_RATA:
            return steps
        case Partial.IGNORED:
            return Fraction(floor(steps))
        case Partial.WHOLE:
            return Fraction(ceil(steps))
