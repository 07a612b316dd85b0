"""What the commands that make documents share: the day, the units, and what is missing on this machine."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cli.assessing import find_unit
from cli.ends import Misuse, Stopped
from cli.folders import name_part
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.calendar import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from engine.judge.assessment import Assessment

F = TypeVar("F", bound="Callable[..., Any]")
T = TypeVar("T")

_DAY_HELP = "文书上写的制作日期，如 2022-02-22；不写即今天"
_PARTS = frozenset({"docx", "jinja2", "lxml", "markupsafe", "resvg_py"})


def day_option(command: F) -> F:
    """Add --date, passed to the command as `day`."""
    return click.option("--date", "day", metavar="日期", callback=_day, help=_DAY_HELP)(command)


def _day(ctx: click.Context, _param: click.Parameter, text: str | None) -> date | None:
    day = parse_date(text) if text is not None else None
    if text is not None and day is None:
        raise Misuse(f"--date 后面应写一个日期，如 2022-02-22，要有这一天；现在是“{text}”", ctx)
    return day


def one_of(known: Mapping[str, T], option: str) -> Callable[[click.Context, click.Parameter, str | None], T | None]:
    """Return what reads an option that takes one of a few Chinese words; None where it is left out."""

    def read(ctx: click.Context, _param: click.Parameter, text: str | None) -> T | None:
        if text is not None and text not in known:
            raise Misuse(f"{option} 后面应写{'或'.join(f'“{each}”' for each in known)}；现在是“{text}”", ctx)
        return None if text is None else known[text]

    return read


@contextmanager
def document_parts() -> Iterator[None]:
    """Tell where a library is not installed that documents are made with."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _PARTS:
            raise
        raise Stopped([_missing(error.name or "")]) from error


def _missing(name: str) -> Problem:
    fix = (
        "请先只做 HTML（--format html）"
        if name == "resvg_py"
        else "请管理员运行 pip install jinja2 python-docx resvg-py"
    )
    return Problem(Code.NO_DOCUMENT_PARTS, f"做不了文书：没有安装 {name}", help=fix)


def units_wanted(assessment: Assessment, named: Sequence[str]) -> list[str]:
    """Return the units that are named, or all that are assessed. Raises Stopped, and Misuse for one that is exempt."""
    if not named:
        return list(assessment.facts.units)
    found = list(dict.fromkeys(find_unit(assessment.scheme, each) for each in named))
    for name in found:
        if name in assessment.scheme.exempt:
            raise Misuse(f"“{name}”免考，没有评分说明", click.get_current_context())
    return found


def file_names(units: Sequence[str]) -> dict[str, str]:
    """Return the name of each unit's file, without its ending: no two are alike, whatever is done with capitals."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for unit in units:
        plain = name = name_part(unit) or "单位"
        number = 2
        while name.casefold() in taken:
            name, number = f"{plain}_{number}", number + 1
        taken.add(name.casefold())
        names[unit] = name
    return names
