"""Make a trial that breaks a law smaller: files, then lines, then the ends of lines, go while the same fault stays."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.fuzz.trial import Trial


def shrunk(trial: Trial, fails: Callable[[Trial], bool], seconds: float = 20) -> Trial:
    """Returns the smallest trial found in the time for which `fails` still holds."""
    until = time.monotonic() + seconds

    def holds(smaller: Trial) -> bool:
        return time.monotonic() < until and fails(smaller)

    for name in sorted(trial.files, key=lambda each: -len(trial.files[each])):
        without = replace(trial, files={key: data for key, data in trial.files.items() if key != name})
        if holds(without):
            trial = without
    for name in sorted(trial.files, key=lambda each: -len(trial.files[each])):
        trial = _with_fewer(trial, name, b"\n", holds)
    longest = max(trial.files, key=lambda each: max(map(len, trial.files[each].split(b"\n"))), default=None)
    if longest is not None and len(trial.files[longest]) > LONG:
        trial = _with_fewer(trial, longest, b" ", holds)
    return trial


LONG = 2000


def _with_fewer(trial: Trial, name: str, separator: bytes, holds: Callable[[Trial], bool]) -> Trial:
    """Drops pieces of a file, by halves, quarters and so on (ddmin)."""
    pieces: Sequence[bytes] = trial.files[name].split(separator)

    def made(kept: Sequence[bytes]) -> Trial:
        return replace(trial, files={**trial.files, name: separator.join(kept)})

    size = max(len(pieces) // 2, 1)
    while size:
        at = 0
        while at < len(pieces):
            fewer = [*pieces[:at], *pieces[at + size :]]
            if holds(made(fewer)):
                pieces = fewer
            else:
                at += size
        size //= 2
    return made(pieces)
