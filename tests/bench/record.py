"""One measured figure, and how figures are measured."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.assessing import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Record:
    """A figure; `ratio` is what `target` bounds: a ratio to something measured in the same run, or the figure itself.

    With `at_least` the target is the least that the ratio may be, without it the most.
    """

    name: str
    value: float
    unit: str
    ratio: float | None = None
    target: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.ratio is None or self.target is None:
            return None
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target

    def __str__(self) -> str:
        shown = None if self.ratio is None else round(self.ratio, 3)
        line = {"name": self.name, "value": round(self.value, 6), "unit": self.unit, "ratio": shown}
        return json.dumps({**line, "target": self.target, "met": self.met}, ensure_ascii=False)


def timed(work: Callable[[], object]) -> float:
    """Return how long one run takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best_of(work: Callable[[], object], rounds: int) -> float:
    """Return the shortest of several runs, in seconds: the one least disturbed."""
    return min(timed(work) for _ in range(rounds))


def best_in_turns(*works: Callable[[], object], rounds: int) -> list[float]:
    """Return the shortest run of each, all run in turns: what disturbs the machine disturbs them alike."""
    times = [[timed(work) for work in works] for _ in range(rounds)]
    return [min(each) for each in zip(*times, strict=True)]


def process(*arguments: str) -> Callable[[], object]:
    """Return a run of a Python process in the root of the project."""
    return lambda: subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
