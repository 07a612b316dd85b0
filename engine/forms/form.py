"""What a form is, and which of its cells stands for what; written into the form, and read back out of it.

Reading takes texts, whatever they came from. Nothing here knows a scheme or a library.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.unit_vocabulary import EVIDENCE, UNIT_FILE
from engine.sheets.grid import FORM_RECORD
from engine.text.sheet import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Another number is another form: who reads it must know how.
FORM_FORMAT = "1"
COVER_SHEET, FORM_SHEET, MARKING_SHEET, MATTERS_SHEET = "说明", "填报表", "评分表", "事项"
OPTIONS_SHEET, RECORD_SHEET = "_选项", FORM_RECORD
# What a marked copy has besides.
RETURN_SHEET = "问题清单"
# A list of matters has as many rows, more than anybody fills in.
MATTER_ROWS = 1000
# In the cell of a fact that lists matters: there are some, on the list; there are none.
LISTED, NONE = "有", "无"

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LETTERS = 26
_PROPERTY = "考核"
# Excel cuts off what is longer in a property.
_LONGEST_PROPERTY = 255


class FormKind(Enum):
    """Who fills in a form, and for whom; the value is what the form says."""

    UNIT = "单位填报表"
    SINGLE = "汇总填报表"
    MARKING = "评分表"


class Part(Enum):
    """What a cell says of its fact, of a matter, or of the unit; the value is the heading of its column.

    Where a unit's file has a key for it, `key` is that key.
    """

    VALUE = "填报值"
    EVIDENCE = "佐证"
    REMARK = "备注"
    NARRATIVE = "工作完成情况"
    MATTER = "事项"

    @property
    def key(self) -> str | None:
        """The key under which a unit's file has it; None for values, and for matters, each of which has a field."""
        narrative = next(field.key for field in UNIT_FILE.fields if field.name == "narrative")
        return {Part.EVIDENCE: EVIDENCE, Part.REMARK: "说明", Part.NARRATIVE: narrative}.get(self)


@dataclass(frozen=True, slots=True)
class FormHead:
    """What a form is. `unit` is empty in one for all units, `rater` in one that gives no marks.

    `facts` are those that an assessor was asked for, as the scheme calls them; empty where all are asked. `sha256` is
    that of the scheme's file. `as_of` is the day (2021-08-31) up to which periods were asked for, where one was named.
    """

    kind: FormKind
    scheme: str
    sha256: str
    origin: str
    unit: str = ""
    code: str = ""
    rater: str = ""
    facts: tuple[str, ...] = ()
    as_of: str = ""
    illustrative: bool = False
    format: str = FORM_FORMAT

    @property
    def title(self) -> str:
        """What the form is called: that of a reviewer after the origin, 核定表."""
        return f"{self.origin}表" if self.kind is FormKind.MARKING and not self.rater else self.kind.value

    @property
    def sheet(self) -> str:
        """The sheet that is filled in."""
        return MARKING_SHEET if self.rater else FORM_SHEET


@dataclass(frozen=True, slots=True)
class FormTable:
    """A sheet with cells to fill in: a row is known by the text in `key_column`, a column by that in `head_row`.

    Rows and columns count from 1. `last_row` is the last that the form itself uses.
    """

    sheet: str
    head_row: int
    key_column: int
    last_row: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell to fill in: where it is when nobody has moved anything, and what it stands for.

    `row_key` and `column_key` are the texts that its row and column are known by (`FormTable`). An empty `unit` is
    the form's. A slot of `Part.MATTER` is a column of a list, from `row` to `last_row`: each row is a matter of
    `fact`, and `field` what the column says of it, a key of the vocabulary of matters, or 单位 where the list is
    that of all units. `rater` gives the mark.
    """

    sheet: str
    row: int
    column: int
    part: Part
    row_key: str
    column_key: str
    unit: str = ""
    fact: str = ""
    period: str = ""
    field: str = ""
    rater: str = ""
    last_row: int = 0

    @property
    def cell(self) -> str:
        """The address, as `F12`."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what it is, its tables, and every cell of it that is read."""

    head: FormHead
    tables: tuple[FormTable, ...]
    slots: tuple[Slot, ...]

    def table(self, sheet: str) -> FormTable | None:
        """Return the table of a sheet."""
        return next((table for table in self.tables if table.sheet == sheet), None)


def cell_name(row: int, column: int) -> str:
    """Return the address of a cell."""
    return f"{column_letters(column)}{row}"


def cell_place(name: str) -> tuple[int, int] | None:
    """Return the row and column of an address; None where it is none."""
    match = _CELL.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(match[2]), column


