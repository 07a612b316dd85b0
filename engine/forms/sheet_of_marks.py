"""The sheet that an assessor fills in: a unit a row, a column for each fact that is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.forms.checks import check_of, number_format
from engine.forms.draw import CENTRED, HEAD, INPUT, INPUT_TEXT, SHADED, TEXT, WIDEST, height, title_of, write_title
from engine.forms.form import Part, cell_name
from engine.forms.layout import CODE, GROUP, HEAD_ROW, UNIT, mark_heading, present_heading, unit_key
from engine.forms.lines import Heading, Line, is_panel
from engine.forms.wording import full_name, meaning
from engine.scheme.unit_vocabulary import NOT_RATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.forms.asking import Asking
    from engine.forms.checks import OptionLists
    from engine.forms.layout import Layout
    from engine.scheme.model import UnitEntry
    from engine.sheets.write_workbook import Book, Look, Page, Value

_WIDTHS = {CODE: 8, UNIT: 22, GROUP: 10}
_OF_PART = {Part.VALUE: 18, Part.EVIDENCE: 24, Part.REMARK: 18}
_PRESENT = 16
_NOT_MARKED = "不用填"
_LOWEST = 24
_MOST_SAID = 8
_FIRST_PAGE = 150
_SIGNED = "签名：　　　　　　　　　　日期：　　　　年　　月　　日"


def write_sheet_of_marks(book: Book, layout: Layout, asking: Asking, options: OptionLists) -> None:
    """Write the sheet."""
    page, head = book.sheet(layout.sheet), asking.head
    widths = [_width(each, layout) for each in layout.headings]
    page.widths(widths)
    title = title_of(asking.scheme, head.title, made_up=head.illustrative)
    said = (f"评委：{head.rater}　　" if head.rater else "") + f"来源：{head.origin}"
    most = _FIRST_PAGE if sum(widths) > WIDEST else WIDEST
    shown = [width for at, width in enumerate(widths) if sum(widths[: at + 1]) <= most]
    write_title(page, shown, (title, said, "\n".join(_guide(layout, asking))))
    page.row(HEAD_ROW, layout.headings, HEAD)
    page.height(HEAD_ROW, height(zip(layout.headings, widths, strict=True)))
    for row, unit in layout.rows:
        if not isinstance(unit, Heading | Line):
            _write_unit(page, row, unit, layout, asking)
    last = HEAD_ROW + len(layout.rows)
    for line in layout.columns:
        column = layout.column(mark_heading(line))
        check = check_of(line, cell_name(HEAD_ROW + 1, column), asking.scheme, head.origin, options)
        page.check(HEAD_ROW + 1, column, check, (max(last, HEAD_ROW + 1), column))
    page.freeze(HEAD_ROW + 1, layout.column(UNIT) + 1)
    page.protect()
    repeated = layout.column(UNIT) if sum(widths) > WIDEST else 0
    page.print_on_a4(landscape=True, head_row=HEAD_ROW, columns=repeated, signed=_SIGNED)
    page.show_first()


def _guide(layout: Layout, asking: Asking) -> Iterator[str]:
    """Say what is marked, and how; of many facts, each cell says it itself."""
    for line in layout.columns if len(layout.columns) <= _MOST_SAID else ():
        yield f"{line.code} {full_name(line)}：{meaning(line, asking.scheme, asking.head.origin)}"
    empty = f"没有打分的空着，或写“{NOT_RATED}”，0 就是零分" if any(map(is_panel, layout.columns)) else "没有数据的空着"
    more = "各项的口径，选中黄色格时显示。" if len(layout.columns) > _MOST_SAID else ""
    yield f"一行一个单位，只填黄色格；{empty}。{more}"


def _write_unit(page: Page, row: int, unit: UnitEntry, layout: Layout, asking: Asking) -> None:
    texts = {CODE: unit_key(asking.scheme, unit), UNIT: unit.name, GROUP: unit.group or ""}
    for heading, text in texts.items():
        if column := layout.column(heading):
            page.write(row, column, text, TEXT if heading == UNIT else CENTRED)
    shown = [(unit.name, _WIDTHS[UNIT])]
    for line in layout.columns:
        given = asking.known.of(unit.name, line, asking.head.rater if is_panel(line) else "")
        shown += [(given.evidence, _OF_PART[Part.EVIDENCE]), (given.remark, _OF_PART[Part.REMARK])]
        asked = unit.name in line.units
        value = INPUT.changed(format=number_format(line.fact))
        told: dict[Part, tuple[Value, Look]] = {Part.VALUE: (given.value, value)}
        told |= {Part.EVIDENCE: (given.evidence, INPUT_TEXT), Part.REMARK: (given.remark, INPUT_TEXT)}
        for part, (mine, look) in told.items():
            if column := layout.column(mark_heading(line, part)):
                page.write(row, column, mine if asked else _NOT_MARKED, look if asked else SHADED)
        if column := layout.column(present_heading(line)):
            present = asking.known.present.get((unit.name, line.fact.name))
            page.write(row, column, present, SHADED)
            shown.append((present or "", _PRESENT))
    page.height(row, max(height(shown), _LOWEST))


def _width(heading: str, layout: Layout) -> int:
    if heading in _WIDTHS:
        return _WIDTHS[heading]
    parts = {mark_heading(line, part): width for line in layout.columns for part, width in _OF_PART.items()}
    return parts.get(heading, _PRESENT)
