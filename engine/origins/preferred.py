"""The facts as they would be if another origin counted."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.facts.panels import settle_panels
from engine.facts.table import Cell, State, make_table
from engine.origins.said import value_of
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from engine.facts.table import FactTable
    from engine.scheme.model import FactDeclaration, Scheme


def preferred(scheme: Scheme, table: FactTable, facts: Collection[str], origin: str) -> FactTable:
    """Return the table in which `origin` goes first for some facts, in every unit where it says anything of them.

    It is the same table where that changes nothing. A 不适用 that the origin may not say is passed over.
    """
    units = dict(table.sources)
    for unit, known in table.sources.items():
        cells = {
            name: cell
            for fact in facts
            if fact in known.cells
            for name, cell in _cells(scheme, scheme.facts[fact], known.cells[fact], origin)
        }
        if cells:
            units[unit] = replace(known, cells={**known.cells, **cells})
    if all(units[unit] is known for unit, known in table.sources.items()):
        return table
    if any(scheme.facts[fact].type is FactType.PANEL for fact in facts):
        units, _ = settle_panels(scheme, units)
    assessed = [unit for unit in scheme.units if unit.name not in scheme.exempt]
    return make_table(assessed, scheme.facts, units)


def _cells(scheme: Scheme, fact: FactDeclaration, cell: Cell, origin: str) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of a fact, and of what is counted in it, if the origin says something else than what counts."""
    reported = next((each for each in cell.said if each.origin == origin and not each.silent), None)
    if reported is None or reported is cell.counted:
        return
    others = tuple(each for each in cell.said if each is not reported)
    made = replace(cell, counted=reported, others=others, matters=reported.matters, marks=reported.marks)
    names = [fact.name, *(f"{fact.name}.{each}" for each in fact.classes)]
    if reported.text == NOT_APPLICABLE:
        if fact.may_not_apply or origin in scheme.origins.may_exempt:
            yield from ((name, replace(made, state=State.NOT_APPLICABLE, value=None)) for name in names)
        return
    yield fact.name, replace(made, state=State.VALUE, value=value_of(fact, reported))
    for name, class_ in zip(names[1:], fact.classes, strict=True):
        those = tuple(each for each in reported.matters if each.class_ == class_)
        yield name, replace(made, state=State.VALUE, value=Fraction(len(those)), matters=those)
