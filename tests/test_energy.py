"""Energy saving: answers worked by hand from the quoted scoring tables, before the engine scored them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.assessing import assess_shipped
from tests.differential.compare import mismatches, run
from tests.worked import assert_illustrative, differences, fired, outcomes, pairs, points_of

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment

COUNTY, SECTOR = "energy-county", "energy-sector"
# What differs from full points, the bonus, then the total, the tier and the rank.
WORKED = {
    COUNTY: {
        # 4.515/3.5 = 129%: two whole tens above, 6.
        "云溪县": ("", "6", "106.00", "超额完成", 1),
        # 100% exactly. B4 without the 8 points, B6 without the 3.
        "石陂县": ("B4 12 B6 6", "0", "89.00", "完成", 4),
        # 95%: the band of 90%. 96 points, and yet 未完成.
        "白河区": ("A 36", "0", "96.00", "未完成", 3),
        # 145%: four whole tens are 12, of which 9 count.
        "青垣市": ("B4 16", "9", "105.00", "超额完成", 2),
        # 50% exactly. B7 90% × 8. B8 three of four.
        "长陵县": ("A 20 B7 7.2 B8 6", "0", "77.20", "未完成", 5),
        # 1.746/3.5 is 49.88…%: under 50%.
        "南坪区": ("A 0 B4 12 B5 6", "0", "48.00", "未完成", 6),
    },
    SECTOR: {
        # 110% exactly is in 10%（含）至20%.
        "商贸行业主管部门": ("", "1", "101.00", "超额完成", 1),
        # Missed the year; 60% is just the progress that is due: 55.
        "文旅行业主管部门": ("A 55 B2 1 B3 33", "0", "91.00", "完成", 3),
        # Met the year exactly; behind the progress: 40. 80 points are 完成.
        "教育行业主管部门": ("A 40", "0", "80.00", "完成", 4),
        "交通行业主管部门": ("A 0", "0", "40.00", "未完成", 5),
        # 160%: 6, of which 5 count.
        "建筑行业主管部门": ("B1 0 B3 30", "5", "97.00", "超额完成", 2),
    },
}
UNITS = [(name, unit) for name, worked in WORKED.items() for unit in worked]


@cache
def assessed(name: str) -> Assessment:
    return assess_shipped(name)


@pytest.mark.parametrize(("name", "unit"), UNITS)
def test_the_worked_points_come_out(name: str, unit: str) -> None:
    points, bonus, *_ = WORKED[name][unit]
    assessment = assessed(name)
    assert differences(assessment, unit) == pairs(points)
    row = assessment.facts.units.index(unit)
    assert str(assessment.results.bonuses.total.at(row)) == bonus


@pytest.mark.parametrize("name", WORKED)
def test_the_worked_totals_tiers_and_ranks_come_out(name: str) -> None:
    assert outcomes(assessed(name)) == {unit: worked[2:] for unit, worked in WORKED[name].items()}


def test_who_missed_a_target_that_decides() -> None:
    assert fired(assessed(COUNTY)) == {"V1": {"白河区", "长陵县", "南坪区"}}
    assert fired(assessed(SECTOR)) == {"V1": {"交通行业主管部门"}}


def test_the_measures_of_the_table_add_up() -> None:
    assert points_of(assessed(COUNTY), "云溪县", "B") == "60"
    assert points_of(assessed(COUNTY), "长陵县", "B") == "57.2"


@pytest.mark.parametrize("name", WORKED)
def test_columns_and_reference_agree(name: str) -> None:
    assert not mismatches(run(assessed(name).scheme, assessed(name).facts))


@pytest.mark.parametrize("name", WORKED)
def test_it_says_what_is_illustrative(name: str) -> None:
    assert_illustrative(name)
