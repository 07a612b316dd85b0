"""The few elements of SVG that our pictures are made of.

Lengths are whole tenths of a CSS pixel. Nothing is styled by classes or style sheets: pictures are put inline into
pages, and neither may change the other; the two ids in a picture begin with its own `id_` for the same reason.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.report.draw.ink import FONTS, INK, LOSS, LOSS_PALE, PAPER, SOFT, TEXT, WIDTH
from engine.report.draw.label import fitted
from engine.report.draw.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.report.draw.label import Label

# What no XML document may hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

LINE_HEIGHT = 170
_STROKES = 70
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is written; `anchor` says which part of it is at x: empty for its beginning, `middle` or `end`."""

    size: int = TEXT
    anchor: str = ""
    fill: str = INK
    strong: bool = False


PLAIN = Style()
MARGIN = 40


def escaped(text: str) -> str:
    """Return a text as it is written in an element or an attribute; what XML forbids becomes □."""
    return escape(_NOT_XML.sub("□", text))


def pixels(tenths: int) -> str:
    """Return a length as it is written: `12.3`, `12`."""
    whole, part = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def rect(x: int, y: int, width: int, height: int, fill: str) -> str:
    """Return a filled rectangle."""
    return f'<rect x="{pixels(x)}" y="{pixels(y)}" width="{pixels(width)}" height="{pixels(height)}" fill="{fill}"/>'


def frame(box: tuple[int, int, int, int], fill: str, stroke: str, *, width: int = 10) -> str:
    """Return a rectangle (x, y, width, height) with an edge that lies inside: none is larger than said."""
    x, y, across, down = box
    inner = rect(x + width // 2, y + width // 2, max(across - width, 1), max(down - width, 1), fill)
    return f'{inner[:-2]} stroke="{stroke}" stroke-width="{pixels(width)}"/>'


def line(start: tuple[int, int], end: tuple[int, int], stroke: str, *, width: int = 10, dash: str = "") -> str:
    """Return a straight line; `dash` as in `stroke-dasharray`."""
    ends = f'x1="{pixels(start[0])}" y1="{pixels(start[1])}" x2="{pixels(end[0])}" y2="{pixels(end[1])}"'
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line {ends} stroke="{stroke}" stroke-width="{pixels(width)}"{dashed}/>'


def shape(points: Iterable[tuple[int, int]], fill: str, stroke: str = "") -> str:
    """Return a polygon."""
    corners = " ".join(f"{pixels(x)},{pixels(y)}" for x, y in points)
    return f'<polygon points="{corners}" fill="{fill}"' + (f' stroke="{stroke}"/>' if stroke else "/>")


def circle(x: int, y: int, radius: int, fill: str, stroke: str = PAPER) -> str:
    """Return a disc with a thin rim."""
    return f'<circle cx="{pixels(x)}" cy="{pixels(y)}" r="{pixels(radius)}" fill="{fill}" stroke="{stroke}"/>'


def text(x: int, middle: int, said: str, style: Style = PLAIN) -> str:
    """Return one line of text around the height `middle`."""
    baseline = middle + style.size * 36 // 10
    attributes = f'x="{pixels(x)}" y="{pixels(baseline)}"'
    attributes += f' font-size="{style.size}"' if style.size != TEXT else ""
    attributes += f' text-anchor="{style.anchor}"' if style.anchor else ""
    attributes += f' fill="{style.fill}"' if style.fill != INK else ""
    # The bundled font has one weight; an outline looks alike everywhere.
    attributes += f' stroke="{style.fill}" stroke-width="0.5"' if style.strong else ""
    return f"<text {attributes}>{escaped(said)}</text>"


def label(x: int, middle: int, fitted_text: Label, whole: str, style: Style = PLAIN) -> str:
    """Return the lines of a label around the height `middle`; what was shortened is told in full when pointed at."""
    y = middle - LINE_HEIGHT * (len(fitted_text.lines) - 1) // 2
    lines = []
    for said in fitted_text.lines:
        lines.append(text(x, y, said, style))
        y += LINE_HEIGHT
    drawn = "".join(lines)
    return f"<g><title>{escaped(whole)}</title>{drawn}</g>" if fitted_text.cut else drawn


def notes(said: Sequence[str], y: int, size: int) -> tuple[str, int]:
    """Return remarks below a picture, wrapped, and the height where they end."""
    drawn = []
    for remark in said:
        for each in fitted(remark, 10 * WIDTH - 2 * MARGIN, size, most_lines=4).lines:
            drawn.append(text(MARGIN, y + LINE_HEIGHT // 2, each, Style(size, fill=SOFT)))
            y += LINE_HEIGHT + 10
    return "".join(drawn), y


def nothing(id_: str, title: str, said: str) -> Picture:
    """Return what stands for a picture where there is nothing to draw: those words."""
    drawn, bottom = notes([said], MARGIN, TEXT)
    return picture(id_, bottom + MARGIN, title, said, [drawn])


def hatched(x: int, y: int, width: int, height: int) -> str:
    """Return a rectangle filled with slanting strokes.

    The strokes are drawn one by one: a `<pattern>` needs a name that is unique in a page, and resvg
    takes twice the time for it.
    """
    strokes = []
    for c in range(40, width + height, _STROKES):
        top = (x + min(c, width), y + max(c - width, 0))
        bottom = (x + max(c - height, 0), y + min(c, height))
        # Ends are cut square, so they stay a little inside.
        if top[0] - bottom[0] > _SHORTEST:
            ends = f"{pixels(bottom[0] + 8)} {pixels(bottom[1] - 8)}L{pixels(top[0] - 8)} {pixels(top[1] + 8)}"
            strokes.append(f"M{ends}")
    path = f'<path d="{"".join(strokes)}" stroke="{LOSS}" stroke-width="2.5"/>' if strokes else ""
    return frame((x, y, width, height), LOSS_PALE, LOSS) + path


def picture(id_: str, height: int, title: str, alt: str, body: Sequence[str]) -> Picture:
    """Return a picture of those elements, `WIDTH` pixels wide; `height` is in tenths of a pixel.

    `id_` must be a name that no other picture of the page has: ASCII letters, figures and `-`, a letter first.
    """
    tall = -(-height // 10)
    # Readers' programs disagree on where they look: the label and the description are both named.
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{tall}" viewBox="0 0 {WIDTH} {tall}"'
        f' role="img" aria-labelledby="{id_}-title {id_}-desc" font-family="{FONTS}" font-size="{TEXT}" fill="{INK}">'
    )
    named = f'<title id="{id_}-title">{escaped(title)}</title>\n<desc id="{id_}-desc">{escaped(alt)}</desc>'
    drawn = "\n".join(part for part in body if part)
    return Picture(f"{opening}\n{named}\n{drawn}\n</svg>", WIDTH, tall, title, alt)
