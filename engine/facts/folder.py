"""Read the facts of all units: a folder with one YAML file a unit, or a single file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.pending import pending
from engine.facts.table import NOT_REPORTED, FactTable, State, UnitFacts, make_table
from engine.facts.unit_file import UnitFileReader
from engine.facts.words import named
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors, sort_problems
from engine.problem.refusals import reason
from engine.reading.files import read_source
from engine.scheme.adjustment import adjustments
from engine.scheme.formula import facts_in, period_of
from engine.scheme.model import Missing, Section, all_items, indicators
from engine.scheme.unit_vocabulary import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine.scheme.model import Scheme, UnitEntry
    from engine.text.source import Source

SUFFIXES = (".yaml", ".yml")


def load_facts(scheme: Scheme, path: Path, name: str | None = None) -> tuple[FactTable | None, list[Problem]]:
    """Return the facts of every unit that is assessed; None when any file has an error."""
    sources, problems = read_sources(path, name or str(path))
    table, found = read_facts(scheme, sources, name or str(path), complete=not has_errors(problems))
    ordered = sort_problems([*problems, *found])
    return (None if has_errors(ordered) else table), ordered


def read_sources(path: Path, name: str) -> tuple[list[Source], list[Problem]]:
    """Read the texts of all unit files under a path."""
    files, problems = _files(path, name)
    sources = []
    for file in files:
        source, found = read_source(file, f"{name}/{file.name}" if file != path else name)
        problems.extend(found)
        if source is not None:
            sources.append(source)
    return sources, problems


def _files(path: Path, name: str) -> tuple[list[Path], list[Problem]]:
    if path.is_file():
        return [path], []
    try:
        found = sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$")))
    except FileNotFoundError:
        fix = "请核对路径；数据应是一个文件夹，里面每个单位一个 .yaml 文件"
        return [], [Problem(Code.FILE_NOT_FOUND, f"找不到数据文件夹“{name}”", file=name, help=fix)]
    except OSError as error:
        return [], [Problem(Code.FILE_UNREADABLE, f"读不了“{name}”：{reason(error)}", file=name, help="请检查权限")]
    files = [entry for entry in found if entry.suffix.lower() in SUFFIXES and not entry.is_dir()]
    skipped = [entry.name for entry in found if entry.is_file() and entry not in files]
    problems = []
    if not files:
        fix = "每个单位一个文件，文件名以 .yaml 结尾"
        problems.append(Problem(Code.FOLDER_EMPTY, f"“{name}”里没有单位数据文件", file=name, help=fix))
    if skipped:
        listed = "、".join(skipped[:3]) + ("等" if len(skipped) > 3 else "")  # noqa: PLR2004
        fix = "这里只读 .yaml 文件；其余文件没有用到"
        problems.append(Problem(Code.FILE_SKIPPED, f"跳过 {len(skipped)} 个文件：{listed}", file=name, help=fix))
    return files, problems


def read_facts(
    scheme: Scheme, sources: Iterable[Source], name: str, *, complete: bool = True
) -> tuple[FactTable, list[Problem]]:
    """Read unit files into a table, and say which units are missing or come twice.

    `complete` is false when there are files that gave no source.
    """
    reader = UnitFileReader(scheme)
    units: dict[str, UnitFacts] = {}
    files: dict[str, list[str]] = {}
    problems: list[Problem] = []
    unreadable = not complete
    for source in sources:
        facts, found = reader.read(source)
        problems.extend(found)
        if facts is None:
            unreadable = True
        else:
            units.setdefault(facts.unit, facts)
            files.setdefault(facts.unit, []).append(facts.file)
    problems.extend(_units_twice(files))
    assessed = [unit for unit in scheme.units if unit.name not in scheme.exempt]
    # While a file cannot be read, nobody knows whose it is: a unit is not called missing on its account.
    if not unreadable:
        problems.extend(_missing_units(assessed, units, name))
    problems.extend(_missing_facts(scheme, assessed, units))
    problems.extend(problem for unit in assessed if unit.name in units for problem in pending(scheme, units[unit.name]))
    return make_table(assessed, scheme.facts, units), problems


def _units_twice(files: dict[str, list[str]]) -> list[Problem]:
    return [
        Problem(
            Code.UNIT_TWICE,
            f"单位“{unit}”有 {len(named)} 份数据：{'、'.join(named)}",
            file=named[1],
            help="请只留一份；其余的删去，或移到别的文件夹",
        )
        for unit, named in files.items()
        if len(named) > 1
    ]


def _missing_units(assessed: list[UnitEntry], units: dict[str, UnitFacts], name: str) -> list[Problem]:
    fix = "请补交；在此之前该单位不能评定，名次和名额都是暂定的"
    return [
        Problem(Code.UNIT_MISSING, f"没有“{unit.name}”的数据", file=name, help=fix)
        for unit in assessed
        if unit.name not in units
    ]


def _missing_facts(scheme: Scheme, assessed: list[UnitEntry], units: dict[str, UnitFacts]) -> list[Problem]:
    """Name the facts that are missing where a unit's own file could have them."""
    problems = []
    for unit in assessed:
        facts = units.get(unit.name)
        if facts is None:
            continue
        needed = _needed(scheme, unit)
        cells = {fact: facts.cells.get(fact, NOT_REPORTED) for fact in needed}
        missing = [fact for fact, cell in cells.items() if cell.state is State.MISSING]
        for (name, consequence), those in _by_fact(scheme, needed, missing).items():
            places = [other.span for fact in those for other in cells[fact].others]
            problems.append(
                Problem(
                    Code.FACT_MISSING,
                    f"“{unit.name}”没有报“{name}”{_periods(scheme, those)}，{consequence}",
                    places[0] if places else None,
                    file=facts.file,
                    help=_report_it(scheme, those[0]),
                )
            )
    return problems


