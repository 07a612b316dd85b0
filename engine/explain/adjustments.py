"""Bonuses and penalties of one unit as parts of its total: each matter, each cap, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.evaluate.results import Standing
from engine.explain.derivation import Derivation, FactUse
from engine.explain.facts import fact_use, figures_in, worked_out
from engine.explain.matters import award_steps, matter_use
from engine.explain.rounding import rounding_part
from engine.explain.shown import unit_of_value
from engine.explain.words import note
from engine.facts.table import State
from engine.number import about_text, exact_text
from engine.primitives.primitive import Outcome
from engine.primitives.registry import primitive_of
from engine.scheme import formula as f
from engine.scheme.adjustment import Adjustment, AdjustmentGroup, Counted, Scored
from engine.scheme.listed import Listed
from engine.sentences.adjustments import gate_words, group_words, of_cap, source_words
from engine.sentences.measures import measure_of
from engine.sentences.rounding import rounding_words
from engine.sentences.voice import Voice
from engine.text.spacing import spaced

if TYPE_CHECKING:
    from engine.evaluate.results import AdjustmentTrace, Award, Results, SideTrace
    from engine.scheme.adjustment import Adjustable
    from engine.text.source import Span

ZERO = Fraction(0)


def explain_adjustments(results: Results, unit: str, row: int) -> list[Derivation]:
    """Return a part for the bonuses and one for the penalties, where the scheme has any."""
    scheme, marking = results.scheme, results.scheme.marking
    sides = (
        Side(results, unit, row, "bonus", "加", 1, results.bonuses, marking.bonus_cap),
        Side(results, unit, row, "penalty", "扣", -1, results.penalties, marking.penalty_cap),
    )
    parts = (scheme.bonuses, scheme.penalties)
    return [side.whole(own) for side, own in zip(sides, parts, strict=True) if own]


@dataclass(frozen=True, slots=True)
class Side:
    """One side in one unit: `verb` is what it does with points, `sign` how they enter the total."""

    results: Results
    unit: str
    row: int
    kind: str
    verb: str
    sign: int
    trace: SideTrace
    cap: Fraction | None

    def whole(self, parts: tuple[Adjustable, ...]) -> Derivation:
        """Return the part of the total that this side is."""
        shown = [self._part(part, None) for part in parts]
        incomplete = bool(self.trace.incomplete[self.row])
        together, total = self.trace.together.at(self.row), self.trace.total.at(self.row)
        if together != total and self.cap is not None and not incomplete:
            marking, name = self.results.scheme.marking, f"{self.verb}分合计上限"
            at = marking.at.get(f"{self.kind}_cap", marking.span)
            step = f"{self.verb}分合计 {about_text(together)} 分，上限 {exact_text(self.cap)} 分"
            clause = f"方案“分数”：{name} {exact_text(self.cap)} 分"
            id_ = f"{self.unit}/{self.verb}分封顶"
            shown.append(self._over(id_, f"超过{name}", together - total, step, at, clause=clause))
        return Derivation(
            f"{self.unit}/{self.verb}分", self.kind_of_all, f"{self.verb}分", None if incomplete else self.sign * total,
            full=self.cap, parts=tuple(shown),
        )  # fmt: skip

    @property
    def kind_of_all(self) -> str:
        """The kind of the part that holds them all."""
        return {"bonus": "bonuses", "penalty": "penalties"}[self.kind]

    def _over(
        self, id_: str, title: str, points: Fraction, step: str, at: Span, *, clause: str
    ) -> Derivation:  # fmt: skip
        """Return the part for the points that a cap does not let count."""
        return Derivation(id_, "cap", title, -self.sign * points, steps=(step,), clause=clause, at=at)

    def _part(self, part: Adjustable, above: str | None) -> Derivation:
        """Return a group or an adjustment; without a clause of its own it has that of the group `above`."""
        clause = part.clause or above
        return self._group(part, clause) if isinstance(part, AdjustmentGroup) else self._single(part, clause)

    def _group(self, group: AdjustmentGroup, own: str | None) -> Derivation:
        trace = self.trace.groups[group.id]
        together, points = trace.together.at(self.row), trace.points.at(self.row)
        parts = [self._part(part, own) for part in group.parts]
        known = all(part.value is not None for part in parts)
        if together != points and known:
            cap = exact_text(group.cap)
            step = f"各项合计 {about_text(together)} 分，超过本类上限，计 {cap} 分"
            clause = own or f"方案“{self.verb}分上限：{cap}”"
            over = together - points
            parts.append(self._over(f"{group.id}/封顶", "超过本类上限", over, step, group.span, clause=clause))
        return Derivation(
            group.id, self.kind, group.title, self.sign * points if known else None, full=group.cap,
            steps=(f"规则：以下各项{group_words(group, self.verb)}", *note(group.note)),
            clause=own, at=group.span, parts=tuple(parts),
        )  # fmt: skip

    def _single(self, adjustment: Adjustment, clause: str | None) -> Derivation:
        trace = self.trace.leaves[adjustment.id]
        exact, points = trace.exact.at(self.row), trace.points.at(self.row)
        missing = State(int(trace.state[self.row])) is State.MISSING and not adjustment.optional
        steps: list[str] = []
        parts: list[Derivation] = []
        facts = self._facts(adjustment)
        if trace.gate is not None and not trace.gate.true[self.row]:
            return self._shut(adjustment, clause, trace)
        match adjustment.source:
            case Counted() as source:
                steps = self._counted(adjustment, source, trace)
            case Scored() as source:
                steps = self._scored(adjustment, source, trace)
            case Listed() as source:
                steps, parts = self._listed(adjustment, clause, source, trace)
                facts += (fact_use(self.results, self.unit, source.fact),) if not parts else ()
        if adjustment.gate is not None:
            steps.insert(0, f"条件成立{self._known(adjustment)}")
        rule = self.results.scheme.marking.rounding.indicator
        if points != exact and rule is not None:
            if parts:
                parts += rounding_part(self.sign * exact, self.sign * points, rule, f"{adjustment.id}/修约差")
            else:
                steps.append(f"得分修约（{rounding_words(rule)}）：{about_text(exact, 6)} → {exact_text(points)}")
        return Derivation(
            adjustment.id, self.kind, adjustment.title, None if missing else self.sign * points,
            self.sign * exact if exact != points else None, adjustment.cap, facts,
            (f"规则：{self._rule(adjustment)}", *steps, *note(adjustment.note)), clause, adjustment.span,
            tuple(parts),
        )  # fmt: skip

    def _rule(self, adjustment: Adjustment) -> str:
        voice = Voice(self.results.scheme)
        gate = [] if adjustment.gate is None else [gate_words(adjustment, self.verb, voice)]
        return "；".join([*gate, source_words(adjustment, self.verb, voice)])

    def _measure(self, source: Counted | Scored) -> str:
        return measure_of(source.formula, self.results.scheme.facts)

    def _counted(self, adjustment: Adjustment, source: Counted, trace: AdjustmentTrace) -> list[str]:
        state, value = State(int(trace.state[self.row])), trace.value.at(self.row)
        if state is not State.VALUE:
            return [self._without(state, adjustment)]
        steps = []
        if not isinstance(source.formula, f.FactRef):
            shown = f"{about_text(value)} {self._measure(source)}".rstrip()
            steps += worked_out(self.results, self.unit, source.formula, shown)
        earned = value * source.each
        steps.append(f"{about_text(value)} × {exact_text(source.each)} = {about_text(earned)} 分")
        if earned < 0:
            steps.append(f"{self.verb}分不为负，计 0 分")
        if adjustment.cap is not None and earned > adjustment.cap:
            steps.append(f"超过上限，计 {exact_text(adjustment.cap)} 分")
        if trace.pending[self.row] and earned > 0:
            due = earned if adjustment.cap is None else min(earned, adjustment.cap)
            steps.append(f"没有佐证，暂不{self.verb}分；补报佐证后{self.verb} {about_text(due)} 分")
        return steps

    def _shut(self, adjustment: Adjustment, clause: str | None, trace: AdjustmentTrace) -> Derivation:
        """Return an adjustment whose condition does not hold, or cannot be decided yet."""
        assert adjustment.gate is not None, adjustment.id  # noqa: S101
        undecided = trace.gate is not None and bool(trace.gate.undecided[self.row])
        ungated = trace.ungated.at(self.row)
        verdict = "无法判定（所需数据未报）" if undecided else f"不成立，不{self.verb}分"
        due = f"；若条件成立，{self.verb} {about_text(ungated)} 分" if ungated else ""
        told = f"条件{verdict}{self._known(adjustment)}{due}"
        return Derivation(
            adjustment.id, self.kind, adjustment.title, None if undecided and ungated else ZERO, full=adjustment.cap,
            facts=self._facts(adjustment, listed=True),
            steps=(f"规则：{self._rule(adjustment)}", told, *note(adjustment.note)), clause=clause, at=adjustment.span,
        )  # fmt: skip

    def _known(self, adjustment: Adjustment) -> str:
        """Return what the figures come to on which the condition rests."""
        assert adjustment.gate is not None, adjustment.id  # noqa: S101
        known = "、".join(dict.fromkeys(figures_in(self.results, self.unit, adjustment.gate)))
        return f"（{known}）" if known else ""

    def _facts(self, adjustment: Adjustment, *, listed: bool = False) -> tuple[FactUse, ...]:
        """Return what the condition reads, and what is counted; matters only if they are `listed` in one line."""
        gate = f.facts_in(adjustment.gate) if adjustment.gate is not None else ()
        counted = () if isinstance(adjustment.source, Listed) and not listed else adjustment.facts
        return tuple(fact_use(self.results, self.unit, name) for name in dict.fromkeys((*gate, *counted)))

    def _scored(self, adjustment: Adjustment, source: Scored, trace: AdjustmentTrace) -> list[str]:
        state, scored, declared = State(int(trace.state[self.row])), trace.scored, self.results.scheme.facts
        if state is not State.VALUE or scored is None:
            return [self._without(state, adjustment)]
        unit = unit_of_value(source.method, source.formula, declared)
        branch = int(scored.branch[self.row] if scored.branch.size > 1 else scored.branch[0])
        taken = tuple(each.at(self.row) for each in scored.steps)
        points = scored.points.at(self.row)
        outcome = Outcome(
            trace.value.at(self.row), branch, taken, points, source.full, unit, self._measure(source)
        )  # fmt: skip
        steps = []
        if not isinstance(source.formula, f.FactRef):
            steps += worked_out(self.results, self.unit, source.formula, outcome.shown(outcome.value))
        lines = primitive_of(source.method).reason(source.method, outcome)
        steps += [spaced(of_cap(line, self.verb)) for line in lines]
        if points < 0:
            steps.append(f"{self.verb}分不为负，计 0 分")
        elif trace.pending[self.row] and points:
            steps.append(f"没有佐证，暂不{self.verb}分；补报佐证后{self.verb} {about_text(points)} 分")
        else:
            steps.append(f"{self.verb} {about_text(points)} 分")
        return steps

    def _without(self, state: State, adjustment: Adjustment) -> str:
        match state:
            case State.MISSING if not adjustment.optional:
                return "需要的数据未报，须补报：总分算不出来"
            case State.MISSING:
                return "没有申报，不加分" if self.kind == "bonus" else "没有报，视同没有，不扣分"
            case State.ZERO_DENOMINATOR:
                return f"分母为零，不{self.verb}分"
            case _:
                return f"不适用，不{self.verb}分"

    def _listed(
        self, adjustment: Adjustment, own: str | None, source: Listed, trace: AdjustmentTrace
    ) -> tuple[list[str], list[Derivation]]:
        state = State(int(trace.state[self.row]))
        if state is not State.VALUE:
            return [self._without(state, adjustment)], []
        awards = trace.awards[self.row] if trace.awards else ()
        if not awards:
            return [f"没有事项，不{self.verb}分"], []
        parts = [
            replace(self._award(adjustment, source, number, award), clause=own)
            for number, award in enumerate(awards, start=1)
        ]
        together, exact = trace.together.at(self.row), trace.exact.at(self.row)
        if together != exact and adjustment.cap is not None:
            cap = exact_text(adjustment.cap)
            step, over = f"各件合计 {exact_text(together)} 分，超过上限，计 {cap} 分", together - exact
            clause = own or f"方案“{self.verb}分上限：{cap}”"
            parts.append(self._over(f"{adjustment.id}/封顶", "超过上限", over, step, adjustment.span, clause=clause))
        return [], parts

    def _counted_worth(self, award: Award) -> Fraction:
        """Return what a matter brings where it counts."""
        rivals = self.trace.leaves[award.to or ""].awards or ()
        found = (r for r in rivals[self.row] if r.matter.key == award.matter.key and r.standing is Standing.COUNTED)
        return next(found).worth

    def _award(self, adjustment: Adjustment, source: Listed, number: int, award: Award) -> Derivation:
        where = "" if award.to == adjustment.id else f"在 {award.to} "
        counted = self._counted_worth(award) if award.standing is Standing.YIELDS else None
        use = matter_use(self.results, self.unit, source.fact, award, source.fact)
        return Derivation(
            f"{adjustment.id}/{number}", "matter", award.matter.name, self.sign * award.points, facts=(use,),
            steps=award_steps(source, award, self.verb, where, counted), at=adjustment.span,
        )  # fmt: skip
