"""One column file as a table: its layout, whose rows they are, and what its columns tell."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import field
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from engine.arrow.raw import Floats, Words
from engine.bulk import words
from engine.bulk.long_table import LongReader
from engine.bulk.measures import measure_of
from engine.bulk.more import MOST_NAMED, more
from engine.bulk.parse import parse
from engine.bulk.told import AllTold, Beside, Lines, Table, Told
from engine.bulk.whose import UnitFinder
from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import SELF_ASSESSED
from engine.sheets.figures import text_cell
from engine.sheets.grid import Grid
from engine.tables import told
from engine.tables.header import CODE, FACT, ORIGIN, PERIOD, UNIT, VALUE, find_layout, is_missed
from engine.tables.names import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.arrow.files import ColumnFile
    from engine.arrow.raw import Raw
    from engine.columns.ints import Array
    from engine.problem.problem import Problem
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.tables.header import Column, Layout
    from engine.tables.names import Names, Path

THREADS = 2
# Of so many rows of a unit, or of a value of it, each may tell something.
MOST_ROWS = 8


@dataclass
class TableReader:
    """Reads files of one scheme into what they tell; `names` are those of its facts, and `problems` what is wrong."""

    scheme: Scheme
    names: Names
    units: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)
    lines: list[Lines] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)

    def all_told(self) -> AllTold:
        """Return what all files tell."""
        by_fact: dict[str, dict[str, list[Told]]] = {}
        for each in self.told:
            by_fact.setdefault(each.fact.name, {}).setdefault(each.origin, []).append(each)
        beside: dict[str, list[Beside]] = {}
        for other in self.beside:
            beside.setdefault(other.fact.name, []).append(other)
        return AllTold(
            self.units,
            dict(zip(self.units, range(len(self.units)), strict=True)),
            tuple(self.lines),
            {fact: {origin: tuple(those) for origin, those in each.items()} for fact, each in by_fact.items()},
            {fact: tuple(those) for fact, those in beside.items()},
        )

    def read(self, file: ColumnFile) -> None:
        """Read a file; a column that cannot be used is told and left out."""
        grid = Grid(file.name, file.sha256, "", (tuple(map(text_cell, file.heads)),))
        layout = find_layout(grid, self.names)
        if layout is None:
            self.problems.append(told.no_header(file.name, f"“{file.name}”", None))
            return
        finder = UnitFinder(self.scheme.units, self.units, file, self.problems)
        table = self._table(file, layout, finder)
        if self._tell_columns(file, layout):
            return
        if layout.long:
            LongReader(self, table).read()
        else:
            self._read_wide(table, layout)
        finder.tell_unknown(table)

    def _table(self, file: ColumnFile, layout: Layout, finder: UnitFinder) -> Table:
        """Find out whose each row is, and read what rows say of themselves."""
        heads = {column.word: column.number - 1 for column in layout.columns if column.word}
        units, texts = finder.find(heads.get(UNIT), heads.get(CODE))
        name_at = heads.get(UNIT, heads.get(CODE, 0))
        table = Table(file, name_at, units, heads, {name_at: texts})
        for word, at in heads.items():
            if word not in (UNIT, CODE, VALUE, FACT, PERIOD):
                self.take(table, at)
        return table

    def _tell_columns(self, file: ColumnFile, layout: Layout) -> bool:
        """Say which columns are not read, and which there are twice; the second is too much, and returned."""
        seen: dict[object, int] = {}
        twice = False
        for column in layout.columns:
            at = column.number - 1
            if (first := seen.setdefault(column.path or column.word, at)) != at:
                self.problems.append(told.header_twice(column.text, file.head(first), file.head(at)))
                twice = True
        unread = [column for column in layout.unread if is_missed(column)]
        if unread:
            listed = told.listed([f"“{column.text.strip()}”" for column in unread])
            fix = "不影响结果；要用的，请把表头改成方案里的名称"
            self.problems.append(
                told.not_used(f"没有用到的列：{listed}{told.counted(unread)}", file.head(unread[0].number - 1), fix)
            )
        return twice

    def take(self, table: Table, at: int) -> Raw | None:
        """Read a column, and keep it; None, and a problem, where it holds no values."""
        raw = table.file.column(at)
        if raw is None:
            self.problems.append(words.no_values(table.file, at))
        else:
            table.raws[at] = raw
        return raw

    # Wide tables: a row for each unit, or one for each origin of it.

    def _read_wide(self, table: Table, layout: Layout) -> None:
        groups = self._groups(table)
        wanted = [
            (column, fact, column.path)
            for column in layout.columns
            if column.path is not None and (fact := self.fact(column.path, table.file, column.number - 1)) is not None
        ]
        with ThreadPoolExecutor(THREADS) as pool:
            read = list(pool.map(lambda each: self._column(table, groups, *each), wanted))
        for problems, those, beside in read:
            self.problems.extend(problems)
            self.told.extend(those)
            self.beside.extend(beside)
        bare = [path for _, fact, path in wanted if path.origin is None and path.detail is None]
        if bare:
            self.tell_origin(table, groups)

    def _column(
        self, table: Table, groups: Sequence[Lines], column: Column, fact: FactDeclaration, path: Path
    ) -> tuple[list[Problem], list[Told], list[Beside]]:
        """Read a column of values, or of what is said beside them. Several run at a time."""
        at = column.number - 1
        raw = table.file.column(at)
        if raw is None:
            return [words.no_values(table.file, at)], [], []
        table.raws[at] = raw
        if path.detail is not None:
            return [], [], [Beside(fact, path.detail, lines, at) for lines in groups]
        measure, problems = measure_of(table.file, at, column.measure, fact, raw)
        if problems:
            return problems, [], []
        if measure is not None:
            table.measures[at] = measure
        if isinstance(raw, Floats):
            problems = [words.inexact(table.file, at)]
        parsed = parse(fact, raw, measure)
        found = []
        for lines in groups:
            mine = parsed if lines.of is None else parsed.take(lines.of)
            origin = path.origin or lines.origin
            if origin is not None:
                found.append(Told(fact, origin, lines, at, mine))
        return problems, found, []

    def fact(self, path: Path, file: ColumnFile, at: int) -> FactDeclaration | None:
        """Return the fact that a path stands for; None, and a problem, where there is none with a value of its own."""
        declared = self.names.declared.get(path.fact)
        if declared is None:
            self.problems.append(words.no_such_fact(file, at, path.fact, self.names.declared))
            return None
        if path.unknown:
            self.problems.append(words.no_such_word(file, at, path, self.scheme.origins.precedence))
            return None
        if declared.type in (FactType.MATTERS, FactType.PANEL):
            self.problems.append(words.not_in_columns(file, at, declared))
            return None
        periods = self.names.periods.get(path.fact)
        if periods is None:
            return declared
        if path.period is None:
            self.problems.append(words.no_period(file, at, path.fact, next(iter(periods.values()))))
            return None
        return self.scheme.facts[f"{path.fact}.{path.period}"]

    def _groups(self, table: Table) -> list[Lines]:
        """Return the rows of each origin; the origin is that of the row, of the file, or 自评."""
        own = self.origin(table.file)
        if (at := table.heads.get(ORIGIN)) is None or (raw := self.texts(table, at)) is None:
            groups = self.lines_of(table, own, None)
        else:
            parts = self._by_origin(table, raw, at, own)
            groups = [lines for origin, rows in parts for lines in self.lines_of(table, origin, rows)]
        self.lines.extend(groups)
        return groups

    def texts(self, table: Table, at: int) -> Words | None:
        """Return a column of words; None, and a problem, where it is none."""
        raw = table.raws.get(at) or self.take(table, at)
        if raw is None or isinstance(raw, Words):
            return raw
        self.problems.append(words.no_texts(table.file, at))
        return None

    def _by_origin(self, table: Table, raw: Words, at: int, own: str | None) -> Iterable[tuple[str | None, Array]]:
        """Yield each origin with the rows that name it; those that name none have the one of the file."""
        known = list(dict.fromkeys([own, *self.scheme.origins.precedence]))
        wrong = len(known)
        origins = (self.names.origins.get(squeezed(text)) if text else own for text in raw.stripped)
        places = [
            wrong if each is None and text else known.index(each)
            for each, text in zip(origins, raw.stripped, strict=True)
        ]
        of_row = np.array([*places, 0], dtype=np.int64)[raw.codes]
        unknown = np.flatnonzero(of_row == wrong)
        for row in unknown[:MOST_NAMED].tolist():
            text = raw.text(row) or ""
            place = table.file.place(row, {at: text}, at)
            self.problems.append(told.origin_unknown(text, self.scheme.origins.precedence, place))
        self.problems.extend(more(Code.FACT_ORIGIN, len(unknown), MOST_NAMED, table.file.name))
        for place in np.unique(of_row[of_row < wrong]).tolist():
            yield known[place], np.flatnonzero(of_row == place)

    def origin(self, file: ColumnFile) -> str | None:
        """Return the origin of values that name none: what the file is called, or 自评; None where nobody knows it."""
        stem = PurePath(file.name).stem
        for word in (stem, stem.rpartition(".")[2]):
            if squeezed(word) in self.names.origins:
                return self.names.origins[squeezed(word)]
        return SELF_ASSESSED if SELF_ASSESSED in self.names.origins else None

    def tell_origin(self, table: Table, groups: Sequence[Lines]) -> None:
        """Say which origin the values have that name none; that nobody can know it."""
        own = self.origin(table.file)
        at, place = table.heads.get(ORIGIN), table.file.head(table.name_at)
        raw = table.raws.get(at) if at is not None else None
        if isinstance(raw, Words) and (raw.codes >= 0).all() and all(raw.stripped):
            return
        if own is None:
            self.problems.append(told.origin_missing(self.scheme.origins.precedence, place))
        elif any(lines.origin == own for lines in groups):
            by = "" if own not in table.file.name else f"文件名“{own}”"
            self.problems.append(told.origin_taken(own, by, place))

    def lines_of(self, table: Table, origin: str | None, rows: Array | None) -> list[Lines]:
        """Return which row tells of each unit; a unit's second rows are lines of their own, and so on."""
        units = table.units if rows is None else table.units[rows]
        count = len(self.units)
        if rows is None and len(units) == count and bool((units == np.arange(count)).all()):
            return [Lines(table, origin, None)]
        places = np.arange(len(units)) if rows is None else rows
        places, units = places[units >= 0], units[units >= 0]
        found = []
        while len(units):
            of = np.full(count, -1, dtype=np.int64)
            of[units[::-1]] = places[::-1]
            found.append(Lines(table, origin, of))
            left = of[units] != places
            places, units = places[left], units[left]
            if len(found) == MOST_ROWS and len(units):
                self._tell_often(table, units, places, of)
                break
        return found

    def _tell_often(self, table: Table, units: Array, places: Array, of: Array) -> None:
        """Tell of rows of a unit that are too many to be told apart."""
        for unit, place in zip(units[:MOST_NAMED].tolist(), places[:MOST_NAMED].tolist(), strict=True):
            first, again = (table.span(row, table.name_at) for row in (int(of[unit]), place))
            self.problems.append(words.unit_often(self.units[unit], MOST_ROWS, first, again))
        self.problems.extend(more(Code.UNIT_TWICE, len(units), MOST_NAMED, table.file.name))
