"""A unit's letter as a Word file; the same content as the HTML file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.report.draw.png import png
from engine.report.write.letter_pictures import sections_picture, way_picture
from engine.report.write.word.document import Document
from engine.report.write.word.fonts import Fonts
from engine.report.write.word.package import About
from engine.report.write.word.page import A4
from engine.report.write.word.paragraph import Align, Format
from engine.report.write.word.tables import Cell, Column, Row
from engine.report.write.word.text import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.report.draw.picture import Picture
    from engine.report.view.letter import Entry, Letter
    from engine.report.write.word.text import Words

# The text of a page is 166 mm wide.
_WIDE = 166
_PICTURE = 140
_SOFT, _LOSS, _TINT = "4A5160", "A61B1B", "F3F5F9"
_LARGE, _SMALL = 32, 18
_WITH_NEXT = Format(keep_next=True)
# How high the rows of the form are that is filled in by hand, in millimetres.
_ROW, _TALL_ROW = 9, 35


def render(letter: Letter, fonts: Fonts = Fonts.WINDOWS) -> bytes:
    """Return the file. Raises NoRasterizerError where pictures cannot be made into PNG."""
    about = About(f"{letter.unit} 评分说明", letter.issuer or "", date.fromisoformat(letter.made))
    paper = _Paper(letter, Document(about, fonts=fonts, across="样稿" if letter.sample else ""))
    paper.write()
    return paper.document.saved()


class _Paper:
    """A letter on its way into a document."""

    def __init__(self, letter: Letter, document: Document) -> None:
        self._letter, self.document = letter, document

    def write(self) -> None:
        letter, document = self._letter, self.document
        document.heading(0, f"{letter.unit} 评分说明")
        document.paragraph(letter.title, "Subtitle")
        document.paragraph(f"方案 {letter.scheme} · {letter.edition.value} · {letter.made} 制作", "Note")
        if letter.sample:
            document.paragraph(Run(f"样稿：{letter.sample}", bold=True, colour=_LOSS))
        for warning in letter.warnings:
            document.paragraph(Run(warning, bold=True, colour=_LOSS))
        self._result()
        self._pictures()
        self._losses()
        self._sides()
        self._rules()
        self._tier()
        self._next()
        self._entries()
        self._grounds()
        self._review()

    def _result(self) -> None:
        document, cards = self.document, self._letter.cards
        document.heading(1, "一、结论")
        share = _WIDE // len(cards)
        cells: list[Words] = [
            [
                Run(card.name, colour=_SOFT),
                "\n",
                Run(card.figure, bold=True, size=_LARGE),
                "\n",
                Run(card.remark, colour=_SOFT),
            ]
            for card in cards
        ]
        document.table([Column(share)] * len(cards), [cells], title="结论")
        for sentence in self._letter.sentences:
            document.paragraph(sentence)

    def _pictures(self) -> None:
        document, letter = self.document, self._letter
        document.heading(1, "二、分数是怎么来的")
        way, sections = way_picture(letter), sections_picture(letter)
        if way is None:
            document.paragraph(letter.no_way)
        else:
            self._picture(way)
        if sections is not None:
            document.heading(1, "三、与其他单位比较")
            self._picture(sections)

    def _picture(self, picture: Picture) -> None:
        self.document.picture(png(picture), _PICTURE, f"{picture.title}。{picture.alt}")
        self.document.paragraph(f"图：{picture.title}", "Note")

    def _losses(self) -> None:
        self.document.heading(1, "四、扣在哪里（按扣分多少排列）")
        if not self._letter.losses:
            self.document.paragraph("没有扣分。")
            return
        columns = _columns(12, 24, 34, 50, 14, 32, right=(4,))
        head = ["编号", "指标", "数据", "规则和算式", "扣分", "依据条款、佐证和出处"]
        rows: list[list[Words]] = [
            [
                each.id, each.title, _lines(each.facts), _worked(each), Run(each.change, colour=_LOSS),
                _grounds(each, missing="方案未注明条款"),
            ]
            for each in self._letter.losses
        ]  # fmt: skip
        caption = "扣分清单：哪个数据，按什么规则，怎么算的，做到哪一步能少扣"
        self.document.table(columns, rows, head=[head], caption=caption, title="扣分清单")

    def _sides(self) -> None:
        self.document.heading(1, "五、加分和扣分（总分以外的）")
        if not self._letter.adjustments:
            self.document.paragraph(self._letter.no_sides)
            return
        columns = _columns(12, 28, 18, 34, 42, 32, right=(2,))
        head = ["编号", "事项", "加减", "数据", "规则和算式", "依据条款、佐证和出处"]
        rows: list[list[Words]] = [
            [
                each.id, _indented(each), each.change or each.points, _lines(each.facts), _worked(each),
                _grounds(each),
            ]
            for each in self._letter.adjustments
        ]  # fmt: skip
        self.document.table(columns, rows, head=[head], title="加分、扣分逐项")

    def _rules(self) -> None:
        self.document.heading(1, "六、一票否决和其他规则")
        if not self._letter.rules:
            self.document.paragraph("方案没有一票否决等规则。")
            return
        columns = _columns(14, 30, 17, 51, 30, 24)
        head = ["编号", "规则", "状态", "说明", "数据", "依据条款"]
        rows: list[list[Words]] = [
            [
                each.id, each.title, Run(each.state, bold=each.fired, colour=_LOSS if each.fired else ""),
                _lines(each.lines), _lines(each.facts), each.clause,
            ]
            for each in self._letter.rules
        ]  # fmt: skip
        self.document.table(columns, rows, head=[head], title="每一条规则和它的状态")

    def _tier(self) -> None:
        self.document.heading(1, "七、等次是怎么定的")
        for number, each in enumerate(self._letter.verdicts, start=1):
            first, *others = each.lines or ("",)
            self.document.paragraph([Run(f"{number}. {each.title}：", bold=True), first])
            for line in others:
                self.document.paragraph(line)
            if each.clause:
                self.document.paragraph(f"依据：{each.clause}", "Note")

    def _next(self) -> None:
        letter, document = self._letter, self.document
        document.heading(1, "八、距上一等次还差多少")
        for line in letter.outlook:
            document.paragraph(line, form=_WITH_NEXT)
        if not letter.changes:
            return
        head = ["数据", "现在", "改为", "得分将是", "等次将是"]
        rows = [[each.fact, each.now, each.wanted, each.total, each.tier] for each in letter.changes]
        caption = "能达到上一等次的单项变化，变化小的在前"
        self.document.table(_columns(62, 28, 28, 24, 24, right=(3,)), rows, head=[head], caption=caption, title=caption)
        if letter.more_changes:
            document.paragraph(f"另有 {letter.more_changes} 项也能达到，没有列出。", "Note")

    def _entries(self) -> None:
        self.document.turn(A4.turned())
        self.document.heading(1, "九、全部指标")
        self.document.paragraph(f"合计：{self._letter.sum_line}")
        columns = _columns(12, 32, 12, 15, 13, 50, 62, 51, right=(2, 3, 4))
        head = ["编号", "指标", "分值", "得分", "增减", "数据", "规则和算式", "依据和出处"]
        rows = [
            Row(
                [
                    each.id, _indented(each), each.full, each.points, each.change, _lines(each.facts),
                    _worked(each, wanted=False), _grounds(each),
                ],
                shading="" if each.depth else _TINT,
                split=True,
            )
            for each in self._letter.entries
        ]  # fmt: skip
        self.document.table(columns, rows, head=[head], title="全部指标明细")
        self.document.turn(A4)

    def _grounds(self) -> None:
        letter, document = self._letter, self.document
        document.heading(1, "十、数据来源和版本")
        for line in letter.origins:
            document.paragraph(line)
        if letter.documents:
            document.paragraph(f"依据文件：{'、'.join(letter.documents)}。")
        rows: list[list[Words]] = [[each.what, each.name, Run(each.sha256, size=_SMALL - 4)] for each in letter.files]
        caption = "所用的文件和校验码（SHA-256）：文件改动过，校验码就不同"
        columns = _columns(16, 60, 90)
        document.table(columns, rows, head=[["种类", "文件", "校验码"]], caption=caption, title="所用的文件")
        document.paragraph(f"由 {letter.program} 计算，{letter.made}。", "Note")

    def _review(self) -> None:
        letter, document = self._letter, self.document
        document.heading(1, "十一、如需复核")
        for line in letter.review:
            document.paragraph(line, form=_WITH_NEXT)
        rows = [
            Row([_label("申请单位"), letter.unit, _label("申请日期"), "　　年　　月　　日"], height=_ROW),
            Row([_label("事项编号"), Cell("", span=3)], height=_ROW),
            Row([_label("原来的数据或得分"), "", _label("认为应是"), ""], height=_ROW),
            Row([_label("理由和依据"), Cell("", span=3)], height=_TALL_ROW),
            Row([_label("所附材料"), Cell("", span=3)], height=_ROW),
            Row([_label("联系人"), "", _label("单位负责人（盖章）"), ""], height=_ROW),
        ]
        document.table(_columns(32, 51, 36, 47), rows, caption="复核申请表", title="复核申请表")


def _columns(*widths: int, right: Sequence[int] = ()) -> list[Column]:
    return [Column(width, Align.RIGHT if place in right else Align.LEFT) for place, width in enumerate(widths)]


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(texts)


def _worked(entry: Entry, *, wanted: bool = True) -> Words:
    """Return the rule, then the arithmetic, then what would have done."""
    parts: list[str | Run] = [_lines(entry.rule)] if entry.rule else []
    more = (*entry.work, *entry.notes) if not wanted else entry.work
    if more:
        parts += [*(["\n"] if parts else []), Run(_lines(more), colour=_SOFT)]
    if wanted and entry.wanted:
        parts += [*(["\n"] if parts else []), _lines(entry.wanted)]
    return parts


def _grounds(entry: Entry, missing: str = "") -> str:
    return _lines([each for each in (entry.clause or missing, "；".join(entry.evidence)) if each])


def _indented(entry: Entry) -> str:
    return "　" * max(entry.depth - 1, 0) + entry.title


def _label(text: str) -> Cell:
    return Cell(text, shading=_TINT)
