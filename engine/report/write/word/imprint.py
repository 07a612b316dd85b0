"""The imprint (版记) of a document: lines between rules, at the foot of the last page's type area."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.report.write.word.measure import POINT
from engine.report.write.word.paragraph import Format, paragraph
from engine.report.write.word.text import Run, plain, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.report.write.word.text import Words

# GB/T 9704—2012, 7.4.1: the first and last rule 0.35 mm, the middle one 0.25 mm; in eighths of a point.
_THICK, _THIN = 8, 6
# 4号, 14 points; one character in from either side, wrapped lines below what follows “抄送：” (7.4.2).
_SIZE, _IN, _HANGING = 28, 280, 840
_LINE, _RULE_LINE = 420, 20
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def imprint(lines: Sequence[tuple[Words, Words]], width: int) -> str:
    """Return the lines, each with what stands left and right in it, as a text box of so many twips.

    It is no table and no frame: LibreOffice lets neither stand at the foot of a page. A border goes no further than its
    paragraph's indents, so rules are paragraphs of their own.
    """
    rule = Format(before=0, after=0, line=_RULE_LINE, first=0)
    text = Format(before=0, after=0, line=_LINE, left=_IN, right=_IN, first=0, tabs=(("right", width - _IN),))
    said = [paragraph("", form=replace(rule, rule=("auto", _THICK, 0)))]
    high = _RULE_LINE
    for at, (left, right) in enumerate(lines):
        words = f"{plain(left)}\t{plain(right)}" if plain(right) else plain(left)
        form = text if plain(right) else replace(text, left=_IN + _HANGING, first=-_HANGING)
        said.append(paragraph(runs(Run(words, size=_SIZE, spacing=0)), form=form))
        said.append(paragraph("", form=replace(rule, rule=("auto", _THICK if at == len(lines) - 1 else _THIN, 0))))
        high += _RULE_LINE + (1 if plain(right) else _lines(words, width)) * _LINE
    box = f"<w:r><w:pict>{_SHAPE_TYPE}{_box(''.join(said), width, high)}</w:pict></w:r>"
    # The paragraph that it hangs on needs its room as well: where that is not left on the page, both go on to the next.
    return paragraph(box, form=replace(rule, before=high))


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text needs; Word makes the box fit, LibreOffice does not."""
    long = sum(1 if char.isascii() else 2 for char in text) * _SIZE * POINT // 4
    return max(1, -(-(long + _HANGING) // (width - 2 * _IN - _HANGING)) if long > width - 2 * _IN else 1)


def _box(inside: str, width: int, high: int) -> str:
    place = (
        f"position:absolute;mso-wrap-distance-left:0;mso-wrap-distance-right:0;margin-left:0;margin-top:0;width:{_points(width)}pt;height:{_points(high)}pt;"
        "z-index:251659264;mso-position-horizontal:left;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:bottom;mso-position-vertical-relative:margin"
    )
    return (
        f'<v:shape id="Imprint" o:spid="_x0000_s1026" type="#_x0000_t202" style="{place}" filled="f" stroked="f">'
        '<v:textbox style="mso-fit-shape-to-text:t" inset="0mm,0mm,0mm,0mm">'
        f"<w:txbxContent>{inside}</w:txbxContent></v:textbox>"
        '<w10:wrap type="none" anchorx="margin" anchory="margin"/></v:shape>'
    )


def _points(length: int) -> str:
    """Return a length in twips as points with two decimals, as VML writes them."""
    return f"{length // POINT}.{length % POINT * 5:02}"
