"""From the trace to a tree for one unit: reads columns and adds fractions, and scores nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.evaluate.results import Case
from engine.explain.adjustments import explain_adjustments
from engine.explain.derivation import Derivation, FactUse
from engine.explain.effects import RuleEffects
from engine.explain.facts import fact_use, factor_words, made_value, worked_out
from engine.explain.indicator_words import CASE_WORDS, above, case_words, is_signed, ranked_among, within
from engine.explain.matters import points_in_indicator, uses_in_indicator
from engine.explain.rounding import rounding_part
from engine.explain.sections import Together, beside, converted, scaled
from engine.explain.shown import unit_of_value
from engine.explain.standing import nothing_applies
from engine.explain.words import duty_words, note
from engine.methods.registry import BY_WORD
from engine.number import about_text, exact_text, fixed_text
from engine.primitives.primitive import Outcome
from engine.primitives.ranked import Ranked
from engine.primitives.registry import primitive_of
from engine.scheme import formula as f
from engine.scheme.combining import Way
from engine.scheme.duties import Duty, duties
from engine.scheme.model import Indicator, Item, Section, indicators
from engine.sentences.items import names_value, rule_lines
from engine.sentences.measures import measure_of
from engine.sentences.rounding import rounding_words
from engine.sentences.voice import Voice
from engine.text.spacing import joined, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.sums import Terms
    from engine.evaluate.results import Results

ZERO = Fraction(0)


def derive(results: Results, unit: str) -> Derivation:
    """Return the tree of one unit's total; a unit without a total has a root without a value."""
    return _Deriver(
        results, unit, results.facts.units.index(unit), duties(results.scheme.items), above(results.scheme.items)
    ).root()


