"""Bands, cases, slopes and weights that no value can reach."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from engine.lint.region import region_of
from engine.lint.scored import ends_of, region_of_band, regions_reached
from engine.lint.study import id_of
from engine.lint.words import range_text, unit_of, why_never
from engine.number import exact_text
from engine.primitives.bands import Bands, points_of
from engine.primitives.curve import Curve, knots_of
from engine.primitives.primitive import stated_text
from engine.primitives.steps import Steps
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f
from engine.scheme.model import Section, all_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.lint.region import Region
    from engine.lint.study import Study
    from engine.scheme.model import Indicator
    from engine.text.source import Span

_FIX = "请核对这里的数和数据项的上下限；确实用不上的请删去"


def check_outcomes(study: Study) -> Iterator[Problem]:
    """What a method tells apart can happen."""
    for each in study.written():
        values = region_of(study.reach.value(each), study.reach.grid_of_value(each))
        said = range_text(study.reach.value(each), unit_of(each.method))
        said += "，是整数" if study.reach.grid_of_value(each) == 1 else ""
        for what, span in _unreached(study, each, values):
            message = f"“{id_of(each)}”{what}，没有数值能达到：数值{said}"
            yield Problem(Code.OUTCOME_IMPOSSIBLE, message, span, help=_FIX)
        if isinstance(each.formula, f.Cases):
            yield from _cases(study, each.formula, f"“{id_of(each)}”的第")
    for item in all_items(study.scheme.items):
        if isinstance(item, Section) and item.combining.weights and item.combining.weights.number:
            yield from _cases(study, item.combining.weights.number, f"“{item.id}”权重的第")


def _unreached(study: Study, indicator: Indicator, values: Region) -> Iterator[tuple[str, Span]]:
    match indicator.method:
        case Bands() as spec:
            yield from _bands(study, indicator, spec, values)
        case Steps() as spec:
            yield from _slopes(spec, values)
        case Curve() as spec if not spec.given and not spec.to_full and _has_full(study, indicator):
            yield from _segments(spec, indicator, values)
        case _:
            pass


def _has_full(study: Study, indicator: Indicator) -> bool:
    most = study.reach.scored(indicator).high
    return most is None or most >= indicator.points


def _bands(study: Study, indicator: Indicator, spec: Bands, values: Region) -> Iterator[tuple[str, Span]]:
    reached = regions_reached(spec, values, study.reach.grid_of_value(indicator))
    most = study.reach.scored(indicator).high
    for place, worth in enumerate(points_of(spec, indicator.points)):
        if most is not None and most < worth == indicator.points:
            continue  # that full marks cannot be had is told already
        span = _written_end(spec, place)
        # Beyond the outermost edges lies what the scheme calls 其余, or what the limits leave nobody.
        if place in reached or span is None or _touches(spec, place, values):
            continue
        yield f"得 {exact_text(spec.points[place])} 分的一档", span


def _written_end(spec: Bands, place: int) -> Span | None:
    """Return where a region is written as a band: by an end that belongs to it; None for what is left over."""
    for end in spec.ends:
        low = spec.edges[place - 1] if place > 0 else None
        high = spec.edges[place] if place < len(spec.edges) else None
        if low and end.at.value == low.at.value and end.closed == low.from_here:
            return end.span
        if high and end.at.value == high.at.value and end.closed != high.from_here:
            return end.span
    return None


def _touches(spec: Bands, place: int, values: Region) -> bool:
    """Whether an outermost region begins where the values end: a partition that covers the limits has such ends."""
    low, high = ends_of(values)
    (region,) = region_of_band(spec, place)
    return (place == 0 and region.high == low) or (place == len(spec.edges) and region.low == high)


def _slopes(spec: Steps, values: Region) -> Iterator[tuple[str, Span]]:
    low, high = ends_of(values)
    two_ways = len({side.rising for side in spec.sides}) > 1
    idle = []
    for side in spec.sides:
        end, mark = (high if side.rising else low), side.mark.value
        outside = end is not None and (mark > end if side.rising else mark < end)
        # A window that ends where the values do is a way to say that there is only one side to it.
        if outside or (end == mark and not two_ways and side is not spec.sides[0]):
            idle.append(side)
    if len(idle) < len(spec.sides):
        for side in idle:
            yield f"{'高于' if side.rising else '低于'} {stated_text(side.mark, '')}的部分", side.mark_span


def _segments(spec: Curve, indicator: Indicator, values: Region) -> Iterator[tuple[str, Span]]:
    low, high = ends_of(values)
    knots = knots_of(spec, indicator.points)
    for left, right in itertools.pairwise(knots):
        beyond = high is not None and left.at.value >= high and right.at.value > high
        short = low is not None and right.at.value <= low and left.at.value < low
        if beyond or short:
            yield f"{stated_text(left.at, '')}到 {stated_text(right.at, '')}的一段", (right if beyond else left).span


def _cases(study: Study, cases: f.Cases, what: str) -> Iterator[Problem]:
    for place, condition in enumerate(cases.conditions):
        earlier = [(each, False) for each in cases.conditions[:place]]
        if study.truth.never(condition):
            reason = why_never(study.truth, condition)
        elif not study.truth.can((condition, True), *earlier):
            reason = "符合它的，都先算作前面的情形"
        else:
            continue
        message = f"{what} {place + 1} 种情形永远不会出现：{reason}"
        yield Problem(Code.OUTCOME_IMPOSSIBLE, message, condition.span, help=_FIX)
