"""文书.yaml to the particulars of documents; everything that is wrong is told at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors, sort_problems, without_edits
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.reading.form import check_shape
from engine.scheme.calendar import parse_date
from engine.scheme.papers import NO_PAPERS, Masthead, NoticeKind, NoticePapers, Papers, ReviewPapers
from engine.scheme.papers_vocabulary import NOTICE, PAPERS, REVIEW, TIER_HERE
from engine.scheme.vocabulary import SCHEME, looks_like
from engine.text.figures import plain_date
from engine.text.tree import Mapping
from engine.vocabulary.record import Record

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from engine.text.source import Source, Span

FORMAT = 1
OF_FOLDER, FOLDER = "文书.yaml", "文书"
_SCHEME_OF_FOLDER = "方案.yaml"
# GB/T 9704—2012, 7.2.5: 发文机关代字〔年份〕顺序号, no 第, no leading zero.
_NUMBER = re.compile(r"[^\s〔〕\[\]()（）【】]+〔[0-9]{4}〕[1-9][0-9]*号")
_YEAR = re.compile(r"\s*[〔\[(（【﹝［]\s*([0-9]{4})\s*年?\s*[〕\])）】﹞］]\s*")
_NTH = re.compile(r"〕\s*第?\s*0*([1-9][0-9]*)\s*号?$")


def papers_path(scheme: Path) -> Path:
    """Return where the particulars of a scheme's documents are looked for.

    Beside 方案.yaml it is 文书.yaml; beside schemes that are named otherwise, the file of the same name in 文书/, as
    their cases are in 用例/.
    """
    if scheme.name == _SCHEME_OF_FOLDER:
        return scheme.with_name(OF_FOLDER)
    return scheme.parent / FOLDER / f"{scheme.stem}.yaml"


def papers_beside(scheme: Path) -> tuple[Papers | None, list[Problem]]:
    """Read the particulars that lie beside a scheme; none are no mistake."""
    path = papers_path(scheme)
    try:
        there = path.exists()
    except OSError:
        there = True
    return load_papers(path) if there else (NO_PAPERS, [])


def load_papers(path: Path, name: str | None = None) -> tuple[Papers | None, list[Problem]]:
    """Read the particulars in a file; None when anything in it is wrong."""
    source, problems = read_source(path, name)
    return (None, problems) if source is None else read_papers(source)


def read_papers(source: Source) -> tuple[Papers | None, list[Problem]]:
    """Read particulars from their text; None when anything is wrong."""
    tree, problems = compose(source)
    if tree is None:
        return None, problems
    if not isinstance(tree, Mapping) or looks_like(tree, SCHEME):
        what = "这是一份方案，不是文书的各项" if isinstance(tree, Mapping) else "这不是文书的各项"
        place = tree.entries[0].key.span if isinstance(tree, Mapping) else tree.span
        help_ = "这里应是“通知”“复核”“字体”等；请确认选对了文件"
        return None, [*problems, Problem(Code.VALUE_KIND, what, place, help=help_)]
    broken, found = check_shape(tree, PAPERS)
    reader = _PapersReader(Record(tree, PAPERS, broken))
    papers = reader.read()
    ordered = sort_problems(without_edits([*problems, *found, *reader.problems]))
    return (None if has_errors(ordered) else papers), ordered


class _PapersReader:
    def __init__(self, record: Record) -> None:
        self.record = record
        self.problems: list[Problem] = []
        self.at: list[tuple[str, Span]] = []

    def read(self) -> Papers:
        record = self.record
        if (version := record.whole("format")) is not None and version != FORMAT:
            help_ = f"本程序只认得格式 {FORMAT}；请核对，或换用新版本的程序"
            self._report(Code.FORMAT_VERSION, f"不认得格式 {version}", record.place("format"), help_)
        notice, review = record.record("notice", NOTICE), record.record("review", REVIEW)
        fonts = record.choice("fonts")
        return Papers(
            self._notice(notice) if notice else NoticePapers(),
            self._review(review) if review else ReviewPapers(),
            fonts or NO_PAPERS.fonts,
            at=tuple(self.at),
        )

    def _notice(self, record: Record) -> NoticePapers:
        self.at = [(entry.key.text, entry.value.span) for entry in record.node.entries]
        kind, masthead = record.choice("kind"), record.choice("masthead")
        self._check_number(record)
        list_title = record.text("list_title")
        if list_title is not None and TIER_HERE not in list_title:
            help_ = f"请在等次的地方写{TIER_HERE}，如 2021年度目标管理{TIER_HERE}单位"
            message = f"“名单标题”里没有写{TIER_HERE}，各等次的名单会叫一样的名字"
            self._report(Code.VALUE_KIND, message, record.place("list_title"), help_)
        to = record.text("to")
        return NoticePapers(
            kind=NoticeKind[kind] if kind else NoticeKind.NOTICE,
            title=record.text("title"),
            masthead=Masthead[masthead] if masthead else Masthead.NONE,
            mark=record.text("mark"),
            copy=record.text("copy"),
            secrecy=record.text("secrecy"),
            urgency=record.text("urgency"),
            number=record.text("number"),
            to=to.rstrip("：:") if to else None,
            day=self._day(record, "day"),
            basis=record.text("basis"),
            contents=record.text("contents"),
            list_title=list_title,
            signed=record.text("signed"),
            sealed=record.yes("sealed", default=True),
            attachments=tuple(each.text.strip() for each in record.words("attachments")),
            remark=record.text("remark"),
            copies_to=record.text("copies_to"),
            printer=record.text("printer"),
            printed_on=self._day(record, "printed_on"),
        )

    def _review(self, record: Record) -> ReviewPapers:
        return ReviewPapers(self._day(record, "deadline"), record.text("office"), record.text("contact"))

    def _day(self, record: Record, name: str) -> date | None:
        text = record.text(name)
        if text is None:
            return None
        day = parse_date(plain_date(text) or text)
        if day is None:
            key = record.concept.by_name[name].key
            message = f"“{key}”应是一个日期，现为“{text}”"
            self._report(Code.PAPER_DATE, message, record.place(name), "请写成 2022-02-22 这样，要有这一天")
        return day

    def _check_number(self, record: Record) -> None:
        text = record.text("number")
        if text is None or _NUMBER.fullmatch(text):
            return
        right = _NTH.sub(r"〕\1号", _YEAR.sub(r"〔\1〕", text, count=1))
        if _NUMBER.fullmatch(right):
            help_ = f"请写成“{right}”：年份写全，用六角括号“〔〕”，序号不写“第”，前面不加 0"
        else:
            help_ = "请写成“机关代字〔年份〕序号”，如 某卫健发〔2022〕21号"
        self._report(Code.PAPER_NUMBER, f"发文字号“{text}”不合规范", record.place("number"), help_)

    def _report(self, code: Code, message: str, span: Span, help_: str) -> None:
        self.problems.append(Problem(code, message, span, help=help_))
