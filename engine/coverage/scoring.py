"""What can happen to indicators and sections, and what did to those of one unit."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.coverage.listed import happened_to_matters, owed_of_matters
from engine.coverage.obligation import Asks, Kind, Obligation, Subject, clause, clause_met
from engine.coverage.values import outcomes_around
from engine.dataclass import dataclass
from engine.evaluate.figures import figure
from engine.evaluate.formula import evaluate_formula
from engine.evaluate.functions import called
from engine.evaluate.matters import awards_alone
from engine.evaluate.results import NOT_APPLICABLE_CASES, Case
from engine.facts.table import State
from engine.methods import checklist
from engine.methods.registry import BY_WORD
from engine.number import Unit
from engine.primitives.primitive import Outcome
from engine.primitives.registry import primitive_of
from engine.reading.ranges import undefined_parts, zero_denominators
from engine.scheme import formula as f
from engine.scheme.functions import Label, Parameter
from engine.scheme.model import Indicator, Section, indicators
from engine.sentences.measures import measure_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.evaluate.results import Results
    from engine.primitives.primitive import Branch
    from engine.scheme.combining import Way
    from engine.scheme.model import Item, Scheme

DONE, UNDONE = "做到", "没有做到"
NOT_FOR, NOT_APPLICABLE, FLOORED = "不适用于本单位", "不适用", "本类扣完为止"
REST, REST_OF = "各种情形都不符合", "其余"
MISSING_GENERAL, CONVERTED = "未报的处理", "不适用的分值折算"
_DIVISION = frozenset({Case.DIVISION_NOT_APPLICABLE, Case.DIVISION_FULL, Case.DIVISION_ZERO})
_MISSING = frozenset({Case.MISSING, Case.MISSING_ZERO, Case.MISSING_NOT_APPLICABLE})


def subject_of(item: Item) -> Subject:
    """Return an item as what can happen to it is about."""
    return Subject(item.id, Kind.SCORING, Asks.POINTS, item.span)


@dataclass(frozen=True, slots=True)
class ScoringOwed:
    """Lists what can happen to the items of a scheme."""

    scheme: Scheme

    def of_items(self, items: Sequence[Item]) -> Iterator[Obligation]:
        """Yield for every item that the scheme writes what can happen to it, in order."""
        for item in items:
            yield clause(item.id, "计了分", Asks.POINTS, item.span)
            if isinstance(item, Indicator):
                yield from self._indicator(subject_of(item), item)
            elif item.combining.cycle is not None:
                # Periods of one indicator differ in their facts alone.
                first = next(part for part in item.parts if isinstance(part, Indicator))
                yield from self._indicator(subject_of(item), first)
            else:
                yield from self._section(item)
                yield from self.of_items(item.parts)

    def general(self) -> Iterator[Obligation]:
        """Yield what the scheme says of all indicators together."""
        marking = self.scheme.marking
        subject = Subject("分数", Kind.SCORING, Asks.TOTAL, marking.span)
        if any(each.missing is marking.missing for each in indicators(self.scheme.items)):
            yield subject.owes(MISSING_GENERAL, marking.at.get("missing"))
        may_void = any(
            each.not_for or (each.zero_denominator and each.zero_denominator.value == NOT_APPLICABLE)
            for each in indicators(self.scheme.items)
        )
        if may_void or self.scheme.origins.may_exempt:
            yield subject.owes(CONVERTED, marking.at.get("conversion"))

    def _section(self, section: Section) -> Iterator[Obligation]:
        subject, combining = subject_of(section), section.combining
        if section.floored:
            yield subject.owes(FLOORED)
        if len(combining.used) > 1:
            yield from (subject.owes(_way_words(way)) for way in combining.used)
        number = combining.weights.number if combining.weights else None
        if number is not None and _varies(number):
            for place_, condition in enumerate(number.conditions, start=1):
                yield subject.owes(_weights_words(place_), condition.span)
            yield subject.owes(_weights_words(0), number.rest.span)

    def _indicator(self, subject: Subject, indicator: Indicator) -> Iterator[Obligation]:
        formula = indicator.formula
        for parameter in _looked_up(indicator):
            asked = [word for word, _ in parameter.entries] + ([REST_OF] if parameter.rest is not None else [])
            yield from (subject.owes(_parameter_words(parameter, each), parameter.span) for each in asked)
        if isinstance(formula, f.Cases):
            for place_, condition in enumerate(formula.conditions, start=1):
                yield subject.owes(_case_words(place_), condition.span)
            yield subject.owes(REST, formula.rest.span)
        elif isinstance(formula, f.Matters):
            yield from owed_of_matters(subject, formula.listed, evidence=formula.evidence)
        elif is_checklist(indicator):
            for node in _ticks(formula):
                yield subject.owes(f"{node.name}：{DONE}", node.span)
                yield subject.owes(f"{node.name}：{UNDONE}", node.span)
        found = outcomes_around(indicator.method, indicator.points, formula, indicator.rounding, self.scheme)
        met = (each for outcome in found for each in primitive_of(indicator.method).branches(indicator.method, outcome))
        for words, span in {branch.words: branch.span for branch in met}.items():
            yield subject.owes(words, span)
        yield from self._unscored(subject, indicator)

    def _unscored(self, subject: Subject, indicator: Indicator) -> Iterator[Obligation]:
        facts = self.scheme.facts
        # What is read of another indicator may be undefined there.
        undefined = any(
            any(True for _ in (*zero_denominators(formula, facts), *undefined_parts(formula, facts)))
            or any(isinstance(node, f.ItemRef) for node in f.walk(formula))
            for formula in indicator.formulas
        )
        if indicator.zero_denominator is not None and undefined:
            yield subject.owes(f"分母为零，{indicator.zero_denominator.value}")
        if indicator.missing is not self.scheme.marking.missing:
            yield subject.owes(f"未报，{indicator.missing.value}")
        if indicator.not_for:
            yield subject.owes(NOT_FOR)
        if any(facts[name].may_not_apply for formula in indicator.formulas for name in f.facts_in(formula)):
            yield subject.owes(NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class ScoringMet:
    """Finds in the trace what happened to the items of one unit."""

    results: Results
    unit: str
    row: int

    def of_items(self, items: Sequence[Item]) -> Iterator[str]:
        """Yield the ids of what happened to every item."""
        for item in items:
            subject, node = subject_of(item), self.results.nodes[item.id]
            if isinstance(item, Indicator):
                yield from self._indicator(subject, item)
                continue
            if node.applicable[self.row]:
                yield clause_met(item.id)
                yield from self._section(subject, item)
            if item.combining.cycle is not None:
                for part in item.parts:
                    if isinstance(part, Indicator):
                        yield from self._indicator(subject, part)
            else:
                yield from self.of_items(item.parts)

    def general(self) -> Iterator[str]:
        """Yield what happened of what the scheme says of all indicators together."""
        marking = self.results.scheme.marking
        subject = Subject("分数", Kind.SCORING, Asks.TOTAL, marking.span)
        for indicator in indicators(self.results.scheme.items):
            case = self._case(indicator)
            if case in _MISSING and indicator.missing is marking.missing:
                yield subject.met(MISSING_GENERAL)
            if case in NOT_APPLICABLE_CASES and self.results.has_total[self.row]:
                yield subject.met(CONVERTED)

    def _case(self, indicator: Indicator) -> Case:
        return Case(int(self.results.indicators[indicator.id].case[self.row]))

    def _section(self, subject: Subject, section: Section) -> Iterator[str]:
        node = self.results.nodes[section.id]
        unfloored, converted = (
            sum((term.at(self.row) for term in terms), Fraction(0)) for terms in (node.unfloored, node.converted)
        )
        if unfloored != converted:
            yield subject.met(FLOORED)
        entry = next((each for each in self.results.scheme.units if each.name == self.unit), None)
        if entry is not None:
            yield subject.met(_way_words(section.combining.way_of(entry)))
        number = section.combining.weights.number if section.combining.weights else None
        if node.combination is not None and number is not None and _varies(number):
            place_ = int(node.combination.cases[self.row])
            yield subject.met(_weights_words(place_ + 1 if place_ < len(number.conditions) else 0))

    def _indicator(self, subject: Subject, indicator: Indicator) -> Iterator[str]:
        case = self._case(indicator)
        if case is Case.SCORED:
            yield clause_met(subject.id)
            yield from (subject.met(branch.words) for branch in self._branches(indicator))
            yield from self._made(subject, indicator)
        elif case in _DIVISION and indicator.zero_denominator is not None:
            yield subject.met(f"分母为零，{indicator.zero_denominator.value}")
        elif case in _MISSING:
            if indicator.missing is not self.results.scheme.marking.missing:
                yield subject.met(f"未报，{indicator.missing.value}")
        else:
            yield subject.met(NOT_FOR if case is Case.NOT_FOR else NOT_APPLICABLE)

    def _branches(self, indicator: Indicator) -> tuple[Branch, ...]:
        trace = self.results.indicators[indicator.id]
        scored = trace.exact if trace.scored is None else trace.scored
        taken = tuple(each.at(self.row) for each in trace.steps)
        measure = measure_of(indicator.formula, self.results.scheme.facts)
        outcome = Outcome(
            trace.value.at(self.row), int(trace.branch[self.row]), taken, scored.at(self.row), indicator.points,
            Unit.PLAIN, measure,
        )  # fmt: skip
        return primitive_of(indicator.method).branches(indicator.method, outcome)

    def _made(self, subject: Subject, indicator: Indicator) -> Iterator[str]:
        formula, facts = indicator.formula, self.results.facts
        for parameter in _looked_up(indicator):
            word = self._word_of(parameter)
            known = word if word in dict(parameter.entries) else REST_OF
            yield subject.met(_parameter_words(parameter, known))
        if isinstance(formula, f.Cases):
            held = (place_ for place_, each in enumerate(formula.conditions, start=1) if self._holds(each))
            first = next(held, None)
            yield subject.met(REST if first is None else _case_words(first))
        elif isinstance(formula, f.Matters):
            yield from happened_to_matters(subject, formula.listed, awards_alone(formula, facts, self.unit))
        elif is_checklist(indicator):
            for node in _ticks(formula):
                cell = facts.cell(self.unit, node.name)
                if cell.state is State.VALUE:
                    yield subject.met(f"{node.name}：{DONE if cell.value else UNDONE}")

    def _word_of(self, parameter: Parameter) -> str:
        """Return what a parameter is looked up by in the unit."""
        facts = self.results.facts
        if parameter.key is None:
            return called(self.unit, parameter.label or Label.UNIT, facts) or ""
        value = facts.cell(self.unit, parameter.key.name).value
        return "" if value is None else facts.options[parameter.key.name][int(value)]

    def _holds(self, condition: f.Expr) -> bool:
        """Say whether a condition on facts holds in the unit; of an indicator that is scored all are known."""
        found = evaluate_formula(condition, self.results.facts, lambda node: figure(node, self.results))
        return found.ratio.at(self.row) == 1


def is_checklist(indicator: Indicator) -> bool:
    """Say whether an indicator is a list of things that were done or not."""
    return BY_WORD[indicator.word].concept is checklist.CONCEPT


def _ticks(formula: f.Expr) -> list[f.FactRef]:
    return [node for node in f.walk(formula) if isinstance(node, f.FactRef)]


def _looked_up(indicator: Indicator) -> list[Parameter]:
    """Return the parameters of an indicator whose value depends on the unit, each once."""
    nodes = (node for formula in indicator.formulas for node in f.walk(formula))
    found = {node.name: node for node in nodes if isinstance(node, Parameter) and node.chosen is None}
    return [node for node in found.values() if node.key is not None or node.label is not None]


def _parameter_words(parameter: Parameter, word: str) -> str:
    return f"参数“{parameter.name}”取“{word}”的值"


def _varies(number: f.Cases) -> bool:
    """Say whether the case can differ between units, or between what they report."""
    return any(
        not isinstance(node, f.Literal | f.Compare | f.Not | f.Both | f.AnyOf)
        and not (isinstance(node, Parameter) and node.chosen is not None)
        for condition in number.conditions
        for node in f.walk(condition)
    )


def _case_words(place_: int) -> str:
    return f"符合情形{place_}"


def _weights_words(place_: int) -> str:
    return f"第 {place_} 组权重" if place_ else "其余权重"


def _way_words(way: Way) -> str:
    return f"合成：{way.value}"
