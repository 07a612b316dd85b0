"""A unit's facts as an explanation shows them, alone and put into a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.evaluate.formula import evaluate_formula
from engine.explain.ballots import ballot_remarks
from engine.explain.derivation import FactUse
from engine.explain.inputs import STATE_WORDS, inputs, shown_in, unit_in, value_in
from engine.explain.words import listed, unit_of
from engine.facts.table import State
from engine.facts.values import shown_value
from engine.number import Unit, about_text, decimals_needed, exact_text, quantity_text
from engine.scheme import formula as f
from engine.scheme.functions import Parameter, Pooled
from engine.scheme.unit_vocabulary import SOURCE
from engine.sentences.formulas import by_name, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.evaluate.results import Results
    from engine.facts.table import Cell, Reported
    from engine.scheme.model import Indicator

LONGEST = 40  # characters of a formula that shares its line with its numbers


def fact_use(results: Results, unit: str, name: str) -> FactUse:
    """Return how a unit's fact stands: the value that counts, its origin, and what else was said."""
    fact, cell = results.scheme.facts[name], results.facts.cell(unit, name)
    measure = (fact.measure or "") if cell.state is State.VALUE else ""
    value = shown_value(fact, cell).removesuffix(measure).rstrip()
    evidence = dict(cell.evidence)
    place = cell.counted or next(iter(cell.others), None)
    at = evidence.pop(SOURCE, "") or (place.span.on_line if place else "")
    remarks = [
        f"{other.origin} {_said(other.text, cell.state)}{_elsewhere(cell, other)}"
        for other in cell.others
        if other.text not in ("", value)
    ]
    remarks += [f"{key}：{text}" for key, text in evidence.items() if text]
    told = [(other.origin, SOURCE) for other in cell.others]
    remarks += [f"{whose}的{key}：{text}" for whose, key, text in cell.elsewhere if (whose, key) not in told]
    remarks += ballot_remarks(cell.ballots, _quorum(results, fact.of) if cell.state is State.MISSING else None)
    origin = cell.counted.origin if cell.counted else None
    of = f"{fact.of}.{fact.origin}" if fact.origin else fact.of
    return FactUse(name, value, measure, origin, at, tuple(remarks), of if fact.cycle else None)


def _elsewhere(cell: Cell, other: Reported) -> str:
    """Return where an origin's value stands, if it is another file than that of the value that counts."""
    if cell.counted is None or cell.counted.span.source is other.span.source:
        return ""
    named = [text for whose, key, text in cell.elsewhere if (whose, key) == (other.origin, SOURCE)]
    return f"（{'；'.join(named) or other.span.on_line}）"


def _quorum(results: Results, name: str | None) -> int | None:
    """Return how many valid marks a fact needs, where several raters give them."""
    whole = results.scheme.facts.get(name or "")
    return whole.panel.quorum if whole and whole.panel else None


def _said(text: str, state: State) -> str:
    """Return what an origin said; that a fact is 不适用 counts only where it comes from who may find so."""
    unheeded = state is State.MISSING and text == STATE_WORDS[State.NOT_APPLICABLE]
    return f"写“{text}”，无权认定，不作数" if unheeded else text


def shown_number(results: Results, unit: str, expr: f.Expr) -> str:
    """Return a fact's value without its unit of measure; what other nodes come to, or else their name."""
    if isinstance(expr, f.FactRef):
        fact = results.scheme.facts[expr.name]
        return shown_value(fact, results.facts.cell(unit, expr.name)).removesuffix(fact.measure or "").rstrip()
    if isinstance(expr, Parameter | Pooled | f.ItemRef):
        return shown_in(results, unit, expr)
    return by_name(expr)


def substituted(results: Results, unit: str, formula: f.Expr, value: str) -> str:
    """Write a formula by name, with the unit's numbers, and what it comes to.

    Where it counts periods, those in which the condition does not hold are named instead.
    """
    if isinstance(formula, f.Aggregate) and formula.function is f.Function.COUNT and formula.written:
        failing = [part for part in formula.parts if not _holds(results, unit, part)]
        named = "、".join(dict.fromkeys(period for part in failing for period in f.periods_in(part)[:1]))
        return f"{say(formula, by_name)} = {value}" + (f"；不符合的是 {named}" if failing else "")
    named, put = say(formula, by_name), say(formula, lambda node: shown_number(results, unit, node))
    # A fact by itself, and what has no numbers to put in, is not said twice.
    return f"{named} = {value}" if put in (named, value) else f"{named} = {put} = {value}"


