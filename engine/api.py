"""The conductor: the few calls that commands and services are made of. No logic of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.explain.findings import open_questions as find_open_questions
from engine.explain.judgement import explain as explain_unit
from engine.facts.folder import take_sources
from engine.facts.yaml_folder import read_sources
from engine.judge.judge import assess as assess_units
from engine.problem.problem import Problem, sort_problems
from engine.reading.files import read_source
from engine.reading.read_scheme import read_scheme
from engine.scheme.view import AS_SAID, View

if TYPE_CHECKING:
    from pathlib import Path

    from engine.explain.derivation import Explanation
    from engine.facts.table import FactTable
    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme
    from engine.text.source import Source


def check(
    scheme_path: Path, facts_path: Path | None = None, view: View = AS_SAID
) -> tuple[Scheme | None, FactTable | None, list[Problem]]:
    """Read a scheme, and facts if given, and return them with everything that is wrong."""
    source, problems = read_source(scheme_path)
    facts = None if facts_path is None else UnitTexts(str(facts_path), *read_sources(facts_path, str(facts_path)))
    return check_sources(source, scheme_path.parent, facts, problems, view)


@dataclass(frozen=True, slots=True)
class UnitTexts:
    """The texts of unit files; `name` is what the user calls the folder, `problems` are those of other files."""

    name: str
    sources: list[Source]
    problems: list[Problem]


def check_sources(
    source: Source | None, folder: Path, facts: UnitTexts | None, problems: list[Problem], view: View
) -> tuple[Scheme | None, FactTable | None, list[Problem]]:
    """Do as `check` with texts that are at hand; `problems` are those of a scheme that gave none.

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
    table, found = take_sources(scheme, facts.sources, facts.name, facts.problems)
    return scheme, table, sort_problems([*problems, *found])


def assess(scheme: Scheme, facts: FactTable) -> Assessment:
    """Score and judge all units. Raises RuleEngineError when no rule engine can be used."""
    return assess_units(scheme, facts)


def explain(assessment: Assessment, unit: str) -> Explanation:
    """Return the explanation of one assessed unit."""
    return explain_unit(assessment.results, assessment.judgement, unit)


def open_questions(assessment: Assessment) -> list[Problem]:
    """Return a warning for every unit that has its facts but could not be judged."""
    return find_open_questions(assessment.results, assessment.judgement)
