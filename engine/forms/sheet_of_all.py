"""The sheet for collecting from all units, by telephone or from a system: a fact a row, a unit a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.forms.checks import check_of, number_format
from engine.forms.draw import (
    CENTRED,
    HEAD,
    INPUT,
    INPUT_TEXT,
    SAID,
    SHADED,
    TEXT,
    WIDEST,
    Drawing,
    height,
    title_of,
    write_heading,
    write_title,
)
from engine.forms.form import Part, cell_name
from engine.forms.layout import (
    CODE,
    HEAD_ROW,
    MEANING,
    MEASURE,
    NAME,
    PERIOD,
    evidence_code,
    needs_evidence_row,
)
from engine.forms.lines import Heading, Line
from engine.forms.wording import meaning
from engine.scheme.model import FactType

if TYPE_CHECKING:
    from engine.forms.asking import Asking
    from engine.forms.checks import OptionLists
    from engine.forms.layout import Layout
    from engine.sheets.write_workbook import Book

_WIDTHS = {CODE: 8, NAME: 24, PERIOD: 8, MEANING: 40, MEASURE: 8}
_OF_UNIT = 12
_GUIDE = "一列一个单位，只填黄色格。没有数据的空着（即未报），确实为零的填 0；填确切的数，不写计量单位。"
_NOT_ASKED = "不用填"


def write_sheet_of_all(book: Book, layout: Layout, asking: Asking, options: OptionLists) -> None:
    """Write the sheet."""
    page, head = book.sheet(layout.sheet), asking.head
    drawing = Drawing(page, layout, asking, options)
    left = [_WIDTHS[each] for each in layout.headings if each in _WIDTHS]
    widths = [*left, *[_OF_UNIT] * (len(layout.headings) - len(left))]
    page.widths(widths)
    title = title_of(asking.scheme, head.title, made_up=head.illustrative)
    write_title(page, left, (title, f"来源：{head.origin}", _GUIDE))
    _write_counts(drawing, len(left))
    page.row(HEAD_ROW, layout.headings, HEAD)
    page.height(HEAD_ROW, height([(each, _OF_UNIT) for each in layout.headings[len(left) :]]))
    for row, each in layout.rows:
        if isinstance(each, Heading):
            write_heading(page, row, len(left), each, sum(left))
        elif isinstance(each, Line):
            _write_line(row, each, drawing)
    page.freeze(HEAD_ROW + 1, len(left) + 1)
    page.protect()
    page.print_on_a4(landscape=True, head_row=HEAD_ROW, columns=len(left) if sum(widths) > WIDEST else 0)
    page.show_first()


def _write_counts(drawing: Drawing, left: int) -> None:
    """Write over each unit's column how many lines are filled in."""
    page, layout = drawing.page, drawing.layout
    lines = [each for _, each in layout.rows if isinstance(each, Line)]
    first, last = HEAD_ROW + 1, max((row for row, _ in layout.rows), default=HEAD_ROW + 1)
    codes = f"$A${first}:$A${last}"
    for column in range(left + 1, len(layout.headings) + 1):
        cells = f"{cell_name(first, column)}:{cell_name(last, column)}"
        of_lines = f'({codes}<>"")*ISERROR(FIND("-",{codes}))'
        formula = f'="已填 "&SUMPRODUCT({of_lines}*({cells}<>"")*({cells}<>"{_NOT_ASKED}"))'
        given = [drawing.asking.known.of(layout.headings[column - 1], line).value for line in lines]
        filled = f"已填 {sum(value not in (None, '') for value in given)}"
        page.formula(HEAD_ROW - 1, column, formula, filled, SAID.changed(centred=True))


def _write_line(row: int, line: Line, drawing: Drawing) -> None:
    page, layout, asking = drawing.page, drawing.layout, drawing.asking
    scheme, origin = asking.scheme, asking.head.origin
    told = meaning(line, scheme, origin)
    measure = line.fact.measure or ("%" if line.fact.type is FactType.PERCENT else "—")
    texts = {CODE: line.code, NAME: line.name, PERIOD: line.period, MEANING: told, MEASURE: measure}
    below = needs_evidence_row(line)
    for heading, text in texts.items():
        if column := layout.column(heading):
            page.write(row, column, text, TEXT if heading in (NAME, MEANING) else CENTRED)
            if below:
                said = {CODE: evidence_code(line), NAME: f"　{Part.EVIDENCE.value}"}.get(heading, "")
                page.write(row + 1, column, said, TEXT if heading in (NAME, MEANING) else CENTRED)
    first = layout.column(MEASURE) + 1
    for column, unit in enumerate(layout.headings[first - 1 :], start=first):
        given = asking.known.of(unit, line)
        look = INPUT.changed(format=number_format(line.fact)) if unit in line.units else SHADED
        page.write(row, column, given.value if unit in line.units else _NOT_ASKED, look)
        if below:
            asked = unit in line.units
            page.write(row + 1, column, given.evidence if asked else _NOT_ASKED, INPUT_TEXT if asked else SHADED)
    if last := len(layout.headings) + 1 - first:
        check = check_of(line, cell_name(row, first), scheme, origin, drawing.options)
        page.check(row, first, check, (row, first + last - 1))
    page.height(row, max(height([(line.name, _WIDTHS[NAME]), (told, _WIDTHS[MEANING])]), 20))
