"""A process that runs trials one after another and prints a line of JSON for each."""

from __future__ import annotations

import faulthandler
import json
import random
import resource
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.fuzz.laws import Finding, Outcome, run
from tests.fuzz.random_trial import TABLES, random_trial
from tests.fuzz.shrink import shrunk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType

    from tests.fuzz.trial import Trial

MOST_MEMORY = 500
# Virtual memory counts what is reserved and never used: only a backstop.
_ADDRESSES = 4 << 30
# Past so many seconds of work a trial is interrupted; where that is not possible, or it only waits, past so many on
# the clock the process ends and tells where it was.
_ALARM, _END = 10, 120
# Past this many, a file that fails in a way that was seen before is counted and no longer shown.
SHOWN = 3


class HungError(BaseException):
    """A trial took far too long."""


def work(seed: int, indexes: Iterable[int], tables: int = TABLES) -> None:
    """Runs the trials with these numbers; `start N` stands before each, so that a death can be told."""
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    seen: dict[str, int] = {}
    before = memory()
    for index in indexes:
        print(f"start {index}", flush=True)
        trial = random_trial(seed, index, tables)
        outcome = run_alone(trial, index)
        used = memory()
        findings = list(outcome.findings)
        if used > MOST_MEMORY:
            findings.append(Finding("memory", f"{before} MB before, {used} MB after"))
        row: dict[str, Any] = {
            "files": len(trial.files),
            "ms": round(outcome.seconds * 1000),
            "mb": used,
            "sound": outcome.sound,
        }
        row["told"] = sha256(outcome.told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if findings:
            row["findings"] = [[each.kind, each.detail] for each in findings]
            row["saved"] = _saved(trial, index, [each.kind for each in findings], seen)
        print(json.dumps(row), flush=True)
        if used > MOST_MEMORY:
            return
        before = used


def run_alone(trial: Trial, index: int) -> Outcome:
    """Runs a trial in a folder of its own, under an alarm."""
    with _folder() as folder:
        trial.write(folder)
        faulthandler.dump_traceback_later(_END, exit=True)
        before = signal.signal(signal.SIGPROF, _ring)
        signal.setitimer(signal.ITIMER_PROF, _ALARM)
        try:
            return run(trial, folder, random.Random(index))  # noqa: S311  nothing here is a secret
        except HungError:
            return Outcome((Finding("hangs", f"more than {_ALARM} s"),), _ALARM, "", sound=False)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
            faulthandler.cancel_dump_traceback_later()


def memory() -> int:
    """The most that this process has ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kaohe-fuzz-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise HungError


def _saved(trial: Trial, index: int, kinds: list[str], seen: dict[str, int]) -> str | None:
    """Shrinks and keeps the first trials of each kind of fault; returns where."""
    for kind in kinds:
        seen[kind] = seen.get(kind, 0) + 1
    kind = min(kinds, key=lambda each: seen[each])
    if seen[kind] > SHOWN:
        return None

    def fails(smaller: Trial) -> bool:
        return any(each.kind == kind for each in run_alone(smaller, index).findings)

    small = trial if kind in ("memory", "hangs", "slow") else shrunk(trial, fails)
    folder = Path(tempfile.mkdtemp(prefix=f"kaohe-found-{index}-"))
    small.save(folder)
    return str(folder)


def share(trials: int, worker: int, jobs: int, first: int = 0) -> Iterator[int]:
    """The numbers of a worker's trials, from `first` on; some are run by all."""
    return (index for index in range(first, trials) if index % jobs == worker or index % SHARED == 0)


# Every so many trials, one is run by all processes: each hashes texts in another order, and all have to tell the same.
SHARED = 50

if __name__ == "__main__":
    _seed, *_numbers, _tables = map(int, sys.argv[1:])
    work(_seed, share(*_numbers), _tables)
