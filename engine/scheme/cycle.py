"""How often facts are reported, and what the periods are called."""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType


class Cycle(Enum):
    """How often a fact is reported in the year; the value is what the scheme says."""

    MONTH = "月"
    QUARTER = "季度"
    HALF = "半年"

    @property
    def periods(self) -> tuple[str, ...]:
        """The names of the periods, in order."""
        match self:
            case Cycle.MONTH:
                return tuple(f"{month}月" for month in range(1, 13))
            case Cycle.QUARTER:
                return ("一季度", "二季度", "三季度", "四季度")
            case Cycle.HALF:
                return ("上半年", "下半年")

    @property
    def measure(self) -> str:
        """What periods are counted in, as in `12 个月`."""
        return f"个{self.value}"


CYCLE_OF = MappingProxyType({period: cycle for cycle in Cycle for period in cycle.periods})
