"""A list of units as a Parquet file: the same units as from YAML, and its mistakes told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.problem.codes import Code
from engine.reading.read_scheme import load_scheme
from tests.unit.bulk.both_ways import SCHEME, scheme_of

if TYPE_CHECKING:
    from pathlib import Path

    from engine.problem.problem import Problem
    from engine.scheme.model import Scheme

LISTED = "考核对象: {城: [甲单位, 乙单位], 乡: [丙单位, 丁单位, 戊单位]}"
UNITS = ["甲单位", "乙单位", "丙单位", "丁单位", "戊单位"]
GROUPS = ["城", "城", "乡", "乡", "乡"]


def read(folder: Path, columns: dict[str, list[Any]] | bytes) -> tuple[Scheme | None, list[Problem]]:
    assert LISTED in SCHEME
    (folder / "方案.yaml").write_text(SCHEME.replace(LISTED, "考核对象文件: 单位.parquet"), "utf-8")
    if isinstance(columns, bytes):
        (folder / "单位.parquet").write_bytes(columns)
    else:
        pq.write_table(pa.table(columns), folder / "单位.parquet")
    return load_scheme(folder / "方案.yaml")


def test_the_units_are_those_of_a_yaml_list(tmp_path: Path) -> None:
    scheme, problems = read(tmp_path, {"分组": GROUPS, "单位": [f" {unit}" for unit in UNITS]})
    assert scheme is not None, problems
    assert scheme.units == scheme_of().units
    assert problems == []


def test_codes_are_read(tmp_path: Path) -> None:
    scheme, problems = read(tmp_path, {"单位名称": UNITS, "组别": GROUPS, "单位编码": ["01", "02", "03", None, "05"]})
    assert scheme is not None, problems
    assert [unit.code for unit in scheme.units] == ["01", "02", "03", None, "05"]


@pytest.mark.parametrize(
    ("columns", "code", "said", "place"),
    [
        ({"单位": [*UNITS, "乙单位"], "分组": [*GROUPS, "乡"]}, Code.ID_TWICE, "单位“乙单位”列了两次", "第6行 单位"),
        ({"单位": [*UNITS, None], "分组": [*GROUPS, "乡"]}, Code.ROW_WHOSE, "名单的这一行没有写“单位”", "第6行 单位"),
        ({"单位": UNITS, "分组": [*GROUPS[:4], ""]}, Code.ROW_WHOSE, "名单的这一行没有写“分组”", "第5行 分组"),
        ({"名字": UNITS, "分组": GROUPS}, Code.TABLE_HEADER, "这张单位名单认不出表头", ""),
        (b"PK\3\4", Code.BULK_BROKEN, "不是完好的 Parquet 文件", ""),
    ],
)
def test_mistakes(columns: dict[str, list[Any]] | bytes, code: Code, said: str, place: str, tmp_path: Path) -> None:
    scheme, problems = read(tmp_path, columns)
    assert scheme is None
    found = next(each for each in problems if each.code is code)
    assert said in found.message
    assert str(found.span or "").endswith(place)


def test_no_such_file(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(SCHEME.replace(LISTED, "考核对象文件: 单位.parquet"), "utf-8")
    scheme, problems = load_scheme(tmp_path / "方案.yaml")
    assert scheme is None
    assert Code.FILE_NOT_FOUND in {each.code for each in problems}
