"""Parquet files that are broken behind their beginning, hold what is no value, or mean two things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.bulk.load import load_bulk
from engine.problem.codes import Code
from tests.unit.bulk.both_ways import differences, scheme_of, write_csv

if TYPE_CHECKING:
    from pathlib import Path

UNITS = ["甲单位", "乙单位", "丙单位", "丁单位", "戊单位"]


def told(path: Path, **columns: Any) -> list[tuple[str, str]]:  # noqa: ANN401  whatever a column can be made of
    pq.write_table(pa.table({"单位": UNITS} | columns), path, compression="none", use_dictionary=False)
    return read(path)


def read(path: Path) -> list[tuple[str, str]]:
    return [(each.code.value, each.message) for each in load_bulk(scheme_of(), path, path.name)[1]]


def test_text_that_is_none_is_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "汇总.parquet"
    told(path, 档次=["好", "中", "差", "好", "中"])
    path.write_bytes(path.read_bytes().replace("差".encode(), b"\xff\xfe\xfd"))
    assert read(path) == [(Code.BULK_BROKEN.value, "“汇总.parquet”不是完好的 Parquet 文件")]


def test_damage_at_the_end_is_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "汇总.parquet"
    told(path, 应访=[1, 2, 3, 4, 5])
    data = bytearray(path.read_bytes())
    data[-30] ^= 0xFF
    data[-90] ^= 0xFF
    path.write_bytes(bytes(data))
    codes = {code for code, _ in read(path)}
    assert Code.FILE_UNREADABLE.value not in codes, "there is nothing wrong with the disk"


@pytest.mark.parametrize("kind", [pa.binary(4), pa.binary_view(), pa.list_(pa.int8()), pa.duration("s")])
def test_what_is_no_value_is_told(kind: pa.DataType, tmp_path: Path) -> None:
    values: Any = {pa.binary(4): b"1234", pa.binary_view(): b"1", pa.duration("s"): 5}.get(kind, [1])
    column = pa.array([values] * len(UNITS), kind) if kind != pa.binary_view() else pa.array([b"1"] * 5).cast(kind)
    codes = {code for code, _ in told(tmp_path / "汇总.parquet", 应访=column)}
    assert codes & {Code.BULK_COLUMN.value, Code.FACT_VALUE.value, Code.BULK_BROKEN.value}


def test_names_as_views_of_texts_are_read(tmp_path: Path) -> None:
    path = tmp_path / "汇总.parquet"
    pq.write_table(pa.table({"单位": pa.array(UNITS, pa.string_view()), "应访": [1, 2, 3, 4, 5]}), path)
    table, _ = load_bulk(scheme_of(), path, path.name)
    assert table is not None
    assert table.cell("甲单位", "应访").value == 1


def test_one_number_that_is_none_does_not_make_parts_percents(tmp_path: Path) -> None:
    found = told(tmp_path / "汇总.parquet", **{"覆盖率(%)": [0.95, 0.9, float("nan"), 0.8, 1.0]})
    assert Code.BULK_PERCENT.value in [code for code, _ in found]


def test_part_below_a_header_of_per_cent_is_asked_about_in_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    write_csv(path, [["单位", "覆盖率（%）"], ["甲单位", "50"], ["乙单位", "0.5"]])
    assert "覆盖率”填的是" not in differences(scheme_of(), path)
    write_csv(path, [["单位", "应访"], ["甲单位", "10²"], ["乙单位", "3 5"]])
    assert not differences(scheme_of(), path)


def test_an_empty_first_line_of_a_csv_changes_no_number(tmp_path: Path) -> None:
    """The library passes over it; what stands below is read as texts all the same, and no float comes in."""
    rows = ["单位,应访"] + [f"{unit},{number}" for number, unit in enumerate(UNITS, start=9_007_199_254_740_993)]
    found = []
    for name, first in (("甲.csv", ""), ("乙.csv", "\n")):
        (tmp_path / name).write_text(first + "\n".join(rows) + "\n", encoding="utf-8")
        found.append([message for _, message in read(tmp_path / name)])
    assert found[0] == found[1]
    assert any("9007199254740993" in message for message in found[0])
