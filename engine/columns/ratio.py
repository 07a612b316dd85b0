"""Columns of exact quotients: a numerator over a positive denominator, never divided out early.

46/48 is no decimal, so it stays 46 over 48 until the first declared rounding; comparing is done by
cross-multiplication (design, semantics 4).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import TYPE_CHECKING, assert_never

import numpy as np

from engine.columns.ints import INT64_HIGH, Array, Ints, Mask, column, constant, larger, measured, smaller, where
from engine.dataclass import dataclass
from engine.number import Rounding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ZERO = constant(0)
ONE = constant(1)
TWO = constant(2)


@dataclass(slots=True, eq=False)  # as with Ints: frozen would take three times as long to make
class Ratio:
    """One exact rational number per unit; `den` is proven positive. Nobody changes one."""

    num: Ints
    den: Ints

    @property
    def is_constant(self) -> bool:
        """Whether it is known to be the same number for every unit, and held as one."""
        return self.num.values.shape == self.den.values.shape == (1,) and self.num.is_constant and self.den.is_constant

    def take(self, rows: Array) -> Ratio:
        """Return the given rows."""
        return Ratio(self.num.take(rows), self.den.take(rows))

    def part(self, rows: slice) -> Ratio:
        """Return rows that stand together, without copying them."""
        return Ratio(self.num.part(rows), self.den.part(rows))

    def at(self, row: int) -> Fraction:
        """Return one unit's number."""
        return Fraction(self.num.at(row), self.den.at(row))

    def __add__(self, other: Ratio) -> Ratio:
        left, right, den = _common(self, other)
        return _shorten(Ratio(left + right, den))

    def __sub__(self, other: Ratio) -> Ratio:
        left, right, den = _common(self, other)
        return _shorten(Ratio(left - right, den))

    def __mul__(self, other: Ratio) -> Ratio:
        return _shorten(Ratio(self.num * other.num, self.den * other.den))

    def __neg__(self) -> Ratio:
        return Ratio(-self.num, self.den)

    def __lt__(self, other: Ratio) -> Mask:
        left, right = _sides(self, other)
        return left < right

    def __le__(self, other: Ratio) -> Mask:
        left, right = _sides(self, other)
        return left <= right

    def __gt__(self, other: Ratio) -> Mask:
        return other < self

    def __ge__(self, other: Ratio) -> Mask:
        return other <= self

    def equals(self, other: Ratio) -> Mask:
        """Say where the two are equal."""
        left, right = _sides(self, other)
        return left.equals(right)


@lru_cache(maxsize=4096)
def ratio(value: Fraction | int) -> Ratio:
    """Make a constant column."""
    exact = Fraction(value)
    return Ratio(constant(exact.numerator), constant(exact.denominator))


def whole(ints: Ints) -> Ratio:
    """Take integers as ratios."""
    return Ratio(ints, ONE)


def scaled(ints: Ints, digits: int) -> Ratio:
    """Take integers that count units of 10^-digits as ratios."""
    return Ratio(ints, constant(10**digits))


def ratios(values: Sequence[Fraction]) -> Ratio:
    """Lay fractions out as a column."""
    bottoms = column(each.denominator for each in values) if values else ONE
    return Ratio(column(each.numerator for each in values), bottoms)


def choose(mask: Mask, yes: Ratio, no: Ratio) -> Ratio:
    """Choose per unit."""
    if mask.shape == (1,):
        return yes if mask[0] else no
    if no.num.is_zero or yes.num.is_zero:
        kept = yes.den if no.num.is_zero else no.den
        return Ratio(where(mask, yes.num, no.num), kept)
    if yes.den.is_constant and no.den.is_constant:
        left, right, den = _common(yes, no)
        return Ratio(where(mask, left, right), den)
    return Ratio(where(mask, yes.num, no.num), where(mask, yes.den, no.den))


def least(left: Ratio, right: Ratio) -> Ratio:
    """Return the smaller per unit."""
    tops = _of_one_denominator(left, right)
    return choose(left < right, left, right) if tops is None else Ratio(smaller(*tops[:2]), tops[2])


def greatest(left: Ratio, right: Ratio) -> Ratio:
    """Return the larger per unit."""
    tops = _of_one_denominator(left, right)
    return choose(left < right, right, left) if tops is None else Ratio(larger(*tops[:2]), tops[2])


