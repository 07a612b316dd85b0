"""Text tables; the only door to tabulate.

Cells are given as finished texts: tabulate's own number parsing would eat zeros and turn `1e5` into
100000. It measures Chinese by wcwidth, which is why that package is a dependency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabulate import tabulate

if TYPE_CHECKING:
    from collections.abc import Sequence


def table_text(headers: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return a table in plain characters that every console has; `right` columns are right-aligned."""
    alignment = ["right" if index in right else "left" for index in range(len(headers))]
    text = tabulate(
        rows, headers, tablefmt="simple", disable_numparse=True, colalign=alignment if rows else None,
        headersalign=alignment if rows else None,
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in text.splitlines())
