"""Run cases: assess what each gives, and compare exactly with what it expects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine import api
from engine.cases.case import CaseResult, CasesRun, Difference
from engine.cases.files import find_case_files
from engine.cases.frame import THE_UNIT
from engine.cases.read_cases import load_cases
from engine.cases.read_expected import listed
from engine.cases.vocabulary import CASE, NO_POINTS, NO_RANK, NO_TIER, NOT_SCORED
from engine.explain.judgement import FIRED, NOT_FIRED
from engine.facts.table import make_table
from engine.number import exact_text
from engine.problem.codes import Severity
from engine.problem.problem import sort_problems, without_edits
from engine.report.said import fact_lines
from engine.text.spacing import closed_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.cases.case import Case, CaseFile, Expectation
    from engine.explain.derivation import Derivation, Explanation

_NOT_THERE = "没有出现"


def run_paths(paths: Sequence[Path]) -> CasesRun:
    """Run all case files under the paths. Raises RuleEngineError when no rule engine can be used."""
    files, problems = find_case_files(paths)
    results: list[CaseResult] = []
    broken: list[str] = []
    loaded: list[CaseFile] = []
    for path in files:
        cases, found = load_cases(path)
        problems.extend(found)
        if cases is None:
            broken.append(str(path))
        else:
            loaded.append(cases)
            results.extend(run_case(cases, case) for case in cases.cases)
    told = tuple(without_edits(sort_problems(problems)))
    return CasesRun(tuple(map(str, files)), tuple(broken), tuple(results), told, tuple(loaded))


def run_case(cases: CaseFile, case: Case) -> CaseResult:
    """Run one case. Raises RuleEngineError when no rule engine can be used."""
    if case.codes is not None:
        return CaseResult(cases.name, case, _refusal(case, case.codes), ())
    scheme = replace(cases.scheme, units=case.units, exempt={})
    table = make_table(case.units, scheme.facts, case.facts)
    assessment = api.assess(scheme, table)
    differences: list[Difference] = []
    explained: list[Explanation] = []
    for unit, expected in case.expected.items():
        explanation = api.explain(assessment, unit)
        found = [each for each in (_difference(one, explanation) for one in expected) if each]
        differences += found
        explained += [explanation] if found else []
    return CaseResult(cases.name, case, tuple(differences), tuple(explained), assessment)


def _refusal(case: Case, expected: str) -> tuple[Difference, ...]:
    codes = {problem.code.value for problem in case.problems if problem.severity is Severity.ERROR}
    found = listed(iter(sorted(codes)))
    if found == expected:
        return ()
    return (Difference(None, CASE.by_name["codes"].key, expected, found),)


def _difference(expected: Expectation, explanation: Explanation) -> Difference | None:
    found = _found(expected, explanation)
    if found == expected.text:
        return None
    word = CASE.by_name[expected.field].key
    what = f"{expected.id} 的{word}" if expected.id else word
    unit = explanation.unit if explanation.unit != THE_UNIT else None
    return Difference(unit, what, expected.text, found, _about(expected, found, explanation))


def _found(expected: Expectation, explanation: Explanation) -> str:
    root = explanation.derivation
    match expected.field:
        case "points":
            return _points(root.find(expected.id))
        case "total":
            return NO_POINTS if root.value is None else exact_text(root.value)
        case "tier":
            return explanation.tier or NO_TIER
        case "rank":
            return str(explanation.rank) if explanation.rank else NO_RANK
        case "fired":
            return listed(judged.id for judged in explanation.judgement if judged.outcome == FIRED)
        case _:
            return expected.text if expected.text in _all_said(explanation) else _NOT_THERE


def _points(node: Derivation | None) -> str:
    if node is None or node.value is None:  # a bonus has no node where there is no total
        return NO_POINTS
    return exact_text(node.value) if node.applies else NOT_SCORED


def _all_said(explanation: Explanation) -> str:
    nodes = list(explanation.derivation.walk())
    said = [line for each in nodes for line in (each.title, each.clause or "", *fact_lines(each.facts), *each.steps)]
    for judged in explanation.judgement:
        said += [judged.title, judged.clause or "", *judged.text, *fact_lines(judged.facts)]
    return closed_up("\n".join(said))


def _about(expected: Expectation, found: str, explanation: Explanation) -> tuple[str, ...] | None:
    """Return the ids whose explanation shows why; None where only the whole does."""
    match expected.field:
        case "points":
            return (expected.id,)
        case "tier":
            return tuple(judged.id for judged in explanation.judgement if judged.outcome != NOT_FIRED)
        case "fired":
            return tuple(sorted({*expected.text.split("、")} ^ {*found.split("、")}))
        case _:
            return None
