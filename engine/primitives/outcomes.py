"""What a spec makes of values that nobody has reported: every one is scored as if it were a unit's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import ratios
from engine.number import Unit
from engine.primitives.primitive import Outcome, Peers
from engine.primitives.registry import primitive_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.primitives.registry import Spec


def outcomes(spec: Spec, full: Fraction, values: Sequence[Fraction], measure: str) -> list[Outcome]:
    """Return the outcome of each value; they are peers of one another where values are ranked."""
    if not values:
        return []
    count = len(values)
    peers = Peers(np.ones(count, dtype=np.bool_), np.zeros(count, dtype=np.int64))
    scored = primitive_of(spec).score(spec, full, ratios(values), peers)
    branch = np.broadcast_to(scored.branch, (count,))
    return [
        Outcome(
            value, int(branch[row]), tuple(each.at(row) for each in scored.steps), scored.points.at(row), full,
            Unit.PLAIN, measure,
        )
        for row, value in enumerate(values)
    ]  # fmt: skip
