"""Bonuses and penalties, and what caps leave of them, as parts over all units."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from engine.dataclass import dataclass
from engine.export.filling import both
from engine.export.part import PLACES, ROOT, ZERO, Part, Sort, Standing, step
from engine.facts.table import State
from engine.scheme.adjustment import AdjustmentGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.columns.ints import Array, Mask
    from engine.columns.ratio import Ratio
    from engine.evaluate.results import AdjustmentTrace, Results, SideTrace
    from engine.scheme.adjustment import Adjustable, Adjustment

_OF_STATE = {
    State.VALUE: Standing.SCORED,
    State.ZERO_DENOMINATOR: Standing.DIVISION_NONE,
    State.MISSING: Standing.MISSING,
    State.NOT_APPLICABLE: Standing.NOT_APPLICABLE,
}


def adjustment_parts(results: Results) -> Iterator[Part]:
    """Yield the bonuses and then the penalties, in written order, each group after its parts."""
    scheme = results.scheme
    sides = (
        (scheme.bonuses, results.bonuses, Sort.BONUS, "加分", False),
        (scheme.penalties, results.penalties, Sort.PENALTY, "扣分", True),
    )
    for parts, trace, sort, words, negative in sides:
        side = _Side(results, trace, sort, negative=negative)
        for part in parts:
            yield from side.parts(part, ROOT)
        over = side.signed(trace.total - trace.together)
        # Of adjustments with an order there is no common cap.
        if parts and all(part.order is None for part in parts):
            yield from step(f"{ROOT}/{words}封顶", f"超过{words}合计上限", Sort.CAP, ROOT, over, where=side.settled)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side; its points enter the total with a minus where it is `negative`."""

    results: Results
    trace: SideTrace
    sort: Sort
    negative: bool

    @property
    def settled(self) -> Mask:
        """Where no fact that has to be reported is missing."""
        return ~self.trace.incomplete

    def signed(self, points: Ratio) -> Ratio:
        """Return points as they enter the total."""
        return -points if self.negative else points

    def parts(self, part: Adjustable, above: str) -> Iterator[Part]:
        """Yield an adjustment, or those of a group and what its cap takes off."""
        if not isinstance(part, AdjustmentGroup):
            yield self._single(part, above)
            return
        below = [found for each in part.parts for found in self.parts(each, part.id)]
        yield from below
        of_group = self.trace.groups[part.id]
        over = self.signed(of_group.points - of_group.together)
        yield from step(f"{part.id}/封顶", f"{part.title}：超过本类上限", Sort.CAP, part.id, over, where=self.settled)
        known = reduce(both, (each.known for each in below))
        yield Part(part.id, part.title, Sort.GROUP, above, self.signed(of_group.points), known, full=part.cap)

    def _single(self, adjustment: Adjustment, above: str) -> Part:
        trace = self.trace.leaves[adjustment.id]
        state = np.broadcast_to(trace.state, self.settled.shape)
        open_ = (state == int(State.MISSING)) & (not adjustment.optional)
        if trace.gate is not None:
            open_ = ~trace.gate.false & (open_ | (trace.gate.undecided & ~trace.ungated.equals(ZERO)))
        points, exact = trace.points, trace.exact
        return Part(
            adjustment.id, adjustment.title, self.sort, above, self.signed(points),
            known=~open_ if open_.any() else None, exact=self.signed(exact), full=adjustment.cap,
            value=trace.value, valued=state == int(State.VALUE), branch=_branch(trace, state.size),
            standings=_standings(adjustment, trace, state),
        )  # fmt: skip


def _branch(trace: AdjustmentTrace, count: int) -> Array | None:
    return None if trace.scored is None else np.broadcast_to(trace.scored.branch, (count,))


def _standings(adjustment: Adjustment, trace: AdjustmentTrace, state: Array) -> Array:
    """Return how each unit came to its points; a gate that does not hold says more than what it shuts out."""
    found = np.zeros(state.shape, dtype=np.int8)
    for each, standing in _OF_STATE.items():
        optional = each is State.MISSING and adjustment.optional
        found[state == each] = PLACES[Standing.NONE_REPORTED if optional else standing]
    found[trace.pending] = PLACES[Standing.PENDING]
    if trace.gate is not None:
        found[trace.gate.false] = PLACES[Standing.SHUT]
        found[trace.gate.undecided] = PLACES[Standing.UNDECIDED]
    return found
