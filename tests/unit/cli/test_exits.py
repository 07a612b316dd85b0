"""Which exit code a list of problems leads to."""

from __future__ import annotations

import pytest

from cli.exits import Exit, exit_for
from engine.problem.codes import SEVERITY, Code, Severity
from engine.problem.problem import Problem

FILE, WRONG, MISUSED = Code.FILE_NOT_FOUND, Code.KEY_MISSING, Code.NO_SUCH_UNIT
GONE, WARNED, HINTED = Code.UNIT_MISSING, Code.FACT_UNUSED, Code.FILE_SKIPPED


def test_exit_codes_are_the_documented_numbers() -> None:
    assert [each.value for each in Exit] == [0, 1, 2, 3, 4, 70, 130]


@pytest.mark.parametrize(
    ("expected", "codes"),
    [
        (Exit.OK, []),
        (Exit.OK, [WARNED, HINTED]),
        (Exit.INCOMPLETE, [WARNED, GONE]),
        (Exit.INCOMPLETE, [Code.FACT_MISSING]),
        (Exit.PROBLEMS, [GONE, WRONG]),
        (Exit.USAGE, [MISUSED]),
        (Exit.FILE, [WRONG, FILE, GONE]),
    ],
)
def test_gravest_problem_decides(expected: Exit, codes: list[Code]) -> None:
    assert expected == exit_for([Problem(code, "一句话") for code in codes])


@pytest.mark.parametrize("code", [code for code in Code if SEVERITY[code] is Severity.WARNING])
def test_strict_takes_a_warning_for_an_error(code: Code) -> None:
    assert exit_for([Problem(code, "一句话")], strict=True) == Exit.PROBLEMS


def test_strict_lets_a_hint_pass() -> None:
    assert exit_for([Problem(HINTED, "一句话")], strict=True) == Exit.OK
