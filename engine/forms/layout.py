"""Where everything stands in a form: from a scheme, and who is asked, to rows, columns and cells.

The same scheme and the same head always give the same form, so that one which has lost its record can be laid out
again and read all the same.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.form import (
    FORM_SHEET,
    MATTER_ROWS,
    MATTERS_SHEET,
    Form,
    FormHead,
    FormKind,
    FormTable,
    Part,
    Slot,
)
from engine.forms.lines import Heading, Line, assessed, is_panel, lines_for, lines_of, without_idle_headings
from engine.scheme.asked import usual_origin
from engine.scheme.listings import listings
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import MATTER, SELF_ASSESSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.scheme.model import Scheme, UnitEntry

CODE, NAME, PERIOD, MEANING, MEASURE = "编码", "数据项", "期", "口径说明", "计量单位"
LAST, STATE, GROUP, PRESENT = "上年值", "状态", "组别", "现有值"
UNIT = "单位"
NARRATIVE_CODE = "评语"
HEAD_ROW = 4
_MATTER = {field.name: field.key for field in MATTER.fields}
_FORBIDDEN_IN_SHEETS = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31


@dataclass(frozen=True, slots=True)
class MatterList:
    """A sheet that lists the matters of one fact; with `of_units` each row says of which unit it is."""

    sheet: str
    line: Line
    fields: tuple[str, ...]
    of_units: bool

    @property
    def headings(self) -> tuple[str, ...]:
        """What the columns are called."""
        return ("序号", *([UNIT] if self.of_units else []), *self.fields)

    def column(self, field: str) -> int:
        """Return the column of a field."""
        return self.headings.index(field) + 1

    @property
    def first_row(self) -> int:
        """The row under the headings."""
        return HEAD_ROW + 1

    @property
    def last_row(self) -> int:
        """The last row that can be filled in."""
        return HEAD_ROW + MATTER_ROWS


@dataclass(frozen=True, slots=True)
class Layout:
    """A form laid out: its main sheet, with headings in columns 1 to n of `HEAD_ROW`, and what stands in its rows.

    In a form of one unit and in that of all, `rows` are headings and lines. Where assessors mark, they are the units,
    and `columns` the lines that they mark.
    """

    form: Form
    sheet: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, Heading | Line | UnitEntry], ...]
    columns: tuple[Line, ...] = ()
    lists: tuple[MatterList, ...] = ()
    narrative_row: int = 0
    left_to_raters: tuple[Line, ...] = ()

    def column(self, heading: str) -> int:
        """Return the column under a heading; 0 where there is none."""
        return self.headings.index(heading) + 1 if heading in self.headings else 0


def lay_out(
    scheme: Scheme,
    head: FormHead,
    lines: Sequence[Heading | Line] | None = None,
    *,
    last: bool = False,
    present: bool = False,
) -> Layout:
    """Lay out the form that a head describes; `lines` are those of the scheme, where they are at hand.

    With `last` there is a column for last year's values, with `present` an assessor sees what there is already.
    """
    lines = lines_of(scheme) if lines is None else lines
    match head.kind:
        case FormKind.UNIT:
            return _for_unit(scheme, head, lines, last=last)
        case FormKind.SINGLE:
            return _for_all(scheme, head, lines)
        case FormKind.MARKING:
            return _for_assessor(scheme, head, lines, present=present)


def mark_heading(line: Line, part: Part = Part.VALUE) -> str:
    """Return what the column of a line is called where units are the rows."""
    period = f"（{line.period}）" if line.period else ""
    name = f"{line.code} {line.name}{period}"
    return name if part is Part.VALUE else f"{line.code} {part.value}"


def present_heading(line: Line) -> str:
    """Return what the column is called that shows an assessor what there is already."""
    return f"{line.code} {PRESENT}"


def unit_key(scheme: Scheme, unit: UnitEntry) -> str:
    """Return what a unit's row or column is known by: its code, or its number in the scheme's list."""
    names = [each.name for each in scheme.units]
    return unit.code or f"{names.index(unit.name) + 1:0{max(len(str(len(names))), 2)}}"


def _for_unit(scheme: Scheme, head: FormHead, lines: Sequence[Heading | Line], *, last: bool) -> Layout:
    asked = lines_for(lines, head.unit)
    raters = tuple(line for line in asked if isinstance(line, Line) and is_panel(line))
    asked = without_idle_headings([each for each in asked if each not in raters])
    periods = any(isinstance(each, Line) and each.period for each in asked)
    headings = (
        CODE, NAME, *([PERIOD] if periods else []), MEANING, MEASURE, Part.VALUE.value, Part.EVIDENCE.value,
        Part.REMARK.value, *([LAST] if last else []), STATE,
    )  # fmt: skip
    rows = tuple(enumerate(asked, start=HEAD_ROW + 1))
    parts = {part: headings.index(part.value) + 1 for part in (Part.VALUE, Part.EVIDENCE, Part.REMARK)}
    slots = [
        Slot(FORM_SHEET, row, column, part, line.code, part.value, fact=line.name, period=line.period)
        for row, line in rows
        if isinstance(line, Line)
        for part, column in parts.items()
    ]
    end = HEAD_ROW + len(rows)
    narrative = end + 1 if head.origin in (SELF_ASSESSED, usual_origin(scheme)) else 0
    if narrative:
        end = narrative
        slots.append(Slot(FORM_SHEET, end, parts[Part.VALUE], Part.NARRATIVE, NARRATIVE_CODE, Part.VALUE.value))
    lists = tuple(_lists(scheme, (line for _, line in rows if isinstance(line, Line)), of_units=False))
    tables = (FormTable(FORM_SHEET, HEAD_ROW, 1, end), *map(_list_table, lists))
    form = Form(head, tables, (*slots, *(slot for each in lists for slot in _list_slots(each))))
    return Layout(form, FORM_SHEET, headings, rows, (), lists, narrative, raters)


def _for_all(scheme: Scheme, head: FormHead, lines: Sequence[Heading | Line]) -> Layout:
    """Lay out the form of all units: a line a row, a unit a column; a line that needs evidence has a row for it."""
    raters = tuple(line for line in lines if isinstance(line, Line) and is_panel(line))
    asked = without_idle_headings([each for each in lines if each not in raters])
    periods = any(isinstance(each, Line) and each.period for each in asked)
    units = assessed(scheme)
    names = tuple(unit.name for unit in units)
    headings = (CODE, NAME, *([PERIOD] if periods else []), MEANING, MEASURE, *names)
    first = headings.index(MEASURE) + 2
    rows: list[tuple[int, Heading | Line | UnitEntry]] = []
    slots = []
    row = HEAD_ROW
    for each in asked:
        row += 1
        rows.append((row, each))
        if isinstance(each, Heading):
            continue
        parts = [Part.VALUE, *([Part.EVIDENCE] if needs_evidence_row(each) else [])]
        for below, part in enumerate(parts):
            key = each.code if part is Part.VALUE else evidence_code(each)
            slots += [
                Slot(FORM_SHEET, row + below, column, part, key, name, name, each.name, each.period)
                for column, name in enumerate(names, start=first)
                if name in each.units
            ]
        row += len(parts) - 1
    lists = tuple(_lists(scheme, (line for _, line in rows if isinstance(line, Line)), of_units=True))
    tables = (FormTable(FORM_SHEET, HEAD_ROW, 1, row), *map(_list_table, lists))
    form = Form(head, tables, (*slots, *(slot for each in lists for slot in _list_slots(each))))
    return Layout(form, FORM_SHEET, headings, tuple(rows), (), lists, 0, raters)


def needs_evidence_row(line: Line) -> bool:
    """Say whether a line has a row for evidence under it, where units are columns."""
    return line.asked.evidence and line.fact.type is not FactType.MATTERS


def evidence_code(line: Line) -> str:
    """Return what the row of evidence under a line is known by."""
    return f"{line.code}-{Part.EVIDENCE.value}"


def _for_assessor(scheme: Scheme, head: FormHead, lines: Sequence[Heading | Line], *, present: bool) -> Layout:
    """Lay out a marking sheet: a unit a row, a column for each line that is marked, and for what it rests on."""
    marked = tuple(line for line in lines if isinstance(line, Line) and line.name in head.facts)
    units = [unit for unit in assessed(scheme) if any(unit.name in line.units for line in marked)]
    grouped = any(unit.group for unit in units)
    headings = [CODE, UNIT, *([GROUP] if grouped else [])]
    slots = []
    rows = tuple(enumerate(units, start=HEAD_ROW + 1))
    for line in marked:
        headings += [present_heading(line)] if present and not is_panel(line) else []
        parts = (Part.VALUE,) if is_panel(line) else (Part.VALUE, Part.EVIDENCE, Part.REMARK)
        rater = head.rater if is_panel(line) else ""
        for part in parts:
            headings.append(mark_heading(line, part))
            slots += [
                replace(slot, fact=line.name, period=line.period, rater=rater)
                for row, unit in rows
                if unit.name in line.units
                for key in [unit_key(scheme, unit)]
                for slot in [Slot(head.sheet, row, len(headings), part, key, headings[-1], unit.name)]
            ]
    lists = tuple(_lists(scheme, marked, of_units=True))
    tables = (FormTable(head.sheet, HEAD_ROW, 1, HEAD_ROW + len(rows)), *map(_list_table, lists))
    form = Form(head, tables, (*slots, *(slot for each in lists for slot in _list_slots(each))))
    return Layout(form, head.sheet, tuple(headings), rows, marked, lists)


def _lists(scheme: Scheme, lines: Iterable[Line], *, of_units: bool) -> Iterator[MatterList]:
    listed = [line for line in lines if line.fact.type is FactType.MATTERS]
    for number, line in enumerate(listed, start=1):
        sheet = MATTERS_SHEET if len(listed) == 1 else _sheet_name(number, line)
        yield MatterList(sheet, line, tuple(_MATTER[name] for name in _fields(scheme, line)), of_units)


def _sheet_name(number: int, line: Line) -> str:
    """Return a sheet's name, which the number makes its own."""
    name = _FORBIDDEN_IN_SHEETS.sub("_", f"{MATTERS_SHEET}{number}_{line.name}")
    return name[:_LONGEST_SHEET_NAME]


def _fields(scheme: Scheme, line: Line) -> Iterator[str]:
    """Yield what can be said of a matter, as far as the scheme asks for it."""
    levels = any(each.per_level for each in listings(scheme) if each.fact == line.name)
    for field in MATTER.fields:
        asked = {"class_": bool(line.fact.classes), "circumstances": bool(line.fact.circumstances), "level": levels}
        if asked.get(field.name, True):
            yield field.name


def _list_table(each: MatterList) -> FormTable:
    return FormTable(each.sheet, HEAD_ROW, 1, each.last_row)


def _list_slots(each: MatterList) -> Iterator[Slot]:
    for field in (*([UNIT] if each.of_units else []), *each.fields):
        yield Slot(
            each.sheet, each.first_row, each.column(field), Part.MATTER, "", field,
            fact=each.line.name, field=field, last_row=each.last_row,
        )  # fmt: skip
