"""The summary as one HTML file: no script, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import fixed_text
from engine.report.draw.strip import Dot, Mark, strip
from engine.report.view.summary.nouns import Kind
from engine.report.write.pages import page

if TYPE_CHECKING:
    from engine.report.draw.picture import Picture
    from engine.report.view.summary.nouns import Cell, Column, Line, Summary, Table

# A page of more rows is read by nobody; the workbook has them all.
MOST_ROWS = 200
# A dot for each of more units is a smear.
MOST_DOTS = 400
_MOST_MARKS = 6
_NARROW, _WIDE = 6, 20
# What is not longer stays on one line.
_SHORT = 14
# A rate in percent below which a cell has the colour, the deepest first.
_HEAT = ((60, "heat5"), (70, "heat4"), (80, "heat3"), (90, "heat2"), (100, "heat1"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as the page has it: its text, its class, and whether it names what the row is about."""

    text: str
    style: str
    heads: bool


def summary_page(summary: Summary) -> str:
    """Return the page; the same summary gives the same text."""
    return page(
        "summary.html",
        title=f"{summary.title} {summary.subtitle}",
        program=summary.program,
        sample=summary.warnings[0] if summary.sample else "",
        summary=summary,
        warnings=summary.warnings[1:] if summary.sample else summary.warnings,
        rows=_rows,
        more=_more,
        is_number=lambda column: column.kind is not Kind.TEXT,
        least=_least_width,
        figure_after=min(2, len(summary.topics[0].tables)),
        picture=_picture(summary),
    )


def _least_width(column: Column) -> int:
    """Return the width below which a column is not pressed, in characters: two figures to one."""
    return min(max(column.width, _NARROW), _WIDE) // 2


def _rows(table: Table) -> list[list[Shown]]:
    return [
        [_shown(table, at, column, cell) for at, (column, cell) in enumerate(zip(table.columns, row, strict=True))]
        for row in table.rows[:MOST_ROWS]
    ]


def _more(table: Table) -> str:
    """Say that there are more rows than the page has."""
    return (
        f"这里列前 {MOST_ROWS} 行，共 {len(table.rows)} 行；全部见 .xlsx 的汇总。"
        if len(table.rows) > MOST_ROWS
        else ""
    )


def _shown(table: Table, at: int, column: Column, cell: Cell) -> Shown:
    styles = ["number"] if column.kind is not Kind.TEXT else ["short"] if column.width <= _SHORT else []
    if column.heat and cell is not None and not isinstance(cell, str):
        percent = column.number(cell)
        styles += [next((style for below, style in _HEAT if percent <= below and percent < 100), "")]  # noqa: PLR2004
    return Shown(column.shown(cell), " ".join(filter(None, styles)), at < table.heads)


def _picture(summary: Summary) -> Picture | None:
    """Draw where all units stand; None where there is nothing to be seen, or too much."""
    if not 1 < len(summary.stands) <= MOST_DOTS:
        return None
    digits = summary.digits
    dots = [Dot(each.unit, each.total, fixed_text(each.total, digits), each.near) for each in summary.stands]
    lowest = min(each.total for each in summary.stands)
    # A line far below all units only presses them together.
    below = max((line.value for line in summary.lines if not line.place and line.value <= lowest), default=lowest)
    by_score = [_mark(line) for line in summary.lines if not line.place and line.value >= below]
    places = [_mark(line) for line in summary.lines if line.place]
    edge = places[0] if len(places) == 1 else None
    marks = by_score + ([] if edge else places)
    return strip("summary-strip", dots, marks[:_MOST_MARKS], edge=edge)


def _mark(line: Line) -> Mark:
    return Mark(line.words, line.value)
