"""The run: `python -m tests.fuzz --files 100000 --seed 1`.

Prints each fault as it is found, with the folder of its shrunk files, and one line of JSON at the end. To keep a fault,
copy its folder to `tests/fuzz/found`. Exits with 1 when a law was broken.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from tests.fuzz.random_trial import TABLES
from tests.fuzz.worker import SHARED, share


@dataclass
class Report:
    """What the trials of a worker, or of all, came to; `told` is what was told of the shared ones."""

    trials: int = 0
    files: int = 0
    sound: int = 0
    worst: tuple[int, int] = (0, -1)
    memory: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    told: dict[int, str] = field(default_factory=dict)

    def take(self, index: int, row: dict[str, Any]) -> None:
        """Adds what a worker told of a trial."""
        self.trials += 1
        self.files += row["files"]
        self.sound += row["sound"]
        self.worst = max(self.worst, (row["ms"], index))
        self.memory = max(self.memory, row["mb"])
        if index % SHARED == 0:
            self.told[index] = row["told"]
        for kind, detail in row.get("findings", ()):
            self.fault(kind, index, f"{row['saved']}: {detail}" if row["saved"] else "")

    def fault(self, kind: str, index: int, detail: str) -> None:
        """Counts a fault, and shows it where there is anything to show."""
        self.faults[kind] += 1
        if detail:
            print(f"{kind} (trial {index}) {detail}\n", file=sys.stderr, flush=True)

    def join(self, other: Report) -> None:
        """Adds the report of another worker; what both told of a trial has to be the same."""
        self.trials += other.trials
        self.files += other.files
        self.sound += other.sound
        self.worst = max(self.worst, other.worst)
        self.memory = max(self.memory, other.memory)
        self.faults += other.faults
        for index in sorted(self.told.keys() & other.told.keys()):
            if self.told[index] != other.told[index]:
                self.fault("order of hashing", index, "two processes tell something else")
        self.told |= other.told


def run_share(numbers: tuple[int, int, int, int], tables: int) -> Report:
    """Runs the share of one worker; a process that ends early is started again behind the trial that ended it."""
    _, trials, worker, jobs = numbers
    report = Report()
    first, wanted = 0, True
    while wanted:
        last, ended = _run_process((*numbers, first, tables), report)
        if not ended:
            report.fault("ends the process", last, "see above")
        first = last + 1
        wanted = next(share(trials, worker, jobs, first), None) is not None
    return report


def _run_process(numbers: tuple[int, ...], report: Report) -> tuple[int, bool]:
    """Returns the number of the last trial that was begun, and whether it came to an end."""
    environment = {**os.environ, "PYTHONHASHSEED": str(numbers[2] + 1)}
    command = [sys.executable, "-m", "tests.fuzz.worker", *map(str, numbers)]
    index, ended = numbers[4], False
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("start "):
                index, ended = int(line.split()[1]), False
            elif not line.startswith('{"'):
                report.fault("prints", index, line)  # what a program reads would be broken by it
            else:
                report.take(index, json.loads(line))
                ended = True
    return index, ended


def main() -> int:
    """Reads the command line, runs, prints."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="random files through kaohe check")
    parser.add_argument("--files", type=int, default=3000, help="how many trials, of at least one spoilt file each")
    parser.add_argument("--seed", type=int, default=None, help="chosen at random when left out")
    parser.add_argument(
        "--tables", type=int, default=TABLES, help="how many in a hundred are tables, forms and the like"
    )
    parser.add_argument("--jobs", type=int, default=min(os.cpu_count() or 1, 2))
    options = parser.parse_args()
    seed = secrets.randbelow(1_000_000) if options.seed is None else options.seed
    begun = time.monotonic()
    whole = Report()
    with ThreadPoolExecutor(options.jobs) as pool:
        jobs = options.jobs
        told = [(seed, options.files, worker, jobs) for worker in range(jobs)]
        shares = [pool.submit(run_share, numbers, options.tables) for numbers in told]
        for each in shares:
            whole.join(each.result())
    numbers = {"seed": seed, "trials": whole.trials, "files": whole.files, "sound_schemes": whole.sound}
    numbers |= {"seconds": round(time.monotonic() - begun), "worst_ms": whole.worst[0], "worst_trial": whole.worst[1]}
    print(json.dumps({**numbers, "peak_mb": whole.memory, "faults": dict(whole.faults)}, ensure_ascii=False))
    return 1 if whole.faults else 0


if __name__ == "__main__":
    sys.exit(main())
