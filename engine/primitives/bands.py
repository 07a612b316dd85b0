"""Points by the interval that the value falls in (mechanism A5).

A partition of the number line: edges in ascending order, and points for each region between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Array, column, where
from engine.columns.ratio import Ratio, compare, ratio, scaled
from engine.dataclass import dataclass
from engine.number import Quantity, decimals_needed, exact_text
from engine.primitives.primitive import Branch, Outcome, Peers, Primitive, Scored, Stated, Turn, Wanted, stated_text
from engine.text.source import Span, place

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class End:
    """One end of a band; a `closed` end belongs to the band."""

    at: Quantity
    closed: bool
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Edge:
    """A border between two regions; `from_here` when a value equal to it lies in the upper one."""

    at: Quantity
    from_here: bool


@dataclass(frozen=True, slots=True)
class Bands:
    """Edges ascending; `points[i]` is what the region between edge i-1 and edge i is worth.

    With `of_full`, points are shares of full marks.
    """

    edges: tuple[Edge, ...]
    points: tuple[Fraction, ...]
    of_full: bool = False
    ends: tuple[End, ...] = place()


def score(spec: Bands, full: Fraction, value: Ratio, _peers: Peers) -> Scored:
    """Count the edges that the value has passed; that is its region."""
    worth = points_of(spec, full)
    digits = max(decimals_needed(points) or 0 for points in worth)
    units = [int(points * 10**digits) for points in worth]
    branch: Array = np.zeros(1, dtype=np.int16)
    points = column([units[0]])
    for index, edge in enumerate(spec.edges, start=1):
        passed = compare(">=" if edge.from_here else ">", value, ratio(edge.at.value))
        branch = branch + passed.astype(np.int16)
        points = where(passed, column([units[index]]), points)
    return Scored(scaled(points, digits), branch)


def points_of(spec: Bands, full: Fraction) -> tuple[Fraction, ...]:
    """Return what each region is worth in points."""
    return tuple(points * full for points in spec.points) if spec.of_full else spec.points


def all_regions(spec: Bands, measure: str) -> str:
    """Say every region, best points first."""
    regions = sorted(range(len(spec.points)), key=lambda i: -spec.points[i])
    return "；".join(f"{_region(spec, i, measure)}得 {exact_text(spec.points[i])} 分" for i in regions)


def _region(spec: Bands, index: int, measure: str) -> str:
    if 0 < index < len(spec.edges) and spec.edges[index - 1].at == spec.edges[index].at:
        return f"等于 {stated_text(spec.edges[index].at, measure)}"
    ends = [_past(spec.edges[index - 1], measure)] if index > 0 else []
    ends += [_short_of(spec.edges[index], measure)] if index < len(spec.edges) else []
    return "、".join(ends)


def _past(edge: Edge, measure: str) -> str:
    return f"{'不低于' if edge.from_here else '高于'} {stated_text(edge.at, measure)}"


def _short_of(edge: Edge, measure: str) -> str:
    return f"{'低于' if edge.from_here else '不高于'} {stated_text(edge.at, measure)}"


def reason(spec: Bands, outcome: Outcome) -> tuple[str, ...]:
    """Say which band the value fell in."""
    band = _region(spec, outcome.branch, outcome.measure)
    return (f"{outcome.shown(outcome.value)}属于“{band}”一档，得 {exact_text(outcome.points)} 分",)


def wanted(spec: Bands, outcome: Outcome) -> Wanted | None:
    """Say what takes the value to the nearest band that is worth more."""
    here = outcome.branch
    worth = points_of(spec, outcome.full)
    better = [i for i in range(len(worth)) if worth[i] > worth[here]]
    if not better:
        return None
    near = min(better, key=lambda i: abs(i - here))
    measure = outcome.measure
    text = _past(spec.edges[near - 1], measure) if near > here else _short_of(spec.edges[near], measure)
    return Wanted(text, worth[near])


def states(spec: Bands) -> tuple[Stated, ...]:
    """Every end has to fit the value."""
    return tuple(Stated(end.at, is_step=False, span=end.span) for end in dict.fromkeys(spec.ends))


def turns(spec: Bands, _full: Fraction, measure: str) -> tuple[Turn, ...]:
    """Return every border."""
    return tuple(Turn(edge.at.value, f"分档线 {stated_text(edge.at, measure)}") for edge in spec.edges)


def branches(spec: Bands, outcome: Outcome) -> tuple[Branch, ...]:
    """Say in which band the value lies; a band without an end of its own is the rest."""
    here = outcome.branch
    around = [(place_, edge) for place_, edge in enumerate(spec.edges, start=1) if place_ in (here, here + 1)]
    ends = [
        end.span
        for place_, edge in around
        for end in spec.ends
        if end.at == edge.at and (end.closed == edge.from_here) == (place_ == here)
    ]
    return (Branch(f"{_region(spec, here, outcome.measure)}一档", span=ends[0] if ends else None),)


PRIMITIVE = Primitive(
    Bands, score, reason, wanted, states,
    lowest=lambda spec, full: min(points_of(spec, full)), highest=lambda spec, full: max(points_of(spec, full)),
    turns=turns, branches=branches,
)  # fmt: skip
