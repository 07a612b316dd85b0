"""From what a command line asks for to the draft of a new assessment folder."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli.ends import Misuse, Stopped
from cli.options import FACTS, FACTS_FOLDER, SCHEME_FILE, find_facts, find_scheme
from engine.dataclass import dataclass
from engine.founding.carried import LastAssessment
from engine.founding.draft import CASES_NAME
from engine.founding.roll_over import roll_over
from engine.founding.start import NOBODY, Founding, start
from engine.founding.templates import TEMPLATES, find_template
from engine.founding.unit_list import load_units
from engine.founding.yaml_text import one_line

if TYPE_CHECKING:
    import click

    from engine.founding.draft import Draft

# What only a folder from a template has a use for.
_OF_TEMPLATES = ("template", "name", "units", "sample")
_YEAR = re.compile(r"(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of the command, by their names; None where one is not given."""

    template: str | None
    name: str | None
    year: int | None
    units: str | None
    sample: bool
    last: str | None
    last_facts: str | None


def year_of(ctx: click.Context, _param: click.Parameter, text: str | None) -> int | None:
    """Read the option --year."""
    if text is not None and not _YEAR.fullmatch(text):
        raise Misuse(f"--year 后面应写四位的年度，如 2026，现在是“{text}”", ctx)
    return None if text is None else int(text)


def draft_of(folder: Path, wanted: Wanted, ctx: click.Context) -> Draft:
    """Return the draft of a folder; raises Stopped with what is wrong with the files that it is made from."""
    if wanted.last is None:
        if wanted.last_facts is not None:
            raise Misuse("--from-facts 要与 --from 一起用", ctx)
        return _from_template(folder, wanted)
    given = [f"--{name}" for name in _OF_TEMPLATES if getattr(wanted, name)]
    if given:
        raise Misuse(f"{given[0]} 不能与 --from 一起用：单位、名称、数据项都依上年的方案", ctx)
    draft, problems = roll_over(_last(wanted.last, wanted.last_facts, ctx), wanted.year or _year_in(_name_of(folder)))
    if draft is None:
        raise Stopped(problems)
    return draft


def _from_template(folder: Path, wanted: Wanted) -> Draft:
    template, problems = find_template(wanted.template or TEMPLATES[0].name)
    units, found = load_units(wanted.units or NOBODY)
    if template is None or problems or found:
        raise Stopped([*problems, *found])
    own = _name_of(folder)
    year = wanted.year or _year_in(own) or datetime.now(UTC).astimezone().year
    dated = str(year) in own
    title = one_line(wanted.name or "") or (own if dated else f"{year}年度{own}")
    return start(template, Founding(own if dated else f"{own}-{year}", title, year, units, wanted.sample))


def _name_of(folder: Path) -> str:
    """Return the name of a folder that may be called `.` or `..`."""
    return folder.name if folder.name not in ("", "..") else folder.resolve().name


def _year_in(name: str) -> int | None:
    """Return the year that a folder's name says, if it says one and no other."""
    years = set(_YEAR.findall(name))
    return int(years.pop()) if len(years) == 1 else None


def _last(named: str, facts: str | None, ctx: click.Context) -> LastAssessment:
    """Return where last year's assessment is: in a folder, or a scheme and its facts wherever they are."""
    path = Path(named)
    scheme = find_scheme(str(path / SCHEME_FILE) if path.is_dir() else named)
    beside = scheme.parent / FACTS_FOLDER
    if facts is not None:
        found = find_facts(facts)
    elif beside.exists():
        found = beside
    elif path.name == named and (FACTS / named).exists():
        found = FACTS / named
    else:
        raise Misuse(f"没有指明上年的数据：“{scheme}”旁边没有“{FACTS_FOLDER}”，请加 --from-facts", ctx)
    cases = scheme.parent / CASES_NAME
    return LastAssessment(scheme, found, cases if cases.is_dir() else None)
