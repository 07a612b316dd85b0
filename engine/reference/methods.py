"""The points of one value by each scoring method (section 3, Methods)."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, assert_never

from engine.methods.bands import Bands
from engine.methods.deduction import Deduction, Partial
from engine.methods.threshold import Threshold
from engine.reference.formula import holds

if TYPE_CHECKING:
    from engine.methods.registry import MethodSpec

ZERO = Fraction(0)


def points_for(spec: MethodSpec, full: Fraction, value: Fraction) -> Fraction:
    """Score a value, before the points are rounded (section 3, step 5)."""
    match spec:
        case Threshold():
            return threshold_points(spec, full, value)
        case Deduction():
            return deduction_points(spec, full, value)
        case Bands():
            return bands_points(spec, value)
        case _:
            assert_never(spec)


def threshold_points(spec: Threshold, full: Fraction, value: Fraction) -> Fraction:
    """Give full points if `value operator level`, else 0; yes is 1 and no is 0."""
    level = Fraction(spec.level) if isinstance(spec.level, bool) else spec.level.value
    return full if holds(spec.operator, value, level) else ZERO


def deduction_points(spec: Deduction, full: Fraction, value: Fraction) -> Fraction:
    """Take `each` off for every step of the gap, down to the floors that are declared."""
    target = spec.target.value
    gap = max(ZERO, target - value if spec.falling else value - target)
    points = full - spec.each * charged_steps(gap / spec.step.value, spec.partial)
    if spec.until_zero:
        points = max(points, ZERO)
    if spec.most is not None:
        points = max(points, full - spec.most)
    return points


def charged_steps(steps: Fraction, partial: Partial) -> Fraction:
    """Return the steps that cost points: as they are, their floor, or their ceiling."""
    match partial:
        case Partial.PRO_RATA:
            return steps
        case Partial.IGNORED:
            return Fraction(floor(steps))
        case Partial.WHOLE:
            return Fraction(ceil(steps))
        case _:
            assert_never(partial)


def bands_points(spec: Bands, value: Fraction) -> Fraction:
    """Count the edges that the value has passed; that is its region."""
    region = 0
    for edge in spec.edges:
        if value > edge.at.value or (value == edge.at.value and edge.from_here):
            region += 1
    return spec.points[region]
