"""A paragraph: a style, what differs from it, and text."""

from __future__ import annotations

from enum import Enum

from engine.dataclass import dataclass


class Align(Enum):
    """Where lines stand between the margins; the value is Word's."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Format:
    """What a paragraph does otherwise than its style.

    Lengths are in twips, `*_chars` in hundredths of a character (Word counts by those where both are given). `first`
    is the first line's indent, negative for a hanging one. `line` is the exact height of a line. `rule` draws a line
    below, as (colour, eighths of a point, points away).
    """

    align: Align | None = None
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    left: int | None = None
    right: int | None = None
    first: int | None = None
    left_chars: int | None = None
    right_chars: int | None = None
    first_chars: int | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    shading: str = ""
    rule: tuple[str, int, int] | None = None
    tabs: tuple[tuple[str, int], ...] = ()


AS_STYLED = Format()


def paragraph(inside: str, style: str = "", form: Format = AS_STYLED, more: str = "") -> str:
    """Return `w:p` with those runs; `more` stands last in its properties (a section's end)."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (_form(form) if form is not AS_STYLED else "")
    if not (properties or more):
        return f"<w:p>{inside}</w:p>"
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{inside}</w:p>"


def _form(form: Format) -> str:
    """Return the properties in the order of CT_PPr (ECMA-376, part 1, 17.3.1.26)."""
    said = [
        "<w:keepNext/>" if form.keep_next else "",
        "<w:keepLines/>" if form.keep_lines else "",
        "<w:pageBreakBefore/>" if form.new_page else "",
        _rule(form.rule) if form.rule else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{form.shading}"/>' if form.shading else "",
        _tabs(form.tabs) if form.tabs else "",
        _spacing(form),
        _indent(form),
        f'<w:jc w:val="{form.align.value}"/>' if form.align else "",
    ]
    return "".join(said)


def _rule(rule: tuple[str, int, int]) -> str:
    colour, width, away = rule
    return f'<w:pBdr><w:bottom w:val="single" w:sz="{width}" w:space="{away}" w:color="{colour}"/></w:pBdr>'


def _tabs(tabs: tuple[tuple[str, int], ...]) -> str:
    stops = "".join(f'<w:tab w:val="{kind}" w:pos="{position}"/>' for kind, position in tabs)
    return f"<w:tabs>{stops}</w:tabs>"


def _spacing(form: Format) -> str:
    pairs = [("before", form.before), ("after", form.after), ("line", form.line)]
    said = [f' w:{name}="{value}"' for name, value in pairs if value is not None]
    exact = ' w:lineRule="exact"' if form.line is not None else ""
    return f"<w:spacing{''.join(said)}{exact}/>" if said else ""


def _indent(form: Format) -> str:
    first = "firstLine" if (form.first or 0) >= 0 else "hanging"
    # A style's indent in characters would win over a length that is set here: it is set to none then.
    first_chars = 0 if form.first is not None and form.first_chars is None else form.first_chars
    pairs = [
        ("leftChars", form.left_chars),
        ("left", form.left),
        ("rightChars", form.right_chars),
        ("right", form.right),
        (f"{first}Chars", None if first_chars is None else abs(first_chars)),
        (first, None if form.first is None else abs(form.first)),
    ]
    said = [f' w:{name}="{value}"' for name, value in pairs if value is not None]
    return f"<w:ind{''.join(said)}/>" if said else ""
