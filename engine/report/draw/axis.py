"""From points to places on paper."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from engine.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of paper from `left`, `length` long (both tenths of a pixel), for values from `low` to `high`."""

    low: Fraction
    high: Fraction
    left: int
    length: int

    def at(self, value: Fraction) -> int:
        """Return the place of a value; one beyond the ends is put at the end."""
        if self.high <= self.low:
            return self.left
        kept = min(max(value, self.low), self.high)
        return self.left + floor((kept - self.low) / (self.high - self.low) * self.length)


def round_step(span: Fraction, most: int) -> Fraction:
    """Return the least of 1, 2, 5, 10, 20 …, or 0.5, 0.2 …, of which at most so many make up a span."""
    if span <= 0:
        return Fraction(1)
    step = Fraction(1)
    while span <= step * most:
        step /= 10
    while span > step * most:
        step *= 10
    for part in (5, 2):
        if span <= step / part * most:
            return step / part
    return step


def ticks(low: Fraction, high: Fraction, most: int) -> list[Fraction]:
    """Return round values from the first not below `low` to the last not above `high`, at most `most` + 1 of them."""
    step = round_step(high - low, most)
    first = -floor(-low / step)
    return [step * i for i in range(first, floor(high / step) + 1)]


def start_of(low: Fraction, high: Fraction) -> Fraction:
    """Return where an axis begins that has to show changes between two values: at zero, or later and then round.

    It begins later only if the changes would take less than half of it.
    """
    span = high - low
    if low <= 0:
        return min(low, Fraction(0))
    if span == 0 or span * 2 >= high:
        return Fraction(0)
    begin = low - span / 2
    step = round_step(span, 10)
    return max(floor(begin / step) * step, Fraction(0))


def beside(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """Return round ends a little beyond two values, for an axis on which places count and not lengths.

    It does not go beyond zero on a side where no value does.
    """
    span = high - low or abs(high) / 10 or Fraction(1)
    step = round_step(span, 10)
    begin = floor((low - span / 20) / step) * step
    end = -floor(-(high + span / 20) / step) * step
    return (max(begin, Fraction(0)) if low >= 0 else begin, min(end, Fraction(0)) if high <= 0 else end)
