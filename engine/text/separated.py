"""A small table as comma-separated text (CSV)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def separated(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV, with the mark by which Excel knows its encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
