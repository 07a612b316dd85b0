"""What came of the cases: as text for the terminal and as JSON (`kaohe/test@1`)."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from engine.cases.read_expected import FRACTION
from engine.number import about_text
from engine.report.problems import place_json, problem_json
from engine.report.why import items_of, why_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.cases.case import CaseResult, CasesRun, Difference
    from engine.explain.derivation import Explanation


def cases_text(run: CasesRun) -> str:
    """Return every case that is not as expected with its explanation, and the count of all."""
    blocks = ["\n".join(_block(result)) for result in run.failed]
    return "\n\n".join([*blocks, _count(run)]) + "\n"


def _count(run: CasesRun) -> str:
    passed = len(run.results) - len(run.failed) - len(run.unconfirmed)
    text = f"共 {len(run.files)} 个文件、{len(run.results)} 个用例：{passed} 个符合，{len(run.failed)} 个不符合"
    if run.unconfirmed:
        text += f"，{len(run.unconfirmed)} 个待确认（结果是程序填的，不算核对过）"
    return f"{text}；另有 {len(run.broken)} 个文件有错误，没有运行" if run.broken else text


def _block(result: CaseResult) -> Iterator[str]:
    yield f"{result.case.span}: 不符合：{result.case.name}"
    for difference in result.differences:
        yield f"  {_what(difference)}：应为 {_shown(difference.expected)}，实为 {_shown(difference.found)}"
    for explanation in result.explained:
        differences = [each for each in result.differences if each.unit in (explanation.unit, None)]
        yield from (f"    {line}".rstrip() for line in _why(explanation, differences))
    for problem in result.case.problems:
        yield f"    {problem.span}: {problem.code.value} {problem.message}"


def _shown(text: str) -> str:
    """Add to a fraction about how much it is."""
    return f"{text}（{about_text(Fraction(text))}）" if FRACTION.fullmatch(text) else text


def _what(difference: Difference) -> str:
    return f"{difference.unit} {difference.what}" if difference.unit else difference.what


def _why(explanation: Explanation, differences: list[Difference]) -> Iterator[str]:
    """Return the part of the explanation that the differences are about, or all of it."""
    known = items_of(explanation)
    asked = [difference.about for difference in differences]
    ids = dict.fromkeys(id_ for about in asked for id_ in about or () if id_ in known)
    final = replace(explanation, pending=())  # said of the whole, and not again of each part
    texts = [why_text(explanation)] if None in asked else [why_text(final, id_) for id_ in ids]
    for text in texts:
        yield from text.rstrip("\n").split("\n")


def cases_json(run: CasesRun) -> str:
    """Return all cases as JSON, and the problems of the files in the form of `kaohe/problems@1`."""
    return json.dumps(cases_data(run), ensure_ascii=False, indent=2)


def cases_data(run: CasesRun) -> dict[str, Any]:
    """Return all cases as they stand in JSON."""
    return {
        "schema": "kaohe/test@1",
        "files": len(run.files),
        "cases": len(run.results),
        "failed": len(run.failed),
        "unconfirmed": len(run.unconfirmed),
        "results": [_as_json(result) for result in run.results],
        "problems": [problem_json(problem) for problem in run.problems],
    }


def _as_json(result: CaseResult) -> dict[str, Any]:
    return {
        "file": result.file,
        "case": result.case.name,
        "at": place_json(result.case.span),
        "ok": not result.differences,
        "confirmed": result.case.confirmed,
        "differences": [
            {"what": _what(each), "expected": each.expected, "found": each.found} for each in result.differences
        ],
    }
