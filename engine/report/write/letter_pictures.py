"""The pictures of a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.draw.bars import Row, bars
from engine.report.draw.waterfall import Kind, Level, Step, waterfall
from engine.report.view.letter import Change

if TYPE_CHECKING:
    from engine.report.draw.picture import Picture
    from engine.report.view.letter import Letter

_KINDS = {Change.LOSS: Kind.LOSS, Change.GAIN: Kind.GAIN, Change.OTHER: Kind.OTHER}


def way_picture(letter: Letter) -> Picture | None:
    """Return the way from full marks to the score; None where there is no score."""
    way = letter.way
    if way is None:
        return None
    steps = [Step(_KINDS[each.kind], each.id, each.title, each.change, each.text) for each in way.steps]
    return waterfall(
        "way", Level(way.start_title, way.start, way.start_text), steps, Level("得分", way.end, way.end_text)
    )


def sections_picture(letter: Letter) -> Picture | None:
    """Return the first-level items beside the median; None where there are none."""
    rows = [Row(each.id, each.title, each.points, each.full, each.median, each.text) for each in letter.sections]
    return bars("sections", rows, title="各部分得分", median=letter.compared) if rows else None
