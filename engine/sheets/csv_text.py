"""Tables as texts (CSV): the encoding and what separates the cells are told from the text itself."""

from __future__ import annotations

import csv
import io
import re

from engine.sheets.faults import NotTextError, UnpairedQuotesError
from engine.sheets.figures import text_cell
from engine.sheets.grid import Grid, GridCell, Workbook, trimmed
from engine.sheets.sniff import CSV

SEPARATORS = (",", "\t", ";")
_LOOKED_AT = 20
LONGEST_CELL = 1_000_000
# Random bytes often decode as GB18030 too; a text has no control characters in it.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def read_csv(name: str, sha256: str, data: bytes) -> Workbook:
    """Return the one grid of a table. Raises NotTextError and UnpairedQuotesError."""
    text = decoded(data)
    cells = _Cells()
    rows = [[cells[cell] for cell in row] for row in _rows(text, separator_of(text))]
    return Workbook(name, sha256, CSV, (Grid(name, sha256, "", trimmed(rows)),))


class _Cells(dict[str, GridCell]):
    """The cell of each text, made once: the rows of a table say the same few things."""

    def __missing__(self, text: str) -> GridCell:
        return self.setdefault(text, text_cell(text))


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with a mark, or GB18030, of which GBK is a part."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    raise NotTextError


def separator_of(text: str) -> str:
    """Return what separates the cells: the sign that most of the first lines have most of, quoted ones aside."""
    lines = [_outside(line) for line in text.splitlines()[:_LOOKED_AT]]
    return max(SEPARATORS, key=lambda sign: sum(line.count(sign) for line in lines))


def _outside(line: str) -> str:
    """Return what stands outside quotes in a line."""
    return "".join(line.split('"')[::2])


def _rows(text: str, separator: str) -> list[list[str]]:
    limit = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise UnpairedQuotesError(str(reader.line_num)) from error
    finally:
        csv.field_size_limit(limit)
