"""What is odd in the values of a unit over the periods: reported too early, or falling where they add up."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.formula import period_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.facts.table import Cell, UnitFacts
    from engine.scheme.model import FactDeclaration, Scheme


def period_problems(scheme: Scheme, facts: UnitFacts) -> Iterator[Problem]:
    """Yield a hint for values of periods that have not ended, and a warning where a cumulative value falls."""
    for name, declared in _in_periods(scheme).items():
        cells = [(fact, facts.cells[fact.name]) for fact in declared if fact.name in facts.cells]
        early = [(fact, cell) for fact, cell in cells if fact.open_ and cell.value is not None]
        if early:
            periods = "、".join(period_of(fact.name) for fact, _ in early)
            message = f"“{facts.unit}”报了“{name}”{periods} 的数，截至 {scheme.calendar.as_of} 还没有到期，暂不使用"
            place = early[0][1].counted
            help_ = "不用改；到期以后（改“截至”或 --as-of）就会用上"
            yield Problem(Code.PERIOD_RUNNING, message, place.span if place else None, file=facts.file, help=help_)
        if declared[0].cumulative:
            yield from _falls(name, cells, facts)


def _in_periods(scheme: Scheme) -> dict[str, list[FactDeclaration]]:
    found: dict[str, list[FactDeclaration]] = {}
    for fact in scheme.facts.values():
        if fact.of and fact.cycle and fact.origin is None:
            found.setdefault(fact.of, []).append(fact)
    return found


def _falls(name: str, cells: list[tuple[FactDeclaration, Cell]], facts: UnitFacts) -> Iterator[Problem]:
    known = [(fact, cell, cell.value) for fact, cell in cells if cell.value is not None]
    for (before, _, reached), (after, cell, value) in pairwise(known):
        if value < reached:
            message = (
                f"“{facts.unit}”的“{name}”是累计数，{period_of(after.name)} 的 {exact_text(value)} "
                f"却小于 {period_of(before.name)} 的 {exact_text(reached)}"
            )
            help_ = "请核对：是否有一期填成了当期数；确因核减而变小的，可以不管"
            yield Problem(Code.CUMULATIVE_FALLS, message, cell.counted.span if cell.counted else None, help=help_)
