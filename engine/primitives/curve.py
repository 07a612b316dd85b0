"""Points along straight lines between given points (mechanisms A7, A9, A10, A22, A23, A24).

Below the first value and above the last the points stay what they are there. With `of_full`, points
are given as shares of full marks.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import Ratio, choose, ratio
from engine.dataclass import dataclass
from engine.number import Quantity, Unit, about_text, exact_text
from engine.primitives.primitive import Branch, Outcome, Peers, Primitive, Scored, Stated, Turn, Wanted, stated_text
from engine.text.source import Span, place

if TYPE_CHECKING:
    from engine.columns.ints import Array


@dataclass(frozen=True, slots=True)
class Knot:
    """At this value, these points."""

    at: Quantity
    points: Fraction
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Curve:
    """At least two knots, by ascending value; shares are of what full marks exceed `base` by.

    `given`: the value is points already, those of a list or of a case; it says what would bring the most.
    `to_full`: the value is points already, between the one knot and full marks, which are the other knot.
    """

    knots: tuple[Knot, ...]
    of_full: bool
    base: Fraction = Fraction(0)
    given: str = ""
    to_full: bool = False


def score(spec: Curve, full: Fraction, value: Ratio, _peers: Peers) -> Scored:
    """Interpolate between the two knots around each value; `branch` counts the knots passed."""
    knots, worth = knots_of(spec, full), points_of(spec, full)
    points = ratio(worth[0])
    branch: Array = np.zeros(1, dtype=np.int16)
    for (left, low), (right, high) in itertools.pairwise(zip(knots, worth, strict=True)):
        slope = (high - low) / (right.at.value - left.at.value)
        inside = value > ratio(left.at.value)
        line = ratio(low) + (value - ratio(left.at.value)) * ratio(slope)
        points = choose(inside, line, points)
        branch = branch + inside.astype(np.int16)
    beyond = value >= ratio(knots[-1].at.value)
    return Scored(choose(beyond, ratio(worth[-1]), points), np.where(beyond, len(knots), branch).astype(np.int16))


def reason(spec: Curve, outcome: Outcome) -> tuple[str, ...]:
    """Say between which knots the value lies, and the proportion."""
    if spec.given:
        return ()
    if spec.to_full:
        return _as_points(spec, outcome)
    worth = points_of(spec, outcome.full)
    found, passed = outcome.shown(outcome.value), outcome.branch
    for knot, points in zip(spec.knots, worth, strict=True):
        if outcome.value == knot.at.value:
            return (f"数值正好是 {stated_text(knot.at, outcome.measure)}，得 {exact_text(points)} 分",)
    if passed in (0, len(spec.knots)):
        end, side = (0, "低于") if passed == 0 else (-1, "高于")
        mark = stated_text(spec.knots[end].at, outcome.measure)
        return (f"{found}{side} {mark}，按 {mark}计，得 {exact_text(worth[end])} 分",)
    return _between(spec.knots[passed - 1], spec.knots[passed], worth[passed - 1], worth[passed], outcome)


def _as_points(spec: Curve, outcome: Outcome) -> tuple[str, ...]:
    """Say that the value is the points, or which bound stopped it."""
    low, high = points_of(spec, outcome.full)
    found = about_text(outcome.value)
    if outcome.value < low:
        return (f"{found} 低于最低得分，按 {exact_text(low)} 分计",)
    if outcome.value > high:
        return (f"{found} 超过分值，按 {exact_text(high)} 分计",)
    return (f"得 {found} 分",)


def _between(left: Knot, right: Knot, low: Fraction, high: Fraction, outcome: Outcome) -> tuple[str, ...]:
    found = outcome.shown(outcome.value)
    ends = stated_text(left.at, outcome.measure), stated_text(right.at, outcome.measure)
    if not left.at.value and not low:
        return (f"{found} ÷ {ends[1]} × {exact_text(high)} = {about_text(outcome.points)} 分",)
    if low == high:
        return (f"{found}在 {ends[0]}到 {ends[1]}之间，两端都得 {exact_text(low)} 分，得 {exact_text(low)} 分",)
    share = f"（{found} - {ends[0]}）÷（{ends[1]} - {ends[0]}）"
    change = f"{'+' if high > low else '-'} {share}× {exact_text(abs(high - low))}"
    return (
        f"{found}在 {ends[0]}到 {ends[1]}之间，按比例计",
        f"{exact_text(low)} {change} = {about_text(outcome.points)} 分",
    )


def wanted(spec: Curve, outcome: Outcome) -> Wanted | None:
    """Say which knot is worth the most, the nearest if several are."""
    worth = points_of(spec, outcome.full)
    best = max(worth)
    if outcome.points >= best:
        return None
    if spec.given or spec.to_full:
        return Wanted(spec.given, best) if spec.given else None
    knots = [knot for knot, points in zip(spec.knots, worth, strict=True) if points == best]
    near = min(knots, key=lambda knot: abs(knot.at.value - outcome.value))
    reach = "达到" if near.at.value > outcome.value else "降到"
    return Wanted(f"{reach} {stated_text(near.at, outcome.measure)}", best)


def states(spec: Curve) -> tuple[Stated, ...]:
    """Every knot has to fit the value."""
    return tuple(Stated(knot.at, is_step=False, span=knot.span) for knot in spec.knots)


def knots_of(spec: Curve, full: Fraction) -> tuple[Knot, ...]:
    """Return the knots, full marks among them where the value is points."""
    if not spec.to_full:
        return spec.knots
    return (*spec.knots, Knot(Quantity(full, Unit.PLAIN), full, span=spec.knots[0].span))


def points_of(spec: Curve, full: Fraction) -> tuple[Fraction, ...]:
    """Return what each knot is worth in points."""
    if spec.to_full:
        return (*(knot.points for knot in spec.knots), full)
    if not spec.of_full:
        return tuple(knot.points for knot in spec.knots)
    return tuple(spec.base + knot.points * (full - spec.base) for knot in spec.knots)


def turns(spec: Curve, full: Fraction, measure: str) -> tuple[Turn, ...]:
    """Return every knot; points that are given have none."""
    if spec.given:
        return ()
    return tuple(Turn(knot.at.value, f"折点 {stated_text(knot.at, measure)}") for knot in knots_of(spec, full))


def branches(spec: Curve, outcome: Outcome) -> tuple[Branch, ...]:
    """Say between which knots the value lies; of points that are given there is nothing to say."""
    if spec.given:
        return ()
    knots, passed = knots_of(spec, outcome.full), outcome.branch
    first, last = (stated_text(knots[place_].at, outcome.measure) for place_ in (0, -1))
    if passed == 0:
        return (Branch(f"不高于 {first}", span=knots[0].span),)
    if passed == len(knots):
        return (Branch(f"不低于 {last}", span=knots[-1].span),)
    ends = [stated_text(knot.at, outcome.measure) for knot in knots[passed - 1 : passed + 1]]
    return (Branch(f"{ends[0]}到 {ends[1]}之间", span=knots[passed].span),)


PRIMITIVE = Primitive(
    Curve, score, reason, wanted, states,
    lowest=lambda spec, full: min(points_of(spec, full)), highest=lambda spec, full: max(points_of(spec, full)),
    turns=turns, branches=branches,
)  # fmt: skip
