"""The first sheet of a form: what it is, how it is filled in, and who has filled it in.

Who has filled it in, and the telephone, are for people: they are never read into facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.forms.draw import INPUT_TEXT, SAID, TEXT, TITLE, height, title_of
from engine.forms.form import COVER_SHEET, FormKind
from engine.forms.lines import Line
from engine.scheme.calendar import day_text
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import NOT_RATED
from engine.sheets.write_workbook import Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.forms.asking import Asking
    from engine.forms.layout import Layout
    from engine.scheme.model import Scheme
    from engine.sheets.write_workbook import Book

_WIDTHS = (14, 84)
_PARTY = Look(bold=True, size=12, font="黑体", border=False)
_SIGNED, _OF_RATER = ("填报人", "审核人", "联系电话", "填报日期"), ("评委代号", "评分日期")
_ONLY_FOR_CONTACT = "上面几格只供联系和存档用，不是考核数据，汇总时不读取。"


def write_cover(book: Book, layout: Layout, asking: Asking) -> None:
    """Write the sheet."""
    page = book.sheet(COVER_SHEET)
    page.widths(_WIDTHS)
    head = asking.head
    page.across(1, 1, 2, title_of(asking.scheme, head.title, made_up=head.illustrative), TITLE)
    page.height(1, 44)
    row = 2
    for label, text in _about(asking):
        page.write(row, 1, label, TEXT.changed(bold=True))
        page.write(row, 2, text)
        page.height(row, height([(text, _WIDTHS[1])]))
        row += 1
    page.across(row + 1, 1, 2, "一、怎么填", _PARTY)
    row += 2
    for number, text in enumerate(_rules(layout), start=1):
        line = f"{number}. {text}"
        page.across(row, 1, 2, line, SAID)
        page.height(row, height([(line, sum(_WIDTHS))]))
        row += 1
    page.across(row + 1, 1, 2, "二、填报情况", _PARTY)
    row += 2
    for label in _OF_RATER if head.rater else _SIGNED:
        page.write(row, 1, label, TEXT.changed(bold=True))
        page.write(row, 2, head.rater if label == _OF_RATER[0] else None, INPUT_TEXT)
        page.height(row, 22)
        row += 1
    page.across(row, 1, 2, _ONLY_FOR_CONTACT, SAID)
    page.protect()
    page.print_on_a4(landscape=False)


def _about(asking: Asking) -> Iterator[tuple[str, str]]:
    scheme, head = asking.scheme, asking.head
    if head.kind is FormKind.UNIT:
        yield "填报单位", head.unit + (f"（编码 {head.code}）" if head.code else "")
    if head.rater:
        yield "评委", head.rater
    yield "方案", f"{scheme.title}（{scheme.id}）"
    if scheme.issuer:
        yield "发文机关", scheme.issuer
    if scheme.documents:
        yield "依据", "；".join(_document(each.title, each.number) for each in scheme.documents)
    yield "考核期间", _period(scheme)
    yield "数据来源", head.origin
    if asking.deadline:
        yield "交回期限", f"{day_text(asking.deadline)}前"
    if asking.contact:
        yield "联系方式", asking.contact
    if head.illustrative:
        yield "示例", "表中已填的数据是编造的示例，由此得出的一切结果都会注明。"


def _document(title: str, number: str | None) -> str:
    return f"《{title}》" + (f"（{number}）" if number else "")


def _period(scheme: Scheme) -> str:
    calendar = scheme.calendar
    if not calendar.dated:
        return "以方案为准"
    told = f"{day_text(calendar.first)}至{day_text(calendar.last)}"
    return told + (f"；本表填报截至{day_text(calendar.as_of)}已经结束的各期" if calendar.as_of else "")


def _rules(layout: Layout) -> Iterator[str]:
    lines = [*(each for _, each in layout.rows if isinstance(each, Line)), *layout.columns]
    types = {line.fact.type for line in lines}
    where = f"工作表“{layout.sheet}”{'和事项表' if layout.lists else ''}"
    yield f"只填{where}里的黄色格，其他格已锁定。选中一格，旁边会提示填什么。"
    if FactType.PANEL in types:
        yield f"没有打分的空着，或写“{NOT_RATED}”，不要填 0：0 就是零分。评委写代号，不写姓名。"
    if types - {FactType.PANEL}:
        yield (
            "没有数据的空着，空着就是“未报”；确实为零的填 0；按规定不适用、且本表允许的，填“不适用”。"
            "三种情形计分不同，请勿混用。"
        )
    if types - {FactType.YES_NO, FactType.CHOICE, FactType.MATTERS}:
        told = "要说明的写在“备注”里。" if any("备注" in heading for heading in layout.headings) else ""
        yield f"数字填确切的数，不写“约 14”“14 左右”“99%以上”；计量单位不用写。{told}"
    if FactType.PERCENT in types:
        yield "百分数填 99.35 或 99.35%，格子里都显示为 99.35%；小于 1% 的要带上“%”，如 0.5%。请以格子里显示的为准。"
    yield from _of_lists(layout)
    if any("佐证" in heading for heading in layout.headings):
        yield "“佐证”写材料的名称、文号或文件名，材料随表一并报送。"
    if layout.column("状态"):
        yield "“状态”由表格自动显示：未填、已填；显示“请核对”“缺佐证”“事项未填”的，请改正后再交。"
    if layout.column("上年值"):
        yield "“上年值”供对照，与本年出入较大的请核实。显示“沿用上年”的，不填即取上年的数据。"
    yield "从别处粘贴时，请用“选择性粘贴—数值”。不要增删行列，不要改工作表的名称，不要贴图片。"
    yield "只报单位的汇总数。除下面“填报情况”外，不得填写个人姓名、身份证号码、电话号码。"
    yield from _left(layout)
    yield "填好后按原文件名保存为 .xlsx，交回电子表格；只交截图、照片或打印件的不能汇总。"


def _of_lists(layout: Layout) -> Iterator[str]:
    for each in layout.lists:
        yield (
            f"“{each.line.name}”：有的，在“{each.line.code}”选“有”，再到工作表“{each.sheet}”一件填一行；"
            "一件也没有的选“无”。日期写成 2021-06-01 的样子。"
        )


def _left(layout: Layout) -> Iterator[str]:
    names = dict.fromkeys(line.name for line in layout.left_to_raters)
    if names:
        yield f"{'、'.join(f'“{name}”' for name in names)}由评委或抽查人员另行填报，本表不填。"
