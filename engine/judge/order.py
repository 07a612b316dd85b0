"""Units in order of their totals, ties broken by the points of key items."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.dataclass import dataclass
from engine.evaluate.figures import points_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.ints import Array
    from engine.columns.ratio import Ratio
    from engine.evaluate.results import Results


@dataclass
class Order:
    """Compares the units of one run; units are positions in the fact table.

    `totals` count units of 10^-digits: int64[n], or Python integers where they need more.
    """

    results: Results
    totals: Array = field(init=False)
    _places: dict[str, Array] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.totals = self.results.total.spread(len(self.results.facts.units))

    def by_total(self, units: Array) -> Array:
        """Return units, given in ascending order, from the highest total down; in unit order where equal."""
        by_total: Array = units[np.argsort(-self.totals[units], kind="stable")]
        return by_total

    def keys(self, items: Sequence[str]) -> list[Array]:
        """Return what breaks ties, a column for each item: more points first, a unit without points last."""
        return [self._place(item) for item in items]

    def _place(self, item: str) -> Array:
        if item not in self._places:
            points, has = points_of(item, self.results)
            numbers = -_numbered(points, has.size)
            self._places[item] = np.where(has, numbers, numbers.max(initial=0) + 1)
        return self._places[item]

    def total_of(self, unit: int) -> Fraction:
        """Return a unit's rounded total."""
        return Fraction(int(self.totals[unit]), 10**self.results.digits)


def places_of(columns: Sequence[Array]) -> tuple[Array, Array]:
    """Return int64[n] which of the distinct rows of the columns each row is, from 0 for the smallest, and their sizes.

    The first column counts most.
    """
    place = np.zeros(columns[0].size, dtype=np.int64)
    for column in columns:
        finer = np.unique(column, return_inverse=True)[1]
        place = np.unique(place * (finer.max(initial=0) + 1) + finer, return_inverse=True)[1]
    return place, np.bincount(place)


def _numbered(points: Ratio, count: int) -> Array:
    """Return a whole number for each value, larger for a larger one."""
    if points.den.is_constant:
        return np.unique(points.num.spread(count), return_inverse=True)[1]
    exact = [points.at(row) for row in range(count)]
    number = {value: place for place, value in enumerate(sorted(set(exact)))}
    return np.array([number[value] for value in exact], dtype=np.int64)
