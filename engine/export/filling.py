"""Columns that are filled stretch by stretch: the rows that some units have of one part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.dataclass import dataclass
from engine.export.figures import as_decimals, as_pair, cut, written_out
from engine.export.table import Column, Field, Kind, nothing, texts

if TYPE_CHECKING:
    from engine.columns.ints import Array, Mask
    from engine.columns.ratio import Ratio
    from engine.export.part import Part


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """The rows of a part among some units: `rows` of them (None: all), which stand `at` a place in the table."""

    part: Part
    units: slice
    rows: Array | None
    at: slice

    def cut(self, values: Array) -> Array:
        """Return what these rows have of a column over all units."""
        return self.pick(values[self.units])

    def pick(self, values: Array) -> Array:
        """Return what these rows have of a column over these units."""
        return values if self.rows is None else values[self.rows]

    def decimals(self, value: Ratio, digits: int) -> tuple[Array, Mask | None]:
        """Return numbers in units of 10^-digits, and where they are such decimals."""
        values, known = as_decimals(value, digits, self.units)
        return self.pick(values), None if known is None else self.pick(known)

    def pair(self, value: Ratio) -> tuple[Array, Array, Mask | None]:
        """Return numerators and denominators, and where both fit."""
        top, bottom, fits = as_pair(value, self.units)
        return self.pick(top), self.pick(bottom), None if fits is None else self.pick(fits)

    def differs(self, left: Ratio, right: Ratio) -> Mask:
        """Say where two numbers are not the same."""
        same = cut(left, self.units).equals(cut(right, self.units))
        return ~self.pick(np.broadcast_to(same, (self.units.stop - self.units.start,)))

    def written(self, value: Ratio, row: int) -> str:
        """Write the number that one of these rows has."""
        return written_out(value, self.units.start + (row if self.rows is None else int(self.rows[row])))


class Decimals:
    """A column of decimals."""

    def __init__(self, total: int) -> None:
        self.values, self.known = np.zeros(total, dtype=np.int64), np.zeros(total, dtype=np.bool_)

    def put(self, values: Array, at: slice, known: Mask | None) -> None:
        """Fill a stretch; where it is not known there is nothing."""
        self.values[at] = values if known is None else np.where(known, values, 0)
        self.known[at] = True if known is None else known

    def column(self) -> Column:
        """Return what has been filled."""
        return Column(self.values, self.known)


class Pairs:
    """Columns of numerators and denominators, and the texts of those that are too long."""

    def __init__(self, total: int) -> None:
        self._tops, self._bottoms = np.zeros(total, dtype=np.int64), np.zeros(total, dtype=np.int64)
        self._known = np.zeros(total, dtype=np.bool_)
        self._texts: dict[int, str] = {}

    def put(self, value: Ratio, stretch: Stretch, where: Mask | None, *, shortened: bool = False) -> None:
        """Fill a stretch where (None: everywhere) there is a number; `shortened` to lowest terms."""
        top, bottom, fits = stretch.pair(value)
        known, at = both(where, fits), stretch.at
        if known is None:
            self._tops[at], self._bottoms[at], self._known[at] = top, bottom, True
        else:
            self._put_some(top, bottom, np.flatnonzero(known) + at.start, known, shortened=shortened)
        if fits is not None:
            for row in np.flatnonzero(~fits if where is None else where & ~fits).tolist():
                self._texts[at.start + row] = stretch.written(value, row)

    def _put_some(self, top: Array, bottom: Array, rows: Array, known: Mask, *, shortened: bool) -> None:
        some_top, some_bottom = top[known], bottom[known]
        if shortened:
            common = np.gcd(some_top, some_bottom)
            some_top, some_bottom = some_top // common, some_bottom // common
        self._tops[rows], self._bottoms[rows], self._known[rows] = some_top, some_bottom, True

    def columns(self, name: str) -> dict[str, Column]:
        """Return the three columns."""
        total = self._known.size
        long = nothing(Field(name, Kind.TEXT, ""), total)
        if self._texts:
            long = texts([self._texts.get(row) for row in range(total)])
        return {
            f"{name}分子": Column(self._tops, self._known),
            f"{name}分母": Column(self._bottoms, self._known),
            f"{name}全文": long,
        }


def both(left: Mask | None, right: Mask | None) -> Mask | None:
    """Say where both hold; None holds everywhere."""
    if left is None or right is None:
        return right if left is None else left
    return left & right
