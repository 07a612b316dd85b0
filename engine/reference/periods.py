"""Which periods there are and which have ended, day by day (section 2)."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from engine.scheme.cycle import Cycle

if TYPE_CHECKING:
    from datetime import date

    from engine.scheme.calendar import Calendar


def period_of_day(cycle: Cycle, day: date) -> str:
    """Return the name of the period that a day is in."""
    match cycle:
        case Cycle.MONTH:
            return f"{day.month}月"
        case Cycle.QUARTER:
            return "一二三四"[(day.month - 1) // 3] + "季度"
        case Cycle.HALF:
            return "上半年" if day.month <= 6 else "下半年"  # noqa: PLR2004  June
        case Cycle.YEAR:
            return f"{day.year}年"


@cache
def closed_periods(calendar: Calendar, cycle: Cycle) -> tuple[str, ...]:
    """Return the periods of which no day is after the day on which we stand, in order."""
    open_: set[str] = set()
    found: dict[str, None] = {}
    day = calendar.first
    while day <= calendar.last:
        name = period_of_day(cycle, day)
        found[name] = None
        if calendar.as_of is not None and day > calendar.as_of:
            open_.add(name)
        day += timedelta(days=1)
    return tuple(name for name in found if name not in open_)


def last_day(calendar: Calendar, cycle: Cycle, period: str) -> date:
    """Return the last day of a period of this name."""
    days = (calendar.first + timedelta(days=each) for each in range((calendar.last - calendar.first).days + 1))
    return max(day for day in days if period_of_day(cycle, day) == period)