def worked_out(results: Results, unit: str, formula: f.Expr, value: str) -> list[str]:
    """Say what a formula comes to, and what it takes from elsewhere."""
    taken = inputs(results, unit, formula)
    if isinstance(formula, Parameter | Pooled | f.ItemRef):
        return taken
    line, named = substituted(results, unit, formula, value), say(formula, by_name)
    put_in = line.startswith(f"{named} = ") and line.count(" = ", len(named)) > 1
    # A long formula has a line of its own, and what it comes to the next one.
    return [*((named, line[len(named) + 1 :]) if len(named) > LONGEST and put_in else (line,)), *taken]


def made_value(results: Results, unit: str, formula: f.Expr) -> tuple[str, ...]:
    """Say how a method made its value: of the things on a list, or by the case that applies."""
    if not isinstance(formula, f.Cases):
        total = evaluate_formula(formula, results.facts.of_unit(unit, f.facts_in(formula))).ratio.at(0)
        return (
            *listed(formula, lambda node: shown_number(results, unit, node)),
            f"各项得分之和是 {exact_text(total)} 分",
        )
    lines, place = told_cases(results, unit, formula)
    if place is None:
        told = _worth(results, unit, f"{lines[-1]}，得", formula.rest)
        return tuple(dict.fromkeys((*lines[:-1], *told)))
    return tuple(dict.fromkeys((*lines, *_worth(results, unit, f"得情形{place + 1}的", formula.points[place]))))


def told_cases(results: Results, unit: str, formula: f.Cases) -> tuple[list[str], int | None]:
    """Say of each case, up to the one that applies, whether it does; the place of that one is given too."""
    lines: list[str] = []
    for place, condition in enumerate(formula.conditions):
        holds = _holds(results, unit, condition)
        found = "、".join(dict.fromkeys(figures_in(results, unit, condition)))
        lines.append(f"情形{place + 1}：{'符合' if holds else '不符合'}" + (f"（{found}）" if found else ""))
        lines += inputs(results, unit, condition)
        if holds:
            return lines, place
    return [*lines, "各种情形都不符合"], None


def _worth(results: Results, unit: str, words: str, points: f.Expr) -> tuple[str, ...]:
    """Say the points of a case, worked out where they are not written as a number."""
    value, _ = value_in(results, unit, points)
    if is_stated(points):
        return (f"{words} {exact_text(value)} 分",)
    return (f"{words}分：{substituted(results, unit, points, about_text(value))}", *inputs(results, unit, points))


def is_stated(points: f.Expr) -> bool:
    """Say whether points are written as a number."""
    return is_stated(points.part) if isinstance(points, f.Negative) else isinstance(points, f.Literal)


def factor_words(results: Results, unit: str, indicator: Indicator, worked: tuple[Fraction, Fraction, Fraction]) -> str:
    """Say what the factor makes of the points; `worked` are the points before it, the factor, and those after it."""
    before, factor, after = worked
    assert indicator.factor is not None, indicator.id  # noqa: S101
    product = before * factor
    shown = exact_text(factor) if decimals_needed(factor) is not None else about_text(factor)
    if any(results.facts.cell(unit, name).state is State.NOT_APPLICABLE for name in f.facts_in(indicator.factor)):
        told = "系数不适用，按 1 计"
    elif isinstance(indicator.factor, f.Literal):
        told = f"系数 {shown}"
    else:
        told = f"系数：{substituted(results, unit, indicator.factor, shown)}"
    times = f"（{shown}）" if factor < 0 else shown
    bound = (
        "" if product == after else f"，按{'分值' if after == indicator.points else '不低于'} {about_text(after)} 分计"
    )
    return f"{told}；{about_text(before)} × {times} = {about_text(product)}{bound}"


def figures_in(results: Results, unit: str, condition: f.Expr) -> Iterator[str]:
    """Say what the figures come to that a condition works out of facts; facts themselves are listed."""
    for node in f.comparisons_in(condition):
        if not isinstance(node, f.Compare):
            continue
        for side, other in ((node.left, node.right), (node.right, node.left)):
            if not isinstance(side, f.Literal | f.OptionWord | f.FactRef | Parameter | Pooled | f.ItemRef):
                value, state = value_in(results, unit, side)
                if state is not State.VALUE:
                    continue
                shown = unit_of(side, other)
                shown = unit_in(results, side) if shown is Unit.PLAIN else shown
                yield f"{say(side, by_name)} = {quantity_text(value, shown)}"


def _holds(results: Results, unit: str, condition: f.Expr) -> bool:
    """Say whether a condition that is counted holds in one unit; its facts all have values."""
    return value_in(results, unit, condition)[0] == 1
