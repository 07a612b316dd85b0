"""Columns of integers that carry a proof of their range.

numpy's integers wrap around silently. Every column here therefore knows a lower and an upper bound,
worked out in Python integers together with the values, and is held in the shortest type that its range
allows: int32 is twice as quick as int64. An operation whose result might leave int64 is done on Python
integers (`dtype=object`, the same code), and comes back where its range allows. So no operation can wrap,
whatever the facts are (design, decision 4).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]

# What a comparison gives where the ranges decide it.
NONE: Mask = np.zeros(1, dtype=np.bool_)
ALL: Mask = np.ones(1, dtype=np.bool_)

INT64_LOW = -(2**63)
INT64_HIGH = 2**63 - 1
INT32_HIGH = 2**31 - 1


@dataclass(slots=True, eq=False)  # frozen would be right, but takes three times as long to make
class Ints:
    """Integers, shape [n], or [1] for a constant; every value lies in low..high. Nobody changes one."""

    values: Array  # int32[n], int64[n] or object[n]
    low: int
    high: int

    @property
    def is_constant(self) -> bool:
        """Whether all values are known to be one number."""
        return self.low == self.high

    @property
    def is_zero(self) -> bool:
        """Whether it is the constant 0, which adding leaves out."""
        return self.low == self.high == 0 and self.values.shape == (1,)

    @property
    def is_one(self) -> bool:
        """Whether it is the constant 1, which multiplying leaves out."""
        return self.low == self.high == 1 and self.values.shape == (1,)

    def take(self, rows: Array) -> Ints:
        """Return the given rows; a constant stays as it is."""
        return self if self.values.shape == (1,) else Ints(self.values.take(rows), self.low, self.high)

    def part(self, rows: slice) -> Ints:
        """Return rows that stand together, without copying them; a constant stays as it is."""
        return self if self.values.shape == (1,) else Ints(self.values[rows], self.low, self.high)

    def at(self, row: int) -> int:
        """Return one value as a Python integer."""
        return int(self.values[0 if self.values.shape == (1,) else row])

    def spread(self, count: int) -> Array:
        """Return the values with shape [count]."""
        return spread(self.values, count)

    def __add__(self, other: Ints) -> Ints:
        if self.is_zero or other.is_zero:
            return other if self.is_zero else self
        return _operate(np.add, self, other, (self.low + other.low, self.high + other.high))

    def __sub__(self, other: Ints) -> Ints:
        if other.is_zero:
            return self
        return _operate(np.subtract, self, other, (self.low - other.high, self.high - other.low))

    def __mul__(self, other: Ints) -> Ints:
        if self.is_one or other.is_one:
            return other if self.is_one else self
        if self.low >= 0 and other.low >= 0:
            return _operate(np.multiply, self, other, (self.low * other.low, self.high * other.high))
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return _operate(np.multiply, self, other, (min(corners), max(corners)))

    def __floordiv__(self, other: Ints) -> Ints:
        """Divide by a column that is proven positive, rounding down."""
        corners = [a // b for a in (self.low, self.high) for b in (other.low, other.high)]
        return _operate(np.floor_divide, self, other, (min(corners), max(corners)))

    def __mod__(self, other: Ints) -> Ints:
        """Return the remainder by a column that is proven positive: 0 up to the divisor."""
        return _operate(np.mod, self, other, (0, other.high - 1))

    def __neg__(self) -> Ints:
        return constant(0) - self

    def __abs__(self) -> Ints:
        if self.low >= 0:
            return self
        size = where(self < constant(0), -self, self)
        return Ints(size.values, max(0, self.low, -self.high), size.high)

    def __lt__(self, other: Ints) -> Mask:
        if self.high < other.low or self.low >= other.high:
            return ALL if self.high < other.low else NONE
        return _compare(np.less, self, other)

    def __le__(self, other: Ints) -> Mask:
        if self.high <= other.low or self.low > other.high:
            return ALL if self.high <= other.low else NONE
        return _compare(np.less_equal, self, other)

    def __gt__(self, other: Ints) -> Mask:
        return other < self

    def __ge__(self, other: Ints) -> Mask:
        return other <= self

    def equals(self, other: Ints) -> Mask:
        """Say where the two are equal."""
        if self.high < other.low or self.low > other.high:
            return NONE
        return _compare(np.equal, self, other)


def column(values: Iterable[int]) -> Ints:
    """Make a column of Python integers; its range is that of the values themselves."""
    given = list(values)
    if not given:
        return Ints(np.zeros(0, dtype=np.int32), 0, 0)
    low, high = min(given), max(given)
    return Ints(np.array(given, dtype=_dtype(low, high)), low, high)


def measured(values: Array) -> Ints:
    """Make a column of integers that are in an array, in the shortest type that holds them."""
    if not values.size:
        return Ints(np.zeros(0, dtype=np.int32), 0, 0)
    low, high = int(values.min()), int(values.max())
    return Ints(values.astype(_dtype(low, high), copy=False), low, high)


@lru_cache(maxsize=4096)
def constant(value: int) -> Ints:
    """Make a column that has the same value for every unit."""
    return Ints(np.array([value], dtype=_dtype(value, value)), value, value)


def where(mask: Mask, yes: Ints, no: Ints) -> Ints:
    """Choose per unit."""
    if mask.shape == (1,) or yes is no:
        return yes if yes is no or mask[0] else no
    low, high = min(yes.low, no.low), max(yes.high, no.high)
    dtype = _dtype(low, high)
    if dtype is not object and (yes.is_zero or no.is_zero):
        # A mask is 0 or 1: to multiply by it takes a third of the time that choosing does.
        kept, mask = (yes, mask) if no.is_zero else (no, ~mask)
        return Ints(np.multiply(kept.values, mask, dtype=dtype), low, high)
    chosen = np.where(mask, yes.values.astype(dtype, copy=False), no.values.astype(dtype, copy=False))
    return Ints(chosen.astype(dtype, copy=False), low, high)


def smaller(left: Ints, right: Ints) -> Ints:
    """Return the smaller per unit."""
    if left.high <= right.low or right.high <= left.low:
        return left if left.high <= right.low else right
    return _operate(np.minimum, left, right, (min(left.low, right.low), min(left.high, right.high)))


def larger(left: Ints, right: Ints) -> Ints:
    """Return the larger per unit."""
    if left.low >= right.high or right.low >= left.high:
        return left if left.low >= right.high else right
    return _operate(np.maximum, left, right, (max(left.low, right.low), max(left.high, right.high)))


def spread(values: Array, count: int) -> Array:
    """Return values with shape [count]; of a constant nothing is copied."""
    return values if values.size == count else np.broadcast_to(values, (count,))


def uniform(mask: Mask) -> bool | None:
    """Return what a mask says of every unit, where it plainly says the same of all; None where it may not."""
    if not mask.size:
        return False
    return bool(mask[0]) if mask.shape == (1,) or mask.strides == (0,) or (mask == mask[0]).all() else None


def as_ints(mask: Mask) -> Ints:
    """Return 1 where the mask holds and 0 elsewhere."""
    return Ints(mask.astype(np.int32), 0, 1)


def as_python_ints(ints: Ints) -> Ints:
    """Return the same column held as Python integers."""
    return Ints(ints.values.astype(object), ints.low, ints.high)


def _dtype(low: int, high: int) -> type:
    """Return the shortest type for a range; what int32 holds can be negated in it."""
    if low >= -INT32_HIGH and high <= INT32_HIGH:
        return np.int32
    return np.int64 if low >= INT64_LOW and high <= INT64_HIGH else object


def _operate(ufunc: Callable[..., Any], left: Ints, right: Ints, bounds: tuple[int, int]) -> Ints:
    dtype = _dtype(*bounds)
    a, b = left.values, right.values
    if dtype is object or object in (a.dtype, b.dtype):
        a, b = a.astype(object), b.astype(object)
        return Ints(np.asarray(ufunc(a, b)).astype(dtype, copy=False), *bounds)
    if dtype is np.int64 and a.dtype == b.dtype == np.int32:
        return Ints(ufunc(a, b, dtype=np.int64), *bounds)
    return Ints(ufunc(a, b).astype(dtype, copy=False), *bounds)


def _compare(ufunc: Callable[..., Any], left: Ints, right: Ints) -> Mask:
    return np.asarray(ufunc(left.values, right.values)).astype(np.bool_, copy=False)
