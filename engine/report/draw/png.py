"""PNG of pictures, for Word; the only door to resvg."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.report.draw.picture import Picture

# 16 cm of paper, the width of a page's text, at 152 dots an inch.
PIXELS = 960

_FONTS = Path(__file__).with_name("fonts")
_FONT = _FONTS / "NotoSansSC-GB2312.otf"
_CHARACTERS = _FONTS / "characters.txt"
_TEXTS = re.compile(r"<text[^>]*>([^<]*)</text>")


class NoRasterizerError(Exception):
    """There is no resvg for this machine: pictures can be shown as SVG, and not be made into PNG."""


def png(picture: Picture, *, width: int = PIXELS) -> bytes:
    """Return a picture as PNG on white, `width` dots wide.

    The bundled font makes it alike on every machine; only a picture with characters that this font lacks is drawn with
    the fonts of the machine as well. Raises NoRasterizerError where resvg is not installed.
    """
    drawn = _rasterizer()(
        svg_string=picture.svg,
        width=width,
        background="white",
        font_files=[str(_FONT)],
        skip_system_fonts=not missing_characters(_words(picture)),
    )
    return bytes(drawn)


def missing_characters(text: str) -> str:
    """Return the characters that the bundled font lacks, each once, in the order of the text."""
    return "".join(dict.fromkeys(char for char in text if char not in _characters() and char.isprintable()))


def _words(picture: Picture) -> str:
    """Return all that is written in a picture."""
    return unescape("".join(_TEXTS.findall(picture.svg)))


@cache
def _characters() -> frozenset[str]:
    return frozenset(_CHARACTERS.read_text("utf-8"))


@cache
def _rasterizer() -> Callable[..., bytes]:
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415  no wheel on some machines
    except ImportError as problem:
        raise NoRasterizerError from problem
    return svg_to_bytes
