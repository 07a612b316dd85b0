"""How a unit did in each section: its points, full marks, and the median of its group."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.report.draw import svg
from engine.report.draw.axis import Axis
from engine.report.draw.ink import INK, LINE, MAIN, NOTE, PALE, PAPER, SOFT, TEXT, WIDTH
from engine.report.draw.label import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.report.draw.picture import Picture

_LABELS = 2300
_VALUES = 2100
_ROW = 340
_TALL_ROW = 430
_BAR = 140
_TRACK = 200
_GAP = 80
_KEY = svg.Style(NOTE, fill=SOFT)


@dataclass(frozen=True, slots=True)
class Row:
    """A section: `own` is None where it has no points (不适用, 未报齐), `median` None where no group is compared with.

    `label` is all that is to be read beside the bar: `19/20 中位 18.5`, `不适用`.
    """

    id_: str
    title: str
    own: Fraction | None
    full: Fraction
    median: Fraction | None
    label: str


def bars(id_: str, rows: Sequence[Row], *, title: str = "各部分得分", median: str = "同组中位数") -> Picture:
    """Draw a bar for each section, each in proportion to the section's own full marks.

    `median` names the group in the key below: `10 个单位的中位数`. A section whose full marks are not above zero gets
    its label and no bar.
    """
    if not rows:
        return svg.nothing(id_, title, "没有可比较的部分。")
    titles = [f"{row.id_} {row.title}".strip() for row in rows]
    labels = [fitted(each, _LABELS, TEXT) for each in titles]
    values = [fitted(row.label, _VALUES, TEXT) for row in rows]
    left = svg.MARGIN + max(each.width for each in labels) + 100
    right = max(each.width for each in values) + _GAP + svg.MARGIN
    shares = [part / row.full for row in rows if row.full > 0 for part in (row.own, row.median) if part is not None]
    axis = Axis(min([*shares, Fraction(0)]), max([*shares, Fraction(1)]), left, 10 * WIDTH - left - right)
    body = []
    y = svg.MARGIN
    for row, name, label, value in zip(rows, titles, labels, values, strict=True):
        height = _TALL_ROW if max(len(label.lines), len(value.lines)) > 1 else _ROW
        middle = y + height // 2
        body.append(svg.label(left - 100, middle, label, name, svg.Style(anchor="end")))
        if row.full > 0:
            body.append(_bar(axis, middle, row))
        body.append(svg.label(axis.left + axis.length + _GAP, middle, value, row.label))
        y += height
    keys, y = _keys(rows, median, y + 40)
    alt = "；".join(f"{name} {row.label}" for name, row in zip(titles, rows, strict=True))
    return svg.picture(id_, y + svg.MARGIN, title, f"{alt}。", [*body, keys])


def _bar(axis: Axis, middle: int, row: Row) -> str:
    zero, full = axis.at(Fraction(0)), axis.at(Fraction(1))
    track_top = middle - _TRACK // 2
    if row.own is None:
        drawn = _dashed(zero, track_top, full - zero, _TRACK)
    else:
        start, end = sorted((zero, axis.at(row.own / row.full)))
        drawn = svg.frame((zero, track_top, full - zero, _TRACK), PALE, LINE)
        drawn += svg.rect(start, middle - _BAR // 2, max(end - start, 15), _BAR, MAIN)
    return drawn if row.median is None else drawn + _mark(axis.at(row.median / row.full), middle)


def _dashed(x: int, y: int, width: int, height: int) -> str:
    """Return dashes and no filling: nothing was scored, which is not nought."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return "".join(svg.line(start, end, LINE, dash="4 4") for start, end in pairwise(corners))


def _mark(x: int, middle: int) -> str:
    """Return the mark of the median: a dark line with a head, rimmed in white so that it shows on any bar."""
    top, bottom = middle - _TRACK // 2 - 30, middle + _TRACK // 2 + 10
    head = ((x - 45, top - 30), (x + 45, top - 30), (x, top + 40))
    return (
        svg.rect(x - 25, top, 50, bottom - top, PAPER)
        + svg.rect(x - 12, top, 24, bottom - top, INK)
        + svg.shape(head, INK)
    )


def _keys(rows: Sequence[Row], median: str, y: int) -> tuple[str, int]:
    """Return what the marks mean, one after the other in as few lines as fit, and the height where they end."""
    wanted = []
    if any(row.own is not None and row.full > 0 for row in rows):
        wanted += [("own", "本单位"), ("full", "满分")]
    if any(row.own is None and row.full > 0 for row in rows):
        wanted.append(("none", "不适用或未报齐"))
    if any(row.median is not None and row.full > 0 for row in rows):
        wanted.append(("median", median))
    x, drawn, middle = svg.MARGIN, [], y + 100
    for kind, said in wanted:
        kept = fitted(said, 10 * WIDTH - 2 * svg.MARGIN - 340, NOTE, most_lines=1)
        if x > svg.MARGIN and x + 340 + kept.width > 10 * WIDTH - svg.MARGIN:
            x, middle = svg.MARGIN, middle + 210
        drawn.append(_sample(kind, x, middle) + svg.text(x + 340, middle, kept.lines[0], _KEY))
        x += 340 + kept.width + 220
    return "".join(drawn), middle + 110 if wanted else y


def _sample(kind: str, x: int, middle: int) -> str:
    top = middle - 60
    match kind:
        case "own":
            return svg.rect(x, top, 260, 120, MAIN)
        case "full":
            return svg.frame((x, top, 260, 120), PALE, LINE)
        case "none":
            return _dashed(x, top, 260, 120)
        case _:
            return svg.rect(x + 118, top - 30, 24, 160, INK) + svg.shape(
                ((x + 85, top - 60), (x + 175, top - 60), (x + 130, top + 10)), INK
            )
