"""Exact numbers: reading them from text, rounding them as declared, and writing them back.

A scalar number in kaohe is a `fractions.Fraction`. Columns of numbers live in `engine.columns`.
No float is ever made here.
"""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from typing import assert_never

from engine.dataclass import dataclass

DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
QUANTITY = re.compile(rf"(?P<number>{DECIMAL.pattern})\s*(?P<unit>%|\uff05|个百分点)?")

# A number with more digits than this is a slip of the keyboard, not a figure of an assessment.
MOST_DIGITS = 30


class Unit(Enum):
    """How a number is written: plainly, as a percentage, or as percentage points."""

    PLAIN = ""
    PERCENT = "%"
    POINT = "个百分点"


class Rounding(Enum):
    """The four rounding modes; all act on the absolute value (GB/T 8170-2008, clause 3.2 note)."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a scheme states it; `95%` is held as 19/20 and `1个百分点` as 1/100."""

    value: Fraction
    unit: Unit

    def __str__(self) -> str:
        """Write it exactly, as it was stated; what no decimal writes is written for reading."""
        digits = decimals_needed(self.value if self.unit is Unit.PLAIN else self.value * 100)
        return quantity_text(self.value, self.unit, 4 if digits is None else digits)


def parse_decimal(text: str) -> Fraction | None:
    """Return the exact value of a plain decimal such as `0.30`, or None when it is not one.

    Leading zeros (`010`), separators (`1,000`, `1_000`), exponents and other bases are refused,
    because YAML tools and people read them in different ways.
    """
    if DECIMAL.fullmatch(text) is None or (len(text) > MOST_DIGITS and sum(map(str.isdigit, text)) > MOST_DIGITS):
        return None
    # Fraction reads texts too, in three times the time: it has to look for exponents and the like.
    whole, point, part = text.partition(".")
    return Fraction(int(whole + part), 10 ** len(part)) if point else Fraction(int(whole))


def parse_quantity(text: str) -> Quantity | None:
    """Return the quantity written as `90`, `95%` or `1个百分点`, or None when it is none."""
    match = QUANTITY.fullmatch(text.strip())
    if match is None:
        return None
    number = parse_decimal(match["number"])
    if number is None:
        return None
    match match["unit"]:
        case None:
            return Quantity(number, Unit.PLAIN)
        case "个百分点":
            return Quantity(number / 100, Unit.POINT)
        case _:
            return Quantity(number / 100, Unit.PERCENT)


def round_fraction(value: Fraction, digits: int, rounding: Rounding) -> Fraction:
    """Round once, to `digits` decimals, on the absolute value (GB/T 8170-2008, clause 3)."""
    scaled = abs(value) * 10**digits
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    match rounding:
        case Rounding.DOWN:
            up = False
        case Rounding.UP:
            up = rest > 0
        case Rounding.HALF_UP:
            up = twice >= 0
        case Rounding.HALF_EVEN:
            up = twice > 0 or (twice == 0 and whole % 2 == 1)
        case _:
            assert_never(rounding)
    size = Fraction(whole + up, 10**digits)
    return -size if value < 0 else size


def decimals_needed(value: Fraction) -> int | None:
    """Return how many decimals write `value` exactly, or None when no finite number does."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return max(twos, fives) if rest == 1 else None


def fixed_text(value: Fraction, digits: int) -> str:
    """Write a value that has at most `digits` decimals with exactly that many: `92.50`.

    Raises ValueError when the value would have to be rounded, which is never ours to do here.
    """
    scaled = value * 10**digits
    if scaled.denominator != 1:
        message = f"{value} has more than {digits} decimals"
        raise ValueError(message)
    whole, part = divmod(abs(scaled.numerator), 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def exact_text(value: Fraction, least_digits: int = 0) -> str:
    """Write a value exactly: as a decimal where one exists, as `p/q` where none does."""
    digits = decimals_needed(value)
    if digits is None:
        return f"{value.numerator}/{value.denominator}"
    return fixed_text(value, max(digits, least_digits))


def about_text(value: Fraction, digits: int = 4) -> str:
    """Write a value for reading: exactly if short, otherwise `约` and the half-up rounding."""
    needed = decimals_needed(value)
    if needed is not None and needed <= digits:
        return fixed_text(value, needed)
    # A small number keeps its first figure: 1/33300 is not “约0.0000”.
    while value and abs(value) * 10**digits < 1:
        digits += 1
    return "约" + fixed_text(round_fraction(value, digits, Rounding.HALF_UP), digits)


def quantity_text(value: Fraction, unit: Unit, digits: int = 4) -> str:
    """Write a value in its unit, for reading: `95%`, `1 个百分点`, `约95.8333%`."""
    space = " " if unit is Unit.POINT else ""
    return about_text(value if unit is Unit.PLAIN else value * 100, digits) + space + unit.value
