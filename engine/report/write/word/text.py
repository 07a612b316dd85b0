"""Text and how it looks: what stands inside a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.report.write.word.fonts import Role

# XML 1.0, 2.2: what is no Char cannot be written at all, not even as a reference.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("(\t|\r\n|\r|\n)")
_QUOTED = {'"': "&quot;"}


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; what is not given is as its paragraph's style says.

    `colour` is RRGGBB; `highlight` one of Word's names (yellow …); `size` is in half-points, as Word counts; `spacing`
    is put between characters, in twips.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    highlight: str = ""
    size: int = 0
    font: Role | None = None
    spacing: int | None = None


# What is written into a paragraph or a cell.
Words: TypeAlias = "str | Run | Sequence[str | Run]"


def escaped(text: str) -> str:
    """Return text as it stands in XML, between tags or in double quotes; characters that XML forbids become □."""
    if not text.isprintable():
        text = _UNWRITABLE.sub("□", text)
    return escape(text, _QUOTED)


def runs(words: Words) -> str:
    """Return `w:r` elements; an end of line in the text is a line break, a tab is a tab."""
    if isinstance(words, str):
        return f"<w:r>{_text(words)}</w:r>" if words else ""
    if isinstance(words, Run):
        return f"<w:r>{_look(words)}{_text(words.text)}</w:r>" if words.text else ""
    return "".join([runs(each) for each in words])


def plain(words: Words) -> str:
    """Return the text alone."""
    if isinstance(words, str):
        return words
    return words.text if isinstance(words, Run) else "".join(plain(each) for each in words)


def field(code: str, shown: str = "1") -> str:
    """Return the runs of a field such as PAGE; `shown` stands there until Word has computed it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{shown}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _text(text: str) -> str:
    if text.isprintable():
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    parts = _BREAKS.split(text)
    return "".join(_part(part) for part in parts if part)


def _part(part: str) -> str:
    if part == "\t":
        return "<w:tab/>"
    return "<w:br/>" if part in {"\n", "\r", "\r\n"} else f'<w:t xml:space="preserve">{escaped(part)}</w:t>'


def _look(run: Run) -> str:
    """Return `w:rPr`; its elements in the order of CT_RPr (ECMA-376, part 1, 17.3.2)."""
    said = [
        _fonts(run.font) if run.font else "",
        "<w:b/><w:bCs/>" if run.bold else "",
        "<w:i/><w:iCs/>" if run.italic else "",
        f'<w:color w:val="{run.colour}"/>' if run.colour else "",
        f'<w:spacing w:val="{run.spacing}"/>' if run.spacing is not None else "",
        f'<w:sz w:val="{run.size}"/><w:szCs w:val="{run.size}"/>' if run.size else "",
        f'<w:highlight w:val="{run.highlight}"/>' if run.highlight else "",
        '<w:u w:val="single"/>' if run.underline else "",
    ]
    inside = "".join(said)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def _fonts(role: Role) -> str:
    """Return the font for every kind of character: one that is not named falls back to another font."""
    name = f"{{{role.value}}}"
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