@dataclass(frozen=True, slots=True)
class _Deriver:
    results: Results
    unit: str
    row: int
    duties: dict[str, Duty]
    above: dict[str, Section]

    @property
    def _ruled(self) -> RuleEffects:
        return RuleEffects(self.results, self.unit, self.row)

    def root(self) -> Derivation:
        results, marking = self.results, self.results.scheme.marking
        parts: list[Derivation] = [self._item(item) for item in results.scheme.items]
        steps: tuple[str, ...] = ()
        total = Fraction(results.total.at(self.row), 10**results.digits) if results.has_total[self.row] else None
        adjusted = explain_adjustments(results, self.unit, self.row)
        if total is None:
            parts += adjusted
            steps = () if results.incomplete[self.row] else (nothing_applies(results, self.row),)
        else:
            base = self._sum(results.base)
            parts += self._to_base(base, _add(parts))
            parts += [*adjusted, *self._kept_in_sequence(), *self._ruled.on_total()]
            exact = _add(parts)
            rounded = Fraction(results.unclamped.at(self.row), 10**results.digits)
            parts += rounding_part(exact, rounded, marking.rounding.total, f"{self.unit}/修约差")
            clamped = min(max(rounded, marking.lowest), marking.highest)
            parts += [*self._clamp(clamped, rounded), *self._ruled.voided(clamped)]
        return Derivation(
            self.unit, "unit", "总分", total, full=marking.full, steps=steps, parts=tuple(parts), at=marking.span,
        )  # fmt: skip

    def _to_base(self, base: Fraction, items: Fraction) -> list[Derivation]:
        """Return what leads from the points of the items to the base total."""
        scheme, marking = self.results.scheme, self.results.scheme.marking
        if not scheme.items:
            clause = f"方案“分数”：总分 {exact_text(base)}"
            return [Derivation(f"{self.unit}/起评分", "start", "起评分", base, clause=clause, at=marking.span)]
        inner = marking.full if marking.inner is None else marking.inner
        whole = base * inner / marking.full
        points = (items, whole)
        made = converted(self.results, self.row, scheme.items, points, full=inner, id_=f"{self.unit}/缺项折算")
        return made + scaled(whole, inner, marking.full, f"{self.unit}/内部满分", None)

    def _sum(self, terms: Terms) -> Fraction:
        return sum((term.at(self.row) for term in terms), ZERO)

    def _item(self, item: Item) -> Derivation:
        return self._section(item) if isinstance(item, Section) else self._indicator(item)

    def _section(self, section: Section) -> Derivation:
        node = self.results.nodes[section.id]
        parts = [self._item(part) for part in section.parts]
        rule = self.results.scheme.marking.rounding.section
        together = Together(self.results, self.unit, self.row, section)
        value = exact = None
        parts = [*together.shared(parts), *together.parts(parts)]
        if node.applicable[self.row]:
            unfloored, converted_, value = (self._sum(each) for each in (node.unfloored, node.converted, node.terms))
            unruled = self._sum(node.unruled)
            parts += _floor(unfloored, converted_, section)
            if rule is not None:
                parts += rounding_part(converted_, unruled, rule, f"{section.id}/修约差")
            exact = converted_ if converted_ != unruled else None
            ruled = self._ruled.parts(section.id)
            parts, exact = [*parts, *ruled], None if ruled else exact
        elif not node.incomplete[self.row]:
            value, parts = ZERO, [beside(part) for part in parts]
        applies = bool(node.applicable[self.row] or node.incomplete[self.row])
        formulas = list(section.formulas)
        if section.combining.cycle:
            formulas += [formula for leaf in indicators(section.parts) for formula in leaf.formulas]
        facts = self._facts(formulas) if applies else ()
        return Derivation(
            section.id, "section", section.title, value, exact, section.points, facts,
            steps=(*together.steps(), *self._remarks(section)), clause=section.clause, at=section.span,
            parts=tuple(parts), applies=applies, inner=None if section.inner == section.points else section.inner,
            folded=section.combining.cycle is not None,
        )  # fmt: skip

    def _indicator(self, indicator: Indicator) -> Derivation:
        trace, node = self.results.indicators[indicator.id], self.results.nodes[indicator.id]
        case = Case(int(trace.case[self.row]))
        exact, points = trace.exact.at(self.row), trace.points.at(self.row)
        if case is Case.SCORED:
            steps = self._scored(indicator, exact, points)
        elif case is Case.NOT_FOR:
            return self._not_for(indicator, points)
        else:
            read = {name for formula in indicator.formulas for name in f.facts_in(formula)}
            open_ = any(self.results.scheme.facts[name].open_ for name in read)
            said = case_words(indicator, case, open_=open_)
            steps = (*self._rule(indicator), said, *self._unscored(indicator, case, points))
        left = self._sum(node.terms)
        return Derivation(
            indicator.id,
            "indicator",
            indicator.title,
            None if node.incomplete[self.row] else left,
            exact if exact != points and left == points else None,
            indicator.points,
            self._facts(indicator.formulas),
            (*steps, *self._ruled.steps(indicator.id), *self._remarks(indicator)),
            indicator.clause,
            indicator.span,
            applies=bool(node.applicable[self.row] or node.incomplete[self.row]),
            signed=is_signed(indicator),
        )

    def _not_for(self, indicator: Indicator, points: Fraction) -> Derivation:
        """Return an indicator that is not asked of the unit: its facts and its rule need not be told."""
        unscored = self._unscored(indicator, Case.NOT_FOR, points)
        steps = (CASE_WORDS[Case.NOT_FOR], *unscored, *self._ruled.steps(indicator.id), *self._remarks(indicator))
        node = self.results.nodes[indicator.id]
        left = None if node.incomplete[self.row] else self._sum(node.terms)
        return Derivation(
            indicator.id, "indicator", indicator.title, left, None, indicator.points, (),
            steps, indicator.clause, indicator.span,
            applies=bool(node.applicable[self.row] or node.incomplete[self.row]),
        )  # fmt: skip

    def _remarks(self, item: Item) -> tuple[str, ...]:
        """Return what is said of an item besides its figures; the periods of an indicator do not repeat who answers."""
        duty = self.duties.get(item.id)
        return (*note(item.note), *(duty_words(duty) if duty else ()))

    def _unscored(self, indicator: Indicator, case: Case, points: Fraction) -> tuple[str, ...]:
        if case in (Case.MISSING_NOT_APPLICABLE, Case.DIVISION_NOT_APPLICABLE, Case.NOT_APPLICABLE, Case.NOT_FOR):
            if self.results.nodes[indicator.id].applicable[self.row]:
                return (f"不适用的指标计满分：{exact_text(points)} 分",)
            return ("本项不计分" + self._instead(indicator, case),)
        return ()

    def _instead(self, indicator: Indicator, case: Case) -> str:
        """Say what becomes of the points of an indicator that does not apply, where the scheme says so in general."""
        above = self.above.get(indicator.id)
        if above is not None and Together(self.results, self.unit, self.row, above).way is not Way.SUM:
            return "，上一级合成时只看适用的分项"
        return "" if case is Case.NOT_FOR else "，分值按“缺项折算”处理"

    def _scored(self, indicator: Indicator, exact: Fraction, points: Fraction) -> tuple[str, ...]:
        trace, primitive = self.results.indicators[indicator.id], primitive_of(indicator.method)
        raw, value = trace.raw.at(self.row), trace.value.at(self.row)
        facts = self.results.scheme.facts
        unit, measure = unit_of_value(indicator.method, indicator.formula, facts), measure_of(indicator.formula, facts)
        taken = tuple(each.at(self.row) for each in trace.steps)
        scored = exact if trace.scored is None else trace.scored.at(self.row)
        outcome = Outcome(value, int(trace.branch[self.row]), taken, scored, indicator.points, unit, measure)
        steps = self._rule(indicator)
        if isinstance(indicator.formula, f.Matters):
            steps += points_in_indicator(self.results, self.unit, indicator.formula, indicator.method)
        elif BY_WORD[indicator.word].makes_value:
            steps += made_value(self.results, self.unit, indicator.formula)
        elif not isinstance(indicator.formula, f.FactRef):
            steps += worked_out(self.results, self.unit, indicator.formula, outcome.shown(raw))
        if value != raw:
            steps.append(
                f"数值修约（{rounding_words(indicator.rounding)}）：{outcome.shown(raw)} → {outcome.shown(value)}"
            )
        steps.extend(spaced(line) for line in primitive.reason(indicator.method, outcome))
        steps += ranked_among(self.results, self.unit, indicator)
        if trace.factor is not None and indicator.factor is not None:
            steps.append(
                factor_words(self.results, self.unit, indicator, (scored, trace.factor.ratio.at(self.row), exact))
            )
        if points != exact:
            rounding = self.results.scheme.marking.rounding.indicator
            digits = rounding.digits if rounding else 0
            steps.append(
                f"得分修约（{rounding_words(rounding)}）：{about_text(exact, 6)} → {fixed_text(points, digits)}"
            )
        wanted = primitive.wanted(indicator.method, outcome)
        reach = ZERO if wanted is None else within(indicator, wanted.points, trace, self.row)
        if wanted and reach > points:
            below = "（低于 0 分的部分，本类、总分扣完为止的不再计）" if points < 0 else ""
            goal = spaced(wanted.text)
            if names_value(indicator) and not isinstance(indicator.method, Ranked):
                goal = joined(self._voice(indicator).number(indicator.formula), goal)
            steps.append(joined("若", goal, f"，本项可多得 {about_text(reach - points)} 分{below}"))
        return tuple(steps)

    def _rule(self, indicator: Indicator) -> list[str]:
        return [f"规则：{line}" for line in rule_lines(indicator, self._voice(indicator))]

    def _voice(self, indicator: Indicator) -> Voice:
        above = self.above.get(indicator.id)
        return Voice(self.results.scheme, each_period=above is not None and above.combining.cycle is not None)

    def _facts(self, formulas: Sequence[f.Expr]) -> tuple[FactUse, ...]:
        """Return what formulas read, each fact once; of a list of matters, each matter."""
        found: dict[str, tuple[FactUse, ...]] = {}
        for formula in formulas:
            if isinstance(formula, f.Matters):
                found[formula.fact.name] = uses_in_indicator(self.results, self.unit, formula)
            for name in f.facts_in(formula):
                found[name] = found.get(name) or (fact_use(self.results, self.unit, name),)
        return tuple(use for uses in found.values() for use in uses)

    def _kept_in_sequence(self) -> list[Derivation]:
        """Return what kept the total within its bounds between adjustments that are made one after another."""
        marking, found = self.results.scheme.marking, []
        for step in self.results.sequence:
            reached, kept = step.reached.at(self.row), step.kept.at(self.row)
            if reached != kept:
                bound = exact_text(kept)
                title = f"第 {step.order} 步{'高于最高分而不计' if kept < reached else '低于最低分而补足'}的部分"
                words = (f"加减到第 {step.order} 步是 {about_text(reached)} 分，按 {bound} 分计",)
                at = marking.at.get("highest" if kept < reached else "lowest", marking.span)
                clause = f"方案“分数”：{'最高分' if kept < reached else '最低分'} {bound}"
                id_ = f"{self.unit}/第{step.order}步"
                found.append(Derivation(id_, "clamp", title, kept - reached, steps=words, clause=clause, at=at))
        return found

    def _clamp(self, total: Fraction, rounded: Fraction) -> list[Derivation]:
        if total == rounded:
            return []
        digits, marking = self.results.digits, self.results.scheme.marking
        over = total < rounded
        side, beyond = ("最高分", "高于") if over else ("最低分", "低于")
        bound = fixed_text(total, digits)
        steps = (f"{fixed_text(rounded, digits)} {beyond}{side} {bound}，按 {bound} 分计",)
        title = "高于最高分而不计的部分" if over else "低于最低分而补足的部分"
        at = marking.at.get("highest" if over else "lowest", marking.span)
        clause = f"方案“分数”：{side} {exact_text(total)}"
        return [Derivation(f"{self.unit}/{side}", "clamp", title, total - rounded, steps=steps, clause=clause, at=at)]


def _add(parts: Sequence[Derivation]) -> Fraction:
    return sum((part.value for part in parts if part.value is not None), ZERO)


def _floor(unfloored: Fraction, converted: Fraction, section: Section) -> list[Derivation]:
    """Return what keeps a section from falling below 0 where a part may take its points."""
    if unfloored == converted:
        return []
    steps = (f"本类得分 {about_text(unfloored)}，扣完为止，按 0 分计",)
    title, clause = "本类扣完为止", section.clause or "方案“扣分范围：本类”"
    return [
        Derivation(
            f"{section.id}/扣完为止", "clamp", title, converted - unfloored, steps=steps, clause=clause, at=section.span
        )
    ]
