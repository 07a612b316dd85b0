"""One column file as a table: its layout, whose rows they are, and what its columns tell."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from engine.arrow.raw import Figures, Flags, Floats, Words
from engine.bulk.parse import ONE, PERCENT, SIGNS, parse
from engine.bulk.told import AllTold, Beside, Lines, Table, Told
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, SELF_ASSESSED
from engine.sheets.figures import text_cell
from engine.sheets.grid import Grid
from engine.tables.header import CODE, FACT, ORIGIN, PERIOD, UNIT, VALUE, find_layout
from engine.tables.names import squeezed
from engine.tables.told import no_header, whose
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.arrow.files import ColumnFile
    from engine.arrow.raw import Raw
    from engine.columns.ints import Array
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.tables.header import Column, Layout
    from engine.tables.names import Names, Path

THREADS = 2
MOST_NAMED = 20


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

    def read(self, file: ColumnFile) -> None:
        """Read a file; a column that cannot be used is told and left out."""
        grid = Grid(file.name, file.sha256, "", (tuple(map(text_cell, file.heads)),))
        layout = find_layout(grid, self.names)
        if layout is None:
            self.problems.append(no_header(file.name, f"“{file.name}”", None))
            return
        if twice := _twice(layout.columns):
            fix = "请删去一列，或改名"
            self._report(Code.HEADER_TWICE, f"表头“{twice}”有两列", file, fix)
            return
        table = self._table(file, layout)
        if table is None:
            return
        if layout.long:
            self._read_long(table, layout)
        else:
            self._read_wide(table, layout)

    def all_told(self) -> AllTold:
        """Return what all files tell."""
        told: dict[str, dict[str, list[Told]]] = {}
        for each in self.told:
            told.setdefault(each.fact.name, {}).setdefault(each.origin, []).append(each)
        beside: dict[str, list[Beside]] = {}
        for other in self.beside:
            beside.setdefault(other.fact.name, []).append(other)
        return AllTold(
            self.units,
            dict(zip(self.units, range(len(self.units)), strict=True)),
            tuple(self.lines),
            {fact: {origin: tuple(those) for origin, those in each.items()} for fact, each in told.items()},
            {fact: tuple(those) for fact, those in beside.items()},
        )

    def _report(self, code: Code, message: str, file: ColumnFile, help_: str) -> None:
        self.problems.append(Problem(code, message, file=file.name, help=help_))

    def _table(self, file: ColumnFile, layout: Layout) -> Table | None:
        """Find out whose each row is."""
        heads = {column.word: column.number - 1 for column in layout.columns if column.word}
        column = layout.of(UNIT) or layout.of(CODE)
        assert column is not None, "a layout names units"  # noqa: S101
        at = column.number - 1
        if column.word == UNIT:
            units, words = file.matched(at, self.units)
        else:
            of_code = {entry.code: place for place, entry in enumerate(self.scheme.units) if entry.code}
            found, words = file.matched(at, list(of_code))
            units = np.append(np.array(list(of_code.values()), dtype=np.int64), -1)[found]
        table = Table(file, at, units, heads, {at: words})
        for word, place in heads.items():
            if place != at and word not in (VALUE, FACT, PERIOD):
                self._take(table, place, file.heads[place])
        return table

    def _take(self, table: Table, at: int, what: str) -> Raw | None:
        """Read a column, and keep it; None, and a problem, where it holds no values."""
        raw = table.file.column(at)
        if raw is None:
            fix = "每一格应是一个值；请改成整数、小数（decimal）、文字或是否（boolean）的列"
            self._report(Code.BULK_COLUMN, f"“{what}”这一列不是单个的值（列表、结构或二进制）", table.file, fix)
        else:
            table.raws[at] = raw
        return raw

    # Wide tables: a row for each unit, or one for each origin of it.

    def _read_wide(self, table: Table, layout: Layout) -> None:
        groups = self._groups(table)
        self.lines.extend(groups)
        wanted: list[tuple[Column, FactDeclaration, Path]] = []
        for column in layout.columns:
            if column.path is not None and (fact := self._fact(column.path, table.file)) is not None:
                wanted.append((column, fact, column.path))
        with ThreadPoolExecutor(THREADS) as pool:
            for problems, told, beside in pool.map(lambda each: self._column(table, groups, *each), wanted):
                self.problems.extend(problems)
                self.told.extend(told)
                self.beside.extend(beside)

    def _column(
        self, table: Table, groups: Sequence[Lines], column: Column, fact: FactDeclaration, path: Path
    ) -> tuple[list[Problem], list[Told], list[Beside]]:
        """Read a column of values, or of what is said beside them. Several run at a time."""
        at = column.number - 1
        raw = table.file.column(at)
        if raw is None:
            fix = "每一格应是一个值；请改成整数、小数（decimal）、文字或是否（boolean）的列"
            message = f"“{column.text}”这一列不是单个的值（列表、结构或二进制）"
            return [Problem(Code.BULK_COLUMN, message, file=table.file.name, help=fix)], [], []
        table.raws[at] = raw
        if path.detail is not None:
            return [], [], [Beside(fact, path.detail, lines, at) for lines in groups]
        measure, problems = self._measure(table.file, column.text, column.measure, fact, raw)
        if problems:
            return problems, [], []
        if measure is not None:
            table.measures[at] = measure
        if isinstance(raw, Floats):
            problems = [floats_told(table.file, column.text)]
        parsed = parse(fact, raw, measure)
        told = []
        for lines in groups:
            mine = parsed if lines.of is None else parsed.take(lines.of)
            origin = path.origin or lines.origin
            if origin is not None:
                told.append(Told(fact, origin, lines, at, mine))
        return problems, told, []

    def _measure(
        self, file: ColumnFile, head: str, in_head: str, fact: FactDeclaration, raw: Raw
    ) -> tuple[str | None, list[Problem]]:
        """Return what the numbers of a percentage count, and what is wrong with the unit of measure that is named."""
        named = in_head or file.units.get(head, "")
        if fact.type is not FactType.PERCENT:
            if named and squeezed(named) != squeezed(fact.measure or ""):
                own = f"方案里“{fact.name}”的计量单位是“{fact.measure}”" if fact.measure else "方案里没有计量单位"
                fix = "请核对数值：单位不同的要换算；单位其实相同的，改成与方案一致"
                message = f"“{head}”这一列的单位写的是“{named}”，{own}"
                return None, [Problem(Code.TABLE_MEASURE, message, file=file.name, help=fix)]
            return None, []
        if named in SIGNS:
            return PERCENT, []
        if named == ONE:
            return ONE, []
        if named or not isinstance(raw, Figures | Floats):
            return None, []
        return None, [_unclear(file, head, fact, raw)]

    def _fact(self, path: Path, file: ColumnFile) -> FactDeclaration | None:
        """Return the fact that a path stands for; None, and a problem, where there is none with a value of its own."""
        declared = self.names.declared.get(path.fact)
        if declared is None:
            near = suggest(path.fact, self.names.declared)
            fix = f"是不是“{near}”？" if near else "请核对方案的“数据项”；不是数据项的列请删去"
            self._report(Code.FACT_UNKNOWN, f"方案里没有“{path.fact}”这个数据项", file, fix)
            return None
        if path.unknown:
            fix = "可以写的来源：" + "、".join([*self.scheme.origins.precedence, *EVIDENCE_KEYS])
            self._report(Code.FACT_ORIGIN, f"“{path.fact}”后面的“{path.unknown[0]}”不认得", file, fix)
            return None
        if declared.type in (FactType.MATTERS, FactType.PANEL):
            fix = "这类数据请另放在单位的 .yaml 文件里，或用普通的表格（.xlsx、小的 .csv）；这里请删去这一列"
            message = f"“{path.fact}”的类型是“{declared.type.value}”，大批量数据里读不了"
            self._report(Code.BULK_COLUMN, message, file, fix)
            return None
        periods = self.names.periods.get(path.fact)
        if periods is None:
            return declared
        if path.period is None:
            first = next(iter(periods.values()))
            fix = f"每一期一列，表头如“{path.fact}.{first}”；长表请加“{PERIOD}”一列"
            self._report(Code.FACT_VALUE, f"“{path.fact}”要逐期填报", file, fix)
            return None
        return self.scheme.facts[f"{path.fact}.{path.period}"]

    def _groups(self, table: Table) -> list[Lines]:
        """Return the rows of each origin; the origin is that of the row, of the file, or 自评."""
        if (at := table.heads.get(ORIGIN)) is None or not isinstance(raw := table.raws.get(at), Words):
            return [self._lines(table, self._origin(table.file), None)]
        found = []
        for origin, rows in self._by_origin(table, raw):
            found.append(self._lines(table, origin, rows))
        return found

    def _by_origin(self, table: Table, raw: Words) -> Iterable[tuple[str | None, Array]]:
        """Yield each origin with the rows that name it; those that name none have the one of the file."""
        known = self.scheme.origins.precedence
        named = np.array([known.index(text) if text in known else -2 for text in raw.stripped] + [-1], dtype=np.int64)
        named[[place for place, text in enumerate(raw.stripped) if not text]] = -1
        of_row = named[raw.codes]
        for wrong in dict.fromkeys(raw.codes[of_row == -2].tolist()):  # noqa: PLR2004
            word = raw.stripped[wrong]
            near = suggest(word, known)
            fix = f"是不是“{near}”？" if near else "请改成方案“数据来源”里有的词"
            listed = "".join(f"“{each}”" for each in known)
            self._report(Code.FACT_ORIGIN, f"方案不认“{word}”这个来源，应为{listed}之一", table.file, fix)
        for place in np.unique(of_row).tolist():
            if place >= -1:
                origin = known[place] if place >= 0 else self._origin(table.file)
                yield origin, np.flatnonzero(of_row == place)

    def _origin(self, file: ColumnFile) -> str | None:
        known, stem = self.scheme.origins.precedence, PurePath(file.name).stem
        if stem in known:
            return stem
        return SELF_ASSESSED if SELF_ASSESSED in known else None

    def _lines(self, table: Table, origin: str | None, rows: Array | None) -> Lines:
        """Return which row tells of each unit: the first one, if there are several."""
        units = table.units if rows is None else table.units[rows]
        count = len(self.units)
        if rows is None and len(units) == count and bool((units == np.arange(count)).all()):
            return Lines(table, origin, None)
        places = np.arange(len(units)) if rows is None else rows
        there = units >= 0
        of = np.full(count, -1, dtype=np.int64)
        of[units[there][::-1]] = places[there][::-1]
        again = there & (of[units] != places)
        if again.any():
            self._tell_twice(table, units, places, of, np.flatnonzero(again))
        return Lines(table, origin, of)

    def _tell_twice(self, table: Table, units: Array, places: Array, of: Array, again: Array) -> None:
        """Tell of the rows of units that have one already."""
        wanted = [(int(units[each]), int(of[units[each]]), int(places[each])) for each in again[:MOST_NAMED].tolist()]
        source, line = table.source_of({row for _, first, second in wanted for row in (first, second)})
        for unit, first, second in wanted:
            also = (("第一次在这里", source.span(line[first], table.name_at)),)
            message = f"单位“{self.units[unit]}”有两行数据"
            place = source.span(line[second], table.name_at)
            fix = "请只留一行；是不同来源的数，请加一列“来源”写明"
            self.problems.append(Problem(Code.UNIT_TWICE, message, place, help=fix, also=also))
        self.problems.extend(more(Code.UNIT_TWICE, len(again), len(wanted), table.file.name))

    # Long tables: a row for each value.

    def _read_long(self, table: Table, layout: Layout) -> None:
        """Read the values of each fact, period and origin together."""
        at = table.heads.get(VALUE)
        if at is None or FACT not in table.heads:
            fix = "事项和评委打分请用普通的表格（.xlsx、小的 .csv）或单位的 .yaml 文件"
            self._report(Code.BULK_COLUMN, f"“{table.file.name}”没有“{VALUE}”这一列", table.file, fix)
            return
        words = [self._key_words(table, word) for word in (FACT, PERIOD, ORIGIN)]
        raw = self._take(table, at, VALUE)
        if raw is None or any(each is None for each in words):
            return
        file = table.file
        if isinstance(raw, Floats):
            self.problems.append(floats_told(file, VALUE))
        for path, rows in self._parts(table, [each for each in words if each is not None]):
            fact = self._fact(path, file)
            if fact is None:
                continue
            lines = self._lines(table, path.origin or self._origin(file), rows)
            self.lines.append(lines)
            measure, problems = self._measure(file, path.fact, "", fact, raw)
            self.problems.extend(problems)
            if problems or lines.origin is None:
                continue
            of = np.arange(file.rows) if lines.of is None else lines.of
            there = of[of >= 0]
            parsed = parse(fact, raw.take(there), measure)
            place = np.full(len(of), -1, dtype=np.int64)
            place[of >= 0] = np.arange(len(there))
            mine = parsed.take(place)
            self.told.append(Told(fact, lines.origin, lines, at, mine))
            self.beside.extend(
                Beside(fact, word, lines, column) for word, column in table.heads.items() if word in EVIDENCE_KEYS
            )

    def _key_words(self, table: Table, word: str) -> Words | None:
        """Return a column that says what values are of; None, and a problem, where it holds no texts."""
        if word not in table.heads:
            return Words(np.full(table.file.rows, -1, dtype=np.int32), [])
        raw = self._take(table, table.heads[word], word)
        if raw is None or isinstance(raw, Words):
            return raw
        self._report(Code.BULK_COLUMN, f"“{word}”这一列应是文字", table.file, "请改成文字的列")
        return None

    def _parts(self, table: Table, words: Sequence[Words]) -> Iterable[tuple[Path, Array]]:
        """Yield what values are of, with the rows of each; rows that do not say it are told."""
        key = np.zeros(table.file.rows, dtype=np.int64)
        for each in words:
            key = key * (len(each.each) + 1) + each.codes + 1
        different, of_row = np.unique(key, return_inverse=True)
        order = np.argsort(of_row, kind="stable")
        ends = np.cumsum(np.bincount(of_row, minlength=len(different)))
        for start, end in zip([0, *ends.tolist()], ends.tolist(), strict=False):
            rows = order[start:end]
            fact, period, origin = (each.text(int(rows[0])) for each in words)
            if not fact:
                source, line = table.source_of(rows[:1].tolist())
                self.problems.append(whose(FACT, source.span(line[int(rows[0])], table.heads[FACT])))
                self.problems.extend(more(Code.ROW_WHOSE, len(rows), 1, table.file.name))
                continue
            yield self.names.path([*self.names.words(fact), *(each for each in (period, origin) if each)]), rows


def more(code: Code, total: int, named: int, file: str) -> list[Problem]:
    """Say how many problems of a kind there are, where not all are named."""
    if total <= named:
        return []
    message = f"{code.value} 这类问题共有 {total} 处，只列出前 {named} 处"
    return [Problem(code, message, file=file, help=f"改完列出的，再运行一次；是什么问题见 kaohe explain {code.value}")]


def floats_told(file: ColumnFile, head: str) -> Problem:
    """Say that a column holds floats, which were read as the decimals that they stand for."""
    message = f"“{head}”这一列是浮点数，按 15 位有效数字内的小数读，如 99.35"
    fix = "不用改；要稳妥，请让系统导出十进制小数（decimal）或文字"
    return Problem(Code.BULK_FLOATS, message, file=file.name, help=fix)


def _unclear(file: ColumnFile, head: str, fact: FactDeclaration, raw: Raw) -> Problem:
    count = len(raw.values) if isinstance(raw, Figures | Floats | Flags) else 0
    there = [text for row in range(min(count, 1000)) if (text := raw.text(row)) not in (None, "0")]
    samples = "、".join(list(dict.fromkeys(text for text in there if text))[:2])
    shown = f"（如 {samples}）" if samples else ""
    message = f"“{head}”是百分数，这一列是不带“%”的数{shown}，说不准是百分之几还是占几成"
    fix = f"99.35 是 99.35% 的，把列名改成“{head}(%)”；0.9935 是 99.35% 的，改成“{head}(1)”；或改成文字“99.35%”"
    return Problem(Code.BULK_PERCENT, message, file=file.name, help=fix)


def _twice(columns: Sequence[Column]) -> str | None:
    seen: set[object] = set()
    for column in columns:
        key: object = column.word or column.path
        if key in seen:
            return column.text
        seen.add(key)
    return None
