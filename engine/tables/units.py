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
    from engine.tables.names import Names
    from engine.tables.row_texts import RowTexts


@dataclass
class UnitFinder:
    """Finds the units of the rows of one sheet; what is wrong goes to `problems`."""

    texts: RowTexts
    names: Names
    problems: list[Problem]
    padded: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.padded = {}
        for code in self.names.codes:
            self.padded.setdefault(code.lstrip("0"), []).append(code)

    def unit(self, row: int, *, has_values: bool) -> Scalar | None:
        """Return the name of a row's unit as the scheme has it, or as it is written where the scheme has no such.

        None where there is none, or one that nobody knows in a row without values: a note.
        """
        name, code = self.texts.whole(row, UNIT), self.texts.whole(row, CODE)
        known = self.names.units.get(squeezed(name.text)) if name is not None else None
        if not has_values and name is not None and known is None:
            return None
        by_code = self._by_code(row, code, named=name is not None, has_values=has_values) if code is not None else None
        if name is None:
            return by_code
        if known is None:
            return name
        if known != name.text:
            self.problems.append(told.read_as(f"单位“{name.text}”读作“{known}”", name.span))
        if code is not None and by_code is not None and by_code.text != known:
            self.problems.append(told.code_of_other(known, code.text, by_code.text, code.span, name.span))
            return None
        return Scalar(known, plain=True, span=name.span)

    def _by_code(self, row: int, code: Scalar, *, named: bool, has_values: bool) -> Scalar | None:
        """Return the unit of a code; zeros that a spreadsheet takes off its front are put back, and that is told."""
        known = code.text
        if known not in self.names.codes:
            meant = self.padded.get(known.lstrip("0"), [])
            if len(meant) != 1:
                # Beside a name, codes are another's business where the scheme has none.
                if has_values and (self.names.codes or not named):
                    self.problems.append(told.code_unknown(known, code.span, coded=bool(self.names.codes)))
                return None
            column = self.texts.layout.of(CODE)
            number = column is not None and self.texts.grid.cell(row, column.number).kind is CellKind.NUMBER
            why = "存成了数值，前面的 0 没有了，" if number else ""
            fix = "不对的，请把编码一列设成文本格式，写全再读"
            self.problems.append(told.read_as(f"编码“{known}”{why}读作“{meant[0]}”", code.span, fix))
            known = meant[0]
        return Scalar(self.names.codes[known], plain=True, span=code.span)
