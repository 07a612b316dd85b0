"""Putting a file in its place whole: whoever reads it sees the old one or the new one, and never a part."""

from __future__ import annotations

import os
from contextlib import contextmanager
from secrets import token_hex
from stat import S_IMODE
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def draft_of(target: Path, mode: int | None = None) -> Iterator[Path]:
    """Yield a new file beside the target, which takes its place where nothing went wrong; raises OSError."""
    # Not by tempfile: its files are for their owner only, and results lie in shared folders.
    draft = target.with_name(f".kaohe-{token_hex(8)}.tmp")
    try:
        draft.touch(exist_ok=False)
        yield draft
        with draft.open("r+b") as file:
            os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(S_IMODE(mode))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def put(target: Path, data: bytes, mode: int | None = None) -> None:
    """Put bytes in the place of a file, with those rights where they are given; raises OSError."""
    with draft_of(target, mode) as draft:
        draft.write_bytes(data)
