"""The summary as a workbook: a sheet for each topic, and one of charts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from engine.report.write.summary_charts import CHARTS, write_charts
from engine.report.write.summary_sheet import SAMPLE, TopicSheet
from engine.sheets.charts import print_across
from engine.sheets.write_workbook import Book

if TYPE_CHECKING:
    from engine.report.view.summary.nouns import Summary


def summary_workbook(summary: Summary) -> bytes:
    """Return the workbook; the same summary gives the same bytes. Raises ValueError where a sheet has not room."""
    file = io.BytesIO()
    book = Book(file)
    book.describe(title=f"{summary.title} {summary.subtitle}", custom={"内容": summary.subtitle})
    sheets = {}
    drawn = None
    for topic in summary.topics:
        page = book.sheet(topic.title)
        if summary.sample:
            print_across(page, SAMPLE)
        sheets[topic.id] = TopicSheet(page, topic)
        sheets[topic.id].write(summary)
        if drawn is None and any(each.charts for each in summary.topics):
            drawn = book.sheet(CHARTS)
    if drawn is not None:
        write_charts(drawn, summary, sheets)
    book.close()
    return file.getvalue()
