"""Columns of integers against Python's own, at and beyond the ends of int64."""

from __future__ import annotations

from operator import add, floordiv, ge, gt, le, lt, mod, mul, sub
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.columns.ints import as_ints, as_python_ints, column, constant, larger, smaller, where
from tests.unit.columns.given import END, POSITIVE, WHOLES, ints_in, mask_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.columns.ints import Mask

PAIRS = st.lists(st.tuples(WHOLES, WHOLES), min_size=1, max_size=8)
DIVISIONS = st.lists(st.tuples(WHOLES, POSITIVE), min_size=1, max_size=8)


@pytest.mark.parametrize("operator", [add, sub, mul])
@given(pairs=PAIRS)
def test_arithmetic_never_wraps(operator: Callable[[int, int], int], pairs: list[tuple[int, int]]) -> None:
    left, right = column(a for a, _ in pairs), column(b for _, b in pairs)
    found = operator(left, right)  # type: ignore[arg-type]  # the same operators stand for both
    assert ints_in(found, len(pairs)) == [operator(a, b) for a, b in pairs]  # type: ignore[arg-type]


@pytest.mark.parametrize("operator", [floordiv, mod])
@given(pairs=DIVISIONS)
def test_division_rounds_down(operator: Callable[[int, int], int], pairs: list[tuple[int, int]]) -> None:
    left, right = column(a for a, _ in pairs), column(b for _, b in pairs)
    found = operator(left, right)  # type: ignore[arg-type]
    assert ints_in(found, len(pairs)) == [operator(a, b) for a, b in pairs]  # type: ignore[arg-type]


@given(pairs=PAIRS, fixed=WHOLES)
def test_constant_stands_beside_any_column(pairs: list[tuple[int, int]], fixed: int) -> None:
    values = [a for a, _ in pairs]
    found = column(values) * constant(fixed) - constant(fixed)
    assert ints_in(found, len(values)) == [a * fixed - fixed for a in values]
    assert constant(fixed).is_constant
    assert ints_in(-column(values), len(values)) == [-a for a in values]
    assert ints_in(abs(column(values)), len(values)) == [abs(a) for a in values]


@pytest.mark.parametrize("operator", [lt, le, gt, ge])
@given(pairs=PAIRS)
def test_comparisons_are_exact(operator: Callable[[int, int], bool], pairs: list[tuple[int, int]]) -> None:
    left, right = column(a for a, _ in pairs), column(b for _, b in pairs)
    found: Mask = operator(left, right)  # type: ignore[arg-type,assignment]
    assert mask_in(found, len(pairs)) == [operator(a, b) for a, b in pairs]
    assert mask_in(left.equals(right), len(pairs)) == [a == b for a, b in pairs]


@given(pairs=PAIRS)
def test_choice_is_per_unit(pairs: list[tuple[int, int]]) -> None:
    mask = np.array([(a + b) % 3 == 0 for a, b in pairs], dtype=np.bool_)
    left, right = column(a for a, _ in pairs), column(b for _, b in pairs)
    expected = [a if yes else b for yes, (a, b) in zip(mask, pairs, strict=True)]
    assert ints_in(where(mask, left, right), len(pairs)) == expected
    assert ints_in(as_ints(mask), len(pairs)) == [int(yes) for yes in mask]


@given(values=st.lists(WHOLES, min_size=2, max_size=8))
def test_rows_are_taken_as_they_are(values: list[int]) -> None:
    rows = np.array([0, len(values) - 1])
    assert ints_in(column(values).take(rows), 2) == [values[0], values[-1]]
    assert ints_in(as_python_ints(column(values)), len(values)) == values
    assert ints_in(constant(7).take(rows), 2) == [7, 7]


@pytest.mark.parametrize(("value", "dtype"), [(END - 1, np.int64), (END, object), (-END, np.int64), (-END - 1, object)])
def test_int64_is_left_exactly_at_its_ends(value: int, dtype: type) -> None:
    assert column([value]).values.dtype == dtype
    assert constant(value).at(0) == value


def test_column_without_units_has_no_values() -> None:
    empty = column([])
    assert ((empty + constant(1)) * empty).values.tolist() == []
    assert mask_in(empty < constant(1), 0) == []


@given(pairs=PAIRS)
def test_smaller_and_larger_keep_their_ranges(pairs: list[tuple[int, int]]) -> None:
    left, right = column(a for a, _ in pairs), column(b for _, b in pairs)
    for found, choice in ((smaller(left, right), min), (larger(left, right), max)):
        expected = [choice(pair) for pair in pairs]
        assert ints_in(found, len(pairs)) == expected
        assert found.low <= min(expected)
        assert max(expected) <= found.high
