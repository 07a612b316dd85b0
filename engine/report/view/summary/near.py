"""Units near a line: who would stand elsewhere if little were different."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import exact_text
from engine.report.view.summary.nouns import Column, Kind, Table, Topic
from engine.report.view.summary.places import lines

if TYPE_CHECKING:
    from engine.report.view.summary.ground import Ground
    from engine.report.view.summary.nouns import Cell, Line

# Near is within so large a part of the full marks.
SHARE = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Near:
    """A unit near a line: `gap` is its total less the line. The neighbours are those in its pool of ranks."""

    unit: str
    row: int
    line: Line
    gap: Fraction
    above: tuple[str, Fraction] | None
    below: tuple[str, Fraction] | None


def distance(ground: Ground) -> Fraction:
    """Return how far from a line is near, in points."""
    return abs(ground.assessment.scheme.marking.full) * SHARE


def near_units(ground: Ground) -> list[Near]:
    """Return the units near any line, each once for each line, the nearest first."""
    most, drawn = distance(ground), lines(ground)
    neighbours = _neighbours(ground)
    found = []
    for row, (unit, total) in enumerate(zip(ground.units, ground.totals, strict=True)):
        if total is None:
            continue
        own = [line for line in drawn if line.group in {None, ground.group_of[unit]}]
        close = [line for line in own if abs(total - line.value) <= most]
        found += [Near(unit, row, line, total - line.value, *neighbours[row]) for line in close]
    return sorted(found, key=lambda each: (abs(each.gap), each.row))


Neighbour = tuple[str, Fraction] | None


def _neighbours(ground: Ground) -> dict[int, tuple[Neighbour, Neighbour]]:
    """Return for every unit with a total the one before and the one after it, in order of totals, and how far off."""
    by_group = ground.assessment.scheme.ranking.by_group
    pools: dict[str | None, list[tuple[Fraction, int]]] = {}
    for row, (unit, total) in enumerate(zip(ground.units, ground.totals, strict=True)):
        if total is not None:
            pools.setdefault(ground.group_of[unit] if by_group else None, []).append((-total, row))
    found = {}
    for pool in pools.values():
        pool.sort()
        for at, (less, row) in enumerate(pool):
            before = pool[at - 1] if at else None
            after = pool[at + 1] if at + 1 < len(pool) else None
            found[row] = (
                None if before is None else (ground.units[before[1]], less - before[0]),
                None if after is None else (ground.units[after[1]], after[0] - less),
            )
    return found


def near_topic(ground: Ground) -> Topic:
    """Tell who is near a line, how near, and who stands next."""
    digits, most = ground.assessment.results.digits, exact_text(distance(ground))
    columns = (
        Column("单位", width=22), Column("得分", Kind.POINTS, 10, digits), Column("等次", width=10),
        Column("离哪条线近", width=30), Column("高于（低于为负）", Kind.POINTS, 16, digits),
        Column("前一个单位", width=22), Column("比它低", Kind.POINTS, 10, digits),
        Column("后一个单位", width=22), Column("比它高", Kind.POINTS, 10, digits),
    )  # fmt: skip
    found = near_units(ground)
    said = (
        (
            f"离等次的分数线或名额线不超过 {most} 分（满分的百分之一）的单位。"
            "差得少，数据有一点出入，等次就可能不同：下发以前，请先核对这些单位的数据。"
        ),
    )
    if not lines(ground):
        said = ("等次的条件不看得分，也没有争名额，没有分数线可比。",)
    rows = tuple(_row(ground, each) for each in found)
    return Topic("near", "临界单位", said, (Table("临界单位，离得近的在前", columns, rows, "没有。"),), wide=True)


def _row(ground: Ground, near: Near) -> tuple[Cell, ...]:
    above, below = near.above or (None, None), near.below or (None, None)
    return (
        near.unit, ground.totals[near.row], ground.tiers[near.row], near.line.words, near.gap, *above, *below
    )  # fmt: skip
