"""Both evaluators agree on random cases, and the comparison sees every bug that is planted in one."""

from __future__ import annotations

import pytest

from engine.facts.table import FactTable
from engine.scheme.model import Scheme
from tests.differential.__main__ import run_range
from tests.differential.cases import outcome_of, plain_rules, prepared
from tests.differential.planted import BUGS, planted
from tests.differential.shrink import shrunk
from tests.differential.texts import Case
from tests.differential.wanted import MECHANISMS

SEED = 2021
MOST = 2500

Prepared = tuple[Case, Scheme, FactTable]


@pytest.fixture(scope="module")
def cases() -> list[Prepared]:
    return [prepared(SEED, index) for index in range(MOST)]


def test_evaluators_agree_with_the_real_rule_engine() -> None:
    report = run_range(SEED, range(200), engine=True)
    assert report.failures == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [4])
def test_evaluators_agree_in_every_mechanism(seed: int) -> None:
    report = run_range(seed, range(1500))
    assert report.failures == []
    assert [name for name in MECHANISMS if not report.mechanisms[name]] == []


@pytest.mark.slow
@pytest.mark.parametrize("bug", BUGS)
def test_planted_bug_is_seen(bug: str, cases: list[Prepared]) -> None:
    """A bug that only makes an evaluator fail proves nothing: it has to give another figure."""
    with plain_rules(), planted(bug):
        found = (outcome_of(scheme, table).mismatches for _, scheme, table in cases)
        assert any(each and not each[0].startswith("Traceback") for each in found)


@pytest.mark.slow
def test_failing_case_is_shrunk(cases: list[Prepared]) -> None:
    with plain_rules(), planted("clamp forgotten"):
        case = next(case for case, scheme, table in cases if outcome_of(scheme, table).mismatches)
        smaller = shrunk(case, seconds=20)
    assert (len(smaller.units), "规则" in smaller.scheme) == (1, False)
    assert len(smaller.scheme_text()) < len(case.scheme_text())


def test_same_number_is_the_same_case() -> None:
    assert prepared(SEED, 7)[0] == prepared(SEED, 7)[0]
