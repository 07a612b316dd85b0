"""Which mechanisms of facts really occurred in a case: periods, marks, origins, last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.last_year import LAST
from engine.facts.table import Standing, State
from engine.scheme import formula as f
from engine.scheme.cycle import Cycle
from tests.differential.spread import formulas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.facts.table import Cell
    from engine.scheme.model import FactDeclaration
    from tests.differential.compare import Run


def reported(of: Run) -> Iterator[str]:
    """Yields the names of mechanisms, some more than once."""
    read = {name for formula in formulas(of.scheme) for name in f.facts_in(formula)}
    for name in read:
        fact = of.scheme.facts[name]
        yield from _declared(of, fact)
        for unit in of.table.units:
            yield from _cell(fact, of.table.cell(unit, name))
            source = of.table.sources.get(unit)
            if fact.open_ and source and name in source.cells and source.cells[name].value is not None:
                yield "period/reported while it runs"
    for formula in formulas(of.scheme):
        for node in f.walk(formula):
            if isinstance(node, f.AnyOf) and node.run is not None and not f.periods_in(node):
                yield "period/too few for a run"
            if isinstance(node, f.Aggregate) and node.written and any(f.period_of(n) for n in f.facts_in(node)):
                yield from _aggregate(of, node)


def _aggregate(of: Run, node: f.Aggregate) -> Iterator[str]:
    facts = [of.scheme.facts[name] for name in f.facts_in(node) if of.scheme.facts[name].cycle]
    if facts and all(fact.open_ for fact in facts):
        yield "period/none has ended"
    elif facts and any(each.open_ for each in of.scheme.facts.values() if each.of == facts[0].of):
        yield "period/those that have ended"
    if node.function is f.Function.SUM and any(fact.cumulative for fact in facts):
        yield "period/sum of a cumulative fact"


def _declared(of: Run, fact: FactDeclaration) -> Iterator[str]:
    if fact.cycle:
        yield f"period/{fact.cycle.name}"
        if fact.cycle is not Cycle.YEAR and of.scheme.calendar.first.month > 1:
            yield "period/year that begins late"
    if fact.cumulative:
        yield "period/own part of a cumulative fact"
    if fact.member:
        yield f"panel/{fact.member.name}"
    if fact.origin:
        yield "origin/in a period" if fact.cycle else "origin/of a fact"


def _cell(fact: FactDeclaration, cell: Cell) -> Iterator[str]:
    if fact.origin:
        yield f"origin/{cell.state.name}"
        if cell.state is State.MISSING and any(each.text == "不适用" for each in cell.others):
            yield "origin/may not say 不适用"
    if fact.member:
        yield from (f"panel/mark {ballot.standing.name}" for ballot in cell.ballots)
        if cell.ballots and cell.state is State.MISSING:
            yield "panel/too few"
        for ballot in cell.ballots:
            if ballot.standing is Standing.INVALID:
                yield "panel/" + ("all same" if "都是" in ballot.why else "low" if "低于" in ballot.why[:2] else "high")
    if cell.counted and cell.counted.origin.startswith(LAST):
        yield "last year/filled"
    elif fact.from_last and cell.state is State.VALUE:
        yield "last year/own value first"
    elif fact.from_last and cell.state is State.MISSING:
        yield "last year/nothing there either"
