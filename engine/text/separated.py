"""A small table as comma-separated text (CSV)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A text that begins so is taken for a formula by whoever opens the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def separated(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV, with the mark by which Excel knows its encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    # A text may hold half of a rare character, which no UTF-8 can.
    return text.getvalue().encode("utf-8-sig", errors="replace")


def harmless(text: str) -> str:
    """Put a quote before what Excel would take for a formula: it shows the rest as it is."""
    return f"'{text}" if text.startswith(_FORMULA) else text
