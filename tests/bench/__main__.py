"""Measure and print; see the package's note."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from engine.columns.ints import Ints
from engine.columns.ratio import Ratio
from engine.evaluate.evaluate import evaluate
from engine.facts.table import FactColumn, FactTable
from engine.judge.judge import assess
from engine.reading.read_scheme import read_scheme
from engine.reference.reference import evaluate_reference
from engine.text.source import Source
from tests.assessing import ROOT, assess_shipped, scheme_text

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "changning-2021"
BASELINE = "import click, yaml, jsonschema, numpy"
SMALL, LARGE = 60_000, 600_000
ROUNDS = 5


def best_of(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the shortest of several runs, in seconds: the one least disturbed."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def tell(name: str, value: float, unit: str, ratio: float | None = None, target: float | None = None) -> None:
    """Print one figure; `met` is null where there is no target, or only a goal to stay under."""
    met = None if ratio is None or target is None else ratio <= target
    shown = None if ratio is None else round(ratio, 3)
    line = {"name": name, "value": round(value, 6), "unit": unit, "ratio": shown, "target": target, "met": met}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def process(*arguments: str) -> Callable[[], object]:
    """Return a run of a Python process."""
    return lambda: subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)


def measure_start_up() -> None:
    """Ten units as a process, against importing the packages that any such program needs."""
    baseline = best_of(process("-c", BASELINE))
    score = best_of(process("-m", "cli", "score", f"schemes/{NAME}.yaml", f"facts/{NAME}"))
    tell("import of click, yaml, jsonschema, numpy", baseline, "s")
    tell("kaohe score, ten units, as a process", score, "s", score / baseline, 2)


def repeated(table: FactTable, count: int) -> FactTable:
    """Return a table of `count` units that repeats the given ones."""
    times = -(-count // len(table.units))

    def column(given: FactColumn) -> FactColumn:
        num = given.values.num
        values = num.spread(len(table.units)).repeat(times)[:count]
        return FactColumn(Ratio(Ints(values, num.low, num.high), given.values.den), given.state.repeat(times)[:count])

    units = tuple(f"{table.units[i // times]}" for i in range(count))
    return FactTable(
        units, {name: column(given) for name, given in table.columns.items()}, {}, table.options, table.groups
    )


def measure_kernel() -> None:
    """Evaluation with trace, at two sizes, and against the reference evaluator."""
    assessment = assess_shipped(NAME)
    scheme, table = assessment.scheme, assessment.facts
    small, large = repeated(table, SMALL), repeated(table, LARGE)
    at_small = best_of(lambda: evaluate(scheme, small), 3)
    at_large = best_of(lambda: evaluate(scheme, large), 2)
    tell(f"evaluate, {SMALL} units, with trace", at_small / SMALL * 1e6, "µs/unit")
    tell(f"evaluate, {LARGE} units, with trace", at_large / LARGE * 1e6, "µs/unit", at_large / at_small, 11)
    facts = {
        unit: {name: cell.value for name, cell in source.cells.items() if cell.value is not None}
        for unit, source in table.sources.items()
    }
    slow = best_of(lambda: evaluate_reference(scheme, facts), 3) / len(facts)
    tell("reference evaluator", slow * 1e6, "µs/unit", at_small / SMALL / slow)
    scored = best_of(lambda: evaluate(scheme, small), 2)
    judged = best_of(lambda: assess(scheme, small), 2) - scored
    tell(f"judge, {SMALL} units", judged / SMALL * 1e6, "µs/unit")


def measure_reading() -> None:
    """Reading and checking a scheme."""
    source = Source("方案.yaml", scheme_text(NAME))
    tell("read and check one scheme", best_of(lambda: read_scheme(source)) * 1e3, "ms")


def main() -> None:
    """Run every measurement."""
    measure_start_up()
    measure_reading()
    measure_kernel()


if __name__ == "__main__":
    main()
