"""What an evaluation leaves behind: every figure as a column, and the trace that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.columns.ints import Array, Ints, Mask
    from engine.columns.ratio import Ratio
    from engine.columns.sums import Terms
    from engine.facts.table import FactTable
    from engine.scheme.model import Scheme


class Case(IntEnum):
    """How an indicator came to its points in one unit."""

    SCORED = 0
    MISSING = 1
    MISSING_ZERO = 2
    MISSING_NOT_APPLICABLE = 3
    DIVISION_NOT_APPLICABLE = 4
    DIVISION_FULL = 5
    DIVISION_ZERO = 6
    NOT_APPLICABLE = 7
    NOT_FOR = 8


NOT_APPLICABLE_CASES = (
    Case.MISSING_NOT_APPLICABLE,
    Case.DIVISION_NOT_APPLICABLE,
    Case.NOT_APPLICABLE,
    Case.NOT_FOR,
)


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """The value of a formula for every unit, and its state (int8[n], facts.table.State)."""

    ratio: Ratio
    state: Array


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorTrace:
    """An indicator over all units.

    `raw` is the formula's value and `value` what was scored (they differ where the value is
    rounded); `branch` (int16) and `steps` come from the method; `exact` are the points before
    rounding and `points` after it; `case` is an int8 of Case.
    """

    raw: Ratio
    value: Ratio
    state: Array
    case: Array
    branch: Array
    steps: tuple[Ratio, ...]
    exact: Ratio
    points: Ratio


@dataclass(frozen=True, slots=True, eq=False)
class NodeTrace:
    """An indicator or section as its parent sees it.

    `terms` add up to its points (0 where it has none); `converted` are the terms before rounding,
    `unfloored` those before a section is kept from falling below 0; `available` counts the points that
    apply, as the conversion and the rate see them.
    """

    terms: Terms
    converted: Terms
    unfloored: Terms
    applicable: Mask
    incomplete: Mask
    available: Ratio


@dataclass(frozen=True, slots=True, eq=False)
class BonusTrace:
    """A bonus over all units: value and state of its formula, points before and after rounding."""

    value: Value
    exact: Ratio
    points: Ratio


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """All figures of all units; `total` counts units of 10^-digits and means something where `has_total`."""

    scheme: Scheme
    facts: FactTable
    indicators: Mapping[str, IndicatorTrace]
    nodes: Mapping[str, NodeTrace]
    plain_base: Terms
    base: Terms
    bonuses: Mapping[str, BonusTrace]
    bonus_sum: Ratio
    bonus_total: Ratio
    unclamped: Ints
    total: Ints
    has_total: Mask
    incomplete: Mask

    @property
    def digits(self) -> int:
        """Decimals of the total."""
        return self.scheme.marking.rounding.total.digits

    def total_of(self, row: int) -> Fraction:
        """Return one unit's total; it means something where `has_total`."""
        return Fraction(self.total.at(row), 10**self.digits)
