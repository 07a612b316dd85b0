"""Sums that are rounded once, against exact fractions: near ties, on them, and in great numbers."""

from __future__ import annotations

from fractions import Fraction
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.columns import sums
from engine.columns.ratio import Ratio, ratio
from engine.columns.sums import exact_sum, gather, round_sum
from engine.number import Rounding, round_fraction
from tests.unit.columns.given import FRACTIONS, fractions_in, ints_in, ratio_of

F = Fraction
MODES = list(Rounding)
PARTS = st.builds(F, st.integers(-500, 500), st.sampled_from((1, 2, 3, 6, 7, 9, 11, 48, 97)))
NUDGES = st.sampled_from((F(0), F(0), F(1, 3 * 10**11), F(-1, 7 * 10**12), F(1, 10**20)))


def columns_of(rows: list[list[F]]) -> tuple[Ratio, ...]:
    """One column for each place in the rows."""
    return tuple(ratio_of(list(values)) for values in zip(*rows, strict=True))


def expected(rows: list[list[F]], digits: int, mode: Rounding) -> list[int]:
    """What the sums of the rows round to, in units of the last digit."""
    return [int(round_fraction(sum(row, F(0)), digits, mode) * 10**digits) for row in rows]


@st.composite
def rows_on_ties(draw: st.DrawFn) -> tuple[list[list[F]], int]:
    """Rows of many terms that add up to half a unit of the last digit, or to almost that."""
    digits, count, width = draw(st.integers(0, 4)), draw(st.integers(2, 5)), draw(st.integers(2, 12))
    rows = []
    for _ in range(count):
        terms = draw(st.lists(PARTS, min_size=width, max_size=width))
        goal = F(draw(st.integers(-400, 400)), draw(st.sampled_from((1, 2))) * 10**digits) + draw(NUDGES)
        rows.append([*terms, goal - sum(terms, F(0))])
    return rows, digits


@pytest.mark.parametrize("mode", MODES)
@given(case=rows_on_ties())
def test_sum_on_or_beside_a_tie_rounds_as_the_exact_one(mode: Rounding, case: tuple[list[list[F]], int]) -> None:
    rows, digits = case
    assert ints_in(round_sum(columns_of(rows), digits, mode), len(rows)) == expected(rows, digits, mode)


@pytest.mark.parametrize("mode", MODES)
@given(rows=st.lists(st.lists(FRACTIONS, min_size=4, max_size=4), min_size=1, max_size=4), digits=st.integers(0, 4))
def test_sum_of_any_size_rounds_as_the_exact_one(mode: Rounding, rows: list[list[F]], digits: int) -> None:
    assert ints_in(round_sum(columns_of(rows), digits, mode), len(rows)) == expected(rows, digits, mode)


@pytest.mark.parametrize("mode", MODES)
@given(terms=st.lists(PARTS, min_size=2, max_size=6))
def test_constants_beside_columns(mode: Rounding, terms: list[F]) -> None:
    rows = [[F(1, 3), *terms, F(2, 3)], [F(2, 7), *terms, F(5, 7)]]
    columns = columns_of([[row[0], row[-1]] for row in rows])
    found = round_sum((columns[0], *map(ratio, terms), columns[1]), 2, mode)
    assert ints_in(found, 2) == expected(rows, 2, mode)


@given(rows=st.lists(st.lists(FRACTIONS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_gathering_and_adding_keep_the_sum(rows: list[list[F]]) -> None:
    terms = columns_of(rows)
    wanted = [sum(row, F(0)) for row in rows]
    assert fractions_in(exact_sum(terms), len(rows)) == wanted
    assert fractions_in(exact_sum(gather(terms)), len(rows)) == wanted
    assert fractions_in(exact_sum(gather(())), 1) == [F(0)]


def test_only_rows_in_doubt_are_added_exactly() -> None:
    thirds = [[F(1, 3), F(1, 6)], [F(1, 3), F(1, 7)], [F(2, 3), F(5, 6)]]
    with patch.object(sums, "exact_sum", wraps=sums.exact_sum) as exact:
        assert ints_in(round_sum(columns_of(thirds), 0, Rounding.HALF_UP), 3) == [1, 0, 2]
    (terms,) = exact.call_args.args
    assert [len(np.atleast_1d(term.num.values)) for term in terms] == [2, 2]


def test_every_row_in_doubt_is_rounded_exactly_where_all_rows_are_alike() -> None:
    rows = [[F(1, 6), F(1, 3)]] * 3
    assert ints_in(round_sum(columns_of(rows), 0, Rounding.HALF_UP), 3) == [1, 1, 1]
