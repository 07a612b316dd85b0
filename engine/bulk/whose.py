"""Whose the rows of a column file are: by name, by code, or by both."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

import numpy as np

from engine.bulk.more import MOST_NAMED, more
from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.tables import told
from engine.tables.header import CODE, UNIT
from engine.tables.names import squeezed
from engine.tables.rows import TOTAL
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrow.files import ColumnFile
    from engine.arrow.raw import Names
    from engine.bulk.told import Table
    from engine.columns.ints import Array
    from engine.scheme.model import UnitEntry
    from engine.text.source import Span

# Among more names nobody looks for the one that is meant.
_MOST_COMPARED = 20_000
_MOST_LOOKED_AT = 1000
UNKNOWN, PASSED_OVER = -1, -2


@dataclass
class UnitFinder:
    """Finds the units of the rows of one file; what is wrong goes to `problems`."""

    units: Sequence[UnitEntry]
    names: tuple[str, ...]
    file: ColumnFile
    problems: list[Problem] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)

    def find(self, name_at: int | None, code_at: int | None) -> tuple[Array, Names]:
        """Return the place of each row's unit in the scheme, int64[rows], and what the rows are named by.

        A row of a unit that the scheme does not have is `UNKNOWN`; one of totals, or empty, is `PASSED_OVER`.
        """
        assert name_at is not None or code_at is not None, "a layout names units"  # noqa: S101
        if name_at is None:
            assert code_at is not None  # noqa: S101
            return self._by_code(code_at)
        found, texts = self.file.matched(name_at, self.names)
        unknown = np.flatnonzero(found == UNKNOWN)
        if len(unknown):
            self._by_likeness(found, texts, unknown, name_at)
        if code_at is not None:
            self._compare(found, name_at, code_at)
        return found, texts

    def _span(self, row: int, column: int, texts: Names) -> Span:
        return self.file.place(row, {column: texts.text(row) or ""}, column)

    def _by_likeness(self, found: Array, texts: Names, unknown: Array, at: int) -> None:
        """Find units that are written otherwise, blanks and widths aside; tell of rows that are no unit's."""
        alike = {squeezed(name): place for place, name in enumerate(self.names)}
        others: list[int] = []
        read_as = 0
        for row in unknown.tolist():
            name = texts.text(row) or ""
            word = squeezed(name)
            if word in alike:
                found[row] = alike[word]
                read_as += 1
                if read_as <= MOST_NAMED:
                    known = self.names[alike[word]]
                    self.problems.append(told.read_as(f"单位“{name}”读作“{known}”", self._span(row, at, texts)))
            elif word and TOTAL.fullmatch(word):
                found[row] = PASSED_OVER
                fix = "各单位的合计、平均由程序另算；确实是一个单位的名称的，请核对方案的“考核对象”"
                place = self._span(row, at, texts)
                self.problems.append(told.not_used(f"“{name}”这一行没有用到", place, fix))
            elif word == UNIT:  # the heads once more
                found[row] = PASSED_OVER
            else:
                others.append(row)
        self.problems.extend(more(Code.READ_AS, read_as, MOST_NAMED, self.file.name))
        self.unknown = others

    def tell_unknown(self, table: Table) -> None:
        """Tell of rows that are no unit's, once it is known which of them hold anything."""
        named = 0
        for number, row in enumerate(self.unknown):
            name, place = table.text(row, table.name_at), table.span(row, table.name_at)
            others = sorted(at for at in table.raws if at != table.name_at)
            filled = next((at for at in others if table.text(row, at)), None) if number < _MOST_LOOKED_AT else 0
            if filled is None:
                table.units[row] = PASSED_OVER
                if name:
                    fix = "是单位的数据的，请核对单位名称；是说明的，不影响结果"
                    self.problems.append(told.not_used(f"没有用到这一行：“{name}”", place, fix))
                continue
            named += 1
            if named <= MOST_NAMED:
                whose = self._unknown(name, place) if name else told.whose(UNIT, table.span(row, filled))
                self.problems.append(whose)
            elif number >= _MOST_LOOKED_AT:
                named += len(self.unknown) - number - 1
                break
        self.problems.extend(more(Code.NOT_ASSESSED, named, MOST_NAMED, self.file.name))

    def _unknown(self, name: str, place: Span) -> Problem:
        near = suggest(name, self.names) if len(self.names) <= _MOST_COMPARED else None
        fix = f"是不是“{near}”？" if near else "请核对方案的“考核对象”"
        return Problem(Code.NOT_ASSESSED, f"“{name}”不在方案的考核对象里", place, help=fix)

    def _codes(self, at: int) -> tuple[Array, Names, dict[str, int]]:
        places = {entry.code.strip(): place for place, entry in enumerate(self.units) if entry.code}
        found, texts = self.file.matched(at, list(places))
        return np.append(np.array(list(places.values()), dtype=np.int64), UNKNOWN)[found], texts, places

    def _by_code(self, at: int) -> tuple[Array, Names]:
        found, texts, places = self._codes(at)
        padded: dict[str, list[int]] = {}
        for code, place in places.items():
            padded.setdefault(code.lstrip("0"), []).append(place)
        wrong: list[Problem] = []
        read_as: list[Problem] = []
        counts = [0, 0]
        for row in np.flatnonzero(found == UNKNOWN).tolist():
            code = texts.text(row) or ""
            meant = padded.get(code.lstrip("0"), []) if code else []
            counts[len(meant) == 1] += 1
            if len(meant) == 1:
                found[row] = meant[0]
                if len(read_as) < MOST_NAMED:
                    fix = "不对的，请把编码一列设成文本格式，写全再读"
                    message = f"编码“{code}”读作“{self.units[meant[0]].code}”"
                    read_as.append(told.read_as(message, self._span(row, at, texts), fix))
            elif len(wrong) < MOST_NAMED:
                span = self._span(row, at, texts)
                wrong.append(told.code_unknown(code, span, coded=bool(places)) if code else told.whose(CODE, span))
        self.problems.extend([*wrong, *more(Code.UNIT_CODE, counts[0], MOST_NAMED, self.file.name)])
        self.problems.extend([*read_as, *more(Code.READ_AS, counts[1], MOST_NAMED, self.file.name)])
        return found, texts

    def _compare(self, found: Array, name_at: int, code_at: int) -> None:
        """Tell of rows whose name and code are those of two units; where the scheme has no codes, they are not ours."""
        by_code, codes, _ = self._codes(code_at)
        differ = np.flatnonzero((found >= 0) & (by_code >= 0) & (found != by_code))
        for row in differ[:MOST_NAMED].tolist():
            place, code = self._span(row, code_at, codes), codes.text(row) or ""
            unit, other = self.names[int(found[row])], self.names[int(by_code[row])]
            named = self.file.place(row, {name_at: unit}, name_at)
            self.problems.append(told.code_of_other(unit, code, other, place, named))
        self.problems.extend(more(Code.UNIT_CODE, len(differ), MOST_NAMED, self.file.name))
