"""How the parts of a section, or of the whole, were put together, as parts of the explanation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.explain.derivation import Derivation
from engine.explain.effects import RuleEffects
from engine.explain.facts import told_cases
from engine.facts.table import State
from engine.number import about_text, exact_text
from engine.scheme.combining import Way
from engine.scheme.formula import facts_in
from engine.scheme.model import Conversion
from engine.sentences.items import combined_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.columns.sums import Terms
    from engine.evaluate.results import NodeTrace, Results
    from engine.scheme.model import Item, Section, UnitEntry
    from engine.text.source import Span

ZERO = Fraction(0)
MOST = 6
CONVERSION_WORDS = {
    Conversion.WHOLE: "缺项折算（按总分比例）",
    Conversion.SECTION: "缺项折算（按上级比例）",
    Conversion.FULL: "缺项折算（按上级比例）",
}


@dataclass(frozen=True, slots=True)
class Together:
    """Explains one unit's section: from the points of its parts to those before its floor and rounding."""

    results: Results
    unit: str
    row: int
    section: Section

    def parts(self, parts: Sequence[Derivation]) -> list[Derivation]:
        """Return what was added to the parts' points, or taken off them, step by step."""
        section, node = self.section, self.results.nodes[self.section.id]
        assert node.combination is not None, section.id  # noqa: S101
        items = sum((part.value for part in parts if part.value is not None), ZERO)
        if not node.applicable[self.row]:
            return [] if node.incomplete[self.row] else _without_points(section.id, parts, section.span)
        put, full = self._sum(node.combination.put), self._sum(node.combination.full)
        made: list[Derivation] = []
        if self.way is not Way.SUM:
            made.append(self._combined(put, items))
        made += converted(
            self.results, self.row, section.parts, (put, full), full=section.inner, id_=f"{section.id}/缺项折算"
        )
        return made + scaled(full, section.inner, section.points, f"{section.id}/内部满分", self.section)

    def steps(self) -> tuple[str, ...]:
        """Say how the parts are put together, and why the section has no points, where it has none."""
        section, node = self.section, self.results.nodes[self.section.id]
        steps = [f"规则：{line}" for line in combined_lines(section, self.results.scheme, self._entry)]
        if node.applicable[self.row]:
            return tuple(steps)
        present = sum(bool(each.applicable[self.row] or each.incomplete[self.row]) for each in self._nodes)
        if node.incomplete[self.row]:
            if open_ := RuleEffects(self.results, self.unit, self.row).steps(section.id):
                steps += open_
            elif not any(each.incomplete[self.row] for each in self._nodes):
                steps.append("权重的条件需要的数据未报，本项得分算不出来")
        elif present == 0:
            return ("各分项都不适用，本项不计分",)
        elif present < section.combining.least:
            steps.append(f"适用的分项有 {present} 个，少于 {section.combining.least} 个，本项不计分")
        elif State.NOT_APPLICABLE in self._states():
            steps.append("权重的条件需要的数据不适用，本项不计分")
        else:
            steps.append("适用的分项权重都是 0%，本项不计分")
        return tuple(steps)

    @property
    def way(self) -> Way:
        """How the parts are put together in the unit."""
        return self.section.combining.way_of(self._entry)

    @property
    def _entry(self) -> UnitEntry:
        return next(unit for unit in self.results.scheme.units if unit.name == self.unit)

    @property
    def _nodes(self) -> list[NodeTrace]:
        return [self.results.nodes[part.id] for part in self.section.parts]

    def _states(self) -> set[State]:
        facts = {name for formula in self.section.formulas for name in facts_in(formula)}
        return {self.results.facts.cell(self.unit, name).state for name in facts}

    def _sum(self, terms: Terms) -> Fraction:
        return sum((term.at(self.row) for term in terms), ZERO)

    def _combined(self, put: Fraction, items: Fraction) -> Derivation:
        steps, values = [], []
        for part in self.section.parts:
            node = self.results.nodes[part.id]
            if not node.applicable[self.row]:
                continue
            points, available = self._sum(node.terms), node.available.at(self.row)
            value = points * part.points / available
            if available != part.points:
                worked = f"{about_text(points)} ÷ {exact_text(available)} × {exact_text(part.points)}"
                steps.append(f"{part.id} 适用的分值是 {exact_text(available)} 分：{worked} = {about_text(value)}")
            values.append((part, value))
        steps += self._worked(put, values)
        if put != items:
            what = "各期" if self.section.combining.cycle else "各分项"
            steps.append(f"本行是合成后的得分与{what}得分之和的差：{about_text(put)} - {about_text(items)}")
        section, title = self.section, f"合成：{self.way.value}"
        return Derivation(
            f"{section.id}/合成", "combination", title, put - items, steps=tuple(steps), clause=section.clause,
            at=section.span,
        )  # fmt: skip

    def _worked(self, put: Fraction, values: Sequence[tuple[Item, Fraction]]) -> list[str]:
        match self.way:
            case Way.WEIGHTED:
                return self._weighed(put, values)
            case Way.MEAN:
                if len(values) > MOST:
                    total = about_text(sum((value for _, value in values), ZERO))
                    what = "期" if self.section.combining.cycle else "项"
                    return [f"{len(values)} {what}合计 {total}，{total} ÷ {len(values)} = {about_text(put)}"]
                added = " + ".join(about_text(value) for _, value in values)
                return [f"（{added}）÷ {len(values)} = {about_text(put)}"]
            case way:
                listed = "、".join(
                    f"{part.title if self.section.combining.cycle else part.id} {about_text(value)}"
                    for part, value in values
                )
                return [f"{listed}，取最{'低' if way is Way.LOWEST else '高'}的 {about_text(put)}"]

    def shared(self, parts: Sequence[Derivation]) -> list[Derivation]:
        """Return the parts, each with its share where they are weighted."""
        combining, node = self.section.combining, self.results.nodes[self.section.id]
        if self.way is not Way.WEIGHTED or not node.applicable[self.row]:
            return list(parts)
        assert combining.weights is not None, self.section.id  # noqa: S101
        assert node.combination is not None, self.section.id  # noqa: S101
        of = combining.weights.of[int(node.combination.cases[self.row])]
        applies = [bool(each.applicable[self.row]) for each in self._nodes]
        total = sum((weight for weight, there in zip(of, applies, strict=True) if there), ZERO)
        return [
            replace(part, share=weight / total * item.points / below.available.at(self.row))
            if there and total
            else part
            for part, item, weight, below, there in zip(
                parts, self.section.parts, of, self._nodes, applies, strict=True
            )
        ]

    def _weighed(self, put: Fraction, values: Sequence[tuple[Item, Fraction]]) -> list[str]:
        combining, node = self.section.combining, self.results.nodes[self.section.id]
        assert combining.weights is not None, self.section.id  # noqa: S101
        assert node.combination is not None, self.section.id  # noqa: S101
        of = combining.weights.of[int(node.combination.cases[self.row])]
        weights = {part.id: weight for part, weight in zip(self.section.parts, of, strict=True)}
        steps = (
            [] if combining.weights.number is None else told_cases(self.results, self.unit, combining.weights.number)[0]
        )
        total = sum((weights[part.id] for part, _ in values), ZERO)
        added = " + ".join(f"{about_text(value)} × {exact_text(weights[part.id] * 100)}%" for part, value in values)
        worked = added if total == 1 else f"（{added}）÷ 适用的权重 {exact_text(total * 100)}%"
        return [*steps, f"{worked} = {about_text(put)}"]


