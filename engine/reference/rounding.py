"""Rounding a fraction; the four modes act on the absolute value."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, assert_never

from engine.number import Rounding

if TYPE_CHECKING:
    from engine.scheme.model import RoundingRule

HALF = Fraction(1, 2)
HUNDRED = 100


def round_to(value: Fraction, digits: int, mode: Rounding) -> Fraction:
    """Return the multiple of 10^-digits that the mode chooses; the sign is put back afterwards."""
    scaled = abs(value) * 10**digits
    below = floor(scaled)
    rest = scaled - below
    match mode:
        case Rounding.DOWN:
            goes_up = False
        case Rounding.UP:
            goes_up = rest > 0
        case Rounding.HALF_UP:
            goes_up = rest >= HALF
        case Rounding.HALF_EVEN:
            goes_up = rest > HALF or (rest == HALF and below % 2 == 1)
        case _:
            assert_never(mode)
    size = Fraction(below + 1 if goes_up else below, 10**digits)
    return -size if value < 0 else size


def round_by(value: Fraction, rule: RoundingRule | None) -> Fraction:
    """Round as the rule says (section 3, step 5); without a rule the value stays as it is."""
    if rule is None:
        return value
    if rule.as_percent:
        return round_to(HUNDRED * value, rule.digits, rule.mode) / HUNDRED
    return round_to(value, rule.digits, rule.mode)
