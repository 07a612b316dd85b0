"""The picture of a summary: where all units stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import fixed_text
from engine.report.draw.strip import Dot, Mark, strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.report.draw.picture import Picture
    from engine.report.view.summary.nouns import Line, Stand

# A dot for each of more units is a smear.
MOST_DOTS = 400
_MOST_MARKS = 6


def stands_picture(stands: Sequence[Stand], lines: Sequence[Line], digits: int) -> Picture | None:
    """Draw where all units stand; None where there is nothing to be seen, or too much."""
    if not 1 < len(stands) <= MOST_DOTS:
        return None
    dots = [Dot(each.unit, each.total, fixed_text(each.total, digits), each.near) for each in stands]
    lowest = min(each.total for each in stands)
    # A line far below all units only presses them together.
    below = max((line.value for line in lines if not line.place and line.value <= lowest), default=lowest)
    by_score = [_mark(line) for line in lines if not line.place and line.value >= below]
    places = [_mark(line) for line in lines if line.place]
    edge = places[0] if len(places) == 1 else None
    marks = by_score + ([] if edge else places)
    return strip("summary-strip", dots, marks[:_MOST_MARKS], edge=edge)


def _mark(line: Line) -> Mark:
    return Mark(line.words, line.value)
