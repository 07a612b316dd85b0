"""Air: the composite index with ranks, and the money for better air; answers worked by hand."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.assessing import assess_shipped, assess_texts, fact_texts, scheme_text, totals_of
from tests.differential.compare import mismatches, run
from tests.worked import assert_illustrative, fired, leaves_of, outcomes, pairs

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment

INDEX, MONEY = "air-index", "air-compensation-2014"
# Each C/S rounded half up to two decimals, their sum, the rank by it, and the change to last year.
WORKED = {
    # .10 .50 .57 .69 .20 .75 = 2.81, first; -0.19/3.00 = -6.33…%: 30 + 6.3 × 3. Meets all limits: has no rank.
    "青屿市": ("A 40 B 48.9", "88.90", "改善", 0),
    # .15 .75 1.00 1.09 .25 .94 = 4.18, third with 赤岭市; -0.22/4.40 = -5%.
    "白垣市": ("A 32 B 45", "77.00", "改善", 1),
    # .20 .70 1.03 1.14 .30 .81 = 4.18; last year 4.18.
    "赤岭市": ("A 32 B 30", "62.00", "持平", 2),
    # .25 .95 1.29 1.49 .40 1.06 = 5.44, last; 0.24/5.20 = 4.61…%: 30 - 4.6 × 3.
    "黛山市": ("A 20 B 16.2", "36.20", "恶化", 4),
    # .13 .65 .90 1.00 .23 .90 = 3.81, second; 0.9/4 = 0.225 is .23. 0.21/3.60 = 5.83…%.
    # On the limit is within it: no rank.
    "紫陵市": ("A 36 B 12.6", "48.60", "恶化", 0),
    # .18 .83 1.10 1.20 .28 .95 = 4.54 (rounded after adding it would be 4.53); -0.06/4.60 = -1.30…%.
    "玄洲市": ("A 24 B 33.9", "57.90", "改善", 3),
}
# Money in 10,000 yuan: points of the rules × dilution × 20. The points 47.5, 31.9 and 1.05 are published ones.
WORKED_MONEY = {
    # 0.6×2 - 0.15×3 + 0.15×2 = 1.05; × 1.5 × 20 = 31.5.
    "东屿市": ("A 36 B -13.5 C 9 D 0", "32", "获得补偿", 3),
    "南湾市": ("A -36 B 13.5 C -9 D 0", "-32", "缴纳资金", 4),
    # 0.6×40 + 0.15×60 + 0.15×70 + 0.1×40 = 47.5.
    "西陵市": ("A 480 B 180 C 210 D 80", "950", "获得补偿", 1),
    # 0.6×25 + 0.15×50 + 0.15×46 + 0.1×25 = 31.9.
    "中岱市": ("A 300 B 150 C 138 D 50", "638", "获得补偿", 2),
    "北原市": ("A -60 B 0 C 6 D -6", "-60", "缴纳资金", 5),
}


@cache
def assessed(name: str) -> Assessment:
    return assess_shipped(name)


@pytest.mark.parametrize("unit", WORKED)
def test_the_worked_points_come_out(unit: str) -> None:
    assert leaves_of(assessed(INDEX), unit) == pairs(WORKED[unit][0])


def test_the_worked_totals_tiers_and_ranks_come_out() -> None:
    assert outcomes(assessed(INDEX)) == {unit: worked[1:] for unit, worked in WORKED.items()}


def test_the_last_three_by_the_index_are_four_where_two_are_equal() -> None:
    assert fired(assessed(INDEX)) == {"W1": {"黛山市", "玄洲市", "白垣市", "赤岭市"}}


@pytest.mark.parametrize("unit", WORKED_MONEY)
def test_the_worked_money_comes_out_by_pollutant(unit: str) -> None:
    assert leaves_of(assessed(MONEY), unit) == pairs(WORKED_MONEY[unit][0])


def test_the_worked_money_comes_out() -> None:
    assert outcomes(assessed(MONEY)) == {unit: worked[1:] for unit, worked in WORKED_MONEY.items()}
    assert assessed(MONEY).scheme.exempt == {"海晏市": "连续两年达标，不参与本年度生态补偿"}


@pytest.mark.parametrize(("year", "money"), [("2014", "950"), ("2015", "950"), ("2016", "1900"), ("2017", "3800")])
def test_the_price_of_a_point_is_that_of_the_year(year: str, money: str) -> None:
    scheme = scheme_text(MONEY).replace("年度: 2014", f"年度: {year}")
    scheme = scheme.replace("考核期间: 2014-01-01 至 2014-03-31", f"考核期间: {year}-01-01 至 {year}-03-31")
    assert totals_of(assess_texts(scheme, fact_texts(MONEY)))["西陵市"] == money


@pytest.mark.parametrize("name", [INDEX, MONEY])
def test_columns_and_reference_agree(name: str) -> None:
    assert not mismatches(run(assessed(name).scheme, assessed(name).facts))


@pytest.mark.parametrize("name", [INDEX, MONEY])
def test_it_says_what_is_illustrative(name: str) -> None:
    assert_illustrative(name)
