"""Files that are sent: under what name each is kept, so that it is where it should be and over nothing."""

from __future__ import annotations

import os
import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING

from engine.founding.draft import FORBIDDEN_IN_NAMES

if TYPE_CHECKING:
    from pathlib import Path

MOST_FILES = 200
# Of a name, in bytes: a file system takes 255, and a number may come behind it.
LONGEST_NAME = 180
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CLOCK\$|CONIN\$|CONOUT\$)", re.IGNORECASE)
# Control characters and marks, halves of characters, private and unassigned ones, ends of lines.
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_UNNAMED = "填报表"


def safe_name(sent: str) -> str:
    """Return a name for a file that is sent under some name: of a path the last part, fit for any file system."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    shown = "".join("-" if unicodedata.category(each) in _UNFIT else each for each in last)
    plain = FORBIDDEN_IN_NAMES.sub("-", shown).strip().lstrip(".~").rstrip(". ").strip()
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        stem, suffix = plain, ""
    suffix = suffix[:8]
    while len(stem.encode()) > LONGEST_NAME:
        stem = stem[:-1]
    stem = stem.strip() or _UNNAMED
    if _RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"{_UNNAMED}-{stem}"
    return f"{stem}.{suffix}" if suffix else stem


def keep(folder: Path, name: str, data: bytes) -> tuple[Path, bool]:
    """Write a file into a folder under a name, or a like one where there is one already; raises OSError.

    The same file sent again is kept once; says whether it is new.
    """
    folder.mkdir(exist_ok=True)
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    for number in count(1):
        each = folder / (f"{stem}_{number}{dot}{suffix}" if number > 1 else name)
        try:
            # Over nothing, and through no link.
            with each.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            if _holds(each, data):
                return each, False
            continue
        return each, True
    raise AssertionError


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def within(folder: Path, name: str) -> Path | None:
    """Return the file of that name in a folder; None where there is none, or where it leads elsewhere."""
    if not name or name != os.path.basename(name) or "\\" in name or "\0" in name or name.startswith("."):  # noqa: PTH119
        return None
    try:
        real = (folder / name).resolve(strict=True)
        inside = real.is_relative_to(folder.resolve(strict=True))
    except (OSError, RuntimeError, ValueError):
        return None
    return folder / name if inside and real.is_file() else None
