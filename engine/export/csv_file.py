"""A table as CSV: UTF-8 with a byte order mark, as Excel and WPS open it, every number written out exactly."""

from __future__ import annotations

import csv
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.export.table import Kind
from engine.export.texts import texts_of
from engine.text.separated import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.export.table import About, Block, Field


class CsvTable:
    """A CSV file that is being written."""

    def __init__(self, path: Path, fields: Sequence[Field], about: About) -> None:  # noqa: ARG002  as every format
        self._fields = fields
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(harmless(field.name) for field in fields)

    def add(self, block: Block) -> None:
        """Write rows."""
        columns = []
        for field in self._fields:
            texts = texts_of(field, block.columns[field.name])
            words = field.kind in (Kind.NAME, Kind.TEXT, Kind.WORD)
            columns.append([text and harmless(text) for text in texts] if words else texts)
        self._writer.writerows(zip(*columns, strict=True))

    def close(self) -> None:
        """End the file."""
        self._file.close()

    def abandon(self) -> None:
        """Let go of the file."""
        with suppress(OSError):  # what went wrong is told already
            self._file.close()
