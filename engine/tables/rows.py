"""Read the rows of one sheet, wide or long, into the trees of units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.scheme.model import FactType
from engine.sheets.grid import address
from engine.tables import told
from engine.tables.desk import Desk, Places
from engine.tables.header import CODE, HEAD_WORDS, ORIGIN, UNIT, VALUE, is_missed
from engine.tables.long_rows import LongReader
from engine.tables.names import squeezed
from engine.tables.row_texts import RowTexts
from engine.tables.units import UnitFinder
from engine.tables.values import PERCENT
from engine.text.sheet import column_letters
from engine.text.tree import Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.problem.problem import Problem
    from engine.sheets.grid import Grid
    from engine.tables.desk import Lead
    from engine.tables.header import Column, Layout
    from engine.tables.names import Names
    from engine.tables.unit_tree import UnitTree
    from engine.text.source import Span

TOTAL = re.compile(r"(合计|总计|小计|共计|累计|平均|平均值|平均数|汇总|总和)[:：]?")


class SheetReader:
    """Reads the rows of a sheet; what it finds goes to the trees of units, and to `problems`."""

    def __init__(
        self, grid: Grid, layout: Layout, names: Names, trees: dict[str, UnitTree], problems: list[Problem]
    ) -> None:
        self.grid, self.layout, self.names, self.problems = grid, layout, names, problems
        self.texts = RowTexts(grid, layout)
        self.units = UnitFinder(self.texts, names, problems)
        self.desk = Desk(grid, layout, names, trees, problems)
        self.long = LongReader(self.texts, names, self.desk)
        self.unsure: set[int] = set()
        self.leads: dict[str | None, list[tuple[int, Lead]]] = {}
        about = (UNIT, CODE, *HEAD_WORDS)
        self.about = [each.number for each in (*layout.columns, *layout.unread) if each.word in ("", UNIT, CODE)]
        of_values = {each.number for each in layout.columns if each.path}
        self.about = [at for at in self.about if at not in of_values]
        self.values = [column for column in layout.columns if column.path or column.word not in about]

    def read(self) -> set[str]:
        """Read all rows, and say what was not used; return the units of which something could not be read."""
        self._tell_columns()
        hidden = []
        for row in range(self.layout.first, len(self.grid.rows) + 1):
            if all(cell.is_empty for cell in self.grid.rows[row - 1]):
                continue
            if self._read_row(row) and row in self.grid.hidden_rows:
                hidden.append(row)
        self._tell_hidden(hidden)
        self._tell_merged()
        self._tell_headless()
        self.desk.tell()
        return self.desk.broken

    def _tell_hidden(self, rows: list[int]) -> None:
        """Say what counts though it is not to be seen: the sheet, or rows or columns of it."""
        if self.grid.hidden:
            self.problems.append(told.hidden(f"工作表“{self.grid.name}”", self.grid.span(1, 1)))
        if rows:
            what = f"第 {told.listed([str(row) for row in rows])} 行（或因为筛选）"
            self.problems.append(told.hidden(what, self.grid.span(rows[0], 1)))
        columns = [each for each in self.values if each.number in self.grid.hidden_columns]
        if columns:
            what = f"{told.listed([column_letters(each.number) for each in columns])} 列"
            self.problems.append(told.hidden(what, self.grid.span(columns[0].row, columns[0].number)))

    def _tell_merged(self) -> None:
        """Ask about values that share one cell: it says something of the first of them only."""
        paths = {column.number for column in self.values if column.path and column.path.detail is None}
        of_values = paths | {column.number for column in self.values if column.word == VALUE}
        for top, left, bottom, right in self.grid.merged:
            whose = self.texts.whole(top, UNIT) or self.texts.whole(top, CODE)
            others = bottom > top or of_values & set(range(left + 1, min(right, self.grid.width) + 1))
            if top < self.layout.first or left not in of_values or not others or whose is None:
                continue
            if not self.grid.cell(top, left).is_empty:
                cells = f"{address(top, left)}:{address(bottom, right)}"
                self.problems.append(told.merged(cells, self.grid.span(top, left)))

    def _tell_headless(self) -> None:
        """Say which columns have something in them, and no header."""
        headed = {column.number for column in (*self.layout.columns, *self.layout.unread)}
        found: dict[int, int] = {}
        for row in range(self.layout.first, len(self.grid.rows) + 1):
            for at, cell in enumerate(self.grid.rows[row - 1], 1):
                if at not in headed and at not in found and not cell.is_empty:
                    found[at] = row
        if found:
            first = min(found)
            columns = told.listed([column_letters(at) for at in sorted(found)])
            fix = "不影响结果；里面是数据的，请补上表头"
            self.problems.append(
                told.not_used(f"没有用到 {columns} 列：没有表头", self.grid.span(found[first], first), fix)
            )

    def _tell_columns(self) -> None:
        """Say which columns are not read or are measured otherwise, and which there are twice."""
        seen: dict[object, Column] = {}
        for column in self.layout.columns:
            place = self.grid.span(column.row, column.number)
            first = seen.setdefault(column.path or column.word, column)
            if first is not column:
                before = self.grid.span(first.row, first.number)
                self.problems.append(told.header_twice(column.text, before, place))
                self.unsure.add(column.number)
            self._tell_measure(column, place)
        unread = [column for column in self.layout.unread if is_missed(column)]
        if unread:
            place = self.grid.span(unread[0].row, unread[0].number)
            listed = told.listed([f"“{column.text.strip()}”" for column in unread])
            fix = "不影响结果；要用的，请把表头改成方案里的名称"
            self.problems.append(told.not_used(f"没有用到的列：{listed}{told.counted(unread)}", place, fix))

    def _tell_measure(self, column: Column, place: Span) -> None:
        fact = self.names.declared.get(column.path.fact) if column.path else None
        if fact is None or column.path is None or not column.measure:
            return
        percent = fact.type is FactType.PERCENT and squeezed(column.measure) == PERCENT
        if percent or column.measure == fact.measure:
            signed = "，下面没有写“%”的数都加上“%”" if percent else ""
            self.problems.append(told.read_as(f"表头“{column.text.strip()}”读作“{column.path.fact}”{signed}", place))
        else:
            self.problems.append(told.other_measure(fact, column.path.fact, column.measure, place))
            self.unsure.add(column.number)

    def _read_row(self, row: int) -> bool:
        """Read one row; say whether it is a unit's."""
        filled = [column for column in self.values if not self.grid.cell(row, column.number).is_empty]
        if self._is_total(row) or self._is_header_again(row):
            return False
        before = len(self.problems)
        unit = self.units.unit(row, has_values=bool(filled))
        if unit is None:
            if len(self.problems) == before:
                self._tell_row(row, filled)
            return False
        tree = self.desk.tree(unit)
        self._read_head(row, tree)
        if self.layout.long:
            self.long.read(row, tree, filled)
        else:
            self._read_wide(row, tree)
        return True

    def _is_total(self, row: int) -> bool:
        """Whether a row is a total, which is told: the word may stand in any column that is not of values."""
        for at in self.about:
            text = self.grid.cell(row, at).text
            if TOTAL.fullmatch(squeezed(text)) and squeezed(text) not in self.names.units:
                fix = "各单位的合计、平均由程序另算；确实是一个单位的名称的，请核对方案的“考核对象”"
                self.problems.append(told.not_used(f"“{text.strip()}”这一行没有用到", self.grid.span(row, at), fix))
                return True
        return False

    def _is_header_again(self, row: int) -> bool:
        """Whether a row is the header once more, as at the top of a printed page."""
        if not all(self._says_header(row, each) for each in self.layout.columns if each.word in (UNIT, CODE)):
            return False
        filled = [each for each in self.values if not self.grid.cell(row, each.number).is_empty]
        others = [each for each in filled if not self._says_header(row, each)]
        if others:
            self.problems.append(told.other_header(self.grid.span(row, others[0].number)))
        return True

    def _says_header(self, row: int, column: Column) -> bool:
        return squeezed(self.grid.cell(row, column.number).text) == squeezed(
            self.grid.cell(column.row, column.number).text
        )

    def _tell_row(self, row: int, filled: Sequence[Column]) -> None:
        """Say that a row is not read: nobody knows whose its values are, or it has none."""
        if filled and self.texts.whole(row, UNIT) is None:
            self.problems.append(told.whose(UNIT, self.grid.span(row, filled[0].number)))
            return
        at = next(at for at, cell in enumerate(self.grid.rows[row - 1], 1) if not cell.is_empty)
        text = self.grid.cell(row, at).text.strip()
        fix = "是单位的数据的，请核对单位名称；是说明的，不影响结果"
        self.problems.append(told.not_used(f"没有用到这一行：“{text}”", self.grid.span(row, at), fix))

    def _read_head(self, row: int, tree: UnitTree) -> None:
        """Read what is said of the unit as a whole, in columns of its own or above the header."""
        for word in HEAD_WORDS:
            given = self.texts.scalar(row, word)
            if given is None and word in self.layout.properties:
                text, *at = self.layout.properties[word]
                given = Scalar(text, plain=True, span=self.grid.span(*at))
            if given is not None:
                self.desk.put_head(tree, self.texts.key(word, given.span), given)

    def _read_wide(self, row: int, tree: UnitTree) -> None:
        origin, sure = self.desk.origin_of(tree, self.texts.scalar(row, ORIGIN))
        if self.unsure:
            self.desk.broken.add(tree.name.text)
        if not sure:
            return
        for number, lead in self._leads(origin):
            self.desk.put(tree, lead, (row, number))

    def _leads(self, origin: str | None) -> list[tuple[int, Lead]]:
        """Return where the columns of a wide table lead, for the rows of one origin."""
        if origin not in self.leads:
            made = self.leads[origin] = []
            for column in self.layout.columns:
                if column.path is not None and column.number not in self.unsure:
                    place = self.grid.span(column.row, column.number)
                    places = Places(place, place, place, place)
                    made.append((column.number, self.desk.lead(column.path, places, origin, column.measure)))
        return self.leads[origin]
