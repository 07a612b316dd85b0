"""Powers, natural logarithms and roots, correctly rounded (half up) to declared decimals.

`decimal` works each out to more and more digits until both ends of the interval in which the true number
lies are rounded alike (Ziv's loop). That ends, because only what is a fraction can lie exactly between two
roundings, and what is a fraction is worked out exactly first.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import isqrt

from engine.number import Rounding, round_fraction

# From here on no power is calculated: no assessment has such figures.
TOO_LARGE = Fraction(10**40)
# Where e to a number is surely beyond TOO_LARGE, or surely rounded to 0 (12 decimals at most, two more for percent).
HIGHEST_EXPONENT, LOWEST_EXPONENT = 100, -60
FIRST_DIGITS = 40
ONE = Fraction(1)
MEMORY = 4096


@lru_cache(maxsize=MEMORY)
def power(base: Fraction, exponent: Fraction, digits: int) -> Fraction | None:
    """Return base^exponent, rounded, or None where it is not calculated: base < 0, 0 to less than 0, 10^40 and more."""
    if base < 0 or (base == 0 and exponent < 0):
        return None
    if exponent == 0:
        return ONE
    if base == 0:
        return Fraction(0)
    rounded = _power(base, exponent, digits)
    return None if rounded is None or rounded >= TOO_LARGE else rounded


@lru_cache(maxsize=MEMORY)
def natural_log(value: Fraction, digits: int) -> Fraction | None:
    """Return ln(value), rounded; None where value is not above 0."""
    if value <= 0:
        return None
    if value == 1:
        return Fraction(0)
    precision = FIRST_DIGITS
    while True:
        log, error = _log(value, precision)
        if (found := _agreed(log - error, log + error, digits)) is not None:
            return found
        precision *= 2


@lru_cache(maxsize=MEMORY)
def root(value: Fraction, degree: int, digits: int) -> Fraction | None:
    """Return the degree-th root of a value that is not below 0, rounded; else None."""
    if value < 0:
        return None
    if value == 0:
        return value
    exact = _root_of(value, degree)
    if exact is not None:
        return round_fraction(exact, digits, Rounding.HALF_UP)
    return _ziv(value, Fraction(1, degree), digits)


def square_root(value: Fraction, digits: int) -> Fraction:
    """Return the square root of a value that is not below 0, rounded half up."""
    scale = 10**digits
    # The whole part of twice the scaled root tells on which side of a half the root lies.
    doubled = isqrt(4 * value.numerator * scale * scale // value.denominator)
    return Fraction((doubled + 1) // 2, scale)


def _power(base: Fraction, exponent: Fraction, digits: int) -> Fraction | None:
    log, error = _log(base, FIRST_DIGITS)
    turn = exponent * log
    spread = abs(exponent) * error
    if turn - spread > HIGHEST_EXPONENT:
        return None
    if turn + spread < LOWEST_EXPONENT:
        return Fraction(0)
    exact = _root_of(base, exponent.denominator)
    if exact is not None:
        return round_fraction(exact**exponent.numerator, digits, Rounding.HALF_UP)
    return _ziv(base, exponent, digits)


def _ziv(base: Fraction, exponent: Fraction, digits: int) -> Fraction:
    precision = FIRST_DIGITS
    while True:
        low, high = _power_between(base, exponent, precision)
        if (found := _agreed(low, high, digits)) is not None:
            return found
        precision *= 2


def _power_between(base: Fraction, exponent: Fraction, precision: int) -> tuple[Fraction, Fraction]:
    """Return two numbers between which base^exponent lies."""
    log, error = _log(base, precision)
    ends = (exponent * (log - error), exponent * (log + error))
    low, high = (_exp(end, precision) for end in (min(ends), max(ends)))
    # `exp` is correct to the last digit of an argument that was itself cut to as many digits.
    width = Fraction(100, 10 ** (precision - 4))
    return low * (1 - width), high * (1 + width)


def _log(value: Fraction, precision: int) -> tuple[Fraction, Fraction]:
    """Return ln(value) and how far it may be off."""
    context = _context(precision)
    logs = [Fraction(context.ln(Decimal(part))) for part in (value.numerator, value.denominator)]
    error = (abs(logs[0]) + abs(logs[1]) + 1) / 10 ** (precision - 2)
    return logs[0] - logs[1], error


def _exp(turn: Fraction, precision: int) -> Fraction:
    context = _context(precision + 4)
    argument = context.divide(Decimal(turn.numerator), Decimal(turn.denominator))
    return Fraction(context.exp(argument))


def _context(precision: int) -> Context:
    return Context(prec=precision, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])


def _agreed(low: Fraction, high: Fraction, digits: int) -> Fraction | None:
    """Return what both ends of an interval are rounded to, or None when that differs."""
    ends = [round_fraction(end, digits, Rounding.HALF_UP) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else None


def _root_of(value: Fraction, degree: int) -> Fraction | None:
    """Return the degree-th root of a positive value where it is a fraction."""
    top, bottom = (_whole_root(part, degree) for part in (value.numerator, value.denominator))
    return None if top is None or bottom is None else Fraction(top, bottom)


def _whole_root(value: int, degree: int) -> int | None:
    if value == 1 or degree == 1:
        return value
    if degree >= value.bit_length():
        return None  # 1 < root < 2
    low, high = 1, 1 << (value.bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        if middle**degree < value:
            low = middle + 1
        else:
            high = middle
    return low if low**degree == value else None
