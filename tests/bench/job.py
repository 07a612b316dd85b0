"""The whole job as a process: facts as Parquet in, results and trace as Parquet out, for 600,000 units."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from cli.exits import Exit
from tests.assessing import ROOT
from tests.bench.bulk import scheme_of, write_facts
from tests.bench.record import Record
from tests.bench.workload import mixed_scheme_text

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS = 600_000
SECONDS, GIGABYTES = 10.0, 4.0
ROUNDS = 3


def write_job(folder: Path, count: int) -> None:
    """Write a scheme, its list of units and their facts."""
    scheme = scheme_of(count)
    write_facts(scheme, folder / "数据.parquet")
    units = {"单位": [unit.name for unit in scheme.units], "分组": [unit.group for unit in scheme.units]}
    pq.write_table(pa.table(units), folder / "单位.parquet")
    text = re.sub(
        r"^考核对象:\n(?:[ #].*\n|\n)*", "考核对象文件: 单位.parquet\n", mixed_scheme_text(), flags=re.MULTILINE
    )
    (folder / "方案.yaml").write_text(text, encoding="utf-8")


def measure_job(count: int = UNITS) -> Iterator[Record]:
    """Yield how long the job takes by the clock, and the most memory that it has at a time."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_job(folder, count)
        seconds = min(_run(folder) for _ in range(ROUNDS))
    # Kilobytes, of the largest process that was waited for: this job.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    yield Record(f"Parquet to Parquet, {count} units × 60 indicators, as a process", seconds, "s", seconds, SECONDS)
    yield Record("the same, most memory at a time", peak, "GB", peak, GIGABYTES)


def _run(folder: Path) -> float:
    files = [str(folder / name) for name in ("方案.yaml", "数据.parquet")]
    out = ["--out", str(folder / "结果.parquet"), "--trace", str(folder / "明细.parquet"), "--force", "--quiet"]
    start = time.perf_counter()
    run = subprocess.run([sys.executable, "-m", "cli", "score", *files, *out], cwd=ROOT, check=False)
    seconds = time.perf_counter() - start
    # Some units cannot be judged, for some facts are missing: places are provisional.
    assert run.returncode == Exit.INCOMPLETE, run.returncode
    return seconds
