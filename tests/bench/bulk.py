"""Facts of hundreds of thousands of units as a Parquet file: how long it takes to read them, and how much memory.

`python -m tests.bench.bulk make FILE UNITS` writes the file; `python -m tests.bench.bulk read FILE UNITS` reads it in
this process and prints one JSON object a line.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from engine.bulk.load import load_bulk
from engine.facts.table import scale_of
from engine.scheme.model import FactType, UnitEntry
from tests.bench.workload import GROUPS, mixed_scheme, random_columns

if TYPE_CHECKING:
    from engine.columns.ints import Array
    from engine.scheme.model import FactDeclaration, Scheme


def scheme_of(count: int) -> Scheme:
    """Return the scheme of sixty indicators with so many units."""
    scheme = mixed_scheme()
    span = scheme.units[0].span
    return replace(
        scheme, units=tuple(UnitEntry(f"单位{at:07}", GROUPS[at % len(GROUPS)], span=span) for at in range(count))
    )


def write_facts(scheme: Scheme, path: Path, seed: int = 1) -> None:
    """Write random facts: whole numbers as integers, percentages as decimals, 是否 as texts."""
    count = len(scheme.units)
    arrays: dict[str, pa.Array] = {"单位": pa.array([unit.name for unit in scheme.units])}
    for name, (values, state) in random_columns(scheme, count, seed).items():
        fact = scheme.facts[name]
        head = f"{name}(%)" if fact.type is FactType.PERCENT else name
        arrays[head] = _array(fact, values, state != 0)
    pq.write_table(pa.table(arrays), path)


def _array(fact: FactDeclaration, values: Array, missing: Array) -> pa.Array:
    match fact.type:
        case FactType.YES_NO:
            codes = pa.array(values.astype(np.int8), mask=missing)
            return pa.DictionaryArray.from_arrays(codes, ["否", "是"])
        case FactType.PERCENT:
            scale = scale_of(fact) - 2
            whole = pa.array(values, mask=missing)
            return pa.Array.from_buffers(
                pa.decimal128(9, scale),
                len(values),
                [whole.buffers()[0], pa.py_buffer(_wide(values))],
                whole.null_count,
            )
        case _:
            return pa.array(values.astype(np.int32), mask=missing)


def _wide(values: Array) -> bytes:
    return np.stack([values, values >> 63], axis=1).tobytes()


def main(what: str, file: str, units: str) -> None:
    """Make or read a file."""
    scheme, path = scheme_of(int(units)), Path(file)
    if what == "make":
        write_facts(scheme, path)
        return
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, used = time.perf_counter(), time.process_time()
    table, problems = load_bulk(scheme, path, path.name)
    taken, spent = time.perf_counter() - start, time.process_time() - used
    assert table is not None, problems
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"name": "bulk_read", "units": int(units), "seconds": round(taken, 3), "cpu": round(spent, 3)}))
    print(json.dumps({"name": "bulk_read_memory", "before_mb": before // 1024, "peak_mb": peak // 1024}))
    print(json.dumps({"problems": len(problems)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
