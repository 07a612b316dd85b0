"""Numbers that tests of columns are fed with: small ones, ties, and those around the ends of int64."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from engine.columns.ints import Ints, column
from engine.columns.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.ints import Mask

END = 2**63
SQUARE_ROOT = 3_037_000_500

EDGES = st.builds(
    lambda end, step: end + step,
    st.sampled_from((0, END, -END, END // 2, -END // 2, SQUARE_ROOT, -SQUARE_ROOT, 10**18, -(10**18), 4 * END)),
    st.integers(-3, 3),
)
WHOLES = st.integers(-20, 20) | EDGES | st.integers(-(10**20), 10**20)
POSITIVE = st.integers(1, 20) | EDGES.filter(lambda value: value > 0)
FRACTIONS = st.builds(Fraction, WHOLES, POSITIVE) | st.builds(Fraction, st.integers(-200, 200), st.integers(1, 48))


def same_length(*values: st.SearchStrategy[object]) -> st.SearchStrategy[list[tuple[object, ...]]]:
    """Rows of one value from each strategy."""
    return st.lists(st.tuples(*values), min_size=1, max_size=8)


def ints_of(values: Sequence[int]) -> Ints:
    """A column of these values."""
    return column(values)


def ratio_of(values: Sequence[Fraction]) -> Ratio:
    """A column of these fractions."""
    return Ratio(column([v.numerator for v in values]), column([v.denominator for v in values]))


def ints_in(found: Ints, count: int) -> list[int]:
    """The values of a column; each lies in the range that the column claims."""
    values = [found.at(row) for row in range(count)]
    assert all(found.low <= value <= found.high for value in values)
    assert all(int(value) == value for value in found.spread(count).tolist())
    return values


def fractions_in(found: Ratio, count: int) -> list[Fraction]:
    """The fractions of a column; every denominator is positive, as is claimed."""
    assert found.den.low > 0
    ints_in(found.num, count)
    assert all(value > 0 for value in ints_in(found.den, count))
    return [found.at(row) for row in range(count)]


def mask_in(mask: Mask, count: int) -> list[bool]:
    """What a mask says of every unit: a single value is that of all."""
    spread: list[bool] = np.broadcast_to(mask, (count,)).tolist()
    return spread
