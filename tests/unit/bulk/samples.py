"""The small Parquet files of `tests/problems`: what is in them, and how they are written.

`python -m tests.unit.bulk.samples` writes them anew.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

PROBLEMS = Path(__file__).parents[2] / "problems"
_UNITS = ["甲单位", "乙单位", "丙单位"]
_SOUND: dict[str, Any] = {
    "单位": _UNITS,
    "示例": ["是", "是", "是"],
    "应访户数": [48, 48, 50],
    "实访户数": [46, 48, 50],
    "案件数": [0, 0, 1],
    "弄虚作假": [False, False, False],
    "准确率(%)": [Decimal("98.5"), Decimal("100.0"), Decimal("99.3")],
    "试点数": [1, 0, 0],
    "试点数.佐证": ["立项文件", None, None],
    "核查结论": ["属实", "属实", "不属实"],
}
SAMPLES: dict[str, dict[str, Any]] = {
    "F471/数据.parquet": {
        **{name: column for name, column in _SOUND.items() if name != "准确率(%)"},
        "准确率": [Decimal("0.985"), Decimal("1.000"), Decimal("0.993")],
    },
    "F473/数据.parquet": {**_SOUND, "案件数": [[], [], ["第3号"]]},
    # Without the last unit, so that the command has something to tell by its exit code.
    "F474/数据.parquet": {
        name: pa.array([1.0, 0.0], pa.float64()) if name == "试点数" else column[:2] for name, column in _SOUND.items()
    },
    "F476/数据/数据.parquet": _SOUND,
}


def table_of(name: str) -> pa.Table:
    """Return what is in a file."""
    return pa.table(SAMPLES[name])


def main() -> None:
    """Write all files."""
    for name in SAMPLES:
        path = PROBLEMS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table_of(name), path)


if __name__ == "__main__":
    main()
