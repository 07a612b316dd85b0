"""The end of a notice: what goes with it, who signs it and when, the table of scores, the imprint."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.report.view.notice import BLANK
from engine.report.write.title_lines import width
from engine.report.write.word.fonts import Role
from engine.report.write.word.page import NOTICE_A4
from engine.report.write.word.paragraph import Align, Format
from engine.report.write.word.tables import Column
from engine.report.write.word.text import Run

if TYPE_CHECKING:
    from engine.report.view.notice import Notice, ScoreTable
    from engine.report.write.word.document import Document

# A 3号 character with its spacing, 15.75 points, in twips; half of it is what `width` counts.
_CHARACTER = 315
# The seal's upper edge is less than a line below the text, and name and date are in its lower middle.
_LINES_FOR_SEAL = 2
# A name that is longer stands in two lines of its cell.
_LONGEST_NAME = 24


def write_signature(document: Document, notice: Notice) -> None:
    """Write the names of what goes with a notice (7.3.4), who signs it and when (7.3.5), and the remark (7.3.6)."""
    names = notice.attachments
    if names:
        document.paragraph("", form=Format(keep_next=True))
    for number, name in enumerate(names, 1):
        head = "附件：" if number == 1 else ""
        counted = f"{number}." if len(names) > 1 else ""
        # Two characters in; what is wrapped stands below the first character of the name.
        inside = 2 * 2 + width("附件：") + (width("1.") if counted else 0)
        first = width(head + counted)
        document.paragraph(
            head + counted + name, form=Format(keep_next=True, left=_halves(inside), first=-_halves(first))
        )
    for _ in range(_LINES_FOR_SEAL if notice.sealed else 1):
        document.paragraph("", form=Format(keep_next=True))
    of_name, of_day = signature(notice.signed, notice.day, sealed=notice.sealed)
    document.paragraph(_yellow(notice.signed), form=of_name)
    # No page has the imprint alone.
    kept = notice.imprint.is_there and notice.scores is None
    document.paragraph(_yellow(notice.day), form=replace(of_day, keep_next=kept or bool(notice.remark)))
    if notice.remark:
        document.paragraph(f"（{notice.remark}）", "Body", Format(keep_next=kept))


def signature(signed: str, day: str, *, sealed: bool) -> tuple[Format, Format]:
    """Return where the name and the date stand.

    Under a seal both are in the middle of one box, so that they are above one another whatever the fonts are: the date
    four characters from the right edge, or further where the name is long (7.3.5.1). Without one the name is two
    characters from the edge, and the date begins two characters right of it; a date that is longer is two characters
    from the edge, and the name moves (7.3.5.2).
    """
    name, date, page = _long(signed), _long(day), NOTICE_A4.text_width
    if sealed:
        box = max(name, date) + 2 * _CHARACTER
        right = max(0, 4 * _CHARACTER + (date - box) // 2)
        both = Format(align=Align.CENTRE, keep_next=True, left=max(0, page - right - box), right=right)
        return both, both
    left = max(0, page - 2 * _CHARACTER - (name if date <= name else date + 2 * _CHARACTER))
    first = Format(align=Align.LEFT, keep_next=True, left=left)
    return first, replace(first, left=left + 2 * _CHARACTER)


def _long(text: str) -> int:
    """Return about how long a text is, in twips; Word puts a quarter of a character between Chinese and figures."""
    seams = sum(one.isascii() != other.isascii() for one, other in pairwise(text))
    return width(text) * _CHARACTER // 2 + seams * _CHARACTER // 4


def write_end(document: Document, notice: Notice) -> None:
    """Write the table of scores, where there is one, and the imprint at the foot of the last page (7.4)."""
    if notice.scores is not None:
        _write_scores(document, notice, notice.scores)
    imprint = notice.imprint
    if imprint.is_there:
        if notice.scores is not None and notice.scores.wide:
            document.turn(NOTICE_A4)
        lines = []
        if imprint.copies_to:
            lines.append((f"抄送：{imprint.copies_to.rstrip('。')}。", ""))
        if imprint.printer or imprint.printed_on:
            lines.append((imprint.printer, f"{imprint.printed_on}印发" if imprint.printed_on else ""))
        document.imprint(lines)


def _write_scores(document: Document, notice: Notice, scores: ScoreTable) -> None:
    page = NOTICE_A4.turned() if scores.wide else NOTICE_A4
    if scores.wide:
        document.turn(page)
    number = f"{len(notice.attachments)}" if len(notice.attachments) > 1 else ""
    document.paragraph(Run(f"附件{number}", font=Role.FIRST), form=Format(new_page=not scores.wide))
    document.paragraph("")
    document.heading(0, scores.title)
    document.paragraph("")
    columns = _columns(scores, page.text_width * 254 // 14400)
    document.table(columns, scores.rows, head=[scores.head], title=scores.title, about="每个单位一行，按名次排列")


def _columns(scores: ScoreTable, room: int) -> list[Column]:
    """Return columns in millimetres, together as wide as the page: figures and names whole, headings as room is left.

    Where there are so many that nothing of that can be, all of them are made narrower alike.
    """
    longest = [max((width(row[at]) for row in scores.rows), default=0) for at in range(len(scores.head))]
    least = [
        _mm(max(min(wide, _LONGEST_NAME), min(width(head), 4))) for wide, head in zip(longest, scores.head, strict=True)
    ]
    wanted = [max(_mm(width(head)), low) - low for low, head in zip(least, scores.head, strict=True)]
    rest = room - sum(least)
    if rest < 0:
        widths = [low * room // sum(least) for low in least]
    else:
        widths = [low + rest * more // (sum(wanted) + 1) for low, more in zip(least, wanted, strict=True)]
    left_aligned = {1, 2} if "组别" in scores.head else {1}
    last = len(widths) - 1
    return [
        Column(each, Align.LEFT if at in left_aligned else Align.CENTRE if at in (0, last) else Align.RIGHT)
        for at, each in enumerate(widths)
    ]


def _mm(halves: int) -> int:
    """Return how wide a cell is that holds so many half characters of 10.5 points, its margins included."""
    return halves * 2 + 5


def _yellow(text: str) -> Run:
    return Run(text, highlight="yellow" if BLANK.search(text) else "")


def _halves(count: int) -> int:
    return count * _CHARACTER // 2
