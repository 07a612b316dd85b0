"""A unit's letter as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.write.letter_pictures import sections_picture, way_picture
from engine.report.write.pages import page

if TYPE_CHECKING:
    from engine.report.view.letter import Letter


def render(letter: Letter) -> bytes:
    """Return the file, in UTF-8."""
    html = page(
        "letter.html",
        title=f"{letter.unit} 评分说明",
        program=letter.program,
        sample=letter.sample,
        letter=letter,
        way=way_picture(letter),
        sections=sections_picture(letter),
        why=None,
    )
    return html.encode("utf-8")
