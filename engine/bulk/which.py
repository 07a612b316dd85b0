"""Which files of facts are read in columns. It imports nothing else of this package: every command asks."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PARQUET, CSV = ".parquet", ".csv"
# A CSV file of this size has some 50,000 rows; smaller ones can be read cell by cell.
LARGE_CSV = 20_000_000
# From this size on, some 2,500 rows of 84 facts, reading cell by cell takes five seconds, and in columns one.
WORTH_COLUMNS = 1_000_000
_LIBRARY = "pyarrow"


def is_bulk(path: Path) -> bool:
    """Say whether facts are in column files: one such file, or a folder that holds any Parquet file."""
    try:
        if path.is_dir():
            return any(is_parquet(entry) for entry in path.iterdir())
        return is_parquet(path) or (path.suffix.lower() == CSV and path.stat().st_size >= LARGE_CSV)
    except OSError:
        return False


def worth_columns(path: Path) -> Path | None:
    """Return the CSV file that is quicker to read in columns, though it need not be: it is alone under the path.

    None also where the library for it is not installed.
    """
    try:
        entries = [entry for entry in path.iterdir() if not entry.name.startswith(".")] if path.is_dir() else [path]
        file = entries[0] if len(entries) == 1 else None
        if file is None or file.suffix.lower() != CSV or file.stat().st_size < WORTH_COLUMNS:
            return None
    except OSError:
        return None
    return file if find_spec(_LIBRARY) else None


def is_parquet(path: Path) -> bool:
    """Say whether a file is called as Parquet files are; hidden ones are nobody's facts."""
    return path.suffix.lower() == PARQUET and not path.name.startswith(".")
