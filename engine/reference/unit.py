"""One unit by itself: its ladder and its status (section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.reference.formula import truth_of
from engine.reference.state import State
from engine.reference.total import both_ways
from engine.scheme.judging import Bar, Effect, ImposeGrade, Step, Warn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.reference.known import Known, Truth
    from engine.reference.progress import Progress
    from engine.scheme.model import Scheme, UnitEntry


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules and tier conditions leave of the tiers for one unit (section 7).

    `ladder` is None when it is undecided; `tier_either_way` is the one tier that both ladders hold.
    """

    score_tier: str | None
    ladder: tuple[str, ...] | None
    kept: frozenset[str]
    tier_either_way: str | None


@dataclass(frozen=True, slots=True)
class JudgedUnit:
    """A unit as it enters its pool; `scores` and `verdict` are None for an exempt one."""

    entry: UnitEntry
    status: str
    scores: Progress | None
    verdict: Verdict | None

    @property
    def total(self) -> Fraction | None:
        """The total, where there is one."""
        if self.scores is None or isinstance(self.scores.total, State):
            return None
        return self.scores.total


def judge_unit(scores: Progress) -> JudgedUnit:
    """Take a unit from its total to its ladder and status (section 7)."""
    verdict = judge_scores(scores)
    return JudgedUnit(scores.entry, status_of(scores, verdict), scores, verdict)


def status_of(scores: Progress, verdict: Verdict) -> str:
    """Return the status of a unit that is not exempt (section 7)."""
    if scores.total is State.MISSING:
        return "incomplete"
    if scores.total is State.NOT_APPLICABLE or verdict.ladder is None:
        return "undecided"
    return "rated"


def judge_scores(scores: Progress) -> Verdict:
    """Take the ladder at its worst and at its best, and see whether they agree (section 7)."""
    scheme = scores.scheme
    met = [tier_truth(scheme, place, scores.known) for place in range(len(scheme.tiers))]
    # Warnings change no ladder, and some of them wait for the ranks.
    rules = [rule for rule in scheme.rules if not isinstance(rule.effect, Warn)]
    fired, possible = both_ways(rules, {rule.id: scores.truth(rule) for rule in rules})
    at_worst = [each for each in possible if not is_up(each)] + [each for each in fired if is_up(each)]
    at_best = [each for each in fired if not is_up(each)] + [each for each in possible if is_up(each)]
    worst, worst_kept = ladder(scheme, [truth is True for truth in met], at_worst)
    best, best_kept = ladder(scheme, [truth is not False for truth in met], at_best)
    decided = worst == best and worst_kept == best_kept
    return Verdict(
        score_tier=None if isinstance(scores.total, State) else first_tier(scheme, met),
        ladder=best if decided else None,
        kept=best_kept if decided else frozenset(),
        tier_either_way=best[0] if worst == best and len(best) == 1 else None,
    )


def is_up(effect: Effect) -> bool:
    """Return whether an effect raises the grade."""
    return isinstance(effect, Step) and effect.by < 0


def tier_truth(scheme: Scheme, place: int, known: Known) -> Truth:
    """Return whether a tier's condition holds; the last tier takes the rest (section 7)."""
    condition = scheme.tiers[place].condition
    if condition is None or place == len(scheme.tiers) - 1:
        return True
    return truth_of(condition, known)


def first_tier(scheme: Scheme, met: Sequence[Truth]) -> str | None:
    """Return the tier by score alone, None when an undecided condition comes first (section 7)."""
    for tier, truth in zip(scheme.tiers, met, strict=True):
        if truth is not False:
            return tier.name if truth else None
    return None


def ladder(
    scheme: Scheme,
    met: Sequence[bool],
    fired: Sequence[Effect],
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the tiers that a unit may be given, best first, and those it keeps (section 7)."""
    names = [tier.name for tier in scheme.tiers]
    imposed = [names.index(effect.tier) for effect in fired if isinstance(effect, ImposeGrade)]
    by_score = next(place for place, is_met in enumerate((*met[:-1], True)) if is_met)
    stepped = after_steps(by_score, [effect for effect in fired if isinstance(effect, Step)], len(names) - 1)
    best_allowed = max([*imposed, stepped])
    rungs: list[str] = []
    kept: set[str] = set()
    for place, name in enumerate(names[:-1]):
        opened = met[place] or place == stepped or stepped <= place < by_score
        if place < best_allowed or not opened:
            continue
        bars = [effect for effect in fired if isinstance(effect, Bar) and name in effect.tiers]
        if not bars:
            rungs.append(name)
        elif all(bar.keeps_place for bar in bars):
            kept.add(name)
    return (*rungs, names[-1]), frozenset(kept)


def after_steps(place: int, steps: Sequence[Step], last: int) -> int:
    """Return the place after all steps: order by order, those without one at the end, each clamped (section 7)."""
    orders = sorted({step.order for step in steps if step.order is not None})
    for order in [*orders, None]:
        place = min(max(place + sum(step.by for step in steps if step.order == order), 0), last)
    return place
