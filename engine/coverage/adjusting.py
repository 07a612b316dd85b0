"""What can happen to bonuses and penalties, and what did to those of one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.coverage.listed import happened_to_matters, owed_of_matters
from engine.coverage.obligation import Asks, Kind, Obligation, Subject, clause, clause_met
from engine.coverage.values import outcomes_around, range_of_value
from engine.dataclass import dataclass
from engine.facts.table import State
from engine.number import Unit
from engine.primitives.primitive import Outcome
from engine.primitives.registry import primitive_of
from engine.scheme.adjustment import Adjustment, AdjustmentGroup, Counted, Scored, adjustable
from engine.scheme.listed import Listed
from engine.sentences.measures import measure_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.evaluate.results import Results, SideTrace
    from engine.scheme.adjustment import Adjustable
    from engine.scheme.model import Scheme

NONE, CAPPED, SHUT, PENDING = "没有", "超过上限，按上限计", "不符合条件，不计", "没有佐证，暂不计"
TOGETHER = "合计超过上限，按上限计"
BONUS, PENALTY = "加分", "扣分"
HIGHEST = "高于最高分，按最高分计"
_SIDES = ((BONUS, "bonus_cap"), (PENALTY, "penalty_cap"))


def _subject(part: Adjustable) -> Subject:
    return Subject(part.id, Kind.ADJUSTING, Asks.POINTS, part.span)


def _of_side(name: str, scheme: Scheme) -> Subject:
    return Subject(name, Kind.ADJUSTING, Asks.TOTAL, scheme.marking.span)


@dataclass(frozen=True, slots=True)
class AdjustingOwed:
    """Lists what can happen to the adjustments of a scheme."""

    scheme: Scheme

    def all(self) -> Iterator[Obligation]:
        """Yield what can happen to each, to each side together, and to the total in the end."""
        for name, parts, (_, key) in zip((BONUS, PENALTY), self._parts(), _SIDES, strict=True):
            for part in adjustable(parts):
                yield clause(part.id, f"有{name}", Asks.POINTS, part.span)
                if isinstance(part, AdjustmentGroup):
                    if self._may_exceed(part.parts, part.cap):
                        yield _subject(part).owes(TOGETHER)
                else:
                    yield from self._adjustment(_subject(part), part)
            cap = getattr(self.scheme.marking, key)
            if cap is not None and parts and self._may_exceed(parts, cap):
                yield _of_side(name, self.scheme).owes(TOGETHER, self.scheme.marking.at.get(key))
        marking, cap = self.scheme.marking, self.scheme.marking.bonus_cap
        most = self._most(self.scheme.bonuses)
        most = cap if most is None or (cap is not None and cap < most) else most
        if most is None or marking.full + most > marking.highest:
            yield _of_side(BONUS, self.scheme).owes(HIGHEST, marking.at.get("highest"))

    def _parts(self) -> tuple[tuple[Adjustable, ...], tuple[Adjustable, ...]]:
        return self.scheme.bonuses, self.scheme.penalties

    def _adjustment(self, subject: Subject, adjustment: Adjustment) -> Iterator[Obligation]:
        yield subject.owes(NONE)
        source, facts = adjustment.source, self.scheme.facts
        exceeds = False
        match source:
            case Counted():
                high = range_of_value(source.formula, facts).high
                exceeds = adjustment.cap is not None and (high is None or high * source.each > adjustment.cap)
            case Listed():
                exceeds = adjustment.cap is not None
                yield from owed_of_matters(subject, source, evidence=adjustment.evidence)
            case Scored():
                # Its full points are the cap: nothing exceeds it.
                found = outcomes_around(source.method, source.full, source.formula, None, self.scheme)
                met = (
                    each for outcome in found for each in primitive_of(source.method).branches(source.method, outcome)
                )
                yield from (subject.owes(w, s) for w, s in {each.words: each.span for each in met}.items())
        if adjustment.evidence:
            yield subject.owes(PENDING)
        if exceeds:
            yield subject.owes(CAPPED)
        if adjustment.gate is not None:
            yield subject.owes(SHUT, adjustment.gate.span)

    def _may_exceed(self, parts: tuple[Adjustable, ...], cap: Fraction) -> bool:
        most = self._most(parts)
        return most is None or most > cap

    def _most(self, parts: tuple[Adjustable, ...]) -> Fraction | None:
        """Return the most that adjustments come to together; None where nothing bounds them."""
        caps = [self._most_of(part) for part in parts]
        known = [each for each in caps if each is not None]
        return None if len(known) < len(caps) else sum(known, self.scheme.marking.full * 0)

    def _most_of(self, part: Adjustable) -> Fraction | None:
        if isinstance(part, AdjustmentGroup) or part.cap is not None:
            return part.cap
        if isinstance(part.source, Scored):
            return part.source.full
        if isinstance(part.source, Listed):
            return None
        high = range_of_value(part.source.formula, self.scheme.facts).high
        return None if high is None else high * part.source.each


@dataclass(frozen=True, slots=True)
class AdjustingMet:
    """Finds in the trace what happened to the adjustments of one unit."""

    results: Results
    row: int

    def all(self) -> Iterator[str]:
        """Yield the ids of what happened to each, to each side together, and to the total in the end."""
        scheme, row = self.results.scheme, self.row
        sides = ((BONUS, scheme.bonuses, self.results.bonuses), (PENALTY, scheme.penalties, self.results.penalties))
        for name, parts, side in sides:
            for part in adjustable(parts):
                if side.points[part.id].at(row):
                    yield clause_met(part.id)
                if isinstance(part, Adjustment):
                    yield from self._adjustment(_subject(part), part, side)
                elif side.groups[part.id].together.at(row) > part.cap:
                    yield _subject(part).met(TOGETHER)
            if side.together.at(row) > side.total.at(row):
                yield _of_side(name, scheme).met(TOGETHER)
        total = self.results.total_of(row)
        cut = self.results.total.at(row) < self.results.unclamped.at(row)
        if self.results.has_total[row] and cut and total == scheme.marking.highest:  # a rule may take it to 0 as well
            yield _of_side(BONUS, scheme).met(HIGHEST)

    def _adjustment(self, subject: Subject, adjustment: Adjustment, side: SideTrace) -> Iterator[str]:
        trace, row = side.leaves[adjustment.id], self.row
        if trace.gate is not None and not trace.gate.true[row]:
            if trace.gate.false[row]:
                yield subject.met(SHUT)
            return
        if trace.state[row] == State.VALUE and not trace.points.at(row):
            yield subject.met(NONE)
        if adjustment.cap is not None and trace.together.at(row) > adjustment.cap:
            yield subject.met(CAPPED)
        if trace.pending[row]:
            yield subject.met(PENDING)
        if trace.awards is not None and isinstance(adjustment.source, Listed):
            yield from happened_to_matters(subject, adjustment.source, trace.awards[row])
        if trace.scored is not None and isinstance(adjustment.source, Scored) and trace.state[row] == State.VALUE:
            yield from self._branches(subject, adjustment.source, side)

    def _branches(self, subject: Subject, source: Scored, side: SideTrace) -> Iterator[str]:
        trace, row = side.leaves[subject.id], self.row
        scored = trace.scored
        assert scored is not None, subject.id  # noqa: S101  asked by `_adjustment`
        branch = scored.branch[row if len(scored.branch) > 1 else 0]
        outcome = Outcome(
            trace.value.at(row), int(branch), tuple(each.at(row) for each in scored.steps), scored.points.at(row),
            source.full, Unit.PLAIN, measure_of(source.formula, self.results.scheme.facts),
        )  # fmt: skip
        yield from (subject.met(each.words) for each in primitive_of(source.method).branches(source.method, outcome))
