"""The notice of a result as a Word file, laid out by GB/T 9704—2012 (its clauses are named where they are met).

A page has 22 lines of 28 characters: every paragraph has lines of 28.95 points, so that whole lines are what room is
counted in. The look is in `word/styles/notice.xml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.view.notice import BLANK
from engine.report.write.notice_end import write_end, write_signature
from engine.report.write.title_lines import title_lines, width
from engine.report.write.word.document import Document
from engine.report.write.word.fonts import Fonts, Role
from engine.report.write.word.measure import POINT, twips
from engine.report.write.word.package import About, Look
from engine.report.write.word.page import NOTICE_A4, Footer
from engine.report.write.word.paragraph import Align, Format
from engine.report.write.word.text import Run
from engine.scheme.papers import Masthead
from engine.text.numerals import chinese

if TYPE_CHECKING:
    from datetime import date

    from engine.report.view.notice import Head, Notice

LINE = NOTICE_A4.pitch
RED = "FF0000"
# 7.2.4: the upper edge of the mark is 35 mm below that of the type area, three lines and a bit.
_LINES_ABOVE, _DOWN = 3, twips(35)
# The mark is as large as it can be in one line; 29 mm are the largest that looks well with this head.
_LARGEST_MARK, _SMALLEST_MARK = 124, 44
# 7.2.7: the line is 4 mm below the number.
_RULE = (RED, 18, 11)
# Of the title's size, 22 points, as many half characters fit into 156 mm.
_TITLE_WIDTH = 40
# Eight lines.
_KEPT = 8 * 28


def notice_docx(notice: Notice, fonts: Fonts, day: date | None = None) -> bytes:
    """Return the file of a notice; `day` is what its properties say that it was made on."""
    about = About("".join(notice.title), "" if BLANK.search(notice.signed) else notice.signed, day)
    document = Document(
        about, look=Look.NOTICE, fonts=fonts, page=NOTICE_A4, footer=Footer.DASHED, across=notice.across
    )
    _write_head(document, notice.head)
    lines = notice.title if len(notice.title) > 1 else title_lines(notice.title[0], _TITLE_WIDTH)
    document.heading(0, marked("\n".join(lines)))
    _empty(document)
    document.paragraph(marked(notice.to))
    _write_text(document, notice)
    write_signature(document, notice)
    write_end(document, notice)
    return document.saved()


def marked(text: str, font: Role | None = None) -> list[Run]:
    """Return a text with yellow where somebody has to fill in something."""
    runs: list[Run] = []
    at = 0
    for found in BLANK.finditer(text):
        runs += [Run(text[at : found.start()], font=font), Run(found[0], font=font, highlight="yellow")]
        at = found.end()
    return [*runs, Run(text[at:], font=font)]


def _empty(document: Document, lines: int = 1) -> None:
    for _ in range(lines):
        document.paragraph("")


def _write_head(document: Document, head: Head) -> None:
    """Write what stands above the title, or leave room where it is on the paper already (7.2)."""
    if head.masthead is Masthead.NONE:
        _empty(document)
        return
    # 7.2.1 to 7.2.3: number of the copy, secrecy, urgency, one below another at the upper left.
    for text in head.above:
        document.paragraph(Run(text, font=None if text.isdigit() else Role.FIRST))
    _empty(document, max(0, _LINES_ABOVE - len(head.above)))
    size = max(_SMALLEST_MARK, min(_LARGEST_MARK, 2 * NOTICE_A4.text_width // (POINT // 2 * max(width(head.mark), 1))))
    high = size * POINT * 6 // 10
    before = max(0, _DOWN - _LINES_ABOVE * LINE - (high - size * POINT // 2) // 2)
    mark = Run(head.mark, font=Role.TITLE, colour=RED, size=size, spacing=0)
    document.paragraph(mark, form=Format(align=Align.CENTRE, before=before, line=high))
    _empty(document, 2)
    # 7.2.5: two lines below the mark, in the middle.
    rule = _RULE if head.masthead is Masthead.PRINTED else None
    document.paragraph(marked(head.number), form=Format(align=Align.CENTRE, rule=rule))
    _empty(document, 2)


def _write_text(document: Document, notice: Notice) -> None:
    document.paragraph(marked(notice.basis), "Body")
    document.heading(1, "一、考核内容")
    for text in notice.contents:
        document.paragraph(marked(text), "Body")
    document.heading(1, "二、工作完成情况")
    for number, account in enumerate(notice.accounts, 1):
        name = Run(f"（{chinese(number)}）{account.unit}。", font=Role.SECOND)
        document.paragraph([name, *marked(account.text)], "Body")
    document.heading(1, "三、考核结果" + ("（暂定）" if notice.caveat else ""))
    # No page has a signature alone (7.3.5.5): the last of the text goes with it, if it is not long itself.
    last = len(notice.rolls)
    for number, roll in enumerate(notice.rolls, 1):
        document.heading(3, f"{number}.{roll.title}：")
        units = "、".join(roll.units)
        kept = number == last and not notice.caveat and len(units) <= _KEPT
        document.paragraph(units, "Body", Format(keep_next=kept))
    if notice.caveat:
        document.paragraph(notice.caveat, "Body", Format(keep_next=True))
