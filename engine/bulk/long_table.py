"""Long tables: a row for each value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.arrow.raw import Floats, Words
from engine.bulk import words
from engine.bulk.measures import measure_of
from engine.bulk.more import more
from engine.bulk.parse import parse
from engine.bulk.told import Beside, Told
from engine.problem.codes import Code
from engine.tables import told
from engine.tables.header import FACT, ORIGIN, PERIOD, VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.arrow.files import ColumnFile
    from engine.arrow.raw import Raw
    from engine.bulk.parse import Parsed
    from engine.bulk.read_table import TableReader
    from engine.bulk.told import Lines, Table
    from engine.columns.ints import Array
    from engine.scheme.model import FactDeclaration
    from engine.tables.names import Path


class LongReader:
    """Reads a table whose rows are values; what it finds goes to the reader of all tables."""

    def __init__(self, reader: TableReader, table: Table) -> None:
        self.reader, self.table = reader, table

    def read(self) -> None:
        """Read the values of each fact, period and origin together."""
        table, reader = self.table, self.reader
        at, file = table.heads.get(VALUE), table.file
        if at is None:
            reader.problems.append(words.no_value_column(file))
            return
        keys = [
            reader.texts(table, table.heads[word]) if word in table.heads else _none(file)
            for word in (FACT, PERIOD, ORIGIN)
        ]
        raw = reader.take(table, at)
        if raw is None or any(each is None for each in keys):
            return
        if isinstance(raw, Floats):
            reader.problems.append(words.inexact(file, at))
        groups = []
        for path, rows in self._parts([each for each in keys if each is not None]):
            fact = reader.fact(path, file, table.heads[FACT])
            if fact is None:
                continue
            measure, problems = measure_of(file, at, "", fact, raw)
            reader.problems.extend(problems)
            for lines in reader.lines_of(table, path.origin or reader.origin(file), rows):
                groups.append(lines)
                if not problems and lines.origin is not None:
                    reader.told.append(Told(fact, lines.origin, lines, at, _of_units(fact, raw, lines, measure)))
                    beside = (word for word in table.heads if word in words.BESIDE)
                    reader.beside.extend(Beside(fact, word, lines, table.heads[word]) for word in beside)
        reader.lines.extend(groups)
        reader.tell_origin(table, groups)

    def _parts(self, keys: Sequence[Words]) -> Iterable[tuple[Path, Array]]:
        """Yield what values are of, with the rows of each; rows that do not say it are told."""
        table, reader = self.table, self.reader
        key = np.zeros(table.file.rows, dtype=np.int64)
        for each in keys:
            key = key * (len(each.each) + 1) + each.codes + 1
        different, of_row = np.unique(key, return_inverse=True)
        order = np.argsort(of_row, kind="stable")
        ends = np.cumsum(np.bincount(of_row, minlength=len(different))).tolist()
        for start, end in zip([0, *ends], ends, strict=False):
            rows = order[start:end]
            fact, *behind = (each.text(int(rows[0])) for each in keys)
            if fact:
                yield reader.names.path([*reader.names.words(fact), *(word for word in behind if word)]), rows
                continue
            reader.problems.append(told.whose(FACT, table.span(int(rows[0]), table.heads[FACT])))
            reader.problems.extend(more(Code.ROW_WHOSE, len(rows), 1, table.file.name))


def _none(file: ColumnFile) -> Words:
    return Words(np.full(file.rows, -1, dtype=np.int32), [])


def _of_units(fact: FactDeclaration, raw: Raw, lines: Lines, measure: str | None) -> Parsed:
    """Read the values that are of one fact, and lay them out by unit."""
    if lines.of is None:
        return parse(fact, raw, measure)
    there = lines.of >= 0
    place = np.full(len(there), -1, dtype=np.int64)
    place[there] = np.arange(np.count_nonzero(there))
    return parse(fact, raw.take(lines.of[there]), measure).take(place)
