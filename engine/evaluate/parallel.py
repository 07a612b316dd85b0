"""Work on several columns at once: numpy lets other threads run while it works on a large array."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from engine.columns.memory import keep_freed_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

A = TypeVar("A")
B = TypeVar("B")

# With fewer units a column is done sooner than a thread is started.
WORTHWHILE = 20_000


def in_parallel(work: Callable[[A], B], parts: Iterable[A], units: int) -> list[B]:
    """Return what the work makes of each part, in order; side by side where columns of so many units are worth it.

    The work may be called in any order; what it raises is raised here.
    """
    if units < WORTHWHILE:
        return [work(part) for part in parts]
    # Imported where it is needed: ten units should not wait for it.
    from concurrent.futures import ThreadPoolExecutor

    keep_freed_memory()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, parts))
