"""Which files of facts are read in columns. It imports nothing else of this package: every command asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PARQUET, CSV = ".parquet", ".csv"
# A CSV file of this size has some 50,000 rows; smaller ones are read cell by cell.
LARGE_CSV = 20_000_000


def is_bulk(path: Path) -> bool:
    """Say whether facts are in column files: one such file, or a folder that holds any Parquet file."""
    try:
        if path.is_dir():
            return any(is_parquet(entry) for entry in path.iterdir())
        return is_parquet(path) or (path.suffix.lower() == CSV and path.stat().st_size >= LARGE_CSV)
    except OSError:
        return False


def is_parquet(path: Path) -> bool:
    """Say whether a file is called as Parquet files are; hidden ones are nobody's facts."""
    return path.suffix.lower() == PARQUET and not path.name.startswith(".")
