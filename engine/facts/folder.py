"""Read the facts of all units: a folder of YAML files, one or several a unit, or a single file."""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.facts.counted import counted_problems
from engine.facts.inputs import texts_in, units_in_tables
from engine.facts.last_year import load_last_year
from engine.facts.merge import merge_units
from engine.facts.pending import pending
from engine.facts.settle import settle
from engine.facts.table import NOT_REPORTED, FactTable, State, UnitFacts, make_table
from engine.facts.unit_file import UnitFileReader
from engine.facts.words import named
from engine.facts.yaml_folder import read_sources
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors, sort_problems, without_edits
from engine.progress import Progress, silent, watched
from engine.scheme.adjustment import adjustments
from engine.scheme.formula import facts_in, period_of
from engine.scheme.model import FactType, Missing, Section, all_items, indicators
from engine.scheme.unit_vocabulary import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from pathlib import Path

    from engine.facts.inputs import Input
    from engine.facts.last_year import LastFacts
    from engine.scheme.model import Scheme, UnitEntry
    from engine.tables.read_tables import TableUnit

READ_WORDS = "读数据"


def load_facts(scheme: Scheme, path: Path, name: str | None = None) -> tuple[FactTable | None, list[Problem]]:
    """Return the facts of every unit that is assessed; None when any file has an error."""
    sources, problems = read_sources(path, name or str(path))
    return take_sources(scheme, sources, name or str(path), problems)


def take_sources(
    scheme: Scheme, sources: Sequence[Input], name: str, problems: list[Problem], progress: Progress = silent
) -> tuple[FactTable | None, list[Problem]]:
    """Return the facts in unit files and tables; `problems` are those of the files that gave none.

    `progress` is told how many unit files have been read.
    """
    last, told = load_last_year(scheme)
    # What is wrong with last year's files is put right in last year's folder, by a person.
    told = without_edits(told)
    complete = not has_errors([*problems, *told])
    table, found = read_facts(scheme, sources, name, complete=complete, last=last, progress=progress)
    ordered = sort_problems([*problems, *told, *found])
    return (None if has_errors(ordered) else table), ordered


def read_facts(
    scheme: Scheme,
    sources: Sequence[Input],
    name: str,
    *,
    complete: bool = True,
    last: Mapping[str, LastFacts] = MappingProxyType({}),
    progress: Progress = silent,
) -> tuple[FactTable, list[Problem]]:
    """Read unit files and tables into one table, and say which units are missing and what comes twice.

    `complete` is false when there are files that gave no source; `last` is what units have from last year.
    """
    reader = UnitFileReader(scheme)
    units, told = units_in_tables(scheme, sources)
    of_tables = (_of_table(reader, unit) for unit in units)
    texts = list(texts_in(sources))
    of_texts = map(reader.read_part, watched(texts, len(texts), READ_WORDS, progress))
    files_read = chain(of_texts, of_tables)
    sound = complete and not has_errors(told)
    table, found = gather_facts(scheme, files_read, name, complete=sound, last=last)
    return table, [*told, *found]


def _of_table(reader: UnitFileReader, unit: TableUnit) -> tuple[UnitFacts | None, list[Problem]]:
    facts, problems = reader.read_part_tree(unit.tree, unit.source)
    # Only YAML files are put right by `kaohe check --fix`.
    return (facts if unit.whole else None), without_edits(problems)


def gather_facts(
    scheme: Scheme,
    files_read: Iterable[tuple[UnitFacts | None, list[Problem]]],
    name: str,
    *,
    complete: bool = True,
    last: Mapping[str, LastFacts] = MappingProxyType({}),
) -> tuple[FactTable, list[Problem]]:
    """Put together what was read of each unit's files, each by itself (`read_part`); the rest is as with `read_facts`.

    What comes with errors is looked at together with the rest, so that everything wrong is told at once, and is not
    used.
    """
    parts: list[UnitFacts] = []
    problems: list[Problem] = []
    unreadable, wrong = not complete, set()
    for facts, found in files_read:
        problems.extend(found)
        if facts is None or has_errors(found):
            unreadable = True
        if facts is not None:
            parts.append(facts)
            wrong |= {facts.unit} if has_errors(found) else set()
    units, found = merge_units(scheme, parts)
    problems.extend(found)
    problems.extend(each for facts in units.values() for each in counted_problems(scheme, facts.cells))
    # Of a unit with a wrong file nothing more is known for sure.
    units, found = settle(scheme, {name: facts for name, facts in units.items() if name not in wrong}, last)
    problems.extend(found)
    assessed = [unit for unit in scheme.units if unit.name not in scheme.exempt]
    # While a file cannot be read, nobody knows whose it is: a unit is not called missing on its account.
    if not unreadable:
        problems.extend(missing_units(assessed, units, name))
    problems.extend(missing_facts(scheme, assessed, units))
    problems.extend(
        problem for unit in assessed if unit.name in units for problem in pending(scheme, unit, units[unit.name])
    )
    return make_table(assessed, scheme.facts, units), problems


