"""A picture in the line of text, with the words for those who cannot see it."""

from __future__ import annotations

from engine.report.write.word.measure import emu
from engine.report.write.word.text import escaped

_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def pixels(png: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG (its specification, 11.2.2: the IHDR chunk comes first).

    Raises:
        ValueError: it is no PNG.
    """
    if not png.startswith(_PNG) or png[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def picture(relation: str, number: int, size: tuple[int, int], width: int, alt: str) -> str:
    """Return the run that shows a picture of so many pixels, `width` millimetres wide and as high as it is drawn."""
    across, down = size
    extent = f'cx="{emu(width)}" cy="{emu(width) * down // across}"'
    named = f'id="{number}" name="图{number}" descr="{escaped(alt)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr {named}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="图{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
