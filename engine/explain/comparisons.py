"""The comparisons of a condition with one unit's own numbers put in."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.evaluate.figures import fired_between
from engine.explain.inputs import STATE_WORDS, inputs, unit_in
from engine.explain.standing import lowest_item
from engine.explain.words import unit_of
from engine.facts.table import State
from engine.facts.values import NOT_ENDED, shown_value
from engine.judge.atoms import as_compare
from engine.number import Unit, about_text, exact_text, fixed_text, quantity_text
from engine.scheme import formula as f
from engine.scheme.functions import Among, HasState
from engine.scheme.model import FactType
from engine.sentences.formulas import COMPARISONS, by_name, say
from engine.sentences.voice import Voice
from engine.text.spacing import closed_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.evaluate.results import Results, Truth, Value
    from engine.judge.judgement import Judgement

HOLDS = ("成立", "不成立", "无法判定")


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Says what became of conditions in one unit."""

    results: Results
    judgement: Judgement
    unit: str
    row: int

    def of(self, condition: f.Expr) -> list[str]:
        """Return a line for each comparison of a condition, and one for each 连续."""
        return list(dict.fromkeys(map(closed_up, (*self._lines(condition), *self._inputs(condition)))))

    def _inputs(self, condition: f.Expr) -> list[str]:
        """Say what the comparisons take from other units and from parameters; items and figures are in them."""
        found = inputs(self.results, self.unit, condition)
        values = {by_name(node) for node in f.walk(condition) if isinstance(node, f.ItemRef)}
        return [line for line in found if line.partition(" = ")[0] not in values]

    def truth(self, truth: Truth, words: tuple[str, str, str]) -> str:
        """Return the first word where it is certainly true, the second where false, the third where undecided."""
        if truth.true[self.row]:
            return words[0]
        return words[1] if truth.false[self.row] else words[2]

    def _lines(self, node: f.Expr) -> list[str]:
        match node:
            case f.AnyOf(run=run) if run is not None:
                return [self._run(node, run)]
            case f.Not() | f.Both() | f.AnyOf():
                return [line for part in f.parts_of(node) for line in self._lines(part)]
            case f.Fired(rule):
                truth = self.judgement.rules[rule]
                return [f"{rule}：{self.truth(truth, ('已触发', '未触发', '无法判定'))}"]
            case _:
                return [self._comparison(as_compare(node))]

    def _run(self, node: f.AnyOf, run: f.Expr) -> str:
        """Say in which periods the condition of 连续 held."""
        if not f.periods_in(node):
            return f"{Voice(self.results.scheme).condition(run)}：还没有 {node.lasting}到期，{HOLDS[1]}"
        first, *others = (f.parts_of(part) for part in node.parts)
        said: dict[str, list[str]] = {word: [] for word in HOLDS}
        for each in (*first, *(window[-1] for window in others)):
            said[self._verdict(each)].append(f.periods_in(each)[0])
        told = [f"{'、'.join(periods)} {word}" for word, periods in said.items() if periods and word != HOLDS[1]]
        rest = "各期都不成立" if not told else "其余各期不成立" if said[HOLDS[1]] else ""
        runs = self._runs((first, *others)) if len(first) > 1 else []
        found = f"（连续的是 {'、'.join(f'{start}至{end}' for start, end in runs)}）" if runs else ""
        return f"{Voice(self.results.scheme).condition(run)}：{'；'.join([*told, rest] if rest else told)}{found}"

    def _runs(self, windows: Sequence[Sequence[f.Expr]]) -> list[tuple[str, str]]:
        """Return the first and the last period of each unbroken run that is long enough."""
        runs: list[tuple[str, str]] = []
        broken = True
        for window in windows:
            holds = all(self._verdict(each) == HOLDS[0] for each in window)
            start, end = f.periods_in(window[0])[0], f.periods_in(window[-1])[0]
            if holds:
                runs = [*runs, (start, end)] if broken else [*runs[:-1], (runs[-1][0], end)]
            broken = not holds
        return runs

    def _verdict(self, condition: f.Expr) -> str:
        """Return whether the condition of one period holds, by Kleene's logic over its comparisons."""
        match condition:
            case f.Not(part):
                return {HOLDS[0]: HOLDS[1], HOLDS[1]: HOLDS[0]}.get(self._verdict(part), HOLDS[2])
            case f.Both(parts) | f.AnyOf(parts):
                verdicts = [self._verdict(part) for part in parts]
                ends = HOLDS[1] if isinstance(condition, f.Both) else HOLDS[0]
                return ends if ends in verdicts else HOLDS[2] if HOLDS[2] in verdicts else verdicts[0]
            case _:
                return self.truth(self.judgement.comparisons[as_compare(condition)].truth, HOLDS)

    def _comparison(self, atom: f.Compare) -> str:
        found = self.judgement.comparisons[atom]
        verdict = self.truth(found.truth, HOLDS)
        if isinstance(atom.left, HasState | Among):
            return f"{say(atom.left, by_name)}：{verdict}"
        if isinstance(atom.left, f.FactRef) and isinstance(atom.right, f.OptionWord | f.Literal):
            fact = self.results.scheme.facts[atom.left.name]
            if fact.type in (FactType.YES_NO, FactType.CHOICE):
                shown = shown_value(fact, self.results.facts.cell(self.unit, fact.name))
                return f"{by_name(atom.left)}为“{shown}”：{verdict}"
        left = self._operand(atom.left, found.left, atom.right)
        right = self._operand(atom.right, found.right, atom.left)
        return f"{left} {COMPARISONS[atom.operator]} {right}：{verdict}"

    def _rate(self, id_: str) -> str:
        """Return points ÷ what applies of them."""
        node = self.results.nodes[id_]
        points = sum((term.at(self.row) for term in node.terms), Fraction(0))
        return f"得分 {about_text(points)} ÷ 适用的分值 {exact_text(node.available.at(self.row))}"

    def _operand(self, expr: f.Expr, value: Value, other: f.Expr) -> str:
        if isinstance(expr, f.Literal | f.OptionWord):
            return say(expr, by_name)
        state = State(int(value.state[0 if value.state.shape == (1,) else self.row]))
        name = say(expr, by_name)
        if isinstance(expr, f.FiredCount):
            low, high = (each.at(self.row) for each in fired_between(expr, self.results))
            return f"{name} {low}" if low == high else f"{name}（已触发 {low}，另有 {high - low} 次无法判定）"
        if any(self.results.scheme.facts[fact].open_ for fact in f.facts_in(expr)):
            return f"{name}（{NOT_ENDED}）"
        if state is State.MISSING and not isinstance(expr, f.FactRef):
            return f"{name}（算不出来）"
        if state is not State.VALUE:
            return f"{name}（{STATE_WORDS[state]}）"
        if isinstance(expr, f.FactRef):
            fact = self.results.scheme.facts[expr.name]
            return f"{name} {shown_value(fact, self.results.facts.cell(self.unit, expr.name))}"
        unit = unit_of(expr, other)
        unit = unit_in(self.results, expr) if unit is Unit.PLAIN else unit
        if isinstance(expr, f.FigureRef) and expr.figure is f.Figure.TOTAL:
            return f"{name} {fixed_text(value.ratio.at(self.row), self.results.digits)}"
        shown = f"{name} {quantity_text(value.ratio.at(self.row), unit)}"
        if isinstance(expr, f.ItemRef) and expr.attribute is f.Attribute.RATE:
            return f"{shown}（{self._rate(expr.id)}）"
        if isinstance(expr, f.FigureRef) and expr.figure is f.Figure.LOWEST_RATE:
            return f"{shown}（最低的是 {lowest_item(self.results, self.row)}）"
        return shown