def missing_units(assessed: Iterable[UnitEntry], units: Container[str], name: str) -> list[Problem]:
    """Name the units of which there is no file."""
    fix = "请补交；在此之前该单位不能评定，名次和名额都是暂定的"
    return [
        Problem(Code.UNIT_MISSING, f"没有“{unit.name}”的数据", file=name, help=fix)
        for unit in assessed
        if unit.name not in units
    ]


def missing_facts(scheme: Scheme, assessed: Iterable[UnitEntry], units: Mapping[str, UnitFacts]) -> list[Problem]:
    """Name the facts that are missing where a unit's own file could have them."""
    problems = []
    alike: dict[tuple[bool, ...], dict[str, str]] = {}
    exempt = [each.not_for for each in indicators(scheme.items)] + [rule.not_for for rule in scheme.rules]
    for unit in assessed:
        facts = units.get(unit.name)
        if facts is None:
            continue
        kind = tuple(unit.among(labels) for labels in exempt if labels)
        if kind not in alike:
            alike[kind] = needed_facts(scheme, unit)
        needed = alike[kind]
        cells = [facts.cells.get(fact, NOT_REPORTED) for fact in needed]
        missing = {
            fact: cell
            for fact, cell in zip(needed, cells, strict=True)
            if cell.state is State.MISSING and not cell.ballots
        }
        for (name, consequence), those in by_fact(scheme, needed, missing).items() if missing else ():
            places = [other.span for fact in those for other in missing[fact].others]
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


def by_fact(scheme: Scheme, needed: Mapping[str, str], missing: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """Put the missing facts together by what the scheme calls them, so that twelve months are one problem."""
    together: dict[tuple[str, str], list[str]] = {}
    for fact in missing:
        declared = scheme.facts[fact]
        of_origin = f".{declared.origin}" if declared.origin else ""
        together.setdefault(((declared.of or fact) + of_origin, needed[fact]), []).append(fact)
    return together


def _periods(scheme: Scheme, facts: list[str]) -> str:
    cycle = scheme.facts[facts[0]].cycle
    if cycle is None or len(facts) == len(scheme.calendar.closed(cycle)):
        return ""
    return "的 " + "、".join(map(period_of, facts))


def _report_it(scheme: Scheme, fact: str) -> str:
    declared = scheme.facts.get(fact)
    if declared and declared.origin:
        return f"请补报，写明来源：“{declared.origin}: …”"
    if declared and declared.from_last:
        return "请补报；上年的数据里也没有，请核对“上年”里写的路径和单位名称"
    if declared and declared.may_not_apply:
        return f"请补报；确实不适用的，写“{NOT_APPLICABLE}”"
    granting = scheme.origins.may_exempt
    ordered = [each for each in scheme.origins.precedence if each in granting]
    listed = declared is not None and declared.type is FactType.MATTERS
    report = "请补报，一件也没有的写“无”" if listed else "请补报"
    return f"{report}；确实不适用的，须由{named(ordered)}写“{NOT_APPLICABLE}”" if ordered else report


_CONSEQUENCE = {
    Missing.INCOMPLETE: "总分算不出来",
    Missing.ZERO: "按方案计零分",
    Missing.NOT_APPLICABLE: "按方案视同不适用",
}


def needed_facts(scheme: Scheme, unit: UnitEntry) -> dict[str, str]:
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
    return {fact: consequence for fact, consequence in needed.items() if not scheme.facts[fact].open_}
