"""How the place of a value is told in a unit's file."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.text.source import Span


def cell_text(span: Span) -> str:
    """Return the file's own name, the sheet and the cell: `甲单位.xlsx 填报表!D22`."""
    return f"{file_name(span.source.name)}{str(span).removeprefix(span.source.name)}"


def file_name(path: str) -> str:
    """Return the name of a file without the folders that it lies in."""
    return PurePath(path.replace("\\", "/")).name
