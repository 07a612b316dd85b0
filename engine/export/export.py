"""Write the tables of an assessment, whatever their format."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Self

import numpy as np

from engine.columns.memory import keep_freed_memory
from engine.export.results import SCHEMA as RESULTS_SCHEMA
from engine.export.results import results_blocks, results_fields
from engine.export.table import About, Block, Column
from engine.export.trace import SCHEMA as TRACE_SCHEMA
from engine.export.trace import trace_blocks, trace_fields
from engine.export.wide import SCHEMA as COLUMNS_SCHEMA
from engine.export.wide import wide_blocks, wide_fields
from engine.progress import silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.evaluate.results import Results
    from engine.export.table import Field, Table
    from engine.facts.table import FactTable
    from engine.judge.assessment import Assessment
    from engine.progress import Progress
    from engine.scheme.model import Scheme

RESULTS_WORDS, TRACE_WORDS = "写结果", "写明细"
# A row group of Parquet is so many units. Files of texts are made of fewer units at a time.
_TRACED, _RESULTS, _IN_TEXTS = 65_536, 65_536, 1_024


class Format(Enum):
    """A format of tables; the value is what the names of its files end with."""

    PARQUET = ".parquet"
    CSV = ".csv"
    XLSX = ".xlsx"


def open_table(path: Path, format_: Format, fields: Sequence[Field], about: About) -> Table:
    """Begin a table. Raises OSError, and ModuleNotFoundError where pyarrow is needed and not installed."""
    # Each format has a library of its own, and a run needs one of them.
    match format_:
        case Format.PARQUET:
            from engine.export.arrow import ParquetTable  # noqa: PLC0415

            return ParquetTable(path, fields, about)
        case Format.XLSX:
            from engine.export.workbook import WorkbookTable  # noqa: PLC0415

            return WorkbookTable(path, fields, about)
        case Format.CSV:
            from engine.export.csv_file import CsvTable  # noqa: PLC0415

            return CsvTable(path, fields, about)


class TraceWriter:
    """The trace that is being written: give it the figures of all units, in one piece or in several, as they are made.

    Tables for people have a row for each part of each unit's total, Parquet a row for each unit, with columns.

    Used with `with`, it is ended, or let go of where something went wrong. Raises as `open_table` does.
    """

    def __init__(
        self, path: Path, format_: Format, first: Results, version: str = "", progress: Progress = silent
    ) -> None:
        """Begin with what is known from the first results; they are not written yet."""
        keep_freed_memory()
        self._wide = format_ is Format.PARQUET
        self._progress, self._units, self._done = progress, len(first.facts.sources), 0
        about = _about(first.scheme, first.facts, COLUMNS_SCHEMA if self._wide else TRACE_SCHEMA, None, version)
        fields = wide_fields(first.scheme) if self._wide else trace_fields(first.scheme)
        self._table = open_table(path, format_, fields, about)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._table.close()
        else:
            self._table.abandon()

    def add(self, results: Results) -> None:
        """Write the parts of the totals of some units; `results` go as far as the total."""
        at_once, left = _TRACED if self._wide else _IN_TEXTS, len(results.facts.units)
        blocks = wide_blocks(results, at_once) if self._wide else map(_unit_after_unit, trace_blocks(results, at_once))
        for block in blocks:
            self._table.add(block)
            self._done += min(at_once, left)
            left -= at_once
            self._progress(TRACE_WORDS, self._done, max(self._done, self._units))


def write_results(
    path: Path, format_: Format, assessment: Assessment, version: str = "", progress: Progress = silent
) -> None:
    """Write the results of all units. Raises as `open_table` does."""
    provisional = bool(assessment.judgement.provisional.any())
    about = _about(assessment.scheme, assessment.facts, RESULTS_SCHEMA, provisional, version)
    table = open_table(path, format_, results_fields(assessment.scheme), about)
    count, done = len(assessment.facts.units), 0
    try:
        for block in results_blocks(assessment, _RESULTS if format_ is Format.PARQUET else _IN_TEXTS):
            table.add(block)
            done = min(done + block.rows, count)
            progress(RESULTS_WORDS, done, count)
    except BaseException:
        table.abandon()
        raise
    table.close()


def _about(scheme: Scheme, facts: FactTable, schema: str, provisional: bool | None, version: str) -> About:  # noqa: FBT001  of three values
    """Return what a reader of a table has to know; the trace ends with the totals, which no rank can change."""
    day = scheme.calendar.as_of
    return About(
        schema, scheme.id, scheme.title, scheme.sha256, facts.illustrative, provisional,
        None if day is None else str(day), version,
    )  # fmt: skip


def _unit_after_unit(block: Block) -> Block:
    """Return the same rows in the order of the units, each unit's in written order."""
    order = np.argsort(block.columns["单位"].values, kind="stable")
    columns = {
        name: Column(each.values[order], None if each.known is None else each.known[order], each.words)
        for name, each in block.columns.items()
    }
    return Block(block.rows, columns)
