"""The summary as one HTML file: no script, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.view.summary.nouns import Kind
from engine.report.write.pages import page
from engine.report.write.summary_pictures import stands_picture
from engine.report.write.summary_rows import least_width, shown_rows

if TYPE_CHECKING:
    from engine.report.view.summary.nouns import Summary, Table

# A page of more rows is read by nobody; the workbook has them all.
MOST_ROWS = 200


def summary_page(summary: Summary) -> str:
    """Return the page; the same summary gives the same text."""
    return page(
        "summary.html",
        title=f"{summary.title} {summary.subtitle}",
        program=summary.program,
        sample=summary.warnings[0] if summary.sample else "",
        summary=summary,
        warnings=summary.warnings[1:] if summary.sample else summary.warnings,
        rows=lambda table: shown_rows(table, table.rows[:MOST_ROWS]),
        more=_more,
        is_number=lambda column: column.kind is not Kind.TEXT,
        least=least_width,
        figure_after=min(2, len(summary.topics[0].tables)),
        picture=stands_picture(summary.stands, summary.lines, summary.digits),
    )


def _more(table: Table) -> str:
    """Say that there are more rows than the page has."""
    return (
        f"这里列前 {MOST_ROWS} 行，共 {len(table.rows)} 行；全部见 .xlsx 的汇总。"
        if len(table.rows) > MOST_ROWS
        else ""
    )
