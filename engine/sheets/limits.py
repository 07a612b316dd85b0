"""What the cells of a workbook can hold: how many there are, how long a text, how exact a number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from engine.number import decimals_needed, exact_text

if TYPE_CHECKING:
    from fractions import Fraction

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
# Digits that any number keeps in a cell, and back.
MOST_DIGITS = 15
LONGEST_TEXT = 32_767
# Of the prompt of a cell, and of a list that stands in a rule itself.
LONGEST_TITLE, LONGEST_MESSAGE, LONGEST_LIST = 32, 255, 255
_CUT = "……（内容太长，Excel 的一格放不下，以下从略）"


def exact_number(value: Fraction) -> Decimal | None:
    """Return a number for a cell; None where a cell does not hold it exactly."""
    if decimals_needed(value) is None:
        return None
    text = exact_text(value)
    digits = text.lstrip("-").replace(".", "").lstrip("0")
    if "." not in text:
        digits = digits.rstrip("0")
    return Decimal(text) if len(digits) <= MOST_DIGITS else None


def fitting(text: str, longest: int = LONGEST_TEXT, cut: str = _CUT) -> str:
    """Return a text that a cell holds; one that is longer ends with words that say so.

    Excel counts as Windows does: a rare character counts for two.
    """
    if _length(text) <= longest:
        return text
    kept = text[: longest - len(cut)]
    while _length(kept) + len(cut) > longest:
        kept = kept[:-1]
    return kept + cut


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
