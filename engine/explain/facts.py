"""A unit's facts as an explanation shows them, alone and put into a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.evaluate.formula import evaluate_formula
from engine.explain.ballots import ballot_remarks
from engine.explain.derivation import FactUse
from engine.explain.words import by_name, listed, say, unit_of
from engine.facts.table import State
from engine.facts.values import shown_value
from engine.number import exact_text, quantity_text
from engine.scheme import formula as f

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluate.results import Results


def fact_use(results: Results, unit: str, name: str) -> FactUse:
    """Return how a unit's fact stands: the value that counts, its origin, and what else was said."""
    fact, cell = results.scheme.facts[name], results.facts.cell(unit, name)
    measure = (fact.measure or "") if cell.state is State.VALUE else ""
    value = shown_value(fact, cell).removesuffix(measure).rstrip()
    evidence = dict(cell.evidence)
    place = cell.counted or next(iter(cell.others), None)
    at = evidence.pop("出处", "") or (f"{place.span.source.name}:{place.span.line}" if place else "")
    remarks = [f"{other.origin} {other.text}" for other in cell.others if other.text not in ("", value)]
    remarks += [f"{key}：{text}" for key, text in evidence.items() if text]
    remarks += ballot_remarks(cell.ballots)
    origin = cell.counted.origin if cell.counted else None
    of = f"{fact.of}.{fact.origin}" if fact.origin else fact.of
    return FactUse(name, value, measure, origin, at, tuple(remarks), of if fact.cycle else None)


def shown_number(results: Results, unit: str, expr: f.Expr) -> str:
    """Return a fact's value without its unit of measure; other nodes by their name."""
    if not isinstance(expr, f.FactRef):
        return by_name(expr)
    fact = results.scheme.facts[expr.name]
    return shown_value(fact, results.facts.cell(unit, expr.name)).removesuffix(fact.measure or "").rstrip()


def substituted(results: Results, unit: str, formula: f.Expr, value: str) -> str:
    """Write a formula by name, with the unit's numbers, and what it comes to.

    Where it counts periods, those in which the condition does not hold are named instead.
    """
    if isinstance(formula, f.Aggregate) and formula.function is f.Function.COUNT and formula.written:
        failing = [part for part in formula.parts if not _holds(results, unit, part)]
        named = "、".join(dict.fromkeys(period for part in failing for period in f.periods_in(part)[:1]))
        return f"{say(formula, by_name)} = {value}" + (f"；不符合的是 {named}" if failing else "")
    return f"{say(formula, by_name)} = {say(formula, lambda node: shown_number(results, unit, node))} = {value}"


def made_value(results: Results, unit: str, formula: f.Expr) -> tuple[str, ...]:
    """Say how a method made its value: of the things on a list, or by the case that applies."""
    if not isinstance(formula, f.Cases):
        total = evaluate_formula(formula, results.facts.of_unit(unit, f.facts_in(formula))).ratio.at(0)
        return (
            listed(formula, lambda node: shown_number(results, unit, node)),
            f"各项得分之和是 {exact_text(total)} 分",
        )
    lines = []
    for number, (condition, points) in enumerate(zip(formula.conditions, formula.points, strict=True), start=1):
        holds = _holds(results, unit, condition)
        found = "、".join(_computed(results, unit, condition))
        lines.append(f"情形{number}：{'符合' if holds else '不符合'}" + (f"（{found}）" if found else ""))
        if holds:
            return (*lines, f"得情形{number}的 {exact_text(points)} 分")
    return (*lines, f"各种情形都不符合，得 {exact_text(formula.rest)} 分")


def cases_rule(formula: f.Cases) -> str:
    """Say all cases, each with its points."""
    cases = zip(formula.conditions, formula.points, strict=True)
    told = [f"情形{n}：{say(when, by_name)}，得 {exact_text(points)} 分" for n, (when, points) in enumerate(cases, 1)]
    return f"从上到下看，得第一种符合的情形的分。{'；'.join(told)}；其余得 {exact_text(formula.rest)} 分"


def _computed(results: Results, unit: str, condition: f.Expr) -> Iterator[str]:
    """Say what the figures come to that a condition works out of facts; facts themselves are listed."""
    table = results.facts.of_unit(unit, f.facts_in(condition))
    for node in f.comparisons_in(condition):
        if not isinstance(node, f.Compare):
            continue
        for side, other in ((node.left, node.right), (node.right, node.left)):
            if not isinstance(side, f.Literal | f.OptionWord | f.FactRef):
                value = evaluate_formula(side, table).ratio.at(0)
                yield f"{say(side, by_name)} = {quantity_text(value, unit_of(side, other))}"


def _holds(results: Results, unit: str, condition: f.Expr) -> bool:
    """Say whether a condition that is counted holds in one unit; its facts all have values."""
    found = evaluate_formula(condition, results.facts.of_unit(unit, f.facts_in(condition)))
    return found.ratio.at(0) == 1
