"""Days: the last one of an assessment or of one of its periods, and what is in force on a day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from engine.scheme.cycle import CYCLE_OF

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
DECEMBER = 12


def day_of(text: str) -> date | None:
    """Return the day written as 2016-01-01, or None when there is no such day."""
    match = DAY.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def last_day(period: str | None, year: int | None) -> date | None:
    """Return the last day of 考核期间, or else of the year; None when neither tells it."""
    days = [found for each in DAY.finditer(period or "") if (found := day_of(each[0]))]
    if days:
        return days[-1]
    return date(year, DECEMBER, 31) if year and year >= date.min.year and year <= date.max.year else None


def last_day_of(period: str, end: date) -> date:
    """Return the last day of a period such as 3月 or 二季度, in the year that ends with the assessment."""
    periods = CYCLE_OF[period].periods
    month = (periods.index(period) + 1) * DECEMBER // len(periods)
    year = end.year if date(end.year, month, 1) <= end else end.year - 1
    return date(year, month, monthrange(year, month)[1])


def in_force(days: Iterable[str], on: date) -> str | None:
    """Return the latest of the days that is not after another; None when all are."""
    past = [(day, text) for text in days if (day := day_of(text)) is not None and day <= on]
    return max(past)[1] if past else None
