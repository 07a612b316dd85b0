"""The worth of matters: who is outside, what repeats, which multiplier counts, and what waits for evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from engine.facts.table import Matter
from engine.facts.worth import worths
from engine.methods.matter_fields import Same
from engine.scheme.listed import Listed, Window
from engine.text.source import Source, Span

SPAN = Span(Source("t", ""), 0, 0)
DOUBLED = Listed("事", ((None, Fraction(5)),), Same.ONCE, again=Fraction(2))
YEAR = Window(date(2021, 1, 1), date(2021, 12, 31), 2021)


def matter(name: str, day: str | None = None, *, proven: bool = True, year: int | None = None) -> Matter:
    """A matter of no class and the first level."""
    when = date.fromisoformat(day) if day else None
    return Matter(name, name, None, proven, (), SPAN, when, year=year)


def points(listed: Listed, *matters: Matter, evidence: bool = False) -> list[Fraction]:
    return [each.points for each in worths(listed, matters, evidence=evidence)]


def test_the_earliest_is_first_whatever_the_order_of_the_list() -> None:
    assert points(DOUBLED, matter("乙", "2021-08-01"), matter("甲", "2021-02-01"), matter("丙")) == [10, 5, 10]


def test_one_matter_does_not_repeat_itself_unless_every_listing_counts() -> None:
    listed = (matter("甲"), matter("甲"))
    assert points(DOUBLED, *listed) == [5, 5]
    assert points(replace(DOUBLED, same=Same.LESSENING), *listed) == [5, 5]
    assert points(replace(DOUBLED, same=Same.EACH_TIME), *listed) == [5, 10]


def test_a_pending_matter_makes_no_other_a_repeat_but_may_be_one() -> None:
    listed = (matter("甲", proven=False), matter("乙"), matter("丙", proven=False))
    assert points(DOUBLED, *listed, evidence=True) == [5, 5, 10]
    assert points(DOUBLED, *listed, evidence=False) == [5, 10, 10]


def test_a_matter_outside_is_worth_nothing_and_makes_no_other_a_repeat() -> None:
    listed = replace(DOUBLED, window=YEAR)
    assert points(listed, matter("甲", "2020-12-31"), matter("乙", "2021-01-01")) == [0, 5]


@pytest.mark.parametrize(
    ("day", "year", "inside"),
    [
        ("2021-01-01", None, True),
        ("2021-12-31", None, True),
        ("2022-01-01", None, False),
        ("2022-01-01", 2021, True),
        ("2021-06-01", 2022, False),
        (None, 2021, True),
        (None, 2020, False),
    ],
)
def test_the_year_wins_over_the_date(day: str | None, year: int | None, inside: bool) -> None:  # noqa: FBT001
    (found,) = worths(replace(DOUBLED, window=YEAR), [matter("甲", day, year=year)], evidence=False)
    assert found.inside is inside


def test_largest_multiplier_counts_once_after_the_level() -> None:
    listed = replace(DOUBLED, per_level=Fraction(3), circumstances=(("夜间", Fraction(3)), ("假日", Fraction(2))))
    second = replace(matter("乙", "2021-08-01"), level=2, circumstances=("夜间", "假日"))
    found = worths(listed, [matter("甲", "2021-02-01"), second], evidence=False)[1]
    assert [found.base, found.added, found.times, found.points] == [5, 3, 3, 24]
    assert found.reason == "夜间"


def test_a_class_without_points_stays_without() -> None:
    listed = replace(DOUBLED, each=((None, Fraction(0)),), per_level=Fraction(3))
    assert points(listed, matter("乙"), replace(matter("甲"), level=3)) == [0, 0]
