"""The differential run: `python -m tests.differential --cases 2000 --seed 7`.

Prints one line of JSON. Exits with 1 when the evaluators differ anywhere (the first such case is
shrunk and written to a folder whose name is printed), or when a mechanism never occurred.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.differential.cases import outcome_of, plain_rules, prepared
from tests.differential.compare import read
from tests.differential.shrink import shrunk
from tests.differential.wanted import MECHANISMS

if TYPE_CHECKING:
    from collections.abc import Sequence

# In fewer cases than this a mechanism may be left out by chance.
ENOUGH = 1500
CHUNK = 50


@dataclass
class Report:
    """What a range of cases came to."""

    failures: list[int] = field(default_factory=list)
    mechanisms: Counter[str] = field(default_factory=Counter)


def run_range(seed: int, indexes: Sequence[int], *, engine: bool = False) -> Report:
    """Runs cases by number; `engine`: with the real rule engine, else with its plain twin."""
    report = Report()
    with nullcontext() if engine else plain_rules():
        for index in indexes:
            outcome = outcome_of(*prepared(seed, index)[1:])
            report.mechanisms.update(outcome.mechanisms)
            if outcome.mismatches:
                report.failures.append(index)
    return report


def run_all(seed: int, cases: int, jobs: int, *, engine: bool) -> Report:
    """Runs all cases in several processes."""
    chunks = [range(start, min(start + CHUNK, cases)) for start in range(0, cases, CHUNK)]
    whole = Report()
    with ProcessPoolExecutor(jobs) as pool:
        for report in [pool.submit(run_range, seed, chunk, engine=engine) for chunk in chunks]:
            part = report.result()
            whole.failures += part.failures
            whole.mechanisms += part.mechanisms
    return whole


def show_failure(seed: int, index: int, *, engine: bool) -> None:
    """Writes the shrunk scheme and facts of a case to a folder, and prints where they differ."""
    with nullcontext() if engine else plain_rules():
        case = shrunk(prepared(seed, index)[0])
        found = outcome_of(*read(case)).mismatches
    folder = Path(tempfile.mkdtemp(prefix="kaohe-differential-"))
    (folder / "scheme.yaml").write_text(case.scheme_text(), encoding="utf-8")
    (folder / "facts").mkdir()
    for name, text in case.unit_texts().items():
        (folder / "facts" / f"{name}.yaml").write_text(text, encoding="utf-8")
    print(f"case {seed}:{index}, shrunk: {folder}", *found[:20], sep="\n", file=sys.stderr)


def main() -> int:
    """Runs the cases that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=None, help="by default a new one each time")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--engine", action="store_true", help="fire rules with the real engine (slower)")
    given = parser.parse_args()
    seed = secrets.randbelow(10**6) if given.seed is None else given.seed
    report = run_all(seed, given.cases, given.jobs, engine=given.engine)
    counts = {name: report.mechanisms[name] for name in MECHANISMS}
    absent = [name for name, count in counts.items() if not count]
    line = {"cases": given.cases, "mismatches": len(report.failures), "seed": seed, "per_mechanism": counts}
    print(json.dumps(line, ensure_ascii=False))
    if report.failures:
        show_failure(seed, report.failures[0], engine=given.engine)
    if given.cases >= ENOUGH and absent:
        print("never occurred: " + ", ".join(absent), file=sys.stderr)
        return 1
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
