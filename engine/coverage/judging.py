"""What can happen to rules, tiers and ranks, and what did to those of one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.coverage.obligation import Asks, Kind, Obligation, Subject, clause, clause_met
from engine.dataclass import dataclass
from engine.judge.atoms import as_compare
from engine.judge.conditions import LEFT_OUT
from engine.judge.judgement import Reason
from engine.scheme import formula as f
from engine.scheme.judging import Bar, CutTies, Rule, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluate.results import Results
    from engine.judge.assessment import Assessment
    from engine.judge.judgement import Displacement, Judgement
    from engine.scheme.model import Scheme

FIRED, NOT_FIRED, NOT_ASKED = "触发", "没有触发", "不适用于本单位"
FULL, TIED, LENIENT, KEYS = "够条件而名额已满", "末位并列，都不进", "末位并列，都进", "末位同分，依次比较后不进"
KEPT = "不得确定为这一等，名额空着"
UNRANKED, RANKED = "不参加排名", "参加排名"
_TIES = {CutTies.STRICT: (TIED,), CutTies.LENIENT: (LENIENT,), CutTies.KEYS: (KEYS, TIED)}


def _of_rule(rule: Rule) -> Subject:
    return Subject(rule.id, Kind.RULES, Asks.FIRED, rule.span)


def _of_tier(tier: Tier) -> Subject:
    return Subject(f"等次/{tier.name}", Kind.TIERS, Asks.TIER, tier.span)


def _of_ranking(scheme: Scheme) -> Subject:
    left_out = scheme.ranking.left_out
    return Subject("名次", Kind.TIERS, Asks.RANK, left_out.span if left_out else scheme.marking.span)


def _kept_by(scheme: Scheme, tier: Tier) -> bool:
    """Say whether a rule may leave a place of the tier empty."""
    bars = (rule.effect for rule in scheme.rules if isinstance(rule.effect, Bar))
    return tier.quota is not None and any(bar.keeps_place and tier.name in bar.tiers for bar in bars)


def _decisive(condition: f.Expr | None) -> tuple[f.Expr, ...]:
    """Return the parts of 且 and 或, each of which should decide alone once; a run of periods is one part."""
    if isinstance(condition, f.Both) or (isinstance(condition, f.AnyOf) and condition.run is None):
        return condition.parts
    return ()


def _alone(condition: f.Expr, part: f.Expr) -> str:
    return f"只有“{part.span.text}”这一条{'不' if isinstance(condition, f.Both) else ''}成立"


@dataclass(frozen=True, slots=True)
class JudgingOwed:
    """Lists what can happen to the rules, tiers and ranks of a scheme."""

    scheme: Scheme

    def all(self) -> Iterator[Obligation]:
        """Yield what can happen to each, in written order."""
        for rule in self.scheme.rules:
            subject = _of_rule(rule)
            yield clause(rule.id, FIRED, Asks.FIRED, rule.span)
            yield subject.owes(FIRED)
            yield subject.owes(NOT_FIRED)
            if rule.not_for:
                yield subject.owes(NOT_ASKED)
            if not rule.periods:
                yield from (subject.owes(_alone(rule.when, part), part.span) for part in _decisive(rule.when))
        for tier in self.scheme.tiers:
            subject = _of_tier(tier)
            yield clause(subject.id, "评到这一等", Asks.TIER, tier.span)
            if tier.condition is not None:
                parts = _decisive(tier.condition)
                yield from (subject.owes(_alone(tier.condition, part), part.span) for part in parts)
            if tier.quota is not None:
                yield subject.owes(FULL, tier.quota.span)
                yield from (subject.owes(words, tier.quota.span) for words in _TIES[tier.quota.ties])
            if _kept_by(self.scheme, tier):
                yield subject.owes(KEPT)
        if self.scheme.ranking.left_out is not None:
            subject = _of_ranking(self.scheme)
            yield subject.owes(UNRANKED)
            yield subject.owes(RANKED)


@dataclass(frozen=True, slots=True)
class JudgingMet:
    """Finds in the judgement what happened to the rules, tiers and rank of one unit."""

    assessment: Assessment
    unit: str
    row: int

    @property
    def _results(self) -> Results:
        return self.assessment.results

    @property
    def _judgement(self) -> Judgement:
        return self.assessment.judgement

    def all(self) -> Iterator[str]:
        """Yield the ids of what happened."""
        for rule in self.assessment.scheme.rules:
            yield from self._rule(rule)
        for position, tier in enumerate(self.assessment.scheme.tiers):
            yield from self._tier(position, tier)
        truth = self._results.truths.get(LEFT_OUT)
        if truth is not None and (truth.true[self.row] or truth.false[self.row]):
            yield _of_ranking(self.assessment.scheme).met(UNRANKED if truth.true[self.row] else RANKED)

    def _rule(self, rule: Rule) -> Iterator[str]:
        subject, truth = _of_rule(rule), self._judgement.rules[rule.id]
        entry = next((each for each in self.assessment.scheme.units if each.name == self.unit), None)
        if entry is not None and entry.among(rule.not_for):
            yield subject.met(NOT_ASKED)
            return
        if truth.true[self.row]:
            yield clause_met(rule.id)
            yield subject.met(FIRED)
        elif truth.false[self.row]:
            yield subject.met(NOT_FIRED)
        yield from (subject.met(words) for words in self._decided_alone(rule.when))

    def _tier(self, position: int, tier: Tier) -> Iterator[str]:
        subject, judgement = _of_tier(tier), self._judgement
        if int(judgement.tiers[self.row]) == position:
            yield clause_met(subject.id)
        if tier.condition is not None:
            yield from (subject.met(words) for words in self._decided_alone(tier.condition))
        losses = (loss for loss in judgement.displaced.get(self.unit, ()) if loss.allotment.tier == tier.name)
        yield from (subject.met(_loss_words(tier, loss)) for loss in losses)
        for allotment in judgement.allotments:
            if allotment.tier != tier.name:
                continue
            if self.unit in allotment.kept_empty_for:
                yield subject.met(KEPT)
            if self.unit in allotment.entered and len(allotment.entered) > allotment.places:
                yield subject.met(LENIENT)

    def _decided_alone(self, condition: f.Expr) -> Iterator[str]:
        """Yield the part of 且 that alone fails, or that of 或 that alone holds."""
        parts = _decisive(condition)
        known = [self._holds(part) for part in parts]
        deciding = not isinstance(condition, f.Both)
        if None not in known and known.count(deciding) == 1:
            yield _alone(condition, parts[known.index(deciding)])

    def _holds(self, expr: f.Expr) -> bool | None:
        """Say whether a condition held; None where it is undecided."""
        match expr:
            case f.Not(part):
                held = self._holds(part)
                return None if held is None else not held
            case f.Both(parts) | f.AnyOf(parts):
                known = [self._holds(part) for part in parts]
                decisive = isinstance(expr, f.AnyOf)
                if decisive in known:
                    return decisive
                return None if None in known else not decisive
            case f.Fired(rule):
                truth = self._judgement.rules[rule]
            case _:
                truth = self._judgement.comparisons[as_compare(expr)].truth
        return True if truth.true[self.row] else False if truth.false[self.row] else None


def _loss_words(tier: Tier, loss: Displacement) -> str:
    if loss.reason is Reason.TIED:
        return TIED
    by_keys = tier.quota is not None and tier.quota.ties is CutTies.KEYS
    return KEYS if by_keys and loss.allotment.places and not loss.gap else FULL
