"""The cases of the shipped schemes: worked by hand, all right, and of the clauses none is left out."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from engine.cases.coverage import coverages
from engine.cases.run import run_paths
from tests.assessing import ROOT
from tests.test_explanations import SHIPPED

if TYPE_CHECKING:
    from engine.cases.case import CasesRun

FOLDER = ROOT / "schemes" / "用例"
ASKED = Fraction(90, 100)


@cache
def run(name: str) -> CasesRun:
    return run_paths([FOLDER / f"{name}.yaml"])


def test_every_shipped_scheme_has_cases_and_nothing_else_has() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_they_come_out_as_worked_by_hand(name: str) -> None:
    assert run(name).problems == ()
    assert run(name).failed == ()
    assert run(name).unconfirmed == ()
    assert run(name).results


@pytest.mark.parametrize("name", SHIPPED)
def test_they_cover_the_clauses_and_what_can_happen(name: str) -> None:
    (found,) = coverages(run(name))
    assert found.scheme.id == name
    assert found.clauses >= ASKED
    assert {each.kind.name: each.rate >= ASKED for each in found.figures} == {
        each.kind.name: True for each in found.figures
    }
