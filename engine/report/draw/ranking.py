"""All units by score: a bar for each, with its place and its grade in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.report.draw import svg
from engine.report.draw.axis import Axis
from engine.report.draw.ink import INK, LINE, MAIN, PALE, SOFT, TEXT, WIDTH
from engine.report.draw.label import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.report.draw.picture import Picture

_NAMES = 2200
_VALUES = 1000
_TIERS = 1300
_PLACES = 500
_ROW = 230
_TALL_ROW = 400
_BAR = 140
_GAP = 80


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit: its place (`1`, or empty), its score (None where there is none yet), and score and grade in words."""

    place: str
    name: str
    score: Fraction | None
    label: str
    tier: str
    strong: bool = False


def ranking(id_: str, rows: Sequence[Ranked], *, title: str = "各单位得分") -> Picture:
    """Draw a bar for each unit, in the order given, from zero on; a strong one is told by its colour and its text.

    A page holds some forty rows; who has more calls this for each part.
    """
    if not rows:
        return svg.nothing(id_, title, "没有单位。")
    names = [fitted(row.name, _NAMES, TEXT) for row in rows]
    values = [fitted(row.label, _VALUES, TEXT) for row in rows]
    tiers = [fitted(row.tier, _TIERS, TEXT) for row in rows]
    places = [fitted(row.place, _PLACES, TEXT, most_lines=1) for row in rows]
    name_x = svg.MARGIN + max(each.width for each in places)
    name_x += 100 if name_x > svg.MARGIN else 0
    left = name_x + max(each.width for each in names) + 100
    tier_x = 10 * WIDTH - svg.MARGIN - max(each.width for each in tiers)
    right = tier_x - max(each.width for each in values) - 2 * _GAP
    scores = [row.score for row in rows if row.score is not None]
    axis = Axis(min([*scores, Fraction(0)]), max([*scores, Fraction(0)]), left, right - left)
    zero = axis.at(Fraction(0))
    body = []
    y = svg.MARGIN
    for row, name, value, tier, place in zip(rows, names, values, tiers, places, strict=True):
        height = _TALL_ROW if max(len(name.lines), len(value.lines), len(tier.lines)) > 1 else _ROW
        middle = y + height // 2
        style = svg.Style(strong=row.strong)
        if row.strong:
            body.append(svg.rect(0, y + 5, 10 * WIDTH, height - 10, PALE))
        if place.lines[0]:
            body.append(
                svg.text(name_x - 100, middle, place.lines[0], svg.Style(anchor="end", fill=SOFT, strong=row.strong))
            )
        body.append(svg.label(name_x, middle, name, row.name, style))
        end = zero
        if row.score is not None:
            start, end = sorted((zero, axis.at(row.score)))
            body.append(svg.rect(start, middle - _BAR // 2, max(end - start, 15), _BAR, INK if row.strong else MAIN))
        body.append(svg.label(max(end, zero + 15) + _GAP, middle, value, row.label, style))
        body.append(svg.label(tier_x, middle, tier, row.tier, style))
        y += height
    body.append(svg.line((zero, svg.MARGIN), (zero, y), LINE))
    told = "；".join(" ".join(part for part in (row.place, row.name, row.label, row.tier) if part) for row in rows)
    return svg.picture(id_, y + svg.MARGIN, title, f"{told}。", body)