def _of_one_denominator(left: Ratio, right: Ratio) -> tuple[Ints, Ints, Ints] | None:
    """Return numerators over a denominator that both have, or both can have for nothing."""
    if left.num.is_zero or right.num.is_zero:
        return left.num, right.num, right.den if left.num.is_zero else left.den
    if left.den is right.den or (left.den.is_constant and right.den.is_constant):
        return _common(left, right)
    if left.den.is_one:
        return left.num * right.den, right.num, right.den
    if right.den.is_one:
        return left.num, right.num * left.den, left.den
    return None


def divide(left: Ratio, right: Ratio) -> tuple[Ratio, Mask]:
    """Return the quotient and where the divisor is zero; there the quotient is 0 and means nothing."""
    divisor = right.num
    is_zero = divisor.equals(ZERO)
    if divisor.low < 0:
        divisor, sign = abs(divisor), where(divisor < ZERO, constant(-1), ONE)
        left = Ratio(left.num * sign, left.den)
    top = left.num * right.den
    if divisor.low > 0:
        return _shorten(Ratio(top, left.den * divisor)), is_zero
    # INVARIANT: a denominator is proven positive, so a zero divisor gives 0/1 in its row.
    safe = where(is_zero, ONE, divisor)
    safe = Ints(safe.values, 1, max(safe.high, 1))
    return _shorten(Ratio(where(is_zero, ZERO, top), left.den * safe)), is_zero


def floor(value: Ratio) -> Ints:
    """Return the greatest whole number not above the value."""
    return value.num // value.den


def ceiling(value: Ratio) -> Ints:
    """Return the smallest whole number not below the value."""
    return -((-value.num) // value.den)


def round_ratio(value: Ratio, digits: int, rounding: Rounding) -> Ints:
    """Round once on the absolute value; the result counts units of 10^-digits."""
    den = value.den
    if den.is_constant and 10**digits % den.high == 0:
        return value.num * constant(10**digits // den.high)
    size = abs(value.num) * constant(10**digits)
    match rounding:
        case Rounding.DOWN:
            rounded = size // den
        case Rounding.UP:
            rounded = (size + den - ONE) // den
        case Rounding.HALF_UP:
            rounded = (TWO * size + den) // (TWO * den)
        case Rounding.HALF_EVEN:
            doubled = TWO * size + den
            up = doubled // (TWO * den)
            tie = (doubled % (TWO * den)).equals(ZERO)
            rounded = where(tie & (up % TWO).equals(ONE), up - ONE, up)
        case _:
            assert_never(rounding)
    return where(value.num < ZERO, -rounded, rounded) if value.num.low < 0 else rounded


def compare(operator: str, left: Ratio, right: Ratio) -> Mask:
    """Compare by cross-multiplication; `operator` is one of >= > <= < = ≠."""
    return _COMPARE[operator](left, right)


_COMPARE: dict[str, Callable[[Ratio, Ratio], Mask]] = {
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a.equals(b),
    "≠": lambda a, b: ~a.equals(b),
}


def _common(left: Ratio, right: Ratio) -> tuple[Ints, Ints, Ints]:
    """Bring two ratios to one denominator: the least common one where both are constant."""
    if left.den is right.den:
        return left.num, right.num, left.den
    if left.num.is_zero or right.num.is_zero:
        return left.num, right.num, right.den if left.num.is_zero else left.den
    if left.den.is_constant and right.den.is_constant:
        return *_sides(left, right), constant(lcm(left.den.high, right.den.high))
    return *_sides(left, right), left.den * right.den


def _sides(left: Ratio, right: Ratio) -> tuple[Ints, Ints]:
    """Return the numerators that two ratios have over one denominator: they compare as the ratios do."""
    if left.den is right.den or left.num.is_zero or right.num.is_zero:
        return left.num, right.num
    if left.den.is_constant and right.den.is_constant:
        den = lcm(left.den.high, right.den.high)
        return left.num * constant(den // left.den.high), right.num * constant(den // right.den.high)
    return left.num * right.den, right.num * left.den


def _shorten(value: Ratio) -> Ratio:
    """Cancel common factors once a column no longer fits int64, to keep exact rationals short."""
    num, den = value.num, value.den
    if (num.low >= -INT64_HIGH and num.high <= INT64_HIGH >= den.high) or not num.values.size:
        return value
    tops, bottoms = np.broadcast_arrays(num.values.astype(object), den.values.astype(object))
    common = np.gcd(tops, bottoms)
    top, bottom = tops // common, bottoms // common
    return Ratio(measured(top), measured(bottom))
