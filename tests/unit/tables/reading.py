"""Short ways to read a table that a test writes as text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.facts.folder import read_facts
from engine.facts.values import shown_value
from engine.reading.read_scheme import load_scheme
from engine.sheets.csv_text import read_csv
from engine.sheets.grid import CellKind, Grid, GridCell, Workbook, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.facts.table import FactTable
    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme

# What is missing is told of every unit; here it is in nobody's way.
UNTOLD = ("F304", "F311")


def sound_scheme() -> Scheme:
    scheme, problems = load_scheme(Path(__file__).with_name("方案.yaml"))
    assert scheme is not None, problems
    return scheme


def csv_of(text: str, name: str = "汇总.csv") -> Workbook:
    return read_csv(name, "", text.encode())


def sheet(*rows: Sequence[str | GridCell], name: str = "数据", **more: object) -> Grid:
    """A sheet; a text that is a number is one."""
    cells = [[each if isinstance(each, GridCell) else _cell(each) for each in row] for row in rows]
    return Grid("汇总.xlsx", "", name, trimmed(cells), **more)  # type: ignore[arg-type]


def _cell(text: str) -> GridCell:
    number = text.removesuffix("%").replace(".", "", 1).isdigit()
    return GridCell((CellKind.NUMBER if number else CellKind.TEXT) if text else CellKind.EMPTY, text)


def book(*grids: Grid) -> Workbook:
    return Workbook("汇总.xlsx", "", "xlsx", grids)


def read(*workbooks: Workbook) -> tuple[FactTable, list[tuple[str, str, str]]]:
    """The facts, and code, cell and message of what is told, but what is missing."""
    table, problems = read_facts(sound_scheme(), list(workbooks), "事实")
    return table, [told(each) for each in problems if each.code.value not in UNTOLD]


def told(problem: Problem) -> tuple[str, str, str]:
    place = problem.span.cell if problem.span else None
    return problem.code.value, place[1] if place else "", problem.message


def value(table: FactTable, unit: str, fact: str) -> str:
    """The value that counts, as a person reads it, its origin and its place."""
    cell = table.cell(unit, fact)
    counted = f" {cell.counted.origin} {cell.counted.span.cell[1]}" if cell.counted and cell.counted.span.cell else ""
    return shown_value(sound_scheme().facts[fact], cell) + counted