def beside(part: Derivation) -> Derivation:
    """Return a part of what has no points whatever its parts come to: it need not be settled."""
    if part.value is not None:
        return part
    steps = (*part.steps, "上一级不计分，这里算不出来不影响得分")
    parts = [beside(each) for each in part.parts]
    parts += _without_points(part.id, parts, part.at)
    return replace(part, value=ZERO, steps=steps, parts=tuple(parts), applies=False)


def _without_points(id_: str, parts: Sequence[Derivation], at: Span | None) -> list[Derivation]:
    """Return what takes away the points of the parts of an item that has none itself."""
    points = sum((part.value for part in parts if part.value is not None), ZERO)
    return [Derivation(f"{id_}/不计分", "combination", "本项不计分", -points, at=at)] if points else []


def converted(
    results: Results,
    row: int,
    items: Sequence[Item],
    points: tuple[Fraction, Fraction],
    *,
    full: Fraction,
    id_: str,
) -> list[Derivation]:
    """Return what makes up for what does not apply: from the first to the second of `points`."""
    before, after = points
    if before == after:
        return []
    marking = results.scheme.marking
    title = CONVERSION_WORDS[marking.conversion]
    applies = sum((results.nodes[item.id].available.at(row) for item in items), ZERO)
    worked = f"{about_text(before)} ÷ {exact_text(applies)} × {exact_text(full)} = {about_text(after)}"
    steps = (f"适用的分值是 {exact_text(applies)} 分，折算成 {exact_text(full)} 分：{worked}",)
    clause = f"方案“分数”：{title}"
    return [Derivation(id_, "conversion", title, after - before, steps=steps, clause=clause, at=marking.span)]


def scaled(points: Fraction, inner: Fraction, full: Fraction, id_: str, at: Section | None) -> list[Derivation]:
    """Return what the step from the inner full marks to the points of the section comes to."""
    if inner == full:
        return []
    result = points * full / inner
    worked = f"{about_text(points)} ÷ {exact_text(inner)} × {exact_text(full)} = {about_text(result)}"
    steps = (f"内部满分 {exact_text(inner)} 分，折算成 {exact_text(full)} 分：{worked}",)
    clause = at.clause if at else "方案“分数”：内部满分"
    place = at.span if at else None
    return [Derivation(id_, "scale", "按内部满分折算", result - points, steps=steps, clause=clause, at=place)]
