"""The tables of the pages as files: a workbook, one page, CSV, JSON. Pages show a part of them, files all rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from engine.number import exact_text
from engine.report.score import warnings
from engine.report.view.summary.nouns import Column, Kind, Summary, Table, Topic
from engine.report.view.summary.ranking import ranking_topic
from engine.report.write.summary_html import summary_page
from engine.report.write.summary_xlsx import summary_workbook
from engine.text.separated import harmless, separated
from service.web.answers import HTML, document
from service.web.api.documents import XLSX
from service.web.pages.frame import Asked, Page, nothing_here
from service.web.pages.indicators import of_units
from service.web.pages.overview import places_wanted
from service.web.pages.told import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.report.view.summary.nouns import Cell

router = APIRouter(include_in_schema=False)
KINDS = ("xlsx", "html", "csv", "json")


@router.get("/tables/{name}.{kind}")
def table(of: Page, name: str, kind: str) -> Response:
    """Return a table as a file."""
    make = _TOPICS.get(name)
    if make is None or kind not in KINDS:
        return nothing_here(of, f"没有“{name}.{kind}”这张表")
    if name not in _WITHOUT and of.derived.state.assessment is None:
        return nothing_here(of, "方案或数据有错误，还没有结果")
    topic = make(of)
    if topic is None:
        return nothing_here(of, f"没有“{name}”这张表")
    match kind:
        case "xlsx":
            return document(summary_workbook(_summary(of, topic)), XLSX, f"{topic.title}.xlsx")
        case "html":
            return document(summary_page(_summary(of, topic)).encode(), HTML, f"{topic.title}.html", inline=True)
        case "csv":
            return document(_csv(topic.tables[0]), "text/csv; charset=utf-8", f"{topic.title}.csv")
        case _:
            return document(_json(topic), "application/json", f"{topic.title}.json")


def _summary(of: Asked, topic: Topic) -> Summary:
    assessment, scheme = of.derived.state.assessment, of.derived.state.scheme
    said = tuple(warnings(assessment)) if assessment else ()
    made_up, digits = bool(assessment and assessment.facts.illustrative), assessment.results.digits if assessment else 2
    title = scheme.title if scheme else "考核"
    return Summary(title, topic.title, of.derived.program, made_up, said, (topic,), (), (), digits)


def _text(column: Column, cell: Cell) -> str:
    """Return a cell for a program: numbers exactly, rates in percent."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    return exact_text(column.number(cell)) if column.kind is not Kind.RATE else f"{exact_text(column.number(cell))}%"


def _texts(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        yield [_text(column, cell) for column, cell in zip(table.columns, row, strict=True)]


def _csv(table: Table) -> bytes:
    words = [column.kind is Kind.TEXT for column in table.columns]
    rows = ([harmless(text) if word else text for text, word in zip(row, words, strict=True)] for row in _texts(table))
    return separated([column.title for column in table.columns], rows)


def _json(topic: Topic) -> bytes:
    tables = [
        {"title": each.title, "columns": [column.title for column in each.columns], "rows": list(_texts(each))}
        for each in topic.tables
    ]
    data = {"schema": "kaohe/table@1", "title": topic.title, "tables": tables}
    return json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", errors="replace")


def _ranking(of: Asked) -> Topic:
    whole = ranking_topic(of.derived.ground)
    first = whole.tables[0]
    rows = tuple(first.rows[place.at] for place in places_wanted(of))
    return Topic(whole.id, whole.title, whole.said, (Table(first.title, first.columns, rows, heads=2),))


def _indicator(of: Asked) -> Topic | None:
    return of_units(of, of.query("id"))


def _problems(of: Asked) -> Topic:
    columns = (
        Column("轻重", width=8), Column("代码", width=8), Column("问题", width=60), Column("位置", width=30),
        Column("怎么改", width=50),
    )  # fmt: skip
    found = told(of.derived.state.problems, of.folder)
    rows = tuple((each.severity, each.code, each.message, each.place, each.help) for each in found)
    return Topic("problems", "问题", (), (Table("问题", columns, rows, "没有问题。", heads=2),))


_TOPICS: dict[str, Callable[[Asked], Topic | None]] = {
    "ranking": _ranking,
    "conclusions": lambda of: of.derived.conclusions,
    "losses": lambda of: of.derived.losses,
    "places": lambda of: of.derived.allotments,
    "near": lambda of: of.derived.near,
    "vetoes": lambda of: of.derived.vetoes,
    "quality": lambda of: of.derived.quality,
    "indicator": _indicator,
    "problems": _problems,
}
# What there is before there is a result.
_WITHOUT = frozenset({"problems"})
