"""Where a unit stands in each first-level item beside the others."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import about_text
from engine.report.view.letter import Section
from engine.text.spacing import spaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.judge.assessment import Assessment
    from engine.scheme.model import Item

# Fewer units have no median worth the name, and it would tell what one of them has.
LEAST_COMPARED = 5


class Comparison:
    """The medians of all first-level items, in each group that is ranked by itself or over all units.

    They are medians of rates, shown in the points that apply to the unit.
    """

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        by_group = assessment.scheme.ranking.by_group
        self._pool = {unit: assessment.facts.groups.get(unit) if by_group else None for unit in assessment.facts.units}
        members: dict[str | None, list[str]] = {}
        for unit, pool in self._pool.items():
            members.setdefault(pool, []).append(unit)
        self._members = members
        self._medians = {pool: self._of(units) for pool, units in members.items()}

    def _of(self, units: Sequence[str]) -> Mapping[str, Fraction | None]:
        rows = [self._assessment.facts.row(unit) for unit in units]
        return {item.id: self._median(item, rows) for item in self._assessment.scheme.items}

    def _median(self, item: Item, rows: Sequence[int]) -> Fraction | None:
        """Return the median of the rates: units may be asked for different parts of an item."""
        rates = [rate for row in rows if (rate := self._rate(item, row)) is not None]
        return median(rates) if len(rates) >= LEAST_COMPARED else None

    def _rate(self, item: Item, row: int) -> Fraction | None:
        points, available = self.points(item, row), self._assessment.results.nodes[item.id].available.at(row)
        return None if points is None or not available else points / available

    def points(self, item: Item, row: int) -> Fraction | None:
        """Return a unit's points of an item; None where it does not apply or cannot be worked out."""
        node = self._assessment.results.nodes[item.id]
        if not node.applicable[row] or node.incomplete[row]:
            return None
        return sum((term.at(row) for term in node.terms), Fraction(0))

    def words(self, unit: str) -> str:
        """Say with whom a unit is compared."""
        return f"{self.size(unit)}的中位数"

    def size(self, unit: str) -> str:
        """Say how many units are compared with each other."""
        pool = self._pool[unit]
        return f"{pool or '全部'} {len(self._members[pool])} 个单位"

    def sections(self, unit: str) -> tuple[Section, ...]:
        """Return how a unit did in every first-level item."""
        row, medians = self._assessment.facts.row(unit), self._medians[self._pool[unit]]
        return tuple(self._section(item, row, medians[item.id]) for item in self._assessment.scheme.items)

    def _section(self, item: Item, row: int, middle: Fraction | None) -> Section:
        points, node = self.points(item, row), self._assessment.results.nodes[item.id]
        full = node.available.at(row) if points is not None else item.points
        level = None if middle is None else middle * full
        if points is None:
            told = "未报齐" if node.incomplete[row] else "不适用"
        else:
            told = f"{about_text(points, 2)}/{about_text(full, 2)}"
            told += "" if level is None else f" 中位 {about_text(level, 2)}"
        return Section(item.id, spaced(item.title), points, full, None if points is None else level, told)


def median(values: Sequence[Fraction]) -> Fraction:
    """Return the middle one of some values, or the mean of the two in the middle."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
