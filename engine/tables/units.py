"""Which unit a row is of: by its name, by its code, or by both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.sheets.grid import CellKind
from engine.tables import told
from engine.tables.header import CODE, UNIT
from engine.tables.names import squeezed
from engine.text.tree import Scalar

if TYPE_CHECKING:
    from engine.problem.problem import Problem
    from engine.sheets.grid import Grid
    from engine.tables.header import Layout
    from engine.tables.names import Names


@dataclass
class UnitFinder:
    """Finds the units of the rows of one sheet; what is wrong goes to `problems`."""

    grid: Grid
    layout: Layout
    names: Names
    problems: list[Problem]
    above: dict[tuple[int, int], tuple[int, int]] = field(init=False)
    padded: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        # A cell that is merged away says what the first of the merged cells says.
        self.above = {
            (row, column): (top, left)
            for top, left, bottom, right in self.grid.merged
            if left == right
            for row in range(top + 1, bottom + 1)
            for column in range(left, right + 1)
        }
        self.padded = {}
        for code in self.names.codes:
            self.padded.setdefault(code.lstrip("0"), []).append(code)

    def text(self, row: int, word: str) -> Scalar | None:
        """Return what a row has in a column of that word, also where cells of several rows are merged."""
        column = self.layout.of(word)
        if column is None:
            return None
        at = (row, column.number)
        at = self.above.get(at, at) if at[0] >= self.layout.first else at
        cell = self.grid.cell(*at)
        if at[0] < self.layout.first or cell.is_empty:
            return None
        return Scalar(cell.text.strip(), plain=True, span=self.grid.span(*at))

    def unit(self, row: int, *, has_values: bool) -> Scalar | None:
        """Return the name of a row's unit as the scheme has it, or as it is written where the scheme has no such.

        None where there is none, or one that nobody knows in a row without values: a note.
        """
        name, code = self.text(row, UNIT), self.text(row, CODE)
        by_code = self._by_code(row, code, has_values=has_values) if code is not None else None
        if name is None:
            return by_code
        known = self.names.units.get(squeezed(name.text))
        if known is None:
            return name if has_values else None
        if known != name.text:
            self.problems.append(told.read_as(f"单位“{name.text}”读作“{known}”", name.span))
        if code is not None and by_code is not None and by_code.text != known:
            self.problems.append(told.code_of_other(known, code.text, by_code.text, code.span, name.span))
            return None
        return Scalar(known, plain=True, span=name.span)

    def _by_code(self, row: int, code: Scalar, *, has_values: bool) -> Scalar | None:
        """Return the unit of a code; zeros that a spreadsheet takes off its front are put back, and that is told."""
        known = code.text if code.text in self.names.codes else None
        if known is None:
            without = self.padded.get(code.text.lstrip("0"), [])
            if len(without) != 1:
                # A name beside it may do, and the row may be no unit's at all.
                if has_values and (self.names.codes or self.text(row, UNIT) is None):
                    self.problems.append(told.code_unknown(code.text, self.names.codes, code.span))
                return None
            known = without[0]
            column = self.layout.of(CODE)
            number = column is not None and self.grid.cell(row, column.number).kind is CellKind.NUMBER
            why = "（存成了数值，前面的 0 没有了）" if number else ""
            fix = "不对的，请把编码一列设成文本格式，写全再读"
            self.problems.append(told.read_as(f"编码“{code.text}”{why}读作“{known}”", code.span, fix))
        return Scalar(self.names.codes[known], plain=True, span=code.span)
