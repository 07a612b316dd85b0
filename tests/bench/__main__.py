"""Measure everything, or what is named, and print a JSON object a line; see the package's note."""

from __future__ import annotations

import argparse
import sys
from itertools import starmap
from typing import TYPE_CHECKING

from tests.bench.files import measure_files
from tests.bench.job import measure_job
from tests.bench.kernel import measure_kernel
from tests.bench.letters import measure_letters
from tests.bench.record import Record
from tests.bench.start_up import measure_start_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORK: dict[str, Callable[[], Iterator[Record]]] = {
    "start-up": lambda: starmap(Record, measure_start_up()),
    "files": lambda: starmap(Record, measure_files()),
    "letters": lambda: starmap(Record, measure_letters()),
    "job": measure_job,
    "kernel": measure_kernel,
}


def main() -> int:
    """Run the measurements; the exit code says nothing of targets: this only tells."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("work", nargs="*", metavar="WORK", help=f"{', '.join(WORK)}; nothing named: everything")
    for name in parser.parse_args().work or WORK:
        for record in WORK[name]():
            print(record, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
