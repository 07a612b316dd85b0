"""Documents over HTTP: letters, the notice and the summary, the same as the commands write."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from engine.judge.assessment import Assessment
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.read_papers import papers_beside
from engine.report.view.edition import Edition
from engine.report.view.letter import review_of
from engine.report.view.letters import Letters, Particulars
from engine.report.view.make_notice import make_notice
from engine.report.view.notice_checks import order_problem
from engine.report.view.summary.make import make_summary
from engine.report.write.letter_files import Kind, letter_files
from engine.report.write.notice_docx import notice_docx
from engine.report.write.summary_html import summary_page
from engine.report.write.summary_xlsx import summary_workbook
from engine.report.write.word.fonts import Fonts
from engine.scheme.papers import NoticeKind, Papers
from service.web.answers import HTML, NOT_FOUND, RefusedError, document, refusal
from service.web.api.described import file_answers
from service.web.api.results import Unit
from service.web.asked import Now, Served, Version, assessed, unit_named
from service.web.folder import Folder

router = APIRouter(prefix="/api/v1", tags=["文书"])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ForUnits = Annotated[Literal["单位版", "内部版"], Query(description="单位版发给本单位，没有名次；内部版有名次")]
Inside = Annotated[Literal["公开版", "内部版"], Query(description="公开版只有等次；内部版附得分和名次的表")]
Kinds = Annotated[Literal["通知", "通报"] | None, Query(description="不写则依文书，文书也没有写的是通知")]


@router.get(
    "/units/{unit}/report.html", summary="一个单位的评分说明，网页", responses=file_answers(HTML, 404, 422),
    response_class=Response,
)  # fmt: skip
def report_html(folder: Served, state: Now, version: Version, unit: Unit, edition: ForUnits = "单位版") -> Response:
    """Return the letter as a page."""
    return _letter(folder, assessed(state), unit, Kind.HTML, (edition, version))


@router.get(
    "/units/{unit}/report.docx", summary="一个单位的评分说明，Word", responses=file_answers(DOCX, 404, 422),
    response_class=Response,
)  # fmt: skip
def report_docx(folder: Served, state: Now, version: Version, unit: Unit, edition: ForUnits = "单位版") -> Response:
    """Return the letter as a Word file."""
    return _letter(folder, assessed(state), unit, Kind.WORD, (edition, version))


def _letter(folder: Folder, assessment: Assessment, unit: str, kind: Kind, told: tuple[str, str]) -> Response:
    edition, version = told
    name = unit_named(assessment.scheme, unit)
    if name in assessment.scheme.exempt:
        raise refusal(f"“{name}”免考，没有评分说明", "请换一个单位", NOT_FOUND)
    papers = _papers(folder)
    with folder.working:
        particulars = Particulars(review_of(papers.review), f"kaohe {version}".rstrip(), date.today().isoformat())  # noqa: DTZ011
        letters = Letters(assessment, Edition(edition), particulars).of([name])
        (_, made), *_ = letter_files(letters, 1, (kind,), Fonts(papers.fonts))
    html = kind is Kind.HTML
    return document(made[kind], HTML if html else DOCX, f"{name}.{kind.value}", inline=html)


@router.get(
    "/notice.docx", summary="结果通知（通报），Word，与 kaohe notice 相同", responses=file_answers(DOCX, 422),
    response_class=Response,
)  # fmt: skip
def notice(folder: Served, state: Now, kind: Kinds = None, edition: Inside = "公开版") -> Response:
    """Return the notice as a Word file."""
    assessment, papers, shown = assessed(state), _papers(folder), Edition(edition)
    wrong = order_problem(assessment.scheme, str(folder.scheme), shown)
    if wrong is not None:
        raise RefusedError([wrong])
    called = NoticeKind(kind) if kind else papers.notice.kind
    made = notice_docx(make_notice(assessment, papers, shown, called), Fonts(papers.fonts), papers.notice.day)
    return document(made, DOCX, f"{called.value}.docx")


@router.get(
    "/summary.xlsx", summary="汇总（内部用），工作簿，与 kaohe summary 相同", responses=file_answers(XLSX, 422),
    response_class=Response,
)  # fmt: skip
def summary_xlsx(state: Now, version: Version) -> Response:
    """Return the summary as a workbook."""
    try:
        made = summary_workbook(make_summary(assessed(state), program=version, made=_now()))
    except ValueError as error:
        problem = Problem(Code.EXPORT_TOO_LARGE, "一张工作表放不下：单位太多", help="请用 summary.html")
        raise RefusedError([problem]) from error
    return document(made, XLSX, "汇总.xlsx")


@router.get(
    "/summary.html", summary="汇总（内部用），网页，与 kaohe summary 相同", responses=file_answers(HTML, 422),
    response_class=Response,
)  # fmt: skip
def summary_html(state: Now, version: Version) -> Response:
    """Return the summary as a page."""
    made = summary_page(make_summary(assessed(state), program=version, made=_now()))
    return document(made.encode(), HTML, "汇总.html", inline=True)


def _papers(folder: Folder) -> Papers:
    papers, problems = papers_beside(folder.scheme)
    if papers is None:
        raise RefusedError(problems)
    return papers


def _now() -> str:
    return f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
