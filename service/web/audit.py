"""The audit file: a line for everything that the service has written, and nothing is ever taken out of it."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER, NAME = ".kaohe", "审计.jsonl"
# Lines that are shown: the last ones.
MOST_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written: its name, the SHA-256 before (empty for a new one) and after, and its size."""

    file: str
    old: str
    new: str
    size: int
    what: str = "保存方案"


def note_save(folder: Path, saved: Saved) -> None:
    """Add a line for a save and see it onto the disk. Raises OSError."""
    line = {
        "time": datetime.now().astimezone().isoformat(timespec="seconds"),
        "what": saved.what,
        "file": saved.file,
        "old": saved.old or None,
        "new": saved.new,
        "size": saved.size,
    }
    path = audit_path(folder)
    path.parent.mkdir(exist_ok=True)
    # Appended in one write: two programs that save at once do not mix their lines. A link is not followed.
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    at = os.open(path, flags, 0o644)
    try:
        os.write(at, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        os.fsync(at)
    finally:
        os.close(at)


def audit_path(folder: Path) -> Path:
    """Return where the audit of a folder is kept."""
    return folder / FOLDER / NAME


def read_audit(folder: Path) -> list[dict[str, Any]]:
    """Return what was written, the last first; a line that somebody has spoilt is left out."""
    try:
        lines = audit_path(folder).read_bytes().decode("utf-8", errors="replace").split("\n")
    except OSError:
        return []
    return list(_entries(reversed(lines[-MOST_SHOWN:])))


def _entries(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            yield entry
