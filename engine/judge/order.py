"""Units in order of their totals, ties broken by the points of key items."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.evaluate.figures import points_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.columns.ints import Mask
    from engine.columns.ratio import Ratio
    from engine.evaluate.results import Results

Key = tuple[tuple[bool, Fraction], ...]


@dataclass
class Order:
    """Compares the units of one run; units are positions in the fact table."""

    results: Results
    totals: list[int] = field(init=False)
    _points: dict[str, tuple[Ratio, Mask]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.totals = self.results.total.spread(len(self.results.facts.units)).tolist()

    def by_total(self, units: Iterable[int]) -> list[int]:
        """Return units from the highest total down, in unit order where equal."""
        return sorted(units, key=lambda unit: (-self.totals[unit], unit))

    def key(self, unit: int, items: Sequence[str]) -> Key:
        """Return what breaks ties, smaller first: more points first, an item without points last."""
        return tuple(self._part(unit, item) for item in items)

    def _part(self, unit: int, item: str) -> tuple[bool, Fraction]:
        if item not in self._points:
            self._points[item] = points_of(item, self.results)
        points, has = self._points[item]
        return (False, -points.at(unit)) if has[unit] else (True, Fraction(0))

    def total_of(self, unit: int) -> Fraction:
        """Return a unit's rounded total."""
        return Fraction(self.totals[unit], 10**self.results.digits)
