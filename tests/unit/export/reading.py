"""Read a written table back as rows of texts, each by the name of its column; None where nothing stands."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.export.table import Field

Row = dict[str, str | None]


def rows_of(path: Path, fields: Sequence[Field]) -> list[Row]:
    return {".parquet": parquet_rows, ".csv": csv_rows, ".xlsx": workbook_rows}[path.suffix](path, fields)


def parquet_rows(path: Path, _: Sequence[Field]) -> list[Row]:
    return [{name: told(value) for name, value in row.items()} for row in pq.read_table(path).to_pylist()]


def csv_rows(path: Path, _: Sequence[Field]) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: value or None for name, value in row.items()} for row in csv.DictReader(file)]


def workbook_rows(path: Path, fields: Sequence[Field]) -> list[Row]:
    digits = {field.name: field.digits for field in fields}
    sheet = openpyxl.load_workbook(path).worksheets[0]
    heads, *rows = sheet.iter_rows(values_only=True)
    found: list[Row] = []
    for row in rows:
        cells = zip(map(str, heads), row, strict=True)
        found.append({name: number(value, digits[name]) for name, value in cells})
    return found


def number(value: object, digits: int) -> str | None:
    """A number of a workbook as Excel shows it; a text as it is."""
    if isinstance(value, (int, float)):
        exact = Decimal(repr(value))
        assert exact == round(exact, digits)
        return f"{exact:.{digits}f}"
    return None if value is None else str(value)


def told(value: object) -> str | None:
    """A value from Parquet; an empty text is nothing, as in the other formats."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return None if value in (None, "") else str(value)
