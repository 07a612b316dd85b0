"""What is written once for all periods, spread a second time and day by day: the reader's formulas have to be these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.reference.periods import closed_periods, last_day
from engine.scheme import formula as f
from engine.scheme.adjustment import Counted, Scored, adjustments
from engine.scheme.cycle import Cycle
from engine.scheme.functions import Parameter
from engine.scheme.model import all_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.model import FactDeclaration, Scheme


def spread_faults(scheme: Scheme) -> Iterator[str]:
    """Yields every formula over periods that does not stand for the periods that have ended, each once, in order."""
    first = {fact.of: fact for fact in reversed(scheme.facts.values()) if fact.of and fact.cycle}
    for formula in formulas(scheme):
        for node in f.walk(formula):
            if isinstance(node, f.Aggregate) and node.written:
                expected = [part for each in node.written for part in _parts(scheme, first, node, each)]
                if list(node.parts) != expected:
                    yield f"spread: {node.span.text} is {node.parts}, not {expected}"
            elif isinstance(node, f.AnyOf) and node.run is not None:
                yield from _run(scheme, first, node, node.run)


def formulas(scheme: Scheme) -> Iterator[f.Expr]:
    """Yields all formulas and conditions of a scheme."""
    yield from (formula for item in all_items(scheme.items) for formula in item.formulas)
    yield from (rule.when for rule in scheme.rules)
    yield from (tier.condition for tier in scheme.tiers if tier.condition is not None)
    for adjustment in adjustments((*scheme.bonuses, *scheme.penalties)):
        if adjustment.gate is not None:
            yield adjustment.gate
        if isinstance(adjustment.source, Counted | Scored):
            yield adjustment.source.formula


def _run(scheme: Scheme, first: dict[str, FactDeclaration], node: f.AnyOf, run: f.Expr) -> Iterator[str]:
    times = int(node.lasting.split()[0]) if node.lasting else 1
    cycle = _cycle(first, run) or Cycle.MONTH
    periods = closed_periods(scheme.calendar, cycle)
    if not node.lasting:  # a rule that is decided period by period is there for the first one in any case
        periods = periods or scheme.calendar.periods(cycle)[:1]
    each = [_in(scheme, first, run, period) for period in periods]
    expected = [f.Both(tuple(each[at : at + times]), span=node.span) for at in range(len(each) - times + 1)]
    never = (
        f.Compare("=", f.Literal(value=True, span=node.span), f.Literal(value=False, span=node.span), span=node.span),
    )
    if list(node.parts) != (expected or [f.Both(never, span=node.span)]):
        yield f"spread: {node.span.text} is {node.parts}, not {expected}"


def _parts(scheme: Scheme, first: dict[str, FactDeclaration], node: f.Aggregate, written: f.Expr) -> list[f.Expr]:
    cycle = _cycle(first, written)
    if cycle is None:
        return [written]
    # Before the first period has ended, all stands for it: its facts do not apply then.
    periods = closed_periods(scheme.calendar, cycle) or scheme.calendar.periods(cycle)[:1]
    if node.function is f.Function.SUM and isinstance(written, f.FactRef):
        base, origin = _base(first, written.name)
        if first[base].cumulative:
            return [f.FactRef(f"{base}.{periods[-1]}{origin}", span=written.span)]
    return [_in(scheme, first, written, period) for period in periods]


def _cycle(first: dict[str, FactDeclaration], expr: f.Expr) -> Cycle | None:
    found = [_base(first, name)[0] for name in f.facts_in(expr)]
    return next((first[base].cycle for base in found if base in first), None)


def _base(first: dict[str, FactDeclaration], name: str) -> tuple[str, str]:
    base, dot, origin = name.partition(".")
    return (base, dot + origin) if base in first and origin in ("", "核定", "自评") else (name, "")


def _in(scheme: Scheme, first: dict[str, FactDeclaration], expr: f.Expr, period: str) -> f.Expr:
    """Puts one period's own amount in the place of each fact."""

    def own(node: f.FactRef) -> f.Expr:
        base, origin = _base(first, node.name)
        if base not in first:
            return node
        now = f.FactRef(f"{base}.{period}{origin}", span=node.span)
        cycle = first[base].cycle
        before = [each for each in scheme.facts.values() if each.of == base and not each.origin]
        place = [each.name for each in before].index(f"{base}.{period}")
        if cycle is None or not first[base].cumulative or place == 0:
            return now
        return f.Binary("-", now, f.FactRef(before[place - 1].name + origin, span=node.span), span=node.span)

    spread = f.replace_facts(expr, own)
    if not scheme.calendar.dated:
        return spread
    last = str(last_day(scheme.calendar, _cycle(first, expr) or Cycle.MONTH, period))
    return f.mapped(spread, lambda node: _in_force(node, last))


def _in_force(node: f.Expr, day: str) -> f.Expr:
    """Looks a parameter by date up again; days as text are in the order of days."""
    if not isinstance(node, Parameter) or not node.chosen:
        return node
    return replace(node, chosen=max(word for word, _ in node.entries if word <= day))
