"""How long a short command takes as a process, against importing what any such program needs.

Times are those of the processor (user and system): what else runs on the machine disturbs them least. The runs
alternate, and the shortest of each kind is taken.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.assessing import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "changning-2021"
BASELINE = "import click, yaml, jsonschema, numpy"
TARGET = 2.0
ROUNDS = 11
_COMMANDS = {
    f"python -c '{BASELINE}'": ("-c", BASELINE),
    "kaohe score, ten units": ("-m", "cli", "score", f"schemes/{NAME}.yaml", f"facts/{NAME}"),
    "kaohe --help": ("-m", "cli", "--help"),
}


def measure_start_up(rounds: int = ROUNDS) -> Iterator[tuple[str, float, str, float | None, float | None]]:
    """Yield (name, value, unit, ratio, target) of each command, in seconds of the processor and by the clock."""
    best = {name: (float("inf"), float("inf")) for name in _COMMANDS}
    for _ in range(rounds + 1):  # in the first one Python writes what it has compiled
        for name, arguments in _COMMANDS.items():
            best[name] = tuple(map(min, best[name], _run(arguments)))  # type: ignore[assignment]
    cpu, clock = best[f"python -c '{BASELINE}'"]
    for name, (of_cpu, of_clock) in best.items():
        target = TARGET if name.startswith("kaohe score") else None
        yield f"{name}, as a process", of_cpu, "s of CPU", of_cpu / cpu, target
        yield f"{name}, as a process, by the clock", of_clock, "s", of_clock / clock, None


def _run(arguments: tuple[str, ...]) -> tuple[float, float]:
    """Return the seconds of the processor and of the clock that a process takes."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock
