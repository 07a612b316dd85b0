"""The list of units as a table: the same units as a YAML list, and its mistakes at their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.reading.read_scheme import load_scheme

SCHEME = (Path(__file__).parents[2] / "problems" / "scheme.yaml").read_text("utf-8")
UNITS = SCHEME[SCHEME.index("考核对象:") : SCHEME.index("数据来源:")]


def read(text: str, folder: Path, encoding: str = "utf-8") -> tuple[list[tuple[str, ...]], list[tuple[str, str, str]]]:
    """The units with their groups and codes, and code, cell and message of what is told."""
    (folder / "名单.csv").write_text(text, encoding)
    (folder / "方案.yaml").write_text(SCHEME.replace(UNITS, "考核对象文件: 名单.csv\n"), "utf-8")
    scheme, problems = load_scheme(folder / "方案.yaml")
    told = [
        (each.code.value, each.span.cell[1] if each.span and each.span.cell else "", each.message) for each in problems
    ]
    return [(unit.name, unit.group or "", unit.code or "") for unit in scheme.units] if scheme else [], told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_table_lists_the_units(encoding: str, tmp_path: Path) -> None:
    text = "某区参评单位\n序号,单位,单位编码,组别\n1,甲单位,0101,一组\n2,丙单位,0201,二组\n\n3,乙单位,,一组\n"
    assert read(text, tmp_path, encoding) == (
        [("甲单位", "一组", "0101"), ("乙单位", "一组", ""), ("丙单位", "二组", "0201")],
        [],
    )


def test_table_without_groups(tmp_path: Path) -> None:
    assert read("名称\n甲单位\n乙单位\n", tmp_path) == ([("甲单位", "", ""), ("乙单位", "", "")], [])


@pytest.mark.parametrize(
    ("text", "code", "cell", "words"),
    [
        ("甲单位\n乙单位\n", "F441", "A1", "认不出表头"),
        ("单位\n甲单位\n甲单位\n", "S110", "A3", "单位“甲单位”列了两次"),
        ("单位,分组\n甲单位,一组\n乙单位,\n", "F444", "B3", "没有写“分组”"),
        ("单位,编码\n甲单位,1\n,2\n", "F444", "A3", "没有写“单位”"),
        ("单位\n", "S103", "A1", "“考核对象”后面没有内容"),
    ],
)
def test_mistake_is_told_at_its_cell(text: str, code: str, cell: str, words: str, tmp_path: Path) -> None:
    units, told = read(text, tmp_path)
    assert units == []
    assert [(each[0], each[1]) for each in told if words in each[2]] == [(code, cell)], told
