"""The next tier above each unit's, and the smallest changes of one fact that would have reached it."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.judge.blocks import can_be_split
from engine.judge.judgement import Status
from engine.nearest.lines import Cut, cut_of, line_of
from engine.nearest.single import changeable, findings, moves_of
from engine.nearest.variants import Variant, has_late_conditions, try_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from engine.judge.assessment import Assessment
    from engine.nearest.single import Move

# So many units are tried out together: what they need fits near the processor.
TOGETHER = 100
# As many steps are tried one by one where more may be worse again.
_EVERY = 40
ZERO = Fraction(0)


class Why(Enum):
    """Why nothing is named that would reach the next tier; the value says it."""

    HIGHEST = "已经是最高等次"
    NOT_RATED = "还没有评定"
    COMPARED = "方案有与其他单位比较的内容，改动一个单位的数据会牵动别的单位，不逐项试算"
    OPEN = "有规则还无法判定（所需数据未报），能不能单独改变一项数据就达到，说不准"
    NONE_ALONE = "没有哪一项数据单独改变就能达到"


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that alone would have been enough: the total and the tier that the unit would have with `wanted`.

    `now` is None where the fact is not reported. A `finding` is what was found out about the unit: without it a veto
    would not have fired.
    """

    fact: str
    now: Fraction | None
    wanted: Fraction
    total: Fraction
    tier: str
    finding: bool = False


@dataclass(frozen=True, slots=True)
class Prospect:
    """What lies above a unit's tier.

    `tier` is the next one, None where there is none; `line` the least total that its condition asks for, if it asks
    for any, and `place` the least with which the unit would get one of its places. `changes` are the smallest ones,
    nearest first; `why` says why there are none.
    """

    tier: str | None
    line: Fraction | None = None
    place: Cut | None = None
    changes: tuple[Change, ...] = ()
    why: Why | None = None


def prospects(assessment: Assessment, units: Sequence[str]) -> dict[str, Prospect]:
    """Return for each of some assessed units what lies above its tier. Raises RuleEngineError."""
    scheme = assessment.scheme
    split = can_be_split(scheme) and not has_late_conditions(scheme)
    found = {unit: _outlook(assessment, unit) for unit in units}
    open_ = [unit for unit in units if found[unit].why is None]
    if not split:
        return found | {unit: _with(found[unit], (), Why.COMPARED) for unit in open_}
    facts = changeable(scheme)
    for start in range(0, len(open_), TOGETHER):
        some = open_[start : start + TOGETHER]
        moves = [move for unit in some for move in moves_of(assessment, unit, facts) if move.most > 0]
        cuts = {unit: _cuts(assessment, unit) for unit in some}
        changes = _Search(assessment, cuts, findings(scheme)).smallest(moves)
        for unit in some:
            own = sorted((change for move, change in changes if move.unit == unit), key=_size)
            nearest = tuple({change.fact: change for change in reversed(own)}.values())[::-1]
            found[unit] = _with(found[unit], nearest, None if nearest else _why_none(assessment, unit))
    return found


def _outlook(assessment: Assessment, unit: str) -> Prospect:
    row = assessment.facts.row(unit)
    position = int(assessment.judgement.tiers[row])
    if position < 0 or assessment.judgement.statuses[row] is not Status.RATED:
        return Prospect(None, why=Why.NOT_RATED)
    if position == 0:
        return Prospect(None, why=Why.HIGHEST)
    tier = assessment.scheme.tiers[position - 1]
    return Prospect(tier.name, line_of(tier, assessment.results.digits), cut_of(assessment, tier, unit))


def _why_none(assessment: Assessment, unit: str) -> Why:
    row = assessment.facts.row(unit)
    open_ = any(bool(truth.undecided[row]) for truth in assessment.judgement.rules.values())
    return Why.OPEN if open_ else Why.NONE_ALONE


def _with(found: Prospect, changes: tuple[Change, ...], why: Why | None) -> Prospect:
    return Prospect(found.tier, found.line, found.place, changes, why)


def _cuts(assessment: Assessment, unit: str) -> list[Cut]:
    """Return the least totals with which a unit gets into each tier above its own, from the best down."""
    above = assessment.scheme.tiers[: int(assessment.judgement.tiers[assessment.facts.row(unit)])]
    return [cut_of(assessment, tier, unit) for tier in above]


def _size(change: Change) -> tuple[Fraction, str]:
    """Return how large a change is beside what it changes."""
    now = ZERO if change.now is None else change.now
    return abs(change.wanted - now) / (max(abs(now), abs(change.wanted)) or 1), change.fact


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for the fewest steps that reach a better tier, for many moves at once.

    Steps are doubled until one is enough, and then halved: what is found is enough, and one step less is not. Where
    more may be worse again, every step is tried up to a number, and then each a quarter further than the last.
    """

    assessment: Assessment
    cuts: Mapping[str, Sequence[Cut]]
    findings: frozenset[str]

    def smallest(self, moves: Sequence[Move]) -> list[tuple[Move, Change]]:
        tried = [(which, steps) for which, move in enumerate(moves) for steps in _probes(move)]
        enough: dict[int, int] = {}
        short = [0] * len(moves)
        reached: dict[int, Change] = {}
        for (which, steps), change in zip(tried, self._changes(moves, tried), strict=True):
            if which in enough:
                continue
            if change is None:
                short[which] = steps
            else:
                enough[which], reached[which] = steps, change
        while True:
            halves = [(which, (short[which] + most) // 2) for which, most in enough.items() if most - short[which] > 1]
            if not halves:
                return [(moves[which], change) for which, change in reached.items()]
            for (which, steps), change in zip(halves, self._changes(moves, halves), strict=True):
                if change is None:
                    short[which] = steps
                else:
                    enough[which], reached[which] = steps, change

    def _changes(self, moves: Sequence[Move], tried: Sequence[tuple[int, int]]) -> Iterator[Change | None]:
        if not tried:
            return
        scheme = self.assessment.scheme
        variants = [Variant(moves[which].unit, moves[which].fact, moves[which].after(steps)) for which, steps in tried]
        outcomes = try_out(scheme, self.assessment.facts, variants)
        for (which, _), variant, total, open_ in zip(
            tried, variants, outcomes.totals.tolist(), outcomes.open.tolist(), strict=True
        ):
            move = moves[which]
            yield self._change(move, variant, total, open_) if any(open_[: len(self.cuts[move.unit])]) else None

    def _change(self, move: Move, variant: Variant, number: int, open_: Sequence[bool]) -> Change | None:
        """Return what a variant reaches of the tiers above the unit's."""
        total = Fraction(number, 10**self.assessment.results.digits)
        for place, cut in enumerate(self.cuts[move.unit]):
            if open_[place] and cut.admits(total):
                wanted, tier = Fraction(variant.number, move.scale), self.assessment.scheme.tiers[place].name
                return Change(move.fact, move.now, wanted, total, tier, move.fact in self.findings)
        return None


def _probes(move: Move) -> Iterable[int]:
    """Yield the numbers of steps that are tried first, in ascending order, the most at the end."""
    steps = 1
    while steps < move.most:
        yield steps
        steps = (steps + 1 if steps < _EVERY else steps * 5 // 4) if move.winding else steps * 2
    yield move.most
