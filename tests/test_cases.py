"""Every case under tests/cases comes out as expected, and every method has cases.

A file `tests/cases/<method>.yaml` (or `<method>-….yaml`) holds facts, one indicator and cases.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.cases.read_cases import load_cases
from engine.cases.run import run_case
from engine.methods.registry import METHODS
from engine.report.problems import problems_text
from engine.scheme.model import indicators
from tests.differential import random_methods as made

if TYPE_CHECKING:
    from engine.cases.case import Case, CaseFile

FOLDER = Path(__file__).parent / "cases"
READ = {path.stem: load_cases(path, path.name) for path in sorted(FOLDER.glob("*.yaml"))}
FILES: dict[str, CaseFile] = {name: cases for name, (cases, _) in READ.items() if cases}
CASES = [pytest.param(cases, case, id=f"{name}-{case.name}") for name, cases in FILES.items() for case in cases.cases]


@pytest.mark.parametrize("name", READ)
def test_file_has_no_problems(name: str) -> None:
    assert problems_text(READ[name][1]) == ""


@pytest.mark.parametrize(("cases", "case"), CASES)
def test_case(cases: CaseFile, case: Case) -> None:
    assert run_case(cases, case).differences == ()


@pytest.mark.parametrize("word", [method.word for method in METHODS])
def test_every_method_has_cases_and_a_random_strategy(word: str) -> None:
    words = {indicator.word for cases in FILES.values() for indicator in indicators(cases.scheme.items)}
    assert word in words, f"tests/cases/{word}.yaml"
    strategies = (*made.STRATEGIES, made.CHECKLIST, made.CASES, *made.MATTERS)
    assert word in strategies, f"{word}: tests/differential/random_methods.py"