def _by_fact(scheme: Scheme, needed: dict[str, str], missing: list[str]) -> dict[tuple[str, str], list[str]]:
    """Put the missing facts together by what the scheme calls them, so that twelve months are one problem."""
    together: dict[tuple[str, str], list[str]] = {}
    for fact in missing:
        together.setdefault((scheme.facts[fact].of or fact, needed[fact]), []).append(fact)
    return together


def _periods(scheme: Scheme, facts: list[str]) -> str:
    cycle = scheme.facts[facts[0]].cycle
    if cycle is None or len(facts) == len(cycle.periods):
        return ""
    return "的 " + "、".join(map(period_of, facts))


def _report_it(scheme: Scheme, fact: str) -> str:
    if fact in scheme.facts and scheme.facts[fact].may_not_apply:
        return f"请补报；确实不适用的，写“{NOT_APPLICABLE}”"
    granting = scheme.origins.may_exempt
    ordered = [each for each in scheme.origins.precedence if each in granting]
    return f"请补报；确实不适用的，须由{named(ordered)}写“{NOT_APPLICABLE}”" if ordered else "请补报"


_CONSEQUENCE = {
    Missing.INCOMPLETE: "总分算不出来",
    Missing.ZERO: "按方案计零分",
    Missing.NOT_APPLICABLE: "按方案视同不适用",
}


def _needed(scheme: Scheme, unit: UnitEntry) -> dict[str, str]:
    """Return the facts that a unit is expected to report, each with what its lack leads to."""
    needed: dict[str, str] = {}
    for indicator in indicators(scheme.items):
        if unit.among(indicator.not_for):
            continue
        for fact in (fact for formula in indicator.formulas for fact in facts_in(formula)):
            consequence = _CONSEQUENCE[indicator.missing]
            if needed.get(fact) != _CONSEQUENCE[Missing.INCOMPLETE]:
                needed[fact] = (
                    f"{indicator.id} {consequence}" if indicator.missing is not Missing.INCOMPLETE else consequence
                )
    for section in (item for item in all_items(scheme.items) if isinstance(item, Section)):
        for formula in section.formulas:
            needed |= dict.fromkeys(facts_in(formula), _CONSEQUENCE[Missing.INCOMPLETE])
    conditions = [rule.when for rule in scheme.rules if not unit.among(rule.not_for)] + [
        t.condition for t in scheme.tiers if t.condition is not None
    ]
    for penalty in adjustments(scheme.penalties):
        if not penalty.optional:
            needed |= dict.fromkeys(penalty.facts, _CONSEQUENCE[Missing.INCOMPLETE])
    for condition in conditions:
        for fact in facts_in(condition):
            needed.setdefault(fact, "有关规则无法判定")
    return needed
