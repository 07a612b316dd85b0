"""The sheet of a form that lists matters: an award, an accident, a notice of criticism a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.forms.draw import CENTRED, HEAD, INPUT_TEXT, write_title
from engine.forms.layout import HEAD_ROW, UNIT
from engine.forms.lines import assessed
from engine.scheme.listings import dated_facts
from engine.scheme.unit_vocabulary import MATTER
from engine.sheets.check import Check

if TYPE_CHECKING:
    from engine.forms.asking import Asking
    from engine.forms.checks import OptionLists
    from engine.forms.layout import MatterList
    from engine.sheets.write_workbook import Book, Page

# Rows that are drawn, and printed; those below can be filled in as well.
_DRAWN = 20
_KEY = {field.name: field.key for field in MATTER.fields}
_WIDTHS = {
    "序号": 6, UNIT: 16, _KEY["name"]: 40, _KEY["class_"]: 14, _KEY["level"]: 8, _KEY["circumstances"]: 18,
    _KEY["date"]: 13, _KEY["year"]: 10, _KEY["evidence"]: 26, _KEY["source"]: 20, _KEY["note"]: 20,
}  # fmt: skip

_PROMPTS = {
    _KEY["date"]: "写成 2021-06-01 的样子：年四位，月和日各两位。",
    _KEY["level"]: "第几级，从 1 起；不写即 1。",
    _KEY["year"]: "算在哪一年，写四位的年份；与日期不一致时以它为准，一致的不用写。",
}


def write_list(book: Book, each: MatterList, asking: Asking, lists: OptionLists) -> None:
    """Write the sheet of one fact."""
    page = book.sheet(each.sheet)
    widths = [_WIDTHS[heading] for heading in each.headings]
    page.widths(widths, INPUT_TEXT.changed(fill="", border=False))
    fact = each.line.fact
    said = "填报单位：" + (asking.head.unit or "见每行") + f"　　来源：{asking.head.origin}"
    guide = f"一件事项填一行，名称相同就是同一事项。{fact.meaning or ''}" + (
        "没有写日期的，要写归属年度：只计考核期内的事项。" if each.line.name in dated_facts(asking.scheme) else ""
    )
    write_title(page, widths, (f"{each.line.code}　{each.line.name}", said, guide))
    page.row(HEAD_ROW, each.headings, HEAD)
    for row in range(each.first_row, each.first_row + max(_DRAWN, len(_filled(each, asking)))):
        page.row(row, [row - HEAD_ROW], CENTRED)
        for column in range(2, len(each.headings) + 1):
            page.write(row, column, None, INPUT_TEXT)
    _write_known(page, each, asking)
    for field in each.headings[1:]:
        column = each.column(field)
        page.check(each.first_row, column, _check(field, each, asking, lists), (each.last_row, column))
    page.freeze(HEAD_ROW + 1, 3)
    page.protect()
    page.print_on_a4(landscape=True, head_row=HEAD_ROW)


def _filled(each: MatterList, asking: Asking) -> list[tuple[str, dict[str, str]]]:
    """Return the matters that are known already, each with its unit."""
    units = [unit.name for unit in assessed(asking.scheme)] if each.of_units else [asking.head.unit]
    return [(unit, dict(told)) for unit in units for told in asking.known.matters.get((unit, each.line.name), ())]


def _write_known(page: Page, each: MatterList, asking: Asking) -> None:
    for row, (unit, told) in enumerate(_filled(each, asking), start=each.first_row):
        for field, text in {**told, **({UNIT: unit} if each.of_units else {})}.items():
            if field in each.headings:
                page.write(row, each.column(field), text, INPUT_TEXT)


def _check(field: str, each: MatterList, asking: Asking, lists: OptionLists) -> Check:
    fact = each.line.fact
    if field == UNIT:
        names = tuple(unit.name for unit in assessed(asking.scheme))
        return Check(lists.source(names), title=field, prompt="这件事项是哪个单位的。", error="请在下拉列表中选单位。")
    if field == _KEY["class_"]:
        said = "属于方案规定的哪一类。"
        return Check(lists.source(fact.classes), title=field, prompt=said, error="请在下拉列表中选类别。")
    if field == _KEY["circumstances"]:
        said = f"可以写：{'、'.join(fact.circumstances)}；有几种的用顿号隔开，没有的空着。"
        return Check(title=field, prompt=said)
    says = next(told.help for told in MATTER.fields if told.key == field)
    return Check(title=field, prompt=_PROMPTS.get(field, f"{says}。"))
