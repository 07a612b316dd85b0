"""Make a form: a workbook of a cover, the sheet to fill in, lists of matters, and the hidden record of what it is."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from engine.forms.checks import OptionLists
from engine.forms.cover import write_cover
from engine.forms.draw import title_of
from engine.forms.form import OPTIONS_SHEET, RECORD_SHEET, FormKind, Part, properties_of, record_of
from engine.forms.layout import Layout, lay_out
from engine.forms.list_sheet import write_list
from engine.forms.sheet_of_all import write_sheet_of_all
from engine.forms.sheet_of_marks import write_sheet_of_marks
from engine.forms.sheet_of_unit import write_sheet_of_unit
from engine.sheets.write_workbook import Book, Hidden
from engine.text.sheet import column_letters

if TYPE_CHECKING:
    from engine.forms.asking import Asking
    from engine.forms.form import Slot

_FORBIDDEN_IN_NAMES = re.compile(r"[^\w]")
_LONGEST_NAME = 80


def make_form(asking: Asking) -> tuple[bytes, Layout]:
    """Return the workbook, and where everything stands in it; the same asking always gives the same bytes."""
    head, known = asking.head, asking.known
    present = head.kind is FormKind.MARKING and bool(known.present)
    has_last = head.kind is FormKind.UNIT and any(unit == head.unit for unit, _ in known.last)
    layout = lay_out(asking.scheme, head, last=has_last, present=present)
    file = BytesIO()
    book = Book(file)
    title = title_of(asking.scheme, head.kind.value, made_up=head.illustrative)
    book.describe(title=title, author=asking.scheme.issuer or "", custom=properties_of(head))
    lists = OptionLists(OPTIONS_SHEET)
    write_cover(book, layout, asking)
    match head.kind:
        case FormKind.UNIT:
            write_sheet_of_unit(book, layout, asking, lists)
        case FormKind.SINGLE:
            write_sheet_of_all(book, layout, asking, lists)
        case FormKind.MARKING:
            write_sheet_of_marks(book, layout, asking, lists)
    for each in layout.lists:
        write_list(book, each, asking, lists)
    _write_options(book, lists)
    _write_record(book, layout)
    for slot in layout.form.slots:
        if slot.part is Part.VALUE and head.kind is FormKind.UNIT:
            book.name(_name(slot), f"'{slot.sheet}'!${column_letters(slot.column)}${slot.row}")
    book.close()
    return file.getvalue(), layout


def _name(slot: Slot) -> str:
    """Return the name of a cell, as `kh_项001_实访户数`: letters and figures alone, and told apart by the code."""
    words = "_".join(each for each in (slot.row_key, slot.fact, slot.period) if each)
    return f"kh_{_FORBIDDEN_IN_NAMES.sub('_', words)}"[:_LONGEST_NAME]


def _write_options(book: Book, lists: OptionLists) -> None:
    if lists.lists:
        page = book.sheet(OPTIONS_SHEET, Hidden.YES)
        for words, column in lists.lists.items():
            for row, word in enumerate(words, start=1):
                page.write(row, column, word)
        page.protect()


def _write_record(book: Book, layout: Layout) -> None:
    page = book.sheet(RECORD_SHEET, Hidden.DEEPLY)
    for row, texts in enumerate(record_of(layout.form), start=1):
        page.row(row, texts)
    page.protect()
