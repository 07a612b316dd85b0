"""PNG of pictures, for Word; the only door to resvg."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path
from struct import unpack_from
from typing import TYPE_CHECKING
from unicodedata import category

from engine.report.draw.ink import FONTS
from engine.report.draw.svg import escaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.report.draw.picture import Picture

# 14 cm of paper, the width of a picture in a letter, at 134 dots an inch: what a letter costs is mostly these dots.
PIXELS = 740

_FONT = Path(__file__).with_name("fonts") / "NotoSansSC-GB2312.otf"
# The last code point of a table of format 4 stands for none; and a code point that nobody uses.
_NO_CHARACTER = 0xFFFF
_NEVER = "\U0010fffd"
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}
_TEXTS = re.compile(r"<text[^>]*>([^<]*)</text>")


class NoRasterizerError(ModuleNotFoundError):
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
        skip_system_fonts=not _beyond(written(picture)),
    )
    return bytes(drawn)


def written(picture: Picture) -> str:
    """Return all texts of a picture, as they are drawn."""
    return unescape("".join(_TEXTS.findall(picture.svg)))


def missing_characters(text: str) -> str:
    """Return the characters that no font of this machine has, each once: they are drawn as empty boxes or not at all.

    Without resvg nobody can ask for the fonts of the machine, and those are returned that the bundled font lacks.
    """
    return "".join(char for char in _beyond(text) if _nowhere(char))


def _beyond(text: str) -> str:
    """Return the characters that the bundled font lacks, each once, in the order of the text."""
    lacking = (char for char in text if char not in _characters() and category(char) not in _UNSEEN)
    return "".join(dict.fromkeys(lacking))


@cache
def _nowhere(char: str) -> bool:
    """Return whether a character is drawn as one is that no font has."""
    shown = escaped(char)
    try:
        # What XML forbids is shown as another sign.
        return shown == escaped("\0") or _alone(shown) == _alone(_NEVER)
    except NoRasterizerError:
        return True


@cache
def _alone(char: str) -> bytes:
    drawn = f'<text x="8" y="32" font-size="32" font-family="{FONTS}">{char}</text>'
    framed = f'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48">{drawn}</svg>'
    return bytes(_rasterizer()(svg_string=framed, font_files=[str(_FONT)]))


@cache
def _characters() -> frozenset[str]:
    """Return the characters of the bundled font, from the table of format 4 that it has for them."""
    font = _FONT.read_bytes()
    (tables,) = unpack_from(">H", font, 4)
    entries = (unpack_from(">4sLLL", font, 12 + 16 * i) for i in range(tables))
    cmap = next(start for tag, _, start, _ in entries if tag == b"cmap")
    (offset,) = unpack_from(">L", font, cmap + 8)
    (twice,) = unpack_from(">H", font, cmap + offset + 6)
    ends = unpack_from(f">{twice // 2}H", font, cmap + offset + 14)
    starts = unpack_from(f">{twice // 2}H", font, cmap + offset + 16 + twice)
    spans = zip(starts, ends, strict=True)
    return frozenset(chr(code) for start, end in spans for code in range(start, end + 1) if code != _NO_CHARACTER)


@cache
def _rasterizer() -> Callable[..., bytes]:
    try:
        from resvg_py import svg_to_bytes
    except ImportError as problem:
        raise NoRasterizerError("resvg is not installed", name="resvg_py") from problem
    return svg_to_bytes
