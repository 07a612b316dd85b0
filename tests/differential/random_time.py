"""Random assessment periods, seen from days before, in and after them; and the files of last year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.scheme.calendar import UNDATED, Calendar, calendar_year

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.differential.random_facts import Fact
    from tests.differential.texts import Map

SPANS = (
    (date(2020, 10, 1), date(2021, 9, 30)),
    (date(2020, 7, 1), date(2021, 6, 30)),
    (date(2021, 1, 1), date(2021, 9, 30)),
    (date(2016, 1, 1), date(2019, 12, 31)),
)


def random_time(rng: random.Random, *, dated: bool) -> tuple[Map, Calendar]:
    """Returns what a scheme says of its time, and its calendar; half of those that need not say nothing."""
    if not dated and rng.random() < 0.5:
        return {}, UNDATED
    said: Map = {"年度": "2021"}
    calendar = calendar_year(2021)
    if rng.random() < 0.7:
        first, last = rng.choice(SPANS)
        said["考核期间"] = rng.choice((f"{first} 至 {last}", f"{first}至{last}"))
        calendar = Calendar(first, last)
    if rng.random() < 0.6:
        days = (calendar.last - calendar.first).days
        as_of = calendar.first + timedelta(days=rng.choice((rng.randint(-5, days + 5), days // 2, days)))
        # The last day of a month is where a period turns from open to closed.
        if rng.random() < 0.4:
            as_of = as_of.replace(day=1) - timedelta(days=1)
        said["截至"] = str(as_of)
        calendar = replace(calendar, as_of=as_of)
    return said, calendar


def last_files(units: Sequence[str], facts: Sequence[Fact]) -> dict[str, Map]:
    """Returns last year's files: one for each unit that has anything there."""
    files: dict[str, Map] = {}
    for index, unit in enumerate(units):
        row: Map = {f"去{fact.name}": cell for fact in facts if fact.last and (cell := fact.last[index]) is not None}
        if row:
            files[unit] = {"单位": unit, "方案编号": "t-2020", "数据": {**row, "另一项": "1"}}
    return files
