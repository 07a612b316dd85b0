"""The points of one value by each primitive (section 3, Methods)."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, assert_never

from engine.primitives.bands import Bands
from engine.primitives.curve import Curve
from engine.primitives.ranked import Ranked
from engine.primitives.steps import Partial, Side, Steps
from engine.primitives.threshold import Threshold
from engine.reference.comparing import holds

if TYPE_CHECKING:
    from engine.primitives.registry import Spec

ZERO = Fraction(0)


def points_for(spec: Spec, full: Fraction, value: Fraction, rank: int | None) -> Fraction:
    """Score a value, before the points are rounded (section 3, step 5)."""
    match spec:
        case Threshold():
            return threshold_points(spec, full, value)
        case Steps():
            return steps_points(spec, full, value)
        case Bands():
            return bands_points(spec, full, value)
        case Curve():
            return curve_points(spec, full, value)
        case Ranked():
            assert rank is not None, "a unit with a value has a rank"  # noqa: S101
            return ranked_points(spec, full, rank)
        case _:
            assert_never(spec)


def threshold_points(spec: Threshold, full: Fraction, value: Fraction) -> Fraction:
    """Give full points if `value operator level`, else 0; yes is 1 and no is 0."""
    level = Fraction(spec.level) if isinstance(spec.level, bool) else spec.level.value
    return full if holds(spec.operator, value, level) else ZERO


def steps_points(spec: Steps, full: Fraction, value: Fraction) -> Fraction:
    """Take `each` off for every step of every side, within the bounds that are declared."""
    start = full if spec.start is None else spec.start
    points = start - (whole_gap_loss(spec, value) if spec.deepest else marginal_loss(spec, value))
    points = min(points, full)
    if spec.until_zero:
        points = max(points, ZERO)
    if spec.most is not None:
        points = max(points, full - spec.most)
    return points


def gap_of(side: Side, value: Fraction) -> Fraction:
    """Return how far a value lies beyond the mark of a side, 0 on the mark and on its other side."""
    return max(ZERO, value - side.mark.value if side.rising else side.mark.value - value)


def marginal_loss(spec: Steps, value: Fraction) -> Fraction:
    """Add up what every side charges for its own part of the gap."""
    loss = ZERO
    for side in spec.sides:
        gap = gap_of(side, value)
        if side.width is not None:
            gap = min(gap, side.width)
        loss += side.each * counted_steps(gap / side.step.value, side.partial)
    return loss


def whole_gap_loss(spec: Steps, value: Fraction) -> Fraction:
    """Charge the whole gap from the first mark at the rate of the last side that is reached."""
    rate = spec.sides[0]
    for side in spec.sides:
        if gap_of(side, value) > 0:
            rate = side
    return rate.each * counted_steps(gap_of(spec.sides[0], value) / rate.step.value, rate.partial)


def counted_steps(steps: Fraction, partial: Partial) -> Fraction:
    """Return the steps that count: as they are, their floor, or their ceiling."""
    match partial:
        case Partial.PRO_RATA:
            return steps
        case Partial.IGNORED:
            return Fraction(floor(steps))
        case Partial.WHOLE:
            return Fraction(ceil(steps))
        case _:
            assert_never(partial)


def bands_points(spec: Bands, full: Fraction, value: Fraction) -> Fraction:
    """Count the edges that the value has passed; that is its region."""
    region = 0
    for edge in spec.edges:
        if value > edge.at.value or (value == edge.at.value and edge.from_here):
            region += 1
    return spec.points[region] * full if spec.of_full else spec.points[region]


def curve_points(spec: Curve, full: Fraction, value: Fraction) -> Fraction:
    """Find the two knots around the value and go along the line between them."""
    line = [(knot.at.value, knot_points(spec, knot.points, full)) for knot in spec.knots]
    if spec.to_full:
        line.append((full, full))
    if value <= line[0][0]:
        return line[0][1]
    for (left, low), (right, high) in pairwise(line):
        if value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return line[-1][1]


def knot_points(spec: Curve, points: Fraction, full: Fraction) -> Fraction:
    """Return the points at a knot; a share runs from the base to full points."""
    return spec.base + points * (full - spec.base) if spec.of_full else points


def ranked_points(spec: Ranked, full: Fraction, rank: int) -> Fraction:
    """Take a share of full points off for each rank behind the first, down to the least."""
    return max(spec.least, full - (rank - 1) * spec.drop * full)
