"""The sheet that one unit fills in: a row for each fact and period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.forms.checks import (
    AS_LAST,
    BAD_STATES,
    EMPTY,
    FILLED,
    check_of,
    number_format,
    state_formula,
    state_of,
)
from engine.forms.draw import (
    CENTRED,
    HEAD,
    INPUT,
    INPUT_TEXT,
    ORANGE,
    RED,
    SAID,
    SHADED,
    TEXT,
    Drawing,
    height,
    title_of,
    write_heading,
    write_title,
)
from engine.forms.form import Part, cell_name
from engine.forms.layout import CODE, HEAD_ROW, LAST, MEANING, MEASURE, NAME, NARRATIVE_CODE, PERIOD, STATE
from engine.forms.lines import Heading, Line
from engine.forms.wording import meaning
from engine.scheme.model import FactType

if TYPE_CHECKING:
    from engine.forms.asking import Asking
    from engine.forms.checks import OptionLists
    from engine.forms.layout import Layout, MatterList
    from engine.sheets.write_workbook import Book, Look, Value

_WIDTHS = {
    CODE: 8, NAME: 24, PERIOD: 8, MEANING: 46, MEASURE: 8, Part.VALUE.value: 15, Part.EVIDENCE.value: 24,
    Part.REMARK.value: 18, LAST: 12, STATE: 10,
}  # fmt: skip
_GUIDE = "只填黄色格。没有数据的空着（即未报），确实为零的填 0；填确切的数，不写计量单位。详见“说明”。"
_NARRATIVE_MEANING = (
    "用文字写本单位全年的主要工作和成效，供结果通知使用，70 至 150 字为宜。不写其他单位，不写个人姓名。"
)
_NARRATIVE_HEIGHT, _LOWEST = 110, 20


@dataclass(frozen=True, slots=True)
class _Sheet(Drawing):
    """The sheet as it is written: `cells` are where the values of facts stand, `lists` the matters of facts."""

    cells: dict[str, str]
    lists: dict[str, MatterList]

    def column(self, heading: str) -> int:
        return self.layout.column(heading)


def write_sheet_of_unit(book: Book, layout: Layout, asking: Asking, options: OptionLists) -> None:
    """Write the sheet."""
    page, head = book.sheet(layout.sheet), asking.head
    widths = [_WIDTHS[heading] for heading in layout.headings]
    page.widths(widths)
    value = layout.column(Part.VALUE.value)
    cells = {line.fact.name: cell_name(row, value) for row, line in layout.rows if isinstance(line, Line)}
    lists = {each.line.name: each for each in layout.lists}
    sheet = _Sheet(page, layout, asking, options, cells, lists)
    title = title_of(asking.scheme, head.title, made_up=head.illustrative)
    said = f"填报单位：{head.unit}　　来源：{head.origin}"
    write_title(page, widths, (title, said, _GUIDE), aside=2)
    _write_progress(sheet)
    made_up = "（示例）" if asking.known.last_made_up else ""
    page.row(HEAD_ROW, [f"{each}{made_up}" if each == LAST else each for each in layout.headings], HEAD)
    page.height(HEAD_ROW, 24)
    for row, each in layout.rows:
        if isinstance(each, Heading):
            write_heading(page, row, len(widths), each, sum(widths))
        elif isinstance(each, Line):
            _write_line(sheet, row, each)
    if layout.narrative_row:
        _write_narrative(sheet, layout.narrative_row)
    _paint_states(sheet)
    page.freeze(HEAD_ROW + 1, layout.column(NAME) + 1)
    page.protect()
    page.print_on_a4(landscape=True, head_row=HEAD_ROW)
    first = next((row for row, each in layout.rows if isinstance(each, Line)), HEAD_ROW + 1)
    page.select(first, value)
    page.show_first()


def _write_progress(sheet: _Sheet) -> None:
    """Write how many lines are filled in, which the sheet counts itself."""
    column = sheet.column(STATE)
    states = f"{cell_name(HEAD_ROW + 1, column)}:{cell_name(_last_row(sheet), column)}"
    done = (FILLED, AS_LAST)
    filled = sum(_shown_state(sheet, line) in done for line in _lines(sheet))
    number = len(_lines(sheet))
    counted = "+".join(f'COUNTIF({states},"{state}")' for state in done)
    formula = f'="已填 "&{counted}&" / {number} 项"'
    look = SAID.changed(bold=True, right=True, wrapped=False)
    sheet.page.formula(2, column, formula, f"已填 {filled} / {number} 项", look)


def _write_line(sheet: _Sheet, row: int, line: Line) -> None:
    page, asking = sheet.page, sheet.asking
    scheme, origin, unit = asking.scheme, asking.head.origin, asking.head.unit
    given = asking.known.of(unit, line)
    told = meaning(line, scheme, origin)
    texts: dict[str, tuple[Value, Look]] = {
        CODE: (line.code, CENTRED),
        NAME: (line.name, TEXT),
        PERIOD: (line.period, CENTRED),
    }
    texts |= {MEANING: (told, TEXT), MEASURE: (line.fact.measure or _measure(line), CENTRED)}
    form = number_format(line.fact)
    texts[Part.VALUE.value] = (given.value, INPUT.changed(format=form))
    texts[Part.EVIDENCE.value] = (given.evidence, INPUT_TEXT)
    texts[Part.REMARK.value] = (given.remark, INPUT_TEXT)
    texts[LAST] = (asking.known.last.get((unit, line.fact.name)), SHADED.changed(format="" if form == "@" else form))
    for heading, (text, look) in texts.items():
        if column := sheet.column(heading):
            page.write(row, column, text, look)
    cell = sheet.cells[line.fact.name]
    value = sheet.column(Part.VALUE.value)
    page.check(row, value, check_of(line, cell, scheme, origin, sheet.options))
    evidence = cell_name(row, sheet.column(Part.EVIDENCE.value))
    formula = state_formula(line, sheet.cells, evidence, sheet.lists.get(line.name), from_last=_has_last(sheet, line))
    page.formula(row, sheet.column(STATE), formula, _shown_state(sheet, line), SHADED)
    shown = [(line.name, _WIDTHS[NAME]), (told, _WIDTHS[MEANING]), (given.evidence, _WIDTHS[Part.EVIDENCE.value])]
    page.height(row, max(height([*shown, (given.remark, _WIDTHS[Part.REMARK.value])]), _LOWEST))


def _write_narrative(sheet: _Sheet, row: int) -> None:
    page, asking = sheet.page, sheet.asking
    last, value = len(sheet.layout.headings), sheet.column(Part.VALUE.value)
    text = asking.known.narratives.get(asking.head.unit, "")
    page.write(row, 1, NARRATIVE_CODE, CENTRED)
    page.across(row, 2, sheet.column(MEANING) - 1, Part.NARRATIVE.value, TEXT)
    page.across(row, sheet.column(MEANING), value - 1, _NARRATIVE_MEANING, TEXT)
    page.across(row, value, last, text, INPUT_TEXT.changed(format=""))
    page.height(
        row, max(height([(text, sum(_WIDTHS[each] for each in sheet.layout.headings[value - 1 :]))]), _NARRATIVE_HEIGHT)
    )


def _paint_states(sheet: _Sheet) -> None:
    column, last = sheet.column(STATE), _last_row(sheet)
    first = cell_name(HEAD_ROW + 1, column)
    wrong = ",".join(f'{first}="{state}"' for state in BAD_STATES)
    sheet.page.paint((HEAD_ROW + 1, column), (last, column), f"=OR({wrong})", RED)
    sheet.page.paint((HEAD_ROW + 1, column), (last, column), f'={first}="{EMPTY}"', ORANGE)


def _shown_state(sheet: _Sheet, line: Line) -> str:
    """Return the state as the form goes out; the sheet works it out anew."""
    known, unit = sheet.asking.known, sheet.asking.head.unit
    listed = bool(known.matters.get((unit, line.name)))
    return state_of(line, known, unit, listed=listed, from_last=_has_last(sheet, line))


def _has_last(sheet: _Sheet, line: Line) -> bool:
    """Say whether last year's value stands where none is filled in."""
    return line.fact.from_last is not None and (sheet.asking.head.unit, line.fact.name) in sheet.asking.known.last


def _lines(sheet: _Sheet) -> list[Line]:
    return [each for _, each in sheet.layout.rows if isinstance(each, Line)]


def _last_row(sheet: _Sheet) -> int:
    return max((row for row, _ in sheet.layout.rows), default=HEAD_ROW + 1)


def _measure(line: Line) -> str:
    return "%" if line.fact.type is FactType.PERCENT else "—"
