"""Water: two times a hundred points with weights by year, 35/30/35, and the score of a term; answers worked by hand."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.assessing import assess_shipped, assess_texts, fact_texts, scheme_text, totals_of
from tests.differential.compare import mismatches, run
from tests.worked import assert_illustrative, differences, fired, leaves_of, outcomes, pairs, points_of

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment

YEAR, PLAN, TERM = "water-2014", "water-2017", "water-term-2020"
# What differs from full points; A and B of a hundred each; 40 % of A and 60 % of B, the tier and the rank.
WORKED = {
    # B 30 + 20×2/3 + 20 + 22.5.
    "云川省": ("B2 40/3 B4 22.5", "100", "515/6", "91.50", "优秀", 1),
    # The total is exactly the target. 30 + 60.
    "青岳省": ("A2 0", "75", "100", "90.00", "优秀", 2),
    # A1 and A4 are missed by the last digit. B 15 + 20 + 20/3 + 15. 20 + 34.
    "澜江省": ("A1 0 A4 0 B1 15 B3 20/3 B4 15", "50", "170/3", "54.00", "不合格", 6),
    "朔原省": ("A3 0 B1 25", "75", "95", "87.00", "良好", 3),
    # Nothing to irrigate: 50 of 75 are 200/3 of a hundred. 80/3 + 55.5.
    "沧浦市": ("A3 — A4 0 B4 22.5", "200/3", "92.5", "82.17", "良好", 4),
    # B 30 + 40/3 + 40/3 + 30. 10 + 52.
    "雪岭自治区": ("A1 0 A2 0 A3 0 B2 40/3 B3 40/3", "25", "260/3", "62.00", "合格", 5),
}
# What differs from full points, the points of A, then the total, the tier and the rank.
WORKED_PLAN = {
    # 1.2 and 60 m³ are exactly the targets; 0.0001 too much of the Yellow River.
    "河阳县": ("A2 0", "31", "96.00", "优秀", 2),
    # 0.0001 too much; 5500/10000 is exactly the target. Four systems of five, six measures of seven.
    "滩头区": ("A1 0 B 24 C 30", "25", "79.00", "合格", 4),
    # Not asked for the Yellow River: 26 of 31 are 910/31 of 35. One new thing: 1.
    "山城县": ("A2 — A5 0", "910/31", "95.35", "优秀", 3),
    "林溪县": ("A2 —", "35", "100.00", "不合格", 1),
}
# The mean of four years and the last year, half and half; the bonus; the total rounded to a whole number once.
WORKED_TERM = {
    # 34 and 35; 29 and 30; 33 and 34; bonus 1 and 2. 97.5 + 1.5.
    "云川省": ("A 34.5 B 29.5 C 33.5", "99", "优秀", 1),
    # 15.25 + 16, 13 + 13.5, 15 + 15.75 = 88.5, half up.
    "青岳省": ("A 31.25 B 26.5 C 30.75", "89", "良好", 3),
    # 25.5 + 22 + 24 = 71.5.
    "澜江省": ("A 25.5 B 22 C 24", "72", "合格", 4),
    # 19.75 + 20 + 22.5 = 62.25.
    "朔原省": ("A 19.75 B 20 C 22.5", "62", "合格", 5),
    # 35 + 30 + 34.25 = 99.25.
    "沧浦市": ("A 35 B 30 C 34.25", "99", "不合格", 1),
}


@cache
def assessed(name: str) -> Assessment:
    return assess_shipped(name)


@pytest.mark.parametrize("unit", WORKED)
def test_the_worked_points_come_out(unit: str) -> None:
    points, targets, system, *_ = WORKED[unit]
    assert differences(assessed(YEAR), unit) == pairs(points)
    assert [points_of(assessed(YEAR), unit, id_) for id_ in ("A", "B")] == [targets, system]


def test_the_worked_totals_tiers_and_ranks_come_out() -> None:
    assert outcomes(assessed(YEAR)) == {unit: worked[3:] for unit, worked in WORKED.items()}


# A is 100 and B 515/6 in 云川省, 75 and 100 in 青岳省.
@pytest.mark.parametrize(
    ("year", "one", "other"), [("2013", "90.08", "92.50"), ("2014", "91.50", "90.00"), ("2015", "92.92", "87.50")]
)
def test_the_weights_are_those_of_the_year(year: str, one: str, other: str) -> None:
    scheme = scheme_text(YEAR).replace("年度: 2014", f"年度: {year}").replace("2014-12-31", f"{year}-12-31")
    scheme = scheme.replace("考核期间: 2014-01-01", f"考核期间: {year}-01-01")
    found = outcomes(assess_texts(scheme, fact_texts(YEAR)))
    assert [found[unit][0] for unit in ("云川省", "青岳省")] == [one, other]


@pytest.mark.parametrize("unit", WORKED_PLAN)
def test_the_worked_points_of_the_plan_come_out(unit: str) -> None:
    points, targets, *_ = WORKED_PLAN[unit]
    assert differences(assessed(PLAN), unit) == pairs(points)
    assert points_of(assessed(PLAN), unit, "A") == targets


def test_the_worked_totals_of_the_plan_come_out() -> None:
    assert outcomes(assessed(PLAN)) == {unit: worked[2:] for unit, worked in WORKED_PLAN.items()}
    assert fired(assessed(PLAN)) == {"V1": {"林溪县"}}


@pytest.mark.parametrize("unit", WORKED_TERM)
def test_the_worked_points_of_the_term_come_out(unit: str) -> None:
    assert leaves_of(assessed(TERM), unit) == pairs(WORKED_TERM[unit][0])


def test_the_worked_totals_of_the_term_come_out() -> None:
    assert outcomes(assessed(TERM)) == {unit: worked[1:] for unit, worked in WORKED_TERM.items()}
    assert totals_of(assessed(TERM))["青岳省"] == "89"


def test_what_really_occurs_in_the_facts_of_the_term() -> None:
    # 朔原省: 55 and 55 in 2016 and 2017. 澜江省: 58, then 64.
    assert fired(assessed(TERM)) == {"V1": {"沧浦市"}, "W1": {"朔原省"}}


@pytest.mark.parametrize("name", [YEAR, PLAN, TERM])
def test_columns_and_reference_agree(name: str) -> None:
    assert not mismatches(run(assessed(name).scheme, assessed(name).facts))


@pytest.mark.parametrize("name", [YEAR, PLAN, TERM])
def test_it_says_what_is_illustrative(name: str) -> None:
    assert_illustrative(name)
