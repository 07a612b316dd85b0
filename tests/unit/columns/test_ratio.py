"""Columns of quotients against `fractions.Fraction`."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.columns.ints import column
from engine.columns.ratio import (
    ceiling,
    choose,
    compare,
    divide,
    greatest,
    least,
    ratio,
    round_ratio,
    scaled,
    whole,
)
from engine.columns.ratio import (
    floor as floor_of,
)
from engine.number import Rounding, round_fraction
from tests.unit.columns.given import FRACTIONS, WHOLES, fractions_in, ints_in, mask_in, ratio_of

if TYPE_CHECKING:
    from collections.abc import Callable

F = Fraction
PAIRS = st.lists(st.tuples(FRACTIONS, FRACTIONS), min_size=1, max_size=6)
MODES = list(Rounding)
TRUTHS: dict[str, Callable[[F, F], bool]] = {">=": ge, ">": gt, "<=": le, "<": lt, "=": eq, "≠": ne}

# Half a unit of some digit, and right beside it.
TIES = st.builds(
    lambda half, digits, nudge: F(2 * half + 1, 2 * 10**digits) + nudge,
    st.integers(-30, 30),
    st.integers(0, 4),
    st.sampled_from((F(0), F(0), F(1, 10**12), F(-1, 10**12), F(1, 3 * 10**9))),
)


@pytest.mark.parametrize("operator", [add, sub, mul])
@given(pairs=PAIRS)
def test_arithmetic_is_exact(operator: Callable[[F, F], F], pairs: list[tuple[F, F]]) -> None:
    found = operator(ratio_of([a for a, _ in pairs]), ratio_of([b for _, b in pairs]))  # type: ignore[arg-type]
    assert fractions_in(found, len(pairs)) == [operator(a, b) for a, b in pairs]  # type: ignore[arg-type]


@given(pairs=PAIRS, fixed=FRACTIONS)
def test_constant_is_a_column_of_one_number(pairs: list[tuple[F, F]], fixed: F) -> None:
    values = [a for a, _ in pairs]
    assert fractions_in(ratio_of(values) - ratio(fixed), len(values)) == [a - fixed for a in values]
    assert fractions_in(-ratio_of(values), len(values)) == [-a for a in values]


@given(pairs=PAIRS)
def test_division_is_exact_and_marks_zero_divisors(pairs: list[tuple[F, F]]) -> None:
    pairs = [*pairs, (F(3), F(0)), (F(-7, 3), F(-2, 5)), (F(0), F(-1))]
    found, by_zero = divide(ratio_of([a for a, _ in pairs]), ratio_of([b for _, b in pairs]))
    assert by_zero.tolist() == [b == 0 for _, b in pairs]
    assert fractions_in(found, len(pairs)) == [a / b if b else F(0) for a, b in pairs]


@pytest.mark.parametrize("divisor", [F(0), F(-3, 7), F(5), F(-(2**63)), F(2**63)])
@given(values=st.lists(FRACTIONS, min_size=1, max_size=6))
def test_division_by_a_constant(divisor: F, values: list[F]) -> None:
    found, by_zero = divide(ratio_of(values), ratio(divisor))
    assert np.broadcast_to(by_zero, (len(values),)).tolist() == [divisor == 0] * len(values)
    assert fractions_in(found, len(values)) == [a / divisor if divisor else F(0) for a in values]


@pytest.mark.parametrize("operator", [">=", ">", "<=", "<", "=", "≠"])
@given(pairs=PAIRS)
def test_comparison_is_exact(operator: str, pairs: list[tuple[F, F]]) -> None:
    pairs = [*pairs, (pairs[0][0], pairs[0][0])]
    found = compare(operator, ratio_of([a for a, _ in pairs]), ratio_of([b for _, b in pairs]))
    assert mask_in(found, len(pairs)) == [TRUTHS[operator](a, b) for a, b in pairs]


@given(pairs=PAIRS)
def test_choices_are_per_unit(pairs: list[tuple[F, F]]) -> None:
    left, right = ratio_of([a for a, _ in pairs]), ratio_of([b for _, b in pairs])
    assert fractions_in(least(left, right), len(pairs)) == [min(pair) for pair in pairs]
    assert fractions_in(greatest(left, right), len(pairs)) == [max(pair) for pair in pairs]
    mask = np.array([row % 2 == 0 for row in range(len(pairs))])
    expected = [pair[row % 2] for row, pair in enumerate(pairs)]
    assert fractions_in(choose(mask, left, right), len(pairs)) == expected
    assert fractions_in(choose(mask, left, ratio(F(1, 3))), len(pairs))[1:2] == [F(1, 3)][: len(pairs) - 1]


@given(values=st.lists(FRACTIONS, min_size=1, max_size=6))
def test_floor_and_ceiling(values: list[F]) -> None:
    assert ints_in(floor_of(ratio_of(values)), len(values)) == [floor(value) for value in values]
    assert ints_in(ceiling(ratio_of(values)), len(values)) == [ceil(value) for value in values]


@pytest.mark.parametrize("mode", MODES)
@given(values=st.lists(FRACTIONS | TIES, min_size=1, max_size=6), digits=st.integers(0, 4))
def test_rounding_is_that_of_a_single_number(mode: Rounding, values: list[F], digits: int) -> None:
    found = round_ratio(ratio_of(values), digits, mode)
    expected = [round_fraction(value, digits, mode) * 10**digits for value in values]
    assert ints_in(found, len(values)) == expected


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Rounding.HALF_UP, [-3, -2, -1, -1, 0, 1, 1, 2, 3]),
        (Rounding.HALF_EVEN, [-2, -2, -1, 0, 0, 0, 1, 2, 2]),
        (Rounding.DOWN, [-2, -1, 0, 0, 0, 0, 0, 1, 2]),
        (Rounding.UP, [-3, -2, -1, -1, 0, 1, 1, 2, 3]),
    ],
)
def test_negative_numbers_and_ties_round_on_the_absolute_value(mode: Rounding, expected: list[int]) -> None:
    values = [F(-5, 2), F(-3, 2), F(-2, 3), F(-1, 2), F(0), F(1, 2), F(2, 3), F(3, 2), F(5, 2)]
    assert ints_in(round_ratio(ratio_of(values), 0, mode), len(values)) == expected


@given(values=st.lists(WHOLES, min_size=1, max_size=6), digits=st.integers(0, 6))
def test_integers_count_units_of_a_digit(values: list[int], digits: int) -> None:
    assert fractions_in(scaled(column(values), digits), len(values)) == [F(value, 10**digits) for value in values]
    assert fractions_in(whole(column(values)), len(values)) == [F(value) for value in values]
