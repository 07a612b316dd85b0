"""The time that an assessment covers: its first and last day, its periods, and which of them have ended."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.cycle import Cycle

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BETWEEN = re.compile(r"(\S+?)\s*至\s*(\S+)")
_YEAR = re.compile(r"([0-9]{4})(?:年度?)?")
MONTHS_OF_A_YEAR = 12


def parse_date(text: str) -> date | None:
    """Return the day that `2021-06-01` names; None for another form, and for a day that does not exist."""
    match = _DATE.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def day_text(day: date) -> str:
    """Write a day as official papers do, without leading zeros (GB/T 9704—2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days from `first` to `last`, both included, as seen at the end of the day `as_of`.

    A period is closed when its last day is not after `as_of`; without `as_of` every period is. A calendar that is
    not `dated` is that of a scheme which says neither its period nor its year: a year of which no day is known.
    """

    first: date
    last: date
    as_of: date | None = None
    dated: bool = True

    def fits(self, cycle: Cycle) -> bool:
        """Say whether the days are cut into whole periods, each with a name of its own."""
        whole = self.first.day == 1 and self.last == _end_of_month(self.last.year, self.last.month)
        starts = (self.first.month - 1) % cycle.months == 0
        ends = self._months % cycle.months == 0
        told_apart = self.dated if cycle is Cycle.YEAR else self._months <= MONTHS_OF_A_YEAR
        return whole and starts and ends and told_apart

    def periods(self, cycle: Cycle) -> tuple[str, ...]:
        """Return the names of the periods, in order; none where the cycle does not fit."""
        return tuple(name for name, _ in self._cut(cycle))

    def closed(self, cycle: Cycle) -> tuple[str, ...]:
        """Return the names of the periods that have ended, in order."""
        return tuple(name for name, last in self._cut(cycle) if self.as_of is None or last <= self.as_of)

    @property
    def ends(self) -> dict[str, date]:
        """The last day of every period of every cycle that fits."""
        return {name: last for cycle in Cycle for name, last in self._cut(cycle)}

    @property
    def on(self) -> date | None:
        """The day on which the assessment stands: its last one, or `as_of` before that; None when no day is known."""
        return min(self.last, self.as_of or self.last) if self.dated else None

    def covers(self, day: date) -> bool:
        """Say whether a day is one of these."""
        return self.first <= day <= self.last

    @property
    def _months(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def _cut(self, cycle: Cycle) -> Iterator[tuple[str, date]]:
        """Yield the name and the last day of each period."""
        if not self.fits(cycle):
            return
        start = self.first.year * 12 + self.first.month - 1
        for month in range(start, start + self._months, cycle.months):
            year, of_year = divmod(month, 12)
            last_year, of_last = divmod(month + cycle.months - 1, 12)
            yield cycle.name_of(year, of_year + 1), _end_of_month(last_year, of_last + 1)


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


UNDATED = Calendar(date(1, 1, 1), date(1, 12, 31), dated=False)


def calendar_year(year: int) -> Calendar:
    """Return the calendar of a year from January to December."""
    return Calendar(date(year, 1, 1), date(year, 12, 31))


def parse_period(text: str) -> Calendar | None:
    """Return the calendar of `2020-10-01 至 2021-09-30`, or of a plain year; None for another form.

    The last day may be before the first: the caller says so.
    """
    if year := _YEAR.fullmatch(text.strip()):
        return calendar_year(int(year[1])) if int(year[1]) else None
    match = _BETWEEN.fullmatch(text.strip())
    first, last = (parse_date(match[1]), parse_date(match[2])) if match else (None, None)
    return Calendar(first, last) if first and last else None
