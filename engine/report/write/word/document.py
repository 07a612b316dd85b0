"""A Word document, made from its beginning to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.write.word.fonts import Fonts
from engine.report.write.word.furniture import footers, headers
from engine.report.write.word.imprint import imprint
from engine.report.write.word.package import About, Look, Package
from engine.report.write.word.page import A4, Footer, Page, section
from engine.report.write.word.paragraph import AS_STYLED, Format, paragraph
from engine.report.write.word.picture import picture, pixels
from engine.report.write.word.tables import Column, Line, table
from engine.report.write.word.text import Words, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A paragraph that ends a section and takes no room; one that keeps two tables from becoming one.
_NO_ROOM = Format(before=0, after=0, line=20)
_GAP = Format(before=0, after=0, line=120)


class Document:
    """What is written goes to its end; `saved` gives the file.

    `across` stands across every page (样稿); all sections have the same page numbers, counted through.
    """

    def __init__(
        self,
        about: About,
        *,
        look: Look = Look.LETTER,
        fonts: Fonts = Fonts.STANDARD,
        page: Page = A4,
        footer: Footer = Footer.COUNTED,
        across: str = "",
    ) -> None:
        self._about = about
        self._package = Package(look, fonts)
        self._page = page
        self._references = self._package.furniture("header", headers(across))
        self._references += self._package.furniture("footer", footers(footer))
        self._body: list[str] = []
        self._pictures = 0

    def heading(self, level: int, words: Words, form: Format = AS_STYLED) -> None:
        """Write a heading of a level from 0 (the document's title) to 3."""
        self.paragraph(words, f"Heading{level}" if level else "Title", form)

    def paragraph(self, words: Words, style: str = "", form: Format = AS_STYLED) -> None:
        """Write a paragraph in a style of the document's look (the id in `styles/`; Normal where none is named)."""
        self._body.append(paragraph(runs(words), style, form))

    def bullets(self, lines: Iterable[Words]) -> None:
        """Write a list, a bullet before each line."""
        self._body.extend([paragraph(runs(each), "ListBullet") for each in lines])

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Line],
        *,
        head: Sequence[Line] = (),
        caption: Words = "",
        title: str = "",
        about: str = "",
    ) -> None:
        """Write a table, with a caption above it; the rows of `head` are repeated on every page.

        Raises:
            ValueError: the cells of a row do not fill the columns.
        """
        if caption:
            self.paragraph(caption, "Caption")
        self._body.append(table(columns, head, rows, title=title, about=about))
        self._body.append(paragraph("", form=_GAP))

    def picture(self, png: bytes, width: int, alt: str) -> None:
        """Write a PNG so many millimetres wide, with the words for those who cannot see it.

        Raises:
            ValueError: it is no PNG.
        """
        size = pixels(png)
        self._pictures += 1
        shown = picture(self._package.picture(png), self._pictures, size, width, alt)
        self._body.append(paragraph(shown, "Picture"))

    def new_page(self) -> None:
        """Go on at the top of a page."""
        self._body.append(paragraph('<w:r><w:br w:type="page"/></w:r>', form=_NO_ROOM))

    def turn(self, page: Page) -> None:
        """Go on at the top of a page of other paper: `A4.turned()` for a wide table."""
        self._body.append(paragraph("", form=_NO_ROOM, more=self._section()))
        self._page = page

    def imprint(self, lines: Sequence[tuple[Words, Words]]) -> None:
        """Write lines, each with what stands left and right in it, at the foot of the page that is being written."""
        self._body.append(imprint(lines, self._page.text_width))

    def saved(self) -> bytes:
        """Return the file."""
        return self._package.saved("".join(self._body) + self._section(), self._about)

    def _section(self) -> str:
        return section(self._page, self._references)
