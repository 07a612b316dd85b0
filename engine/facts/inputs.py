"""What facts are read from: texts of unit files, and tables; all of it becomes trees of one form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme
    from engine.sheets.grid import Workbook
    from engine.tables.read_tables import TableUnit

    Input = Source | Workbook


def texts_in(inputs: Iterable[Input]) -> list[Source]:
    """Return those that are texts of unit files."""
    return [each for each in inputs if isinstance(each, Source)]


def units_in_tables(
    scheme: Scheme, inputs: Sequence[Input], *, of_scheme: bool = True
) -> tuple[list[TableUnit], list[Problem]]:
    """Return what tables say of units, and what is wrong with them as tables; `of_scheme` as with `read_tables`.

    A single table has to be one of facts; among others, one of something else is passed over, and that is told.
    """
    tables = [each for each in inputs if not isinstance(each, Source)]
    if not tables:
        return [], []
    # Imported here: most assessments have no tables.
    from engine.tables.read_tables import read_tables  # noqa: PLC0415

    return read_tables(scheme, tables, alone=len(inputs) == 1, of_scheme=of_scheme)
