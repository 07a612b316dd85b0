"""Tables of facts as files: CSV that Excel opens, or a workbook."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from engine.number import parse_decimal, parse_quantity
from engine.scheme.model import FactType
from engine.text.separated import separated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from engine.scheme.model import FactDeclaration
    from engine.sheets.write_workbook import Look
    from engine.tables.lay_out import Laid, Table

_WORDS = (FactType.YES_NO, FactType.CHOICE, FactType.MATTERS)
_WIDEST, _NARROWEST = 40, 8


def csv_bytes(table: Table) -> bytes:
    """Return a table as CSV, with the mark by which Excel knows its encoding."""
    return separated(table.head, ([cell.text for cell in row] for row in table.rows))


def workbook_bytes(tables: Iterable[Table], title: str) -> bytes:
    """Return a workbook with a sheet for every table; numbers are numbers, wherever a cell holds them exactly.

    Raises ValueError where a sheet has not so many rows or columns.
    """
    # Imported here: whoever wants CSV needs no library.
    from engine.sheets.write_workbook import PLAIN, Book, write_table  # noqa: PLC0415

    file = io.BytesIO()
    book = Book(file)
    book.describe(title=title)
    for table in tables:
        page = book.sheet(table.name)
        last = write_table(page, table.head, [[cell.text for cell in row] for row in table.rows])
        for number, row in enumerate(table.rows, start=2):
            for column, cell in enumerate(row, start=1):
                value = number_of(cell)
                if value is not None and cell.fact is not None:
                    page.write(number, column, value, _look(cell.fact, PLAIN))
        page.widths([_width(table, at) for at in range(len(table.head))])
        page.filter(1, last, len(table.head))
        page.freeze(2, 2)
        page.print_on_a4(landscape=True, head_row=1, columns=1)
    book.close()
    return file.getvalue()


def number_of(cell: Laid) -> Fraction | None:
    """Return the number that a cell is to hold; None for words and for what is no number."""
    if cell.fact is None or cell.fact.type in _WORDS:
        return None
    if cell.fact.type is FactType.PERCENT:
        quantity = parse_quantity(cell.text)
        return quantity.value if quantity is not None else None
    return parse_decimal(cell.text)


def _look(fact: FactDeclaration, plain: Look) -> Look:
    decimals = "." + "0" * fact.digits if fact.digits else ""
    sign = "%" if fact.type is FactType.PERCENT else ""
    return plain.changed(format=f"0{decimals}{sign}", right=True)


def _width(table: Table, at: int) -> int:
    """Return how many columns of a terminal the widest text of a column takes, within bounds."""
    longest = max((_columns(row[at].text) for row in table.rows), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, _columns(table.head[at])) + 2))


def _columns(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
