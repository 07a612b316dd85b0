"""Places, who is displaced and who is near a line."""

from __future__ import annotations

from fractions import Fraction

from engine.report.view.summary.ground import make_ground
from engine.report.view.summary.make import make_summary
from engine.report.view.summary.near import near_units
from engine.report.view.summary.places import lines
from tests.assessing import assess_shipped
from tests.unit.report.view.summary.small import summary


def test_places_and_the_displaced() -> None:
    places, conditions, displaced = summary().topic("places").tables
    assert places.column("名额怎么算") == ("定为 1 个",)
    assert places.column("进入的单位") == ("甲",)
    assert places.column("名额线") == (100,)
    assert displaced.rows == (("乙", 90, "优秀", "全部单位", "良好", 10, "名额已满"),)
    assert conditions.column("符合条件") == (2, 3, None)
    assert conditions.column("不能判定") == (1, 1, None)
    assert conditions.column("最后评定") == (1, 1, 1)


def test_a_unit_at_a_line_is_near_it_with_its_neighbours() -> None:
    (table,) = summary().topic("near").tables
    assert table.rows == (
        ("甲", 100, "优秀", "优秀名额线 100.00 分", 0, None, None, "乙", 10),
        ("乙", 90, "良好", "优秀线 90 分", 0, "甲", 10, "丙", 4),
    )


def test_the_line_of_places_is_that_of_the_last_place_though_nobody_holds_it() -> None:
    """In shili-2022 two units are level at the cut: the line is theirs, the last one in stands four points higher."""
    ground = make_ground(assess_shipped("shili-2022"))
    (line,) = (line for line in lines(ground) if line.place)
    assert line.value == Fraction("93.33")
    near = [each.unit for each in near_units(ground) if each.line == line]
    assert near == ["怀瑾街道", "蒹葭镇", "漱玉街道"]


def test_groups_have_lines_of_their_own() -> None:
    ground = make_ground(assess_shipped("jiading-2008"))
    of_group = {line.group: line.value for line in lines(ground) if line.place}
    assert of_group == {"社区": Fraction("95.63"), "责任部门": Fraction("101.27")}
    for each in near_units(ground):
        assert each.line.group in {None, ground.group_of[each.unit]}


def test_a_scheme_without_quotas_says_so() -> None:
    made = make_summary(assess_shipped("water-2014"), program="", made="")
    assert made.topic("places").said == ("各等次都不设名额，达到条件就评定。",)
