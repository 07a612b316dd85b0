"""How often facts are reported, and what the periods are called."""

from __future__ import annotations

import re
from enum import Enum

_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_HALVES = ("上半年", "下半年")
_YEAR = re.compile(r"[0-9]{4}年")


class Cycle(Enum):
    """How often a fact is reported; the value is what the scheme says."""

    MONTH = "月"
    QUARTER = "季度"
    HALF = "半年"
    YEAR = "年"

    @property
    def months(self) -> int:
        """How many months a period has."""
        return {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF: 6, Cycle.YEAR: 12}[self]

    @property
    def measure(self) -> str:
        """What periods are counted in, as in `12 个月`."""
        return self.value if self is Cycle.YEAR else f"个{self.value}"

    def name_of(self, year: int, month: int) -> str:
        """Return the name of the period that a month is in."""
        match self:
            case Cycle.MONTH:
                return f"{month}月"
            case Cycle.QUARTER:
                return _QUARTERS[(month - 1) // 3]
            case Cycle.HALF:
                return _HALVES[(month - 1) // 6]
            case Cycle.YEAR:
                return f"{year}年"


_CYCLE_OF = {
    cycle.name_of(1, month): cycle for cycle in (Cycle.MONTH, Cycle.QUARTER, Cycle.HALF) for month in range(1, 13)
}


def cycle_of(period: str) -> Cycle | None:
    """Return the cycle that has a period of this name; None for any other word."""
    return Cycle.YEAR if _YEAR.fullmatch(period) else _CYCLE_OF.get(period)
