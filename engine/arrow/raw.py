"""What a column of a file holds, as it was written: figures, floats, truth values, or texts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine.dataclass import dataclass
from engine.number import exact_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.ints import Array, Mask

# With so many figures a decimal comes back from the float that is nearest to it.
SURE_FIGURES = {np.dtype("f8"): 15, np.dtype("f4"): 6}


@dataclass(frozen=True, eq=False)
class Figures:
    """Exact numbers: integers (int64[n] or object[n]) that count units of 10^-scale. `null` is None where none is."""

    values: Array
    scale: int
    null: Mask | None

    def text(self, row: int) -> str | None:
        """Return a number as it is written shortest; None where there is none."""
        if self.null is not None and self.null[row]:
            return None
        return exact_text(Fraction(int(self.values[row]), 10**self.scale))

    def take(self, rows: Array) -> Figures:
        """Return some of the rows."""
        return Figures(self.values[rows], self.scale, None if self.null is None else self.null[rows])


@dataclass(frozen=True, eq=False)
class Floats:
    """Floating-point numbers, float64[n] or float32[n]: none decides anything before it is read as a decimal."""

    values: Array
    null: Mask | None

    def text(self, row: int) -> str | None:
        """Return the decimal that a number stands for: of at most as many figures as it holds for sure."""
        if self.null is not None and self.null[row]:
            return None
        return float_text(self.values[row], SURE_FIGURES[self.values.dtype])

    def take(self, rows: Array) -> Floats:
        """Return some of the rows."""
        return Floats(self.values[rows], None if self.null is None else self.null[rows])


@dataclass(frozen=True, eq=False)
class Flags:
    """Truth values, bool[n]."""

    values: Mask
    null: Mask | None

    def text(self, row: int) -> str | None:
        """Return 是 or 否; None where there is neither."""
        if self.null is not None and self.null[row]:
            return None
        return "是" if self.values[row] else "否"

    def take(self, rows: Array) -> Flags:
        """Return some of the rows."""
        return Flags(self.values[rows], None if self.null is None else self.null[rows])


@dataclass(frozen=True, eq=False)
class Words:
    """Texts: int32[n] codes, each the place of a text in `each`, or -1 where there is none."""

    codes: Array
    each: Sequence[str]

    def text(self, row: int) -> str | None:
        """Return a text, without the blanks around it; None where there is none."""
        code = int(self.codes[row])
        return None if code < 0 else self.each[code].strip()

    def take(self, rows: Array) -> Words:
        """Return some of the rows."""
        return Words(self.codes[rows], self.each)

    @cached_property
    def stripped(self) -> list[str]:
        """The texts, each without the blanks around it."""
        return [text.strip() for text in self.each]

    def among(self, wanted: Mask) -> Mask:
        """Say in which rows the text is one of those that are marked, bool[len(each)]."""
        return np.append(wanted, np.False_)[self.codes]


@dataclass(frozen=True, eq=False)
class Names:
    """Texts of which most stand in one row only, such as names of units; None where there is none."""

    each: Sequence[str | None]

    def text(self, row: int) -> str | None:
        """Return a text, without the blanks around it; None where there is none."""
        text = self.each[row]
        return None if text is None else text.strip()


Raw = Figures | Floats | Flags | Words


def float_text(value: float, figures: int) -> str:
    """Write a float as the decimal of so many figures that it stands for: 99.35, never 99.349999999999994."""
    decimal = Decimal(format(value, f".{figures}g"))
    return exact_text(Fraction(decimal)) if decimal.is_finite() else str(value)
