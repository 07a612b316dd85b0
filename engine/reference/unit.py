"""One unit by itself: what its conditions read, its ladder and its status (sections 6 and 7)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.reference.formula import Known, State, Truth, UnitFacts, truth_of
from engine.reference.scores import Scores, score_unit
from engine.reference.sections import Points, applies
from engine.scheme.formula import Attribute, Expr, Figure
from engine.scheme.judging import Bar, Effect, ImposeGrade, StepDown
from engine.scheme.model import Item, Marking, Scheme, UnitEntry, all_items

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules and tier conditions leave of the tiers for one unit (section 7).

    `ladder` is None when it is undecided; `tier_either_way` is the one tier that both ladders hold.
    """

    rules: dict[str, Truth]
    score_tier: str | None
    ladder: tuple[str, ...] | None
    kept: frozenset[str]
    tier_either_way: str | None


@dataclass(frozen=True, slots=True)
class JudgedUnit:
    """A unit as it enters its pool; `scores` and `verdict` are None for an exempt one."""

    entry: UnitEntry
    status: str
    scores: Scores | None
    verdict: Verdict | None

    @property
    def total(self) -> Fraction | None:
        """The total, where there is one."""
        if self.scores is None or isinstance(self.scores.total, State):
            return None
        return self.scores.total


def judge_unit(scheme: Scheme, entry: UnitEntry, known: Known, ranks: Mapping[str, int]) -> JudgedUnit:
    """Take one unit from its facts to its ladder and status (sections 3 to 7)."""
    if entry.name in scheme.exempt:
        return JudgedUnit(entry, "exempt", None, None)
    scores = score_unit(scheme, entry, known, ranks)
    verdict = judge_scores(scheme, entry, scores, known.facts)
    return JudgedUnit(entry, status_of(scores, verdict), scores, verdict)


def status_of(scores: Scores, verdict: Verdict) -> str:
    """Return the status of a unit that is not exempt (section 7)."""
    if scores.total is State.MISSING:
        return "incomplete"
    if scores.total is State.NOT_APPLICABLE or verdict.ladder is None:
        return "undecided"
    return "rated"


def rate_of(item: Item, points: Mapping[str, Points], marking: Marking, entry: UnitEntry) -> Points:
    """Return the points of an item over what it could bring (section 6, `RATE`)."""
    own = points[item.id]
    if isinstance(own, State):
        return own
    denominator = applies(item, points, marking, entry)
    return State.NOT_APPLICABLE if denominator == 0 else own / denominator


def lowest_rate(scheme: Scheme, points: Mapping[str, Points], entry: UnitEntry) -> Points:
    """Return the least rate of the applicable top items (section 6, `LOWEST_RATE`)."""
    rates = [rate_of(item, points, scheme.marking, entry) for item in scheme.items]
    if State.MISSING in rates:
        return State.MISSING
    numbers = [rate for rate in rates if isinstance(rate, Fraction)]
    return min(numbers) if numbers else State.NOT_APPLICABLE


def knowledge(scheme: Scheme, entry: UnitEntry, rules: Mapping[str, Expr], scores: Scores, facts: UnitFacts) -> Known:
    """Return all that a condition may read about a unit (section 6, operands); `rules` are those that concern it."""
    items: dict[tuple[str, Attribute], Fraction | State] = {}
    for item in all_items(scheme.items):
        items[item.id, Attribute.POINTS] = scores.points[item.id]
        items[item.id, Attribute.RATE] = rate_of(item, scores.points, scheme.marking, entry)
    for identifier, value in scores.values.items():
        items[identifier, Attribute.VALUE] = value
    figures = {
        # A unit without a total is for a person to settle, so both are missing, whatever the reason.
        Figure.TOTAL: State.MISSING if isinstance(scores.total, State) else scores.total,
        Figure.BASE: State.MISSING if isinstance(scores.base, State) else scores.base,
        Figure.BONUS: scores.bonuses.total,
        Figure.PENALTY: State.MISSING if scores.penalties.missing else scores.penalties.total,
        Figure.LOWEST_RATE: lowest_rate(scheme, scores.points, entry),
    }
    return Known(facts, items=items, figures=figures, rules=rules)


def judge_scores(scheme: Scheme, entry: UnitEntry, scores: Scores, facts: UnitFacts) -> Verdict:
    """Take the ladder at its worst and at its best, and see whether they agree (section 7)."""
    concerned = {rule.id: rule.when for rule in scheme.rules if not {entry.name, entry.group} & rule.not_for}
    known = knowledge(scheme, entry, concerned, scores, facts)
    rules = {rule.id: rule.id in concerned and truth_of(rule.when, known) for rule in scheme.rules}
    met = [tier_truth(scheme, place, known) for place in range(len(scheme.tiers))]
    fired = [rule.effect for rule in scheme.rules if rules[rule.id] is True]
    undecided = [rule.effect for rule in scheme.rules if rules[rule.id] is None]
    worst, worst_kept = ladder(scheme, [truth is True for truth in met], fired + undecided)
    best, best_kept = ladder(scheme, [truth is not False for truth in met], fired)
    decided = worst == best and worst_kept == best_kept
    return Verdict(
        rules=rules,
        score_tier=None if isinstance(scores.total, State) else first_tier(scheme, met),
        ladder=best if decided else None,
        kept=best_kept if decided else frozenset(),
        tier_either_way=best[0] if worst == best and len(best) == 1 else None,
    )


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
    stepped = by_score + sum(effect.by for effect in fired if isinstance(effect, StepDown))
    best_allowed = max([*imposed, min(stepped, len(names) - 1)])
    rungs: list[str] = []
    kept: set[str] = set()
    for place, name in enumerate(names[:-1]):
        if place < best_allowed or not met[place]:
            continue
        bars = [effect for effect in fired if isinstance(effect, Bar) and name in effect.tiers]
        if not bars:
            rungs.append(name)
        elif all(bar.keeps_place for bar in bars):
            kept.add(name)
    return (*rungs, names[-1]), frozenset(kept)
