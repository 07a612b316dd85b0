"""Read the time that an assessment covers, and where last year's files are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.calendar import UNDATED, Calendar, calendar_year, parse_date, parse_period
from engine.scheme.last_year import LastYear, Named
from engine.scheme.last_year_vocabulary import LAST_YEAR
from engine.text.edits import Edit
from engine.text.figures import plain_date, plain_period

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from engine.text.tree import Scalar
    from engine.vocabulary.record import Record


def read_calendar(record: Record, as_of: date | None) -> tuple[Calendar, list[Problem]]:
    """Return the calendar of a scheme, and what is wrong; `as_of` goes before what the scheme says."""
    problems: list[Problem] = []
    calendar, year = UNDATED, record.whole("year")
    if year:
        calendar = calendar_year(min(year, 9999))
    if scalar := record.scalar("period"):
        read = _period(scalar, problems)
        calendar = read or calendar
    day = as_of
    if scalar := record.scalar("as_of"):
        written = parse_date(scalar.text)
        day = as_of or written
        if written is None:
            problems.append(_no_date("截至", scalar))
    if day and not calendar.dated and not problems:
        message = "写了“截至”，却不知道考核期间是哪几天"
        problems.append(
            Problem(Code.KEY_MISSING, message, record.key_place("as_of"), help="请补写“考核期间”，或“年度”")
        )
        return calendar, problems
    return replace(calendar, as_of=day), problems


def _period(scalar: Scalar, problems: list[Problem]) -> Calendar | None:
    calendar = parse_period(scalar.text)
    if calendar is None:
        message = f"“考核期间”应为两个日期，现为“{scalar.text.strip()}”"
        help_ = "请写第一天和最后一天，如 2021-01-01 至 2021-12-31；年四位，月和日各两位，要有这一天"
        problems.append(Problem(Code.VALUE_KIND, message, scalar.span, help=help_, edits=_dated(scalar, plain_period)))
        return None
    if calendar.last < calendar.first:
        message = f"考核期间的最后一天 {calendar.last} 在第一天 {calendar.first} 之前"
        problems.append(Problem(Code.LIMITS_CONTRADICT, message, scalar.span, help="请检查两个日期是否写反"))
        return None
    return calendar


def _no_date(key: str, scalar: Scalar) -> Problem:
    message = f"“{key}”应为一个日期，现为“{scalar.text.strip()}”"
    help_ = "请写成 2021-08-31 的样子，要有这一天"
    return Problem(Code.VALUE_KIND, message, scalar.span, help=help_, edits=_dated(scalar, plain_date))


def _dated(scalar: Scalar, plain: Callable[[str], str | None]) -> tuple[Edit, ...]:
    text = plain(scalar.text)
    return (Edit(scalar.span, text),) if text else ()


def read_last_year(record: Record, folder: Path | None) -> tuple[LastYear | None, list[Problem]]:
    """Return where last year's files are, taken from the folder of the scheme."""
    section = record.record("last_year", LAST_YEAR)
    if section is None:
        return None, []
    facts, results = section.text("facts"), section.text("results")
    if not section.has("facts") and not section.has("results"):
        help_ = "请写“数据”（上年的数据文件夹）或“结果”（上年的结果文件）"
        return None, [Problem(Code.KEY_MISSING, "“上年”里什么也没有指明", record.key_place("last_year"), help=help_)]
    if folder is None:
        return None, []
    named = [Named(folder / each, each) if each else None for each in (facts, results)]
    return LastYear(named[0], named[1], section.text("scheme")), []
