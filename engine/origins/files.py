"""A comparison of origins as a table file or a workbook."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from engine.number import parse_decimal
from engine.origins.words import FACT_HEAD, HEAD, UNIT_HEAD, fact_rows, rows, unit_rows
from engine.text.separated import separated
from engine.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.origins.compare import OriginsCompared

_SHEETS = (("对照", HEAD, rows), ("按单位", UNIT_HEAD, unit_rows), ("按数据项", FACT_HEAD, fact_rows))
# A program that sorts and adds up has to know these as numbers.
_NUMBERS = frozenset(
    [
        *("该来源的数", "对照的数", "相差", "总分增减", "对照个数", "不一致", "只有它报", "它没有报"),
        *("得分", "全部按它算的得分", "增减"),
    ]
)
_NARROW = 11
_WIDTHS = {"单位": 20, "数据项": 22, "各项增减": 22, "该来源的数在哪里": 44, "对照的数在哪里": 44, "说明": 20}
_LINE, _LEAST = 15, 16  # points


def csv_bytes(compared: OriginsCompared) -> bytes:
    """Return every difference, and what stands alone, as CSV with the mark by which Excel knows its encoding."""
    return separated(_marked(compared, HEAD), rows(compared))


def workbook_bytes(compared: OriginsCompared) -> bytes:
    """Return a workbook: the differences, and the sums of units and of facts."""
    # Imported here: whoever wants text or CSV needs no library.
    from engine.sheets.write_workbook import Book, write_table  # noqa: PLC0415

    file = io.BytesIO()
    book = Book(file)
    book.describe(title=compared.assessment.scheme.title)
    for name, head, made in _SHEETS:
        page = book.sheet(name)
        widths = [_WIDTHS.get(word, _NARROW) for word in head]
        table = list(made(compared))
        last = write_table(page, _marked(compared, head), (_values(head, row) for row in table))
        page.widths(widths)
        for number, row in enumerate(table, start=2):
            page.height(number, max(_lines(row, widths) * _LINE, _LEAST))
        page.filter(1, max(last, 2), len(head))
        page.print_on_a4(landscape=True, head_row=1)
    book.close()
    return file.getvalue()


def _lines(row: Sequence[str], widths: Sequence[int]) -> int:
    """Return how many lines the fullest cell of a row takes."""
    return max(-(-display_width(text) // (width - 1)) for text, width in zip(row, widths, strict=True))


def _values(head: Sequence[str], row: Sequence[str]) -> list[str | Fraction]:
    """Return a row with its numbers as numbers."""
    return [_value(text) if word in _NUMBERS else text for word, text in zip(head, row, strict=True)]


def _value(text: str) -> str | Fraction:
    number = parse_decimal(text.removeprefix("+"))
    return text if number is None else number


def _marked(compared: OriginsCompared, head: tuple[str, ...]) -> list[str]:
    """Return the headings; where facts are made up, the first one says so."""
    return [f"{head[0]}【示例】" if compared.assessment.facts.illustrative else head[0], *head[1:]]
