"""Every picture: well-formed, inside its frame, nothing upon anything else, and all figures in it and in its words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.number import about_text
from engine.report.draw.bars import Row, bars
from engine.report.draw.png import written
from engine.report.draw.ranking import Ranked, ranking
from engine.report.draw.strip import Dot, Mark, strip
from engine.report.draw.waterfall import KEPT, MOST, Kind, Level, Step, signed_text, waterfall
from tests.unit.report.draw.boxes import SVG, outside, overlapping, root, shapes, texts
from tests.unit.report.draw.samples import PICTURES, TIERS, dots, fall, losses, many, sections, step

if TYPE_CHECKING:
    from engine.report.draw.picture import Picture
    from tests.conftest import Golden

GOLDEN = ("waterfall", "waterfall-below-zero", "bars", "bars-odd", "strip", "ranking")
NASTY = "<甲> & \"乙\" 'b' \x00\x1b\ufffe"


@pytest.mark.parametrize("name", GOLDEN)
def test_picture_is_the_one_that_was_looked_at(name: str, golden: Golden) -> None:
    golden(f"draw/{name}.svg", PICTURES[name]().svg + "\n")


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_leaves_the_picture_and_no_text_covers_another(name: str) -> None:
    picture = PICTURES[name]()
    assert outside(picture) == []
    assert overlapping(picture) == []


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_named_and_described_for_those_who_do_not_see_it(name: str) -> None:
    picture = PICTURES[name]()
    svg = root(picture)
    labels = svg.attrib["aria-labelledby"].split()
    named = {each.get("id"): each.text for each in svg}
    assert svg.attrib["role"] == "img"
    assert [named[label] for label in labels] == [picture.title, picture.alt]
    assert picture.alt.endswith("。")
    assert (svg.attrib["width"], svg.attrib["height"]) == (str(picture.width), str(picture.height))


@pytest.mark.parametrize("name", PICTURES)
def test_letters_are_large_enough_to_be_read(name: str) -> None:
    sizes = {int(each.get("font-size", "14")) for each in root(PICTURES[name]()).iter() if each.tag == f"{SVG}text"}
    assert all(size >= 12 for size in sizes)


@pytest.mark.parametrize("name", PICTURES)
def test_ids_are_those_of_the_caller(name: str) -> None:
    svg = root(PICTURES[name]())
    prefix = svg.attrib["aria-labelledby"].split("-", maxsplit=1)[0]
    ids = [each.attrib["id"] for each in svg.iter() if "id" in each.attrib]
    assert ids == [f"{prefix}-title", f"{prefix}-desc"]


def nasty_pictures() -> list[Picture]:
    return [
        fall("9", [step(Kind.LOSS, NASTY, NASTY, "-1")]),
        bars("x", [Row(NASTY, NASTY, Fraction(1), Fraction(1), None, NASTY)], title=NASTY, median=NASTY),
        strip("x", [Dot(NASTY, Fraction(1), NASTY)], [Mark(NASTY, Fraction(1))], title=NASTY),
        ranking("x", [Ranked(NASTY, NASTY, Fraction(1), NASTY, NASTY)], title=NASTY),
    ]


@pytest.mark.parametrize("picture", nasty_pictures())
def test_what_is_markup_elsewhere_is_text_here(picture: Picture) -> None:
    assert "<甲" in "".join(root(picture).itertext())
    assert "\x00" not in picture.svg


def test_losses_are_hatched_and_gains_are_not() -> None:
    only_losses, only_gains = fall("100", losses()), fall("100", [step(Kind.GAIN, "B", "奖", "1")])
    assert len(list(root(only_losses).iter(f"{SVG}path"))) == len(losses())
    assert not list(root(only_gains).iter(f"{SVG}path"))
    assert "-0.75" in written(only_losses)
    assert "+1" in written(only_gains)


def test_a_cut_axis_is_told_in_words_and_one_from_zero_is_not() -> None:
    assert "横轴从 91 分起" in written(PICTURES["waterfall"]())
    assert "横轴" not in written(PICTURES["waterfall-veto"]())


def test_of_many_steps_the_largest_are_drawn_and_the_rest_is_one() -> None:
    said = [box.said for box in texts(fall("100", many()))]
    assert f"其他 {25 - KEPT} 项" in said
    assert sum(1 for each in said if each.startswith("C")) == KEPT
    assert signed_text(sum((each.change for each in many()[: 25 - KEPT]), Fraction(0))) in said


def test_the_rest_is_parted_by_kind_and_one_alone_keeps_its_name() -> None:
    steps = [*many(), step(Kind.GAIN, "B1", "试点", "0.1"), *(step(Kind.OTHER, "", "修约差", "0.01") for _ in "ab")]
    said = [box.said for box in texts(fall("100", steps))]
    assert {f"其他 {25 - KEPT} 项扣分", "B1 试点", "其他 2 项调整"} <= set(said)


def test_as_many_steps_as_fit_are_all_drawn() -> None:
    assert "其他" not in written(fall("100", many()[:MOST]))


def test_steps_that_lead_elsewhere_are_refused() -> None:
    ends = Level("满分", Fraction(100), "100"), Level("得分", Fraction(98), "98")
    with pytest.raises(ValueError, match="do not lead from 100 to 98"):
        waterfall("x", ends[0], losses(), ends[1])


def test_bars_are_as_long_as_the_share_of_full_marks() -> None:
    drawn = [box for box in shapes(bars("x", sections()[:3])) if box.said == "rect" and box.bottom - box.top > 12]
    track, own = drawn[0], drawn[1]
    assert abs((own.right - own.left) / (track.right - track.left) - Fraction(19, 20)) < Fraction(1, 200)


def test_what_has_no_points_has_no_bar() -> None:
    one = bars("x", [Row("D", "数据", None, Fraction(10), None, "未报齐")])
    assert not [box for box in shapes(one) if box.said == "rect"]
    assert "未报齐" in written(one)


def test_every_unit_has_its_dot() -> None:
    for scores in ([88] * 12, [61, 62, 63], range(60, 100)):
        drawn = strip("x", dots(list(scores)), TIERS)
        kinds = [box.said for box in shapes(drawn)]
        assert kinds.count("circle") + kinds.count("polygon") == len(scores)


def test_very_many_equal_units_are_a_bar_whose_height_is_told() -> None:
    assert "200 个单位" in written(PICTURES["strip-ties"]())


def test_units_on_two_sides_of_a_line_are_never_piled_together() -> None:
    line = Mark("优秀 90", Fraction(90))
    close = strip("x", dots(["89.99", "90", "60", "100"]), [line])
    bars_of_dots = {box.left for box in shapes(close) if box.said in {"circle", "polygon"}}
    assert len(bars_of_dots) == 4


NAMES = st.text(st.sampled_from("街道镇C12w“”、（）%- "), min_size=1, max_size=70)
VALUES = st.fractions(-200, 1200, max_denominator=12)


@st.composite
def any_waterfall(draw: st.DrawFn) -> tuple[Picture, list[str]]:
    changes = draw(st.lists(st.tuples(st.sampled_from(Kind), NAMES, VALUES), max_size=MOST))
    steps = [Step(kind, "", name, change, signed_text(change)) for kind, name, change in changes]
    full = draw(VALUES)
    score = full + sum((each.change for each in steps), Fraction(0))
    picture = waterfall("x", Level("满分", full, about_text(full)), steps, Level("得分", score, about_text(score)))
    return picture, [about_text(full), about_text(score), *(each.label for each in steps)]


@st.composite
def any_bars(draw: st.DrawFn) -> tuple[Picture, list[str]]:
    value = st.none() | VALUES
    rows = [
        Row("A", name, own, full, median, about_text(full))
        for name, own, full, median in draw(st.lists(st.tuples(NAMES, value, VALUES, value), max_size=9))
    ]
    return bars("x", rows, median=draw(NAMES)), [row.label for row in rows]


@st.composite
def any_strip(draw: st.DrawFn) -> tuple[Picture, list[str]]:
    drawn = draw(
        st.lists(st.tuples(NAMES, VALUES, st.booleans()), max_size=12) | st.just([("镇", Fraction(7), True)] * 99)
    )
    units = [Dot(name, value, about_text(value), strong) for name, value, strong in drawn]
    lines = [Mark(about_text(value), value) for value in draw(st.lists(VALUES, max_size=5, unique=True))]
    edge = draw(st.none() | st.builds(Mark, NAMES, VALUES))
    # Without units there is nothing that lines could part.
    marks = lines if units else []
    return strip("x", units, lines, edge=edge), [unit.label for unit in units] + [mark.label for mark in marks]


@st.composite
def any_ranking(draw: st.DrawFn) -> tuple[Picture, list[str]]:
    rows = [
        Ranked(place, name, value, "未报齐" if value is None else about_text(value), name[:9], strong)
        for place, name, value, strong in draw(
            st.lists(st.tuples(st.sampled_from(["", "1", "38"]), NAMES, st.none() | VALUES, st.booleans()), max_size=9)
        )
    ]
    return ranking("x", rows), [row.label for row in rows]


@given(st.one_of(any_waterfall(), any_bars(), any_strip(), any_ranking()))
def test_whatever_is_drawn_stays_inside_apart_and_keeps_its_numbers(drawn: tuple[Picture, list[str]]) -> None:
    picture, numbers = drawn
    assert outside(picture) == []
    assert overlapping(picture) == []
    said = written(picture)
    assert [number for number in numbers if number not in said] == []
