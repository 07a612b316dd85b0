"""Putting new bytes in the place of a file that a person wrote: never over what somebody has changed since."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING

from engine.text.put import put

if TYPE_CHECKING:
    from pathlib import Path


class ChangedSinceError(Exception):
    """The file is not what the new bytes were made from."""


def rewrite(path: Path, data: bytes, *, instead_of: str, backup: bool = False) -> Path | None:
    """Put new bytes in the place of a file; return where the old ones are kept, if they are.

    `instead_of` is the sha256 of what the new bytes were made from. A link stays one; rights stay what they are.
    Raises ChangedSinceError, and OSError or RuntimeError where it cannot be done; the file is as it was then.
    """
    kept = None
    try:
        target = path.resolve(strict=True)
        old = target.read_bytes()
        if sha256(old).hexdigest() != instead_of:
            raise ChangedSinceError
        # A file that nobody may write is not to be replaced either, though the folder would let us.
        with target.open("r+b"):
            pass
        kept = _keep(target, old) if backup else None
        put(target, data, mode=target.stat().st_mode)
    except (OSError, RuntimeError):
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise
    return path.with_name(kept.name) if kept and not path.is_symlink() else kept


def _keep(target: Path, old: bytes) -> Path:
    """Write a copy under the first free name: `方案.yaml.bak`, then `.bak1`, `.bak2`."""
    for number in count():
        kept = target.with_name(f"{target.name}.bak{number or ''}")
        if kept.exists():
            continue
        with suppress(FileExistsError), kept.open("xb") as file:
            file.write(old)
            file.flush()
            os.fsync(file.fileno())
            return kept
    raise AssertionError
