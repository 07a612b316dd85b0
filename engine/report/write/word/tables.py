"""Tables: columns of set widths, a head that is repeated on every page, rows that stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from engine.dataclass import dataclass
from engine.report.write.word.measure import twips
from engine.report.write.word.paragraph import Align
from engine.report.write.word.text import Words, escaped, runs

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its width in millimetres, and where its cells' text stands."""

    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not as its row and column are: `span` columns wide, shaded (RRGGBB), aligned, of a style."""

    words: Words
    span: int = 1
    shading: str = ""
    align: Align | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is more than its cells: shaded, or at least so many millimetres high, for who fills it by hand.

    One that may be `split` goes on over the page: where rows are long, there would be too much white otherwise.
    """

    cells: Sequence[Words | Cell]
    shading: str = ""
    height: int = 0
    split: bool = False


Line: TypeAlias = "Row | Sequence[Words | Cell]"


def table(columns: Sequence[Column], head: Sequence[Line], rows: Sequence[Line], *, title: str, about: str) -> str:
    """Return `w:tbl`; `title` and `about` are read out to those who cannot see it.

    Raises:
        ValueError: the cells of a row do not fill its columns.
    """
    widths = [twips(each.width) for each in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    plain = _Plain(columns, widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="{1 if head else 0}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        + (f'<w:tblCaption w:val="{escaped(title)}"/>' if title else "")
        + (f'<w:tblDescription w:val="{escaped(about)}"/>' if about else "")
        + f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        + "".join([plain.row(line, head=True) for line in head])
        + "".join([plain.row(line, head=False) for line in rows])
        + "</w:tbl>"
    )


class _Plain:
    """The rows of one table; what its ordinary cells begin with is made once."""

    def __init__(self, columns: Sequence[Column], widths: list[int]) -> None:
        self._columns = columns
        self._widths = widths
        self._cells = {head: [_cell(width, 1, "", centred=head) for width in widths] for head in (False, True)}
        self._paragraphs = [_paragraph("Table", each.align) for each in columns]
        self._heads = [_paragraph("TableHead", None) for _ in columns]

    def row(self, line: Line, *, head: bool) -> str:
        row = line if isinstance(line, Row) else Row(line)
        properties = "" if row.split else "<w:cantSplit/>"
        if row.height:
            properties += f'<w:trHeight w:val="{twips(row.height)}" w:hRule="atLeast"/>'
        if head:
            properties += "<w:tblHeader/>"
        paragraphs = self._heads if head else self._paragraphs
        cells: list[str] = []
        place = 0
        for cell in row.cells:
            if isinstance(cell, Cell) or row.shading:
                cells.append(self._other(cell, place, row, head=head))
                place += cell.span if isinstance(cell, Cell) else 1
            else:
                if place < len(self._widths):
                    cells.append(f"{self._cells[head][place]}{paragraphs[place]}{runs(cell)}</w:p></w:tc>")
                place += 1
        if place != len(self._widths):
            message = f"a row of {place} cells in a table of {len(self._widths)} columns"
            raise ValueError(message)
        said = f"<w:trPr>{properties}</w:trPr>" if properties else ""
        return f"<w:tr>{said}{''.join(cells)}</w:tr>"

    def _other(self, words: Words | Cell, place: int, row: Row, *, head: bool) -> str:
        cell = words if isinstance(words, Cell) else Cell(words)
        width = sum(self._widths[place : place + cell.span])
        align = cell.align or (None if head or place >= len(self._columns) else self._columns[place].align)
        style = cell.style or ("TableHead" if head else "Table")
        start = _cell(width, cell.span, cell.shading or row.shading, centred=head or row.height > 0)
        return f"{start}{_paragraph(style, align)}{runs(cell.words)}</w:p></w:tc>"


def _cell(width: int, span: int, shading: str, *, centred: bool) -> str:
    """Return the start of `w:tc`, its properties in the order of CT_TcPr (ECMA-376, part 1, 17.4.69)."""
    upright = '<w:vAlign w:val="center"/>' if centred else ""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{shading}"/>' if shading else ""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{spanned}{shaded}{upright}</w:tcPr>"


def _paragraph(style: str, align: Align | None) -> str:
    aligned = "" if align is None or align is Align.LEFT else f'<w:jc w:val="{align.value}"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{aligned}</w:pPr>'
