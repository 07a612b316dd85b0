"""The sheet of charts in the workbook of a summary; they are Excel's own, drawn over the tables of other sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.write.summary_sheet import SAID, SAMPLE, TITLE, WARNING, number_format
from engine.sheets.charts import Bars, draw_bars, print_across

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.report.view.summary.nouns import Chart, Summary, Topic
    from engine.report.write.summary_sheet import TopicSheet
    from engine.sheets.write_workbook import Page

CHARTS = "图表"
_WIDTHS = (14, 14, 14, 14, 14, 14, 14)
_ROW = 20  # pixels
_MOST_TOLD = 10


def write_charts(page: Page, summary: Summary, sheets: Mapping[str, TopicSheet]) -> None:
    """Draw the charts of all topics one below the other."""
    page.widths(_WIDTHS)
    row = 1
    if summary.warnings:
        page.across(
            row, 1, len(_WIDTHS), "".join([f"【{SAMPLE}】" if summary.sample else "", *summary.warnings]), WARNING
        )
        page.height(row, 36)
        row += 1
    page.write(row, 1, CHARTS, TITLE)
    page.across(row + 1, 1, len(_WIDTHS), "图里的数都在别的表里，长短从零算起。", SAID)
    row += 3
    for topic in summary.topics:
        head = sheets[topic.id].tables
        for chart in topic.charts if head else ():
            bars = _bars(topic, chart, head[0])
            draw_bars(page, row, 1, bars)
            row += bars.height // _ROW + 2
    if summary.sample:
        print_across(page, SAMPLE)
    page.print_on_a4(landscape=False)


def _bars(topic: Topic, chart: Chart, head: int) -> Bars:
    table = topic.tables[0]
    titles = [column.title for column in table.columns]
    names, values = titles.index(chart.labels), titles.index(chart.values)
    column = table.columns[values]
    shown = [(row[names], row[values]) for row in table.rows[: chart.rows]]
    told = "；".join(f"{name} {column.shown(value)}" for name, value in shown[:_MOST_TOLD])
    more = f"；等 {len(shown)} 条" if len(shown) > _MOST_TOLD else ""
    below = any(not isinstance(value, str) and value is not None and value < 0 for _, value in shown)
    return Bars(
        chart.title, chart.axis, topic.title, names + 1, values + 1, head + 1, head + chart.rows,
        number_format(column) or "General", f"{chart.title}：{told}{more}。", below_zero=below,
    )  # fmt: skip
