"""Put columns of some units after columns of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints
from engine.columns.ratio import Ratio
from engine.columns.sums import exact_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.ints import Array
    from engine.columns.sums import Terms


def join_arrays(parts: Sequence[Array], sizes: Sequence[int]) -> Array:
    """Return one array of all units; a part with shape [1] says the same of each of its units."""
    return np.concatenate([np.broadcast_to(part, (size,)) for part, size in zip(parts, sizes, strict=True)])


def join_ints(parts: Sequence[Ints], sizes: Sequence[int]) -> Ints:
    """Return one column; constants that are the same stay one constant."""
    low, high = min(part.low for part in parts), max(part.high for part in parts)
    if low == high and all(part.values.shape == (1,) for part in parts):
        return parts[0]
    return Ints(join_arrays([part.values for part in parts], sizes), low, high)


def join_ratios(parts: Sequence[Ratio], sizes: Sequence[int]) -> Ratio:
    """Return one column of quotients."""
    return Ratio(join_ints([part.num for part in parts], sizes), join_ints([part.den for part in parts], sizes))


def join_terms(parts: Sequence[Terms], sizes: Sequence[int]) -> Terms:
    """Return terms that add up to the same; parts of different lengths are added up first."""
    if len({len(part) for part in parts}) > 1:
        parts = [(exact_sum(part),) for part in parts]
    return tuple(join_ratios(terms, sizes) for terms in zip(*parts, strict=True))
