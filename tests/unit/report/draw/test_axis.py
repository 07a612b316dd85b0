"""Axes: round steps, and where they begin."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.report.draw.axis import Axis, beside, round_step, start_of, ticks

NUMBERS = st.fractions(-(10**9), 10**9, max_denominator=10**6)


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [("10", 10, "1"), ("11", 10, "2"), ("100", 8, "20"), ("0.3", 10, "0.05"), ("0", 5, "1"), ("1000000", 4, "500000")],
)
def test_steps_are_round(span: str, most: int, step: str) -> None:
    assert round_step(Fraction(span), most) == Fraction(step)


@pytest.mark.parametrize(
    ("low", "high", "start"),
    [
        ("94.25", "100", "91"),
        ("100", "100", "0"),
        ("0", "100", "0"),
        ("40", "100", "0"),
        ("-3", "100", "-3"),
        ("-9", "-3", "-9"),
        ("999", "1000", "998.5"),
    ],
)
def test_an_axis_of_changes_begins_late_only_where_they_are_small(low: str, high: str, start: str) -> None:
    assert start_of(Fraction(low), Fraction(high)) == Fraction(start)


@given(NUMBERS, NUMBERS)
def test_ticks_are_few_round_and_between_the_ends(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    drawn = ticks(low, high, 8)
    assert len(drawn) <= 9
    assert all(low <= tick <= high for tick in drawn)


@given(NUMBERS, NUMBERS)
def test_ends_beside_values_lie_beyond_them_but_not_beyond_zero(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    begin, end = beside(low, high)
    assert begin <= low <= high <= end
    assert begin >= 0 or low < 0
    assert end <= 0 or high > 0


def test_places_are_in_proportion_and_kept_on_the_axis() -> None:
    axis = Axis(Fraction(0), Fraction(3), 100, 900)
    assert [axis.at(Fraction(value)) for value in (-1, 0, 1, 3, 9)] == [100, 100, 400, 1000, 1000]
    assert Axis(Fraction(5), Fraction(5), 100, 900).at(Fraction(5)) == 100
