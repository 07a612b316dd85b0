"""The rows of a form's lists of matters: an award, an accident, a notice, each with what is said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.forms.cells import cell_text
from engine.forms.form import Part
from engine.forms.layout import UNIT
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.unit_vocabulary import MATTER
from engine.sheets.normalise import read_day, read_text
from engine.text.suggest import suggest
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar

if TYPE_CHECKING:
    from engine.forms.form import Form, Slot
    from engine.forms.locate import Located, Table
    from engine.scheme.model import Scheme
    from engine.text.source import Span

_KEY = {each.name: each.key for each in MATTER.fields}
_BETWEEN = re.compile(r"[、，,;；\n]+")


@dataclass
class MatterRows:
    """The matters that a form lists, by fact and unit; `problems` are those of rows that no unit can have."""

    scheme: Scheme
    form: Form
    located: Located
    problems: list[Problem] = field(default_factory=list)
    rows: dict[tuple[str, str], list[Mapping]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_list: dict[tuple[str, str], list[Slot]] = {}
        for slot in self.form.slots:
            if slot.part is Part.MATTER:
                by_list.setdefault((slot.sheet, slot.fact), []).append(slot)
        for (sheet, fact), slots in by_list.items():
            table = self.located.tables.get(sheet)
            if table is not None:
                self._read(table, fact, slots)

    def take(self, fact: str, unit: str) -> list[Mapping]:
        """Return the matters of a unit."""
        return self.rows.get((fact, unit), [])

    def _read(self, table: Table, fact: str, slots: list[Slot]) -> None:
        columns = {slot.field: at for slot in slots if (at := table.column_of(slot.column_key)) is not None}
        for row in range(table.head_row + 1, len(table.grid.rows) + 1):
            said = self._row(table, row, columns, fact)
            if not said:
                continue
            first = next(iter(said.values())).span
            unit = self.form.head.unit
            if UNIT in columns:
                told = said.pop(UNIT, None)
                unit = told.text if isinstance(told, Scalar) else ""
            known = self._unit(unit, first)
            if known is not None and said:
                said.setdefault(_KEY["source"], Scalar(cell_text(first), plain=True, span=first))
                entries = tuple(Entry(Scalar(key, plain=True, span=node.span), node) for key, node in said.items())
                self.rows.setdefault((fact, known), []).append(Mapping(entries, first))

    def _row(self, table: Table, row: int, columns: dict[str, int], fact: str) -> dict[str, Node]:
        """Return what a row says, field by field."""
        said: dict[str, Node] = {}
        for name, column in columns.items():
            cell, span = table.grid.cell(row, column), table.grid.span(row, column)
            what = f"{fact}的{name}"
            read = read_day if name == _KEY["date"] else read_text
            text, problems = read(cell, span, what)
            self.problems += problems
            if text:
                said[name] = Scalar(text, plain=True, span=span)
        if (told := said.get(_KEY["circumstances"])) is not None:
            said[_KEY["circumstances"]] = self._several(told, fact)
        return said

    def _several(self, told: Node, fact: str) -> Node:
        """Return circumstances that are written in one cell as a list, where each of them is one that is declared."""
        known = self.scheme.facts[fact].circumstances if fact in self.scheme.facts else ()
        if not isinstance(told, Scalar) or told.text in known:
            return told
        words = [word.strip() for word in _BETWEEN.split(told.text)]
        if len(words) > 1 and all(word in known for word in words):
            return Listing(tuple(Scalar(word, plain=True, span=told.span) for word in words), told.span)
        return told

    def _unit(self, unit: str, span: Span) -> str | None:
        units = [each.name for each in self.scheme.units]
        if unit in units:
            return unit
        near = suggest(unit, units) if unit else None
        message = f"“{unit}”不在方案的考核对象里" if unit else "这件事项没有写是哪个单位的"
        fix = f"是不是“{near}”？" if near else "请写单位名称，与方案的考核对象一致"
        self.problems.append(Problem(Code.NOT_ASSESSED, message, span, help=fix))
        return None
