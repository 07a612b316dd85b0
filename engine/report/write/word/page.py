"""A sheet of paper, its margins, and what stands at its foot."""

from __future__ import annotations

from enum import Enum

from engine.dataclass import dataclass
from engine.report.write.word.measure import twips


class Footer(Enum):
    """How pages are numbered: not at all, “第 1 页 共 9 页” in the middle, or “— 1 —” on the outer side.

    The last is of GB/T 9704—2012, 7.5: odd pages right and even pages left, one character in.
    """

    NONE = "none"
    COUNTED = "counted"
    DASHED = "dashed"


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins in twips; `pitch` is the height of a line of the page's grid, 0 without one.

    `footer_up` is how far the footer's lower edge is above the paper's.
    """

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header_down: int
    footer_up: int
    pitch: int = 0

    def turned(self) -> Page:
        """Return the same sheet turned to the left, as it lies when a wide table is read."""
        return Page(
            width=self.height,
            height=self.width,
            top=self.left,
            right=self.top,
            bottom=self.right,
            left=self.bottom,
            header_down=self.header_down,
            footer_up=self.footer_up if self.footer_up < self.right else self.right * 2 // 3,
            pitch=self.pitch,
        )

    @property
    def text_width(self) -> int:
        """The width between the margins, in twips."""
        return self.width - self.left - self.right


# ISO 216, A4: 210 mm × 297 mm.
_A4 = (11906, 16838)
A4 = Page(*_A4, twips(25), twips(22), twips(22), twips(25), twips(13), twips(12))
# GB/T 9704—2012, 5.2.1: 37 mm above, 28 mm at the back, a type area of 156 mm × 225 mm; 5.2.3: 22 lines. The dash of
# the page number is 7 mm below the type area (7.5), which by measuring is a footer 25.3 mm above the edge.
NOTICE_A4 = Page(*_A4, twips(37), 1474, 1984, 1587, twips(15), 1434, pitch=579)


def section(page: Page, references: str) -> str:
    """Return `w:sectPr` with those references to headers and footers, in the order of CT_SectPr."""
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    margins = [
        ("top", page.top),
        ("right", page.right),
        ("bottom", page.bottom),
        ("left", page.left),
        ("header", page.header_down),
        ("footer", page.footer_up),
        ("gutter", 0),
    ]
    said = " ".join(f'w:{side}="{value}"' for side, value in margins)
    # Not “linesAndChars”: LibreOffice sets half as many characters into a line then.
    grid = f'<w:docGrid w:type="lines" w:linePitch="{page.pitch}"/>' if page.pitch else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/><w:pgMar {said}/>{grid}</w:sectPr>'
    )
