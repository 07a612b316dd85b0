"""Read the rows of one sheet, wide or long, into the trees of units."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, MATTER, NOT_APPLICABLE
from engine.tables import told
from engine.tables.desk import Desk, Places
from engine.tables.header import CODE, FACT, HEAD, ORIGIN, PERIOD, RATER, UNIT, VALUE, is_numbering
from engine.tables.names import squeezed
from engine.tables.units import UnitFinder
from engine.text.figures import plain_date
from engine.text.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.sheets.grid import Grid
    from engine.tables.header import Column, Layout
    from engine.tables.names import Names, Path
    from engine.tables.unit_tree import UnitTree

_TOTAL = re.compile(r"(合计|总计|小计|共计|累计|平均|平均值|平均数|汇总|总和)[:：]?")
_YES = "是"
_MATTER_ALONE = tuple(key for key in MATTER.keys if key not in EVIDENCE_KEYS)
_PROPERTIES = (HEAD["scheme"], HEAD["illustrative"])
_HEAD_WORDS = (*_PROPERTIES, HEAD["narrative"])


class SheetReader:
    """Reads the rows of a sheet; what it finds goes to the trees of units, and to `problems`."""

    def __init__(
        self, grid: Grid, layout: Layout, names: Names, trees: dict[str, UnitTree], problems: list[Problem]
    ) -> None:
        self.grid, self.layout, self.names, self.problems = grid, layout, names, problems
        self.desk = Desk(grid, layout, names, trees, problems)
        self.units = UnitFinder(grid, layout, names, problems)
        self.values = [column for column in layout.columns if column.path or column.word not in (UNIT, CODE, *_HEAD_WORDS)]

    def read(self) -> set[str]:
        """Read all rows, and say what was not used; return the units of which something could not be read."""
        self._tell_columns()
        hidden = []
        for row in range(self.layout.first, len(self.grid.rows) + 1):
            if all(cell.is_empty for cell in self.grid.rows[row - 1]):
                continue
            if self._read_row(row) and row in self.grid.hidden_rows:
                hidden.append(row)
        if hidden:
            self.problems.append(told.hidden(hidden, self.grid.span(hidden[0], 1)))
        self.desk.tell_origin()
        return self.desk.broken

    def _tell_columns(self) -> None:
        """Say which columns are not read or are measured otherwise, and which there are twice."""
        seen: dict[object, Column] = {}
        for column in self.layout.columns:
            place = self.grid.span(column.row, column.number)
            first = seen.setdefault(column.path or column.word, column)
            if first is not column:
                before = self.grid.span(first.row, first.number)
                self.problems.append(told.header_twice(column.text, before, place))
            self._tell_measure(column, place)
        unread = [column for column in self.layout.unread if not is_numbering(column)]
        if unread:
            place = self.grid.span(unread[0].row, unread[0].number)
            listed = "、".join(f"“{column.text.strip()}”" for column in unread)
            fix = "不影响结果；要用的，请把表头改成方案里的名称"
            self.problems.append(told.not_used(f"没有用到的列：{listed}", place, fix))

    def _tell_measure(self, column: Column, place: Span) -> None:
        fact = self.names.declared.get(column.path.fact) if column.path else None
        if fact is None or not column.measure:
            return
        percent = fact.type is FactType.PERCENT and squeezed(column.measure) == "%"
        if column.measure == fact.measure or percent:
            self.problems.append(told.read_as(f"表头“{column.text.strip()}”读作“{column.path.fact}”", place))
        else:
            self.problems.append(told.other_measure(fact, column.path.fact, column.measure, place))

    def _read_row(self, row: int) -> bool:
        """Read one row; say whether it is a unit's."""
        filled = [column for column in self.values if not self.grid.cell(row, column.number).is_empty]
        name = self.units.text(row, UNIT)
        if name is not None and (total := _TOTAL.fullmatch(squeezed(name.text))):
            fix = f"“{total[1]}”由程序另算；确实是一个单位的名称的，请改名"
            self.problems.append(told.not_used(f"“{name.text}”这一行没有用到", name.span, fix))
            return False
        if name is not None and squeezed(name.text) == squeezed(UNIT):
            return False  # the header once more, at the top of a printed page
        before = len(self.problems)
        unit = self.units.unit(row, has_values=bool(filled))
        if unit is None:
            if len(self.problems) == before:
                self._tell_row(row, filled)
            return False
        tree = self.desk.tree(unit)
        self._read_head(row, tree)
        if self.layout.long:
            self._read_long(row, tree)
        else:
            self._read_wide(row, tree)
        return True

    def _tell_row(self, row: int, filled: Sequence[Column]) -> None:
        """Say that a row is not read: nobody knows whose its values are, or it has none."""
        if filled and self.units.text(row, UNIT) is None:
            self.problems.append(told.whose(UNIT, self.grid.span(row, filled[0].number)))
            return
        at = next(at for at, cell in enumerate(self.grid.rows[row - 1], 1) if not cell.is_empty)
        text = self.grid.cell(row, at).text.strip()
        fix = "是单位的数据的，请核对单位名称；是说明的，不影响结果"
        self.problems.append(told.not_used(f"没有用到这一行：“{text}”", self.grid.span(row, at), fix))

    def _read_head(self, row: int, tree: UnitTree) -> None:
        """Read what is said of the unit as a whole, in columns of its own or above the header."""
        for word in _HEAD_WORDS:
            given = self._scalar(row, word) if self.layout.of(word) else None
            if given is None and word in self.layout.properties:
                text, *at = self.layout.properties[word]
                given = Scalar(text, plain=True, span=self.grid.span(*at))
            if given is not None:
                column = self.layout.of(word)
                place = self.grid.span(column.row, column.number) if column else given.span
                self._put_head(tree, Scalar(word, plain=True, span=place), given)

    def _put_head(self, tree: UnitTree, word: Scalar, given: Scalar) -> None:
        there = tree.head.get(word.text)
        if there is None or (word.text == HEAD["illustrative"] and given.text == _YES):
            tree.head[word.text] = Entry(word, given)
        elif isinstance(there.value, Scalar) and there.value.text != given.text and word.text not in _PROPERTIES:
            self.problems.append(told.given_twice(tree.name.text, word.text, there.value, given))

    def _origin(self, row: int, tree: UnitTree) -> tuple[str | None, bool]:
        """Return the origin that a row names; the second is whether it can be known."""
        given = self._scalar(row, ORIGIN) if self.layout.of(ORIGIN) else None
        if given is None:
            return None, True
        known = self.names.origins.get(squeezed(given.text))
        if known is None:
            self.problems.append(told.origin_unknown(given.text, list(self.names.origins.values()), given.span))
            self.desk.broken.add(tree.name.text)
        return known, known is not None

    def _read_wide(self, row: int, tree: UnitTree) -> None:
        origin, sure = self._origin(row, tree)
        if not sure:
            return
        for column in self.layout.columns:
            if column.path is not None:
                place = self.grid.span(column.row, column.number)
                places = Places(place, place, place, place)
                self.desk.put(tree, column.path, places, (row, column.number), origin)

    def _read_long(self, row: int, tree: UnitTree) -> None:
        """Read a value or a matter, and what is said beside it."""
        fact, period, rater = (self.units.text(row, word) for word in (FACT, PERIOD, RATER))
        if fact is None:
            filled = [column for column in self.values if not self.grid.cell(row, column.number).is_empty]
            if filled:
                self.problems.append(told.whose(FACT, self.grid.span(row, filled[0].number)))
                self.desk.broken.add(tree.name.text)
            return
        if squeezed(fact.text) not in self.names.facts and fact.text in _HEAD_WORDS:
            if (given := self._scalar(row, VALUE)) is not None:
                self._put_head(tree, fact, given)
            return
        origin, sure = self._origin(row, tree)
        if not sure:
            return
        words = self.names.words(fact.text)
        path = self.names.path([*words, *([self._period(words[0], period)] if period else [])])
        if rater is not None:
            path = replace(path, rater=rater.text)
        given = self._scalar(row, ORIGIN)
        places = Places(*((each or fact).span for each in (fact, period, given, rater)))
        about, keys = self.desk.keys(path, places, origin)
        has_matter = any(self._scalar(row, word) for word in _MATTER_ALONE)
        self._read_beside(row, tree, about, matter=has_matter)
        if has_matter and keys is not None:
            self._read_matter(row, tree, keys)
        elif (column := self.layout.of(VALUE)) is not None:
            self.desk.put(tree, path, places, (row, column.number), origin)

    def _period(self, fact: str, period: Scalar) -> str:
        """Return what a cell of 期 says; a spreadsheet makes a day of `3月`, and shows it so."""
        known = self.names.periods.get(fact, {})
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-01", period.text):
            year, month, _ = period.text.split("-")
            meant = next((word for word in (f"{int(month)}月", f"{year}年{int(month)}月") if word in known), None)
            if meant is not None:
                self.problems.append(told.read_as(f"期“{period.text}”读作“{meant}”", period.span))
                return meant
        return period.text

    def _read_beside(self, row: int, tree: UnitTree, about: tuple[Scalar, ...], *, matter: bool) -> None:
        """Read the evidence and the like of a row; what is said of a matter belongs to the matter."""
        for word in EVIDENCE_KEYS:
            column = self.layout.of(word)
            if column is None or self.grid.cell(row, column.number).is_empty or (matter and word in MATTER.keys):
                continue
            key = Scalar(word, plain=True, span=self.grid.span(column.row, column.number))
            self.desk.put_beside(tree, about, key, (row, column.number))

    def _read_matter(self, row: int, tree: UnitTree, keys: tuple[Scalar, ...]) -> None:
        entries = []
        for word in MATTER.keys:
            column = self.layout.of(word)
            value = self._scalar(row, word) if column else None
            if column is not None and value is not None:
                key = Scalar(word, plain=True, span=self.grid.span(column.row, column.number))
                entries.append(Entry(key, self._of_matter(word, value)))
        first = entries[0].value
        if len(entries) == 1 and isinstance(first, Scalar) and first.text in _NO_MATTERS:
            if (there := tree.put(keys, first)) is not None:
                self._twice(tree, keys, there, first)
            return
        self.desk.put_matter(tree, keys, Mapping(tuple(entries), entries[0].value.span))
