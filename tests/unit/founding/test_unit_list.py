"""Lists of units as offices have them, and everything that can be wrong with one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine.founding.unit_list import LONGEST_NAME, load_units, units_in_file, units_in_words, units_text
from engine.reading.compose import compose
from engine.text.source import Source
from engine.text.tree import Mapping, scalars

if TYPE_CHECKING:
    from pathlib import Path

    from engine.founding.unit_list import ListedUnit
    from engine.problem.problem import Problem


def told(units: list[ListedUnit]) -> list[tuple[str, str | None, str | None]]:
    return [(unit.name, unit.code, unit.group) for unit in units]


def lines(problems: list[Problem]) -> list[tuple[str, int | None, str]]:
    return [(each.code.value, each.span.line if each.span else None, each.message) for each in problems]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("甲局\n\n  乙局  \n", [("甲局", None, None), ("乙局", None, None)]),
        ("单位名称\n甲局\n乙局\n", [("甲局", None, None), ("乙局", None, None)]),
        ("甲局\n乙局", [("甲局", None, None), ("乙局", None, None)]),
        ("甲局,\n乙局,,\n", [("甲局", None, None), ("乙局", None, None)]),
        ("序号,编码,单位,电话\n1,001,甲局,x\n2,002,乙局,y\n", [("甲局", "001", None), ("乙局", "002", None)]),
        ("名称,分组\n甲局,城区\n乙局,郊区\n", [("甲局", None, "城区"), ("乙局", None, "郊区")]),
        ("名称\t编码\n甲局\t1\n乙局\t\n", [("甲局", "1", None), ("乙局", None, None)]),
        ('名称,编码\n"甲局",""\n', [("甲局", None, None)]),
        ("甲局（筹）\n123\n是\n", [("甲局（筹）", None, None), ("123", None, None), ("是", None, None)]),
    ],
)
def test_lists_are_read(text: str, units: list[tuple[str, str | None, str | None]]) -> None:
    found, problems = units_in_file(Source("名单.csv", text))
    assert (told(found), problems) == (units, [])


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("I010", None, "名单里没有单位")]),
        ("名称,编码\n", [("I010", None, "名单里没有单位")]),
        ("1,甲局\n2,乙局\n", [("I010", 1, "有几列，不知道哪一列是单位名称")]),
        ("名称,编码\n甲局,1\n,2\n", [("I010", 3, "这一行没有单位名称")]),
        ("甲局\n乙局\n甲局\n", [("I011", 3, "单位“甲局”写了两次")]),
        ("名称,编码\n甲局,1\n乙局,1\n", [("I011", 3, "编码“1”写了两次")]),
        ("名称,分组\n甲局,城区\n乙局,\n", [("I010", 3, "“乙局”没有写分组")]),
        ("甲局/乙局\n", [("I010", 1, "单位名称“甲局/乙局”里有“/”，不能用作文件名")]),
        ("甲局?\n", [("I010", 1, "单位名称“甲局?”里有“?”，不能用作文件名")]),
        ("甲局、乙局\n", [("I010", 1, "“甲局、乙局”像是几个单位写在一起")]),
        ("甲局 乙局\n", [("I010", 1, "“甲局 乙局”像是几个单位写在一起")]),
        ("甲局\n13800138000\n", [("F310", 2, "这里像是一个手机号码，考核数据里不能有个人信息")]),
        ("名称,分组\n甲局,城/郊\n", [("I010", 2, "组名“城/郊”里有不能用的符号")]),
        ("局" * (LONGEST_NAME + 1), [("I010", 1, f"单位名称太长：有 {LONGEST_NAME + 1} 个字")]),
        (
            "甲局\n甲局\n乙:局\n",
            [("I011", 2, "单位“甲局”写了两次"), ("I010", 3, "单位名称“乙:局”里有“:”，不能用作文件名")],
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text: str, problems: list[tuple[str, int | None, str]]) -> None:
    assert lines(units_in_file(Source("名单.csv", text))[1]) == problems


def test_names_may_be_run_together() -> None:
    found, problems = units_in_words("甲局,乙局，丙局、丁局 戊局;")
    assert [unit.name for unit in found] == ["甲局", "乙局", "丙局", "丁局", "戊局"]
    assert problems == []
    assert [unit.span.text for unit in found] == [unit.name for unit in found]


def test_a_name_twice_on_the_command_line_is_told_at_its_place() -> None:
    (problem,) = units_in_words("甲局,乙局,甲局")[1]
    assert problem.code.value == "I011"
    assert problem.span is not None
    assert str(problem.span) == "--units:1:7"


def test_bytes_with_a_mark_and_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "名单.txt"
    path.write_bytes("\ufeff甲局\r\n乙局\r\n".encode())
    assert told(load_units(str(path))[0]) == [("甲局", None, None), ("乙局", None, None)]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("名单.csv", "名称\n甲局\n".encode("gbk"), "Y002"), ("名单.xlsx", b"PK\x03\x04\x00\x00\x08\x00", "I003")],
)
def test_what_excel_saves_otherwise_is_refused_with_the_way_out(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    units, (problem,) = load_units(str(tmp_path / name))
    assert units == []
    assert problem.code.value == code
    assert "CSV UTF-8" in problem.help


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    for name in ("没有.txt", "没有.csv"):
        _, (problem,) = load_units(str(tmp_path / name))
        assert problem.code.value == "I001"


@pytest.mark.parametrize(
    "name", ["甲局", "- 乙", "# 丙", "丁 局", "~", "null", "戊“局”", "己'局", "a: b", "[庚]", "是", "007"]
)
def test_any_name_is_read_back_as_it_was(name: str) -> None:
    unit = replace(units_in_words("甲")[0][0], name=name, code=name, group=name)
    tree, problems = compose(Source("单位.yaml", units_text([unit])))
    assert problems == []
    assert isinstance(tree, Mapping)
    assert [scalar.text for scalar in scalars(tree)] == ["考核对象", name, "名称", name, "编码", name]
