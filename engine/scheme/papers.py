"""The particulars of the documents that an assessment ends with: numbers, dates, addressees, whom to ask.

They are no part of the scheme: a scheme's digest does not change when a document gets its number.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.text.source import Span, place

if TYPE_CHECKING:
    from datetime import date


class NoticeKind(Enum):
    """What a notice is called (党政机关公文处理工作条例, 第八条); the value is what users write.

    A 通知 makes the result known and has it carried out, a 通报 commends or criticises.
    """

    NOTICE = "通知"
    CIRCULAR = "通报"


class Masthead(Enum):
    """What becomes of the red head of a document; the value is what users write."""

    PRINTED = "打印"
    LEFT_OUT = "空出"
    NONE = "无"


@dataclass(frozen=True, slots=True)
class NoticePapers:
    """The particulars of a notice; None where nobody has written any.

    `title` and `contents` may have several lines. `list_title` has {等次} where a tier's name is to stand. `sealed` is
    whether a seal is put on it, for which room is left. `attachments` are names of papers that go with it.
    """

    kind: NoticeKind = NoticeKind.NOTICE
    title: str | None = None
    masthead: Masthead = Masthead.NONE
    mark: str | None = None
    copy: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    number: str | None = None
    to: str | None = None
    day: date | None = None
    basis: str | None = None
    contents: str | None = None
    list_title: str | None = None
    signed: str | None = None
    sealed: bool = True
    attachments: tuple[str, ...] = ()
    remark: str | None = None
    copies_to: str | None = None
    printer: str | None = None
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewPapers:
    """What a unit is told that does not agree with its result: until when, who takes it, whom to ask."""

    deadline: date | None = None
    office: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Papers:
    """All particulars; `fonts` is what users call a profile (`engine.report.write.word.fonts.Fonts(papers.fonts)`).

    `at` are the places of what is written there, by key.
    """

    notice: NoticePapers = NoticePapers()
    review: ReviewPapers = ReviewPapers()
    fonts: str = "国标"
    at: tuple[tuple[str, Span], ...] = place()


NO_PAPERS = Papers(at=())