# Of what the record says; no sheet has so many rows, and nothing in a scheme is called so long.
_MOST_DIGITS, _LONGEST_NAME = 7, 500
# The record has a row each for what stands in the head, then one for each table and each slot.
_FORMAT, _TABLE, _SLOT, _FACT = "格式", "表", "格", "数据项"
_KEYS = {
    "kind": "种类",
    "scheme": "方案编号",
    "sha256": "方案校验码",
    "origin": "来源",
    "unit": "单位",
    "code": "单位编码",
    "rater": "评委",
    "as_of": "截至",
    "illustrative": "示例",
}


def properties_of(head: FormHead) -> dict[str, str]:
    """Return the custom document properties that say what a form is."""
    return {f"{_PROPERTY}{key}": value for key, value in _numbered(head) if value and len(value) <= _LONGEST_PROPERTY}


def record_of(form: Form) -> list[list[str]]:
    """Return the rows of the hidden sheet that says what a form is, and where its cells are."""
    rows = [[key, value] for key, value in _said(form.head) if value]
    rows += [[_TABLE, t.sheet, str(t.head_row), str(t.key_column), str(t.last_row)] for t in form.tables]
    for s in form.slots:
        last = str(s.last_row) if s.last_row else ""
        told = [s.part.value, s.row_key, s.column_key, s.unit, s.fact, s.period, s.field, s.rater, last]
        rows.append([_SLOT, s.sheet, s.cell, *told])
    return rows


def read_properties(properties: Mapping[str, str]) -> FormHead | None:
    """Return what the document properties say that a form is; None where they are not those of a form."""
    named = [(name.removeprefix(_PROPERTY), text) for name, text in properties.items() if name.startswith(_PROPERTY)]
    facts = sorted((int(name.removeprefix(_FACT)), text) for name, text in named if _is_fact(name))
    return _head([(name, text) for name, text in named if not _is_fact(name)] + [(_FACT, text) for _, text in facts])


def read_record(rows: Iterable[Sequence[str]]) -> Form | None:
    """Return the form that the rows of the hidden sheet tell of; None where they are not those of a form.

    A row that cannot be read is passed over: who reads the form finds the cell missing.
    """
    told: list[tuple[str, str]] = []
    tables: list[FormTable] = []
    slots: list[Slot] = []
    for row in rows:
        texts = [*row, *[""] * 12]
        if texts[0] == _TABLE:
            tables += [FormTable(texts[1], *map(int, texts[2:5]))] if all(map(_is_number, texts[2:5])) else []
        elif texts[0] == _SLOT:
            slots += _slot(texts)
        elif texts[0]:
            told.append((texts[0], texts[1]))
    head = _head(told)
    return None if head is None else Form(head, tuple(tables), tuple(slots))


def _said(head: FormHead) -> Iterator[tuple[str, str]]:
    yield _FORMAT, head.format
    yield _KEYS["kind"], head.kind.value
    for name in ("scheme", "sha256", "origin", "unit", "code", "rater", "as_of"):
        yield _KEYS[name], getattr(head, name)
    yield _KEYS["illustrative"], "是" if head.illustrative else ""
    for fact in head.facts:
        yield _FACT, fact


def _numbered(head: FormHead) -> Iterator[tuple[str, str]]:
    """Yield what a form says of itself, each under a name of its own."""
    facts = 0
    for key, value in _said(head):
        facts += key == _FACT
        yield (f"{_FACT}{facts}" if key == _FACT else key), value


def _head(told: Sequence[tuple[str, str]]) -> FormHead | None:
    told = [(key, text) for key, text in told if len(text) <= _LONGEST_NAME]
    said = dict(told)
    kind = next((each for each in FormKind if each.value == said.get(_KEYS["kind"])), None)
    if kind is None or not said.get(_FORMAT) or not said.get(_KEYS["scheme"]):
        return None
    texts = {name: said.get(_KEYS[name], "") for name in ("sha256", "origin", "unit", "code", "rater", "as_of")}
    facts = tuple(text for key, text in told if key == _FACT)
    made_up = said.get(_KEYS["illustrative"]) == "是"
    return FormHead(kind, said[_KEYS["scheme"]], facts=facts, illustrative=made_up, format=said[_FORMAT], **texts)


def _slot(texts: Sequence[str]) -> list[Slot]:
    place = cell_place(texts[2])
    part = next((each for each in Part if each.value == texts[3]), None)
    if place is None or part is None or any(len(text) > _LONGEST_NAME for text in texts):
        return []
    row_key, column_key, unit, fact, period, field, rater, last = texts[4:12]
    last_row = int(last) if _is_number(last) else 0
    return [Slot(texts[1], *place, part, row_key, column_key, unit, fact, period, field, rater, last_row)]


def _is_fact(name: str) -> bool:
    return name.startswith(_FACT) and _is_number(name.removeprefix(_FACT))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
