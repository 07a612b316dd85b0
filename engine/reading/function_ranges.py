"""What values functions can take, and where they cannot be calculated, within the facts' declared limits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import round_fraction
from engine.scheme.functions import (
    RANKS,
    Across,
    Among,
    FirstKnown,
    HasState,
    Inexact,
    Parameter,
    Pooled,
    Rounded,
    Transcendent,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.scheme.formula import Expr


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from low to high."""

    low: Fraction | None
    high: Fraction | None

    def has_zero(self) -> bool:
        """Whether zero lies inside."""
        return (self.low is None or self.low <= 0) and (self.high is None or self.high >= 0)


ANY = Interval(None, None)
ZERO, ONE = Fraction(0), Fraction(1)
# A power may have as many binary digits as 10^38 and stay below the 10^40 from which none is calculated.
SAFE_BITS = 128


def range_of_function(expr: Expr, of: Callable[[Expr], Interval]) -> Interval:
    """Return an interval that holds every value of a function; `of` gives those of its parts."""
    match expr:
        case Rounded(part, digits, mode, percent):
            inner, places = of(part), digits + 2 * percent
            low = None if inner.low is None else round_fraction(inner.low, places, mode)
            return Interval(low, None if inner.high is None else round_fraction(inner.high, places, mode))
        case Pooled(part, function):
            return _of_pool(function, of(part))
        case Inexact(Transcendent.LOG):
            return ANY
        case Inexact():
            return Interval(ZERO, None)
        case FirstKnown(parts):
            return hull([of(part) for part in parts])
        case HasState() | Among():
            return Interval(ZERO, ONE)
        case Parameter(values=values):
            return Interval(min(values), max(values))
        case _:
            return ANY


def hull(parts: Sequence[Interval]) -> Interval:
    """Return the interval that holds all of the others."""
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    return Interval(
        min(lows) if len(lows) == len(parts) else None,
        max(highs) if len(highs) == len(parts) else None,
    )


def _of_pool(function: Across, inner: Interval) -> Interval:
    if function in RANKS:
        return Interval(ONE, None)
    if function is Across.DEVIATION:
        return Interval(ZERO, None)
    if function is Across.SUM:
        return Interval(inner.low, None) if inner.low is not None and inner.low >= 0 else ANY
    return inner


def cannot_be_calculated(node: Inexact, parts: Sequence[Interval]) -> bool:
    """Say whether some values within the limits have no logarithm, power or mean that is calculated."""
    match node.function:
        case Transcendent.LOG:
            return parts[0].low is None or parts[0].low <= 0
        case Transcendent.GEOMETRIC:
            return any(part.low is None or part.low < 0 for part in parts)
        case Transcendent.POWER:
            return not _is_safe(*parts)


def _is_safe(base: Interval, exponent: Interval) -> bool:
    if base.low is None or base.high is None or exponent.low is None or exponent.high is None:
        return False
    if base.low < 0 or (base.low == 0 and exponent.low < 0):
        return False
    ends = [end for end in (base.low, base.high) if end]
    bits = max((max(end.numerator.bit_length(), end.denominator.bit_length()) for end in ends), default=0)
    if base.low == 0 and base.high <= 1:
        return True
    return bits * max(abs(exponent.low), abs(exponent.high)) <= SAFE_BITS
