"""The few elements of SVG that our pictures are made of.

Lengths are whole tenths of a CSS pixel. Nothing is styled by classes or style sheets: pictures are put inline into pages, and
neither may change the other; the names of definitions begin with the picture's own `id_` for the same reason.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from engine.report.draw.ink import FONTS, INK, LOSS, LOSS_PALE, PAPER, SOFT, TEXT, WIDTH
from engine.report.draw.label import fitted, text_width
from engine.report.draw.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.report.draw.label import Label

# What no XML document may hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

LINE_HEIGHT = 170
MARGIN = 40


def escaped(text: str) -> str:
    """Return a text as it is written in an element or an attribute; what XML forbids becomes □."""
    return escape(_NOT_XML.sub("□", text))


def pixels(tenths: int) -> str:
    """Return a length as it is written: `12.3`, `12`."""
    whole, part = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def rect(x: int, y: int, width: int, height: int, fill: str, stroke: str = "") -> str:
    """Return a rectangle; a stroke is drawn inside it, so that nothing is larger than it is said to be."""
    if not stroke:
        return f'<rect x="{pixels(x)}" y="{pixels(y)}" width="{pixels(width)}" height="{pixels(height)}" fill="{fill}"/>'
    inner = f'x="{pixels(x + 5)}" y="{pixels(y + 5)}" width="{pixels(max(width - 10, 1))}"'
    return f'<rect {inner} height="{pixels(max(height - 10, 1))}" fill="{fill}" stroke="{stroke}"/>'


def line(x1: int, y1: int, x2: int, y2: int, stroke: str, *, width: int = 10, dash: str = "") -> str:
    """Return a straight line; `dash` as in `stroke-dasharray`."""
    ends = f'x1="{pixels(x1)}" y1="{pixels(y1)}" x2="{pixels(x2)}" y2="{pixels(y2)}"'
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line {ends} stroke="{stroke}" stroke-width="{pixels(width)}"{dashed}/>'


def shape(points: Iterable[tuple[int, int]], fill: str, stroke: str = "") -> str:
    """Return a polygon."""
    corners = " ".join(f"{pixels(x)},{pixels(y)}" for x, y in points)
    return f'<polygon points="{corners}" fill="{fill}"' + (f' stroke="{stroke}"/>' if stroke else "/>")


def circle(x: int, y: int, radius: int, fill: str, stroke: str = PAPER) -> str:
    """Return a disc with a thin rim."""
    return f'<circle cx="{pixels(x)}" cy="{pixels(y)}" r="{pixels(radius)}" fill="{fill}" stroke="{stroke}"/>'


def text(x: int, middle: int, said: str, *, size: int = TEXT, anchor: str = "", fill: str = "", strong: bool = False) -> str:
    """Return one line of text around the height `middle`; `anchor` is empty, `middle` or `end`.

    Strong text gets a thin outline: the bundled font has one weight, and the outline looks alike everywhere.
    """
    baseline = middle + size * 36 // 10
    attributes = f'x="{pixels(x)}" y="{pixels(baseline)}"'
    attributes += f' font-size="{size}"' if size != TEXT else ""
    attributes += f' text-anchor="{anchor}"' if anchor else ""
    attributes += f' fill="{fill}"' if fill else ""
    attributes += f' stroke="{fill or INK}" stroke-width="0.5"' if strong else ""
    return f"<text {attributes}>{escaped(said)}</text>"


def label(x: int, middle: int, fitted_text: Label, whole: str, *, anchor: str = "", strong: bool = False) -> str:
    """Return the lines of a label around the height `middle`; what was shortened is told in full when pointed at."""
    first = middle - LINE_HEIGHT * (len(fitted_text.lines) - 1) // 2
    lines = "".join(
        text(x, first + LINE_HEIGHT * i, said, anchor=anchor, strong=strong) for i, said in enumerate(fitted_text.lines)
    )
    return f"<g><title>{escaped(whole)}</title>{lines}</g>" if fitted_text.cut else lines


def notes(said: Sequence[str], y: int, size: int) -> tuple[str, int]:
    """Return remarks below a picture, wrapped, and the height where they end."""
    drawn = []
    for remark in said:
        for each in fitted(remark, 10 * WIDTH - 2 * MARGIN, size, most_lines=4).lines:
            drawn.append(text(MARGIN, y + LINE_HEIGHT // 2, each, size=size, fill=SOFT))
            y += LINE_HEIGHT + 10
    return "".join(drawn), y


def hatch(id_: str) -> str:
    """Return the definition of the hatch for losses, used as `url(#ID-hatch)`."""
    return (
        f'<pattern id="{id_}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="7" height="7" fill="{LOSS_PALE}"/><rect width="3" height="7" fill="{LOSS}"/></pattern>'
    )


def picture(id_: str, height: int, title: str, alt: str, body: Sequence[str]) -> Picture:
    """Return a picture of those elements, `WIDTH` pixels wide; `height` is in tenths of a pixel.

    `id_` must be a name that no other picture of the page has: ASCII letters, figures and `-`, a letter first.
    """
    tall = -(-height // 10)
    # Readers' programs disagree on where they look: the label and the description are both named.
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{tall}" viewBox="0 0 {WIDTH} {tall}" role="img"'
        f' aria-labelledby="{id_}-title {id_}-desc" font-family="{FONTS}" font-size="{TEXT}" fill="{INK}">'
    )
    named = f'<title id="{id_}-title">{escaped(title)}</title>\n<desc id="{id_}-desc">{escaped(alt)}</desc>'
    drawn = "\n".join(part for part in body if part)
    return Picture(f"{opening}\n{named}\n{drawn}\n</svg>", WIDTH, tall, title, alt)


__all__ = [
    "LINE_HEIGHT",
    "MARGIN",
    "circle",
    "escaped",
    "hatch",
    "label",
    "line",
    "notes",
    "picture",
    "pixels",
    "rect",
    "shape",
    "text",
    "text_width",
]
