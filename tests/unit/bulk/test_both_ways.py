"""A table of facts means the same in columns as cell by cell: values, states, places, and every problem's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.bulk import random_tables
from tests.unit.bulk.both_ways import differences, read_cells, read_columns, scheme_of, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.bulk.random_tables import Rows

SEEDS = 15


@pytest.mark.parametrize("wrong", [0, 5, 30])
@pytest.mark.parametrize("make", [random_tables.wide, random_tables.long, random_tables.by_origin, random_tables.dirty])
def test_random_tables(make: Callable[[int, int], Rows], wrong: int, tmp_path: Path) -> None:
    scheme, path = scheme_of(), tmp_path / "表.csv"
    for seed in range(SEEDS):
        rows = make(seed, wrong)
        write_csv(path, rows)
        shown = "\n".join(",".join(row) for row in rows)
        assert not (found := differences(scheme, path)), f"seed {seed}\n{shown}\n{found}"


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("单位,应防", "甲单位,1"),
        ("单位,应访（户）", "甲单位,1"),
        ("单位,应访（人）", "甲单位,1"),
        ("单位,应访.市级", "甲单位,1"),
        ("单位,期数", "甲单位,1"),
        ("单位,应访,备注", "甲单位,1,略"),
        ("单位,数据项,数值", "甲单位,,3"),
        ("单位,数据项,数值", "甲单位,没有的,3"),
    ],
)
def test_what_cannot_be_used_is_told_with_the_same_code(heads: str, row: str, tmp_path: Path) -> None:
    scheme, path = scheme_of(), tmp_path / "表.csv"
    write_csv(path, [heads.split(","), row.split(",")])
    cells, columns = (
        {each.code for each in read(scheme, path)[1] if each.code.value in CODES} for read in (read_cells, read_columns)
    )
    assert cells == columns


CODES = ("F441", "F442", "F443", "F444", "F445", "F447", "F305", "F312", "F306")
