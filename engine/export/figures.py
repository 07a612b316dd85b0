"""Exact quotients as whole numbers in a table: decimals where they are some, numerator and denominator elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints, constant
from engine.export.table import MOST_DIGITS

if TYPE_CHECKING:
    from engine.columns.ints import Array, Mask
    from engine.columns.ratio import Ratio

LARGEST = 10**MOST_DIGITS - 1


def as_decimals(value: Ratio, digits: int, rows: slice) -> tuple[Array, Mask | None]:
    """Return rows of a column in units of 10^-digits (int64), and where it is such a decimal (None: everywhere).

    It is none where it has more decimals, or more digits than a decimal of the table may have.
    """
    part = cut(value, rows)
    scale, count = 10**digits, rows.stop - rows.start
    if part.den.is_constant and scale % part.den.high == 0:
        top, exact = part.num * constant(scale // part.den.high), None
    else:
        scaled_up = part.num * constant(scale)
        top = scaled_up // part.den
        exact = np.broadcast_to((top * part.den).equals(scaled_up), (count,))
        exact = None if exact.all() else exact
    if top.low >= -LARGEST and top.high <= LARGEST:
        return top.spread(count).astype(np.int64, copy=False), exact
    values = top.spread(count)
    fits = np.asarray((values >= -LARGEST) & (values <= LARGEST)).astype(np.bool_)
    known = fits if exact is None else fits & exact
    return np.where(fits, values, 0).astype(np.int64), None if known.all() else known


def as_pair(value: Ratio, rows: slice) -> tuple[Array, Array, Mask | None]:
    """Return rows of a column as numerators and denominators (int64), and where both fit (None: everywhere)."""
    part, count = cut(value, rows), rows.stop - rows.start
    top, bottom = part.num.spread(count), part.den.spread(count)
    if object in (top.dtype, bottom.dtype):
        fits = np.array([_fits(a) and _fits(b) for a, b in zip(top, bottom, strict=True)], dtype=np.bool_)
        top, bottom = np.where(fits, top, 0).astype(np.int64), np.where(fits, bottom, 1).astype(np.int64)
    else:
        fits = None
    return top, bottom, None if fits is None or fits.all() else fits


def written_out(value: Ratio, row: int) -> str:
    """Write one number as `p/q`, for what no column of numbers can hold."""
    exact = value.at(row)
    return f"{exact.numerator}/{exact.denominator}"


def cut(value: Ratio, rows: slice) -> Ratio:
    """Return some rows; a constant stays as it is."""
    return type(value)(_cut(value.num, rows), _cut(value.den, rows))


def _cut(ints: Ints, rows: slice) -> Ints:
    return ints if ints.values.shape == (1,) else Ints(ints.values[rows], ints.low, ints.high)


def _fits(number: int) -> bool:
    return -(2**63) <= number < 2**63
