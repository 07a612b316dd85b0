"""A table as an Excel workbook: a sheet with the rows, and one that says what they are and what the columns hold."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.export.table import Kind, TooLargeError
from engine.export.texts import texts_of
from engine.report.score import ILLUSTRATIVE
from engine.sheets.limits import MOST_COLUMNS, MOST_ROWS, exact_number, fitting
from engine.sheets.write_workbook import HEADING, PLAIN, Book, Look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from pathlib import Path

    from engine.export.table import About, Block, Field

# Made-up facts have to be seen at once.
_WARNING = Look(bold=True, size=12, color="#C00000", border=False, wrapped=False)
_LEAST_WIDTH, _MOST_WIDTH = 8, 28
# What is longer than its heading, as the names of units are; rows go by before anybody has seen the longest.
_WIDER = {"单位": 28, "名称": 24, "情形": 14, "组别": 12, "一票否决": 24, "未进原因": 24}
_HEADS = {
    "schema": "表的格式", "scheme": "方案编号", "title": "方案名称", "sha256": "方案校验码", "illustrative": "示例",
    "provisional": "暂定", "as_of": "截至", "version": "程序版本",
}  # fmt: skip


class WorkbookTable:
    """A workbook that is being written, row by row."""

    def __init__(self, path: Path, fields: Sequence[Field], about: About) -> None:
        if len(fields) > MOST_COLUMNS:
            raise TooLargeError(f"{len(fields):,} 列")
        self._fields, self._about = fields, about
        self._file = path.open("wb")
        self._book = Book(self._file, streamed=True)
        self._book.describe(title=about.title, custom=dict(about.pairs()))
        self._page = self._book.sheet(_sheet_name(about))
        self._page.freeze(2, 2)
        self._page.widths([_width(field) for field in fields])
        self._page.print_on_a4(landscape=True, head_row=1, columns=1)
        self._page.row(1, [field.name for field in fields], HEADING)
        self._forms = [self._book.format(_look(field)) for field in fields]
        self._row = 1

    def add(self, block: Block) -> None:
        """Write rows; raises TooLargeError before a sheet is full."""
        if self._row + block.rows > MOST_ROWS:
            raise TooLargeError(f"{MOST_ROWS - 1:,} 行以上")
        columns = [_values(field, texts_of(field, block.columns[field.name])) for field in self._fields]
        for cells in zip(*columns, strict=True):
            self._row += 1
            self._page.stream(self._row, cells, self._forms)

    def close(self) -> None:
        """Write the sheet of explanations, and end the file."""
        self._page.filter(1, max(self._row, 2), len(self._fields))
        self._explain()
        self._book.close()
        self._file.close()

    def abandon(self) -> None:
        """Let go of the file."""
        self._book.abandon()
        self._file.close()

    def _explain(self) -> None:
        page = self._book.sheet("说明")
        page.widths([24, 70])
        page.print_on_a4(landscape=False)
        row = 1
        if self._about.illustrative:
            page.write(row, 1, ILLUSTRATIVE, _WARNING)
            row += 1
        said = {"true": "是", "false": "否"}
        for name, value in self._about.pairs():
            page.row(row, [_HEADS[name], said.get(value, value)])
            row += 1
        page.row(row + 1, ["列", "含义"], HEADING)
        for place, field in enumerate(self._fields, start=row + 2):
            page.row(place, [field.name, field.meaning])


def _sheet_name(about: About) -> str:
    return "结果" if about.schema.startswith("kaohe/results") else "明细"


def _width(field: Field) -> int:
    return _WIDER.get(field.name, min(max(len(field.name) * 2 + 2, _LEAST_WIDTH), _MOST_WIDTH))


def _look(field: Field) -> Look:
    number = field.kind in (Kind.DECIMAL, Kind.WHOLE, Kind.SMALL)
    digits = field.digits if field.kind is Kind.DECIMAL else 0
    form = "" if not number else "0." + "0" * digits if digits else "0"
    return PLAIN.changed(wrapped=False, right=number, border=False, format=form)


def _values(field: Field, texts: Sequence[str | None]) -> Sequence[str | Decimal | None]:
    """Return numbers as numbers where a cell holds them, texts as far as it does; each distinct one is made once."""
    made = {text: _value(field, text) if text else None for text in set(texts)}
    return [made[text] for text in texts]


def _value(field: Field, text: str) -> str | Decimal:
    number = exact_number(Fraction(text)) if field.kind in (Kind.DECIMAL, Kind.WHOLE, Kind.SMALL) else None
    return fitting(text) if number is None else number
