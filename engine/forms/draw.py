"""How the forms look: the parts that all of them have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.sheets.write_workbook import Look
from engine.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.forms.asking import Asking
    from engine.forms.checks import OptionLists
    from engine.forms.layout import Layout
    from engine.forms.lines import Heading
    from engine.scheme.model import Scheme
    from engine.sheets.write_workbook import Page

YELLOW, GREY, BLUE, PALE_BLUE = "#FFF2CC", "#EDEDED", "#BDD7EE", "#DDEBF7"
TITLE = Look(bold=True, size=16, font="黑体", border=False, centred=True)
SAID = Look(border=False)
HEAD = Look(bold=True, fill=BLUE, centred=True)
SECTION = Look(bold=True, fill=BLUE, size=11)
INDICATOR = Look(fill=PALE_BLUE, bold=True)
TEXT = Look()
CENTRED = Look(centred=True)
SHADED = Look(fill=GREY, centred=True)
INPUT = Look(fill=YELLOW, locked=False, centred=True)
INPUT_TEXT = Look(fill=YELLOW, locked=False, format="@")
RED, ORANGE = {"bg_color": "#F8CBAD", "font_color": "#C00000", "bold": "1"}, {"font_color": "#C65911"}
MADE_UP = "【示例】"
# What is wider, in characters, can no longer be read on one page.
WIDEST = 260

_LINE, _ROOM = 14, 5
# Excel shows rows no higher.
_HIGHEST = 409


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet that is being written, what is to stand in it, and the lists of options of the workbook."""

    page: Page
    layout: Layout
    asking: Asking
    options: OptionLists


def height(cells: Iterable[tuple[str, int]], size: int = 10) -> int:
    """Return how high a row is with these texts, each in a column of that width; fonts differ, so there is room."""
    lines = max((sum(_lines(part, width) for part in text.split("\n")) for text, width in cells), default=1)
    return min(lines * _LINE * size // 10 + _ROOM, _HIGHEST)


def _lines(text: str, width: int) -> int:
    return max(-(-display_width(text) // width), 1)


def title_of(scheme: Scheme, what: str, *, made_up: bool) -> str:
    """Return the title of a form."""
    return f"{MADE_UP if made_up else ''}{scheme.title}{what}"


def write_title(page: Page, widths: Sequence[int], texts: tuple[str, str, str], aside: int = 0) -> None:
    """Write the rows above the headings: the title, what the form is, and in a few words how it is filled in.

    They go over as many columns as there are widths; the second leaves the last `aside` of them free.
    """
    title, said, guide = texts
    columns, width = len(widths), sum(widths)
    page.across(1, 1, columns, title, TITLE)
    page.height(1, height([(title, width * 10 // TITLE.size)], TITLE.size))
    page.across(2, 1, columns - aside, said, SAID)
    page.height(2, height([(said, width)]))
    page.across(3, 1, columns, guide, SAID.changed(color="#7F6000"))
    page.height(3, height([(guide, width)]))


def write_heading(page: Page, row: int, columns: int, heading: Heading, width: int) -> None:
    """Write a heading over the whole width."""
    text = heading.text + (f"　　依据：{heading.clause}" if heading.clause else "")
    look = SECTION if heading.level == 0 else INDICATOR.changed(indent=heading.level - 1)
    page.across(row, 1, columns, text, look)
    page.height(row, height([(text, width)], look.size))
