"""Sets of numbers: stretches of the number line, cut to the numbers that can be written there."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, gcd
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from engine.reading.function_ranges import Interval

OPPOSITE = MappingProxyType({">=": "<", "<": ">=", ">": "<=", "<=": ">", "=": "≠", "≠": "="})
FLIPPED = MappingProxyType({">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "=", "≠": "≠"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """The numbers from `low` to `high`; None is without end, and an end belongs to it where `_in` says so."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True


Region: TypeAlias = tuple[Stretch, ...]


def region_of(interval: Interval, grid: Fraction | None) -> Region:
    """Return the numbers of an interval; with a grid, its multiples alone."""
    return _kept([Stretch(interval.low, interval.high)], grid)


def satisfying(operator: str, level: Fraction) -> Region:
    """Return the numbers that a comparison with a level holds for."""
    match operator:
        case ">=" | ">":
            return (Stretch(level, None, low_in=operator == ">="),)
        case "<=" | "<":
            return (Stretch(None, level, high_in=operator == "<="),)
        case "=":
            return (Stretch(level, level),)
        case _:
            return (Stretch(None, level, high_in=False), Stretch(level, None, low_in=False))


def meet(one: Region, other: Region, grid: Fraction | None) -> Region:
    """Return the numbers that lie in both."""
    return _kept([_common(a, b) for a in one for b in other], grid)


def _common(a: Stretch, b: Stretch) -> Stretch:
    low, low_in = _inner_end(a.low, b.low, (a.low_in, b.low_in), lower=True)
    high, high_in = _inner_end(a.high, b.high, (a.high_in, b.high_in), lower=False)
    return Stretch(low, high, low_in, high_in)


def _inner_end(
    a: Fraction | None, b: Fraction | None, inside: tuple[bool, bool], *, lower: bool
) -> tuple[Fraction | None, bool]:
    if a is None or b is None:
        return (b, inside[1]) if a is None else (a, inside[0])
    if a == b:
        return a, inside[0] and inside[1]
    return (a, inside[0]) if (a > b) == lower else (b, inside[1])


def _kept(stretches: list[Stretch], grid: Fraction | None) -> Region:
    snapped = [each if not grid else _snapped(each, grid) for each in stretches]
    return tuple(each for each in snapped if not _is_empty(each))


def _is_empty(each: Stretch) -> bool:
    if each.low is None or each.high is None:
        return False
    return each.low > each.high or (each.low == each.high and not (each.low_in and each.high_in))


def _snapped(each: Stretch, grid: Fraction) -> Stretch:
    low, high = each.low, each.high
    if low is not None:
        steps = ceil(low / grid)
        low = (steps + (not each.low_in and steps * grid == low)) * grid
    if high is not None:
        steps = floor(high / grid)
        high = (steps - (not each.high_in and steps * grid == high)) * grid
    return Stretch(low, high)


def common_grid(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """Return the coarsest grid that has the multiples of both; None where one of them has none. 0 has every grid."""
    if one is None or other is None:
        return None
    return Fraction(
        gcd(one.numerator * other.denominator, other.numerator * one.denominator), one.denominator * other.denominator
    )
