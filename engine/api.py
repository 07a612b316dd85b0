"""The conductor: the few calls that commands and services are made of. No logic of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.bulk.which import is_bulk, worth_columns
from engine.dataclass import dataclass
from engine.explain.findings import open_questions as find_open_questions
from engine.explain.judgement import explain as explain_unit
from engine.facts.folder import take_sources
from engine.facts.yaml_folder import read_sources
from engine.judge.alone import alone
from engine.judge.judge import assess as assess_units
from engine.problem.codes import Code
from engine.problem.problem import Problem, sort_problems
from engine.progress import Progress, silent
from engine.reading.files import read_source
from engine.reading.read_scheme import read_scheme
from engine.scheme.silence import quieted
from engine.scheme.view import AS_SAID, View

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.evaluate.results import Results
    from engine.explain.derivation import Explanation
    from engine.facts.inputs import Input
    from engine.facts.table import FactTable
    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme
    from engine.scheme.silence import Silenced
    from engine.tables.lay_out import Table
    from engine.text.source import Source


@dataclass(frozen=True, slots=True)
class UnitTexts:
    """What is in files of facts; `name` is what the user calls the folder, `problems` are those of other files.

    `columns` is where they are when they are read in columns, by the hundred thousand; nothing else is there then.
    What cannot be read so is read file by file from `otherwise`, where that is given.
    """

    name: str
    sources: list[Input]
    problems: list[Problem]
    columns: Path | None = None
    otherwise: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """A scheme and facts, everything that is wrong with them, and the findings that the scheme silences."""

    scheme: Scheme | None
    table: FactTable | None
    problems: list[Problem]
    silenced: list[Silenced]


def check(
    scheme_path: Path, facts_path: Path | None = None, view: View = AS_SAID, progress: Progress = silent
) -> tuple[Scheme | None, FactTable | None, list[Problem]]:
    """Read a scheme, and facts if given, and return them with everything that is wrong.

    What the scheme silences is not among the problems.
    """
    scheme, table, problems = check_sources(*_texts(scheme_path, facts_path), view, progress)
    return scheme, table, quieted(scheme.silences, problems)[0] if scheme else problems


def examine(
    scheme_path: Path, facts_path: Path | None = None, view: View = AS_SAID, progress: Progress = silent
) -> Examined:
    """Do as `check`, and look also at what is wrong with the scheme as a scheme (`engine.lint`)."""
    return examine_sources(*_texts(scheme_path, facts_path), view, progress)


def check_sources(  # noqa: PLR0917  as they come from `_texts`
    source: Source | None,
    folder: Path,
    facts: UnitTexts | None,
    problems: list[Problem],
    view: View,
    progress: Progress = silent,
) -> tuple[Scheme | None, FactTable | None, list[Problem]]:
    """Read texts that are at hand; `problems` are those of a scheme that gave none. Nothing is silenced.

    Without a scheme nobody knows what the facts should be; what is told of them then is which files cannot be read.
    """
    scheme = None
    if source is not None:
        scheme, problems = read_scheme(source, folder, as_of=view.as_of)
    if scheme is not None:
        scheme = replace(scheme, last_year=view.last_year(scheme.last_year))
    if facts is None:
        return scheme, None, problems
    if scheme is None:
        return None, None, sort_problems([*problems, *facts.problems])
    table, found = _take(scheme, facts, progress)
    return scheme, table, sort_problems([*problems, *found])


def _take(scheme: Scheme, facts: UnitTexts, progress: Progress) -> tuple[FactTable | None, list[Problem]]:
    if facts.columns is None:
        return take_sources(scheme, facts.sources, facts.name, facts.problems, progress)
    # Imported here, for few assessments have so many units.
    from engine.bulk.read import read_bulk  # noqa: PLC0415

    table, problems = read_bulk(scheme, facts.columns, facts.name)
    path = facts.otherwise
    if path is not None and any(each.code in (Code.BULK_BROKEN, Code.TABLE_HEADER) for each in problems):
        # Cell by cell, a title above the header and rows of any length can be read.
        sources, told = read_sources(path, str(path))
        return take_sources(scheme, sources, str(path), told, progress)
    return table, problems


def examine_sources(  # noqa: PLR0917  as above
    source: Source | None,
    folder: Path,
    facts: UnitTexts | None,
    problems: list[Problem],
    view: View,
    progress: Progress = silent,
) -> Examined:
    """Do as `examine` with texts that are at hand."""
    # Imported here, for only this call needs them: scoring starts without.
    from engine.lint.lint import lint  # noqa: PLC0415
    from engine.lint.silences import check_silences  # noqa: PLC0415

    scheme, table, problems = check_sources(source, folder, facts, problems, view, progress)
    if scheme is None or source is None:
        return Examined(None, table, problems, [])
    whole = _whole_year(scheme, source, folder)
    told, silenced = quieted(scheme.silences, sort_problems([*problems, *lint(whole)]))
    return Examined(scheme, table, sort_problems([*told, *check_silences(scheme.silences, silenced)]), silenced)


def _texts(scheme_path: Path, facts_path: Path | None) -> tuple[Source | None, Path, UnitTexts | None, list[Problem]]:
    source, problems = read_source(scheme_path)
    return source, scheme_path.parent, None if facts_path is None else unit_texts(facts_path), problems


def unit_texts(path: Path) -> UnitTexts:
    """Read the files of facts under a path, or find the one that is read in columns."""
    name = str(path)
    if is_bulk(path):
        return UnitTexts(name, [], [], path)
    if (file := worth_columns(path)) is not None:
        shown = name if file == path else f"{name}/{file.name}"
        return UnitTexts(shown, [], [], file, path)
    return UnitTexts(name, *read_sources(path, name))


def _whole_year(scheme: Scheme, source: Source, folder: Path) -> Scheme:
    """Return a scheme as it is at the end of its period: what cannot happen yet is no mistake."""
    last = scheme.calendar.last
    if scheme.calendar.as_of is None or scheme.calendar.as_of >= last:
        return scheme
    return read_scheme(source, folder, as_of=last)[0] or scheme


def assess(scheme: Scheme, facts: FactTable, watch: Callable[[Results], None] | None = None) -> Assessment:
    """Score and judge all units. Raises RuleEngineError when no rule engine can be used.

    `watch` is shown the figures up to the totals, of all units at once or of some after others, as they are made.
    """
    return assess_units(scheme, facts, watch)


def explain(assessment: Assessment, unit: str, *, discreet: bool = False) -> Explanation:
    """Return the explanation of one assessed unit; a `discreet` one does not tell how others stand among each other."""
    one = alone(assessment, unit)
    return explain_unit(one.results, one.judgement, unit, discreet=discreet)


def open_questions(assessment: Assessment) -> list[Problem]:
    """Return a warning for every unit that has its facts but could not be judged."""
    return find_open_questions(assessment.results, assessment.judgement)


def lay_out_facts(scheme: Scheme, facts: FactTable, path: Path, *, long: bool) -> list[Table]:
    """Return the files of facts under a path, which were read into `facts` without errors, laid out as tables."""
    # Imported here, for only this call needs it.
    from engine.tables.export_facts import lay_out_facts as lay_out  # noqa: PLC0415

    counted = {
        (unit, name): cell.counted.origin
        for unit, of_unit in facts.sources.items()
        for name, cell in of_unit.cells.items()
        if cell.counted is not None
    }
    return lay_out(scheme, read_sources(path, str(path))[0], counted, long=long)
