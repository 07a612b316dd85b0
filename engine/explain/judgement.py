"""The judgement of one unit in words: rules, tier by score, places, final tier."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.explain.comparisons import Comparisons
from engine.explain.derivation import LEFT_OUT, Explanation, FactUse, Judged
from engine.explain.derive import derive
from engine.explain.facts import fact_use
from engine.explain.standing import nothing_applies
from engine.explain.words import refs_in, some
from engine.judge.conditions import LEFT_OUT as LEFT_OUT_TRUTH
from engine.judge.judgement import Reason
from engine.number import Unit, exact_text, fixed_text, quantity_text
from engine.scheme import formula as f
from engine.scheme.judging import Bar, CutTies, Rule, Tier, Warn
from engine.sentences.effects import effect_words
from engine.sentences.function_words import MODES
from engine.sentences.voice import Voice
from engine.text.spacing import joined

if TYPE_CHECKING:
    from engine.evaluate.results import Results
    from engine.judge.judgement import Allotment, Displacement, Judgement
    from engine.scheme.model import UnitEntry

# What is said of a rule that is not for the unit.
NOT_FOR_THIS_UNIT = ("本规则不适用于本单位",)
FIRED, NOT_FIRED, UNDECIDED = "fired", "not_fired", "undecided"
ENTERED, DISPLACED, KEPT_EMPTY, RANKED = "entered", "displaced", "kept_empty", "ranked"


def explain(results: Results, judgement: Judgement, unit: str, *, discreet: bool = False) -> Explanation:
    """Return all that is to be said of one unit.

    With `discreet`, other units are named in the order of the scheme, and not told apart by their scores, nor is it
    said where among those of its tier the unit stands.
    """
    row = results.facts.row(unit)
    teller = _Teller(results, judgement, unit, row, Comparisons(results, judgement, unit, row), discreet)
    tier = int(judgement.tiers[row])
    group = results.facts.groups.get(unit)
    return Explanation(
        unit,
        group,
        judgement.statuses[row].value,
        results.facts.illustrative,
        judgement.pending if judgement.provisional[row] else (),
        int(judgement.ranks[row]) or None,
        results.scheme.tiers[tier].name if tier >= 0 else None,
        derive(results, unit),
        tuple(teller.all()),
        results.scheme.calendar.as_of,
        results.digits,
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    results: Results
    judgement: Judgement
    unit: str
    row: int
    told: Comparisons
    discreet: bool

    def all(self) -> list[Judged]:
        told = [self._rule(rule) for rule in self.results.scheme.rules]
        told.append(self._score_tier())
        for tier in self.results.scheme.tiers:
            if self._kept(tier):
                told.append(self._kept_place(tier))
            elif self._competed(tier):
                told.append(self._quota(tier))
        told.append(self._final())
        if (left_out := self.results.scheme.ranking.left_out) is not None:
            told.append(self._ranking(left_out))
        return told

    def _ranking(self, condition: f.Expr) -> Judged:
        """Say whether the unit is ranked, and why not, where the scheme leaves some units out."""
        truth = self.results.truths[LEFT_OUT_TRUTH]
        outcome = self.told.truth(truth, (LEFT_OUT, RANKED, UNDECIDED))
        verdict = {
            LEFT_OUT: "符合“不参加排名”的条件，不排名次，也不占名次",
            RANKED: "参加排名，不符合“不参加排名”的条件",
            UNDECIDED: "是否参加排名无法判定（所需数据未报），名次是暂定的",
        }[outcome]
        lines = (f"{verdict}（{self._voice.condition(condition)}）", *self.told.of(condition))
        return Judged(
            f"{self.unit}/名次", "ranking", "名次", outcome, lines, refs_in(condition), None, condition.span,
            self._facts(condition),
        )  # fmt: skip

    def _rule(self, rule: Rule) -> Judged:
        if self._entry.among(rule.not_for):
            return self._not_for(rule)
        truth = self.judgement.rules[rule.id]
        outcome = self.told.truth(truth, (FIRED, NOT_FIRED, UNDECIDED))
        verdict = {FIRED: "触发", NOT_FIRED: "未触发", UNDECIDED: "无法判定（所需数据未报）"}[outcome]
        lines = [joined(f"{verdict}，条件是", self._voice.condition(rule.when)), *self.told.of(rule.when)]
        if outcome != NOT_FIRED:
            lines.append(("处理：" if outcome == FIRED else "一旦触发：") + effect_words(rule))
            if rule.note:
                lines.append(f"说明：{rule.note}")
        return Judged(
            rule.id, rule.kind.name.lower(), f"{rule.kind.value} {rule.title}", outcome, tuple(lines),
            refs_in(rule.when), rule.clause, rule.span, self._facts(rule.when),
        )  # fmt: skip

    @property
    def _voice(self) -> Voice:
        return Voice(self.results.scheme)

    @property
    def _entry(self) -> UnitEntry:
        return self.results.facts.entry(self.unit)

    def _not_for(self, rule: Rule) -> Judged:
        lines = NOT_FOR_THIS_UNIT
        title = f"{rule.kind.value} {rule.title}"
        return Judged(rule.id, rule.kind.name.lower(), title, NOT_FIRED, lines, (), rule.clause, rule.span)

    def _facts(self, condition: f.Expr) -> tuple[FactUse, ...]:
        return tuple(fact_use(self.results, self.unit, name) for name in f.facts_in(condition))

    def _score_tier(self) -> Judged:
        position = int(self.judgement.score_tiers[self.row])
        tiers = self.results.scheme.tiers
        lines: list[str] = []
        because: list[str] = []
        for tier in tiers if position < 0 else tiers[: position + 1]:
            if tier.condition is None:
                lines.append(f"{tier.name}：其余")
                continue
            verdict = self.told.truth(self.judgement.conditions[tier.name], ("满足", "不满足", "无法判定"))
            lines.append(f"{tier.name}的条件{verdict}（{'；'.join(self.told.of(tier.condition))}）")
            because += refs_in(tier.condition)
        outcome = tiers[position].name if position >= 0 else UNDECIDED
        at, clause = (tiers[position].span, tiers[position].clause) if position >= 0 else (tiers[0].span, None)
        return Judged(
            f"{self.unit}/得分等次",
            "score_tier",
            "按得分定等",
            outcome,
            tuple(lines),
            tuple(dict.fromkeys(because)),
            clause,
            at,
        )

    def _competed(self, tier: Tier) -> bool:
        return self._allotment(tier) is not None and (
            self._displacement(tier) is not None or int(self.judgement.tiers[self.row]) == self._position(tier)
        )

    def _kept_place(self, tier: Tier) -> Judged:
        allotment = self._allotment(tier)
        assert allotment is not None, tier.name  # noqa: S101  a kept place is one of an allotment
        bars = [r for r in self.results.scheme.rules if isinstance(r.effect, Bar) and tier.name in r.effect.tiers]
        fired = [rule for rule in bars if self.judgement.rules[rule.id].true[self.row]]
        title = f"{tier.name}名额"
        named = "、".join(rule.id for rule in fired)
        lines = (
            self._words(tier, allotment),
            f"本单位得分够得上，因 {named} 不得确定为“{tier.name}”，所占的名额空着",
        )
        because = tuple(rule.id for rule in fired)
        at = tier.quota.span if tier.quota else tier.span
        return Judged(f"{self.unit}/{title}", "quota", title, KEPT_EMPTY, lines, because, tier.clause, at)

    def _words(self, tier: Tier, allotment: Allotment) -> str:
        """Say how the places were given; of places that are kept, discreetly how many, and not for whom."""
        if not self.discreet or not allotment.kept_empty_for:
            return allotment_words(tier, self._shown(allotment))
        kept = len(allotment.kept_empty_for)
        return allotment_words(tier, replace(self._shown(allotment), kept_empty_for=())) + f"；按规则留着 {kept} 个"

    def _shown(self, allotment: Allotment) -> Allotment:
        """Return an allotment as it may be told: of units in order of their scores the order is told too."""
        if not self.discreet:
            return allotment
        entered = set(allotment.entered)
        return replace(
            allotment, entered=tuple(unit.name for unit in self.results.scheme.units if unit.name in entered)
        )

    def _position(self, tier: Tier) -> int:
        return self.results.scheme.tiers.index(tier)

    def _allotment(self, tier: Tier) -> Allotment | None:
        group = self._entry.group
        found = (a for a in self.judgement.allotments if a.tier == tier.name)
        by_group = tier.quota is not None and tier.quota.base.by_group
        return next((a for a in found if not by_group or a.group == group), None)

    def _displacement(self, tier: Tier) -> Displacement | None:
        losses = self.judgement.displaced.get(self.unit, ())
        return next((loss for loss in losses if loss.allotment.tier == tier.name), None)

    def _quota(self, tier: Tier) -> Judged:
        allotment, loss = self._allotment(tier), self._displacement(tier)
        assert allotment is not None, tier.name  # noqa: S101  only tiers competed for are told
        lines = [self._words(tier, allotment)]
        if loss is None:
            because, those = allotment.around(self.results.total.at(self.row))
            level = [unit for unit in those if unit != self.unit]
            place = f"，居第 {len(because) + 1} 位" + (f"，与{some(level)}并列" if level else "")
            lines.append("本单位进入" + ("" if self.discreet else place))
        else:
            lines += self._loss(tier, loss)
            because = allotment.entered
        outcome = ENTERED if loss is None else DISPLACED
        at = tier.quota.span if tier.quota else tier.span
        title = f"{tier.name}名额"
        return Judged(f"{self.unit}/{title}", "quota", title, outcome, tuple(lines), because, tier.clause, at)

    def _loss(self, tier: Tier, loss: Displacement) -> list[str]:
        """Say why the unit did not enter, and what total would have done."""
        digits, allotment = self.results.digits, loss.allotment
        if loss.reason is Reason.TIED:
            level = [unit for unit in allotment.tied if unit != self.unit]
            room = allotment.places - len(allotment.entered) - len(allotment.kept_empty_for)
            whom = f"另 {len(level)} 个单位" if self.discreet else some(level)
            tie = f"与{whom}同为 {fixed_text(self.results.total_of(self.row), digits)} 分"
            return [f"达到条件而未进入：{tie}，只余 {room} 个名额，并列的都不进"]
        lines = [f"达到条件而未进入：{loss.words}"]
        if not allotment.places:
            return lines
        if self.discreet and len(allotment.entered) == 1:
            # The line is the score of the one unit that is named.
            return [*lines, "只有一个名额，得分要高于进入的单位"]
        line = fixed_text(self.results.total_of(self.row) + loss.gap, digits)
        ties = tier.quota.ties if tier.quota else CutTies.STRICT
        if not loss.gap:
            lines.append("得分与末位相同，依次比较后排在后面")
        elif ties is CutTies.LENIENT:
            lines.append(f"名额线是 {line} 分，差 {fixed_text(loss.gap, digits)} 分；得分达到 {line} 即可进入")
        else:
            lines.append(f"名额线是 {line} 分，差 {fixed_text(loss.gap, digits)} 分；得分高于 {line} 即可进入")
        return lines

    def _kept(self, tier: Tier) -> bool:
        allotment = self._allotment(tier)
        return allotment is not None and self.unit in allotment.kept_empty_for

    def _final(self) -> Judged:
        position = int(self.judgement.tiers[self.row])
        tiers = self.results.scheme.tiers
        limits = [r for r in self.results.scheme.rules if self.judgement.rules[r.id].true[self.row]]
        effects = [rule for rule in limits if not isinstance(rule.effect, Warn)]
        lines = [f"{rule.id} {rule.title}：{effect_words(rule)}" for rule in effects]
        if position >= 0:
            lines.insert(0, tiers[position].name)
        else:
            lines.insert(0, "暂不能定；" + self._pending())
        if self.judgement.provisional[self.row]:
            lines.append("名次和名额都是暂定的")
        because = (f"{self.unit}/得分等次", *(rule.id for rule in effects))
        outcome = tiers[position].name if position >= 0 else UNDECIDED
        return Judged(
            f"{self.unit}/最终等次", "tier", "最终等次", outcome, tuple(lines), because,
            tiers[position].clause if position >= 0 else None, tiers[position].span if position >= 0 else None,
        )  # fmt: skip

    def _pending(self) -> str:
        if self.results.incomplete[self.row]:
            return "有须补报的数据未报"
        if not self.results.has_total[self.row]:
            return f"{nothing_applies(self.results, self.row)}，无从计分；如不参评请列入方案的“免考”"
        return "有规则或等次条件无法判定"


def allotment_words(tier: Tier, allotment: Allotment) -> str:
    """Say how many places a tier has, and who has them."""
    quota = tier.quota
    text = f"名额 {allotment.places} 个"
    if quota and quota.share is not None and quota.rounding is not None:
        share = quantity_text(quota.share, Unit.PERCENT)
        text += f"（{share} × {allotment.base} = {exact_text(allotment.exact)}，{MODES[quota.rounding]}）"
    if allotment.group:
        text = f"{allotment.group}" + text
    text += "；进入：" + (some(allotment.entered) or "无")
    if allotment.kept_empty_for:
        text += f"；为{some(allotment.kept_empty_for)}保留而空着"
    if len(allotment.entered) > allotment.places:
        text += f"；末位并列从宽，多进 {len(allotment.entered) - allotment.places} 个"
    return text + (f"；空出 {allotment.empty} 个" if allotment.empty else "")
