"""What is owed is what can happen: no more, and nothing happens that was not owed."""

from __future__ import annotations

import pytest

from engine.cases.run import run_case
from engine.coverage.owed import met, owed
from engine.judge.judge import assess
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source
from tests.assessing import assess_shipped, scheme_text
from tests.differential.cases import prepared
from tests.test_cases import FILES
from tests.test_explanations import SHIPPED

# What the scheme says once for all indicators is not owed of each; where there is one way only, it is no way.
SAID_ONCE = ("不适用", "合成：")


def owed_ids(name: str, text: str) -> dict[str, str]:
    scheme, problems = read_scheme(Source(name, text))
    assert scheme is not None, problems
    return {each.id: each.span.text for each in owed(scheme)}


def not_owed(happened: frozenset[str], ids: set[str]) -> set[str]:
    return {each for each in happened - ids if not each.rpartition(":")[2].startswith(SAID_ONCE)}


@pytest.mark.parametrize("name", FILES)
def test_nothing_happens_in_the_cases_of_a_mechanism_that_is_not_owed(name: str) -> None:
    cases = FILES[name]
    ids = {each.id for each in owed(cases.scheme)}
    happened: set[str] = set()
    for case in cases.cases:
        assessment = run_case(cases, case).assessment
        if assessment is not None:
            happened.update(*(met(assessment, unit) for unit in assessment.facts.units))
    assert happened
    assert not_owed(frozenset(happened), ids) == set()


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_happens_to_the_shipped_units_that_is_not_owed(name: str) -> None:
    assessment = assess_shipped(name)
    ids = {each.id for each in owed(assessment.scheme)}
    happened = frozenset[str]().union(*(met(assessment, unit) for unit in assessment.facts.units))
    assert not_owed(happened, ids) == set()
    assert happened & ids


@pytest.mark.parametrize("number", range(15))
def test_nothing_happens_under_a_random_scheme_that_is_not_owed(number: int) -> None:
    _, scheme, table = prepared(7, number)
    assessment = assess(scheme, table)
    ids = {each.id for each in owed(scheme)}
    happened = frozenset[str]().union(*(met(assessment, unit) for unit in table.units))
    assert not_owed(happened, ids) == set()


def test_what_the_limits_forbid_is_not_owed() -> None:
    text = scheme_text("changning-2021")
    ids = set(owed_ids("方案.yaml", text))
    # A rate of a part is at most 100%, and a number of reports has no half.
    assert "scoring:B3:低于 4 期，不足 1 期的按 1 期计" not in ids
    assert "scoring:B3:低于 4 期，扣分" in ids
    assert {each for each in ids if each.startswith("scoring:D5:分母为零")} == set()
    # Once something always has to have been done, the band of nothing at all cannot be met.
    limited = text.replace("口径: 能正常开展活动的亲子小屋、早教点、健康小屋等", "上限: 3")
    assert limited != text
    assert set(owed_ids("方案.yaml", limited)) == ids - {"scoring:E2:不扣分"}


def test_an_obligation_stands_where_the_scheme_says_it() -> None:
    text = scheme_text("changning-2021")
    found = owed_ids("方案.yaml", text)
    assert found["scoring:A2:不低于 10 场、低于 12 场一档"] == "10"
    assert found["clause:V1"] == "V1"
    assert found["tiers:等次/优秀:只有“得分 >= 90”这一条不成立"] == "得分 >= 90"
