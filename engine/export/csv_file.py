"""A table as CSV: UTF-8 with a byte order mark, as Excel and WPS open it, every number written out exactly."""

from __future__ import annotations

import csv
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.export.table import Kind
from engine.export.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.export.table import About, Block, Field

# A text that begins so is taken for a formula by whoever opens the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CsvTable:
    """A CSV file that is being written."""

    def __init__(self, path: Path, fields: Sequence[Field], about: About) -> None:  # noqa: ARG002  as every format
        self._fields = fields
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(_safe(field.name) for field in fields)

    def add(self, block: Block) -> None:
        """Write rows."""
        columns = []
        for field in self._fields:
            texts = texts_of(field, block.columns[field.name])
            columns.append(
                [_safe(text) for text in texts] if field.kind in (Kind.NAME, Kind.TEXT, Kind.WORD) else texts
            )
        self._writer.writerows(zip(*columns, strict=True))

    def close(self) -> None:
        """End the file."""
        self._file.close()

    def abandon(self) -> None:
        """Let go of the file."""
        with suppress(OSError):  # what went wrong is told already
            self._file.close()


def _safe(text: str | None) -> str | None:
    """Put a quote before what Excel would take for a formula: it shows the rest as it is."""
    return f"'{text}" if text and text.startswith(_FORMULA) else text
