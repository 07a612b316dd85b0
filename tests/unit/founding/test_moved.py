"""A scheme moves to a later year in the few places that have to, and keeps every other character."""

from __future__ import annotations

from datetime import date

import pytest

from engine.founding.moved import changes, move_of, moved_day
from engine.reading.compose import compose
from engine.reading.read_scheme import read_scheme
from engine.text.edits import edited
from engine.text.source import Source
from engine.text.tree import Mapping
from tests.unit.founding.laid import changed

TEXT = """\
# 抬头
方案编号: 甲-2021  # 编号
格式: 1
名称: "2021年度考核"
年度: 2021
考核期间: 2021-01-01 至 2021-12-31
依据文件:
  - {名称: 2021年办法, 文号: 某〔2021〕1号}
分数: {总分: 10, 最低分: 0, 最高分: 10, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
考核对象: [甲单位]
数据来源: {取值顺序: [核定, 自评]}
数据项:
  件数: {类型: 整数, 下限: 0}
指标:
  A: {名称: 件数, 分值: 10, 计算公式: 件数, 计分: {方法: 按次得分, 每: 1, 得: 1}, 条款: 2021年办法第一条}
等次: [{名称: 不分, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""
LAST = "上年:\n  数据: 上年/事实\n  结果: 上年/结果.json\n  方案编号: 甲-2021\n\n"


def moved(text: str, year: int | None = None) -> str:
    """The text of the scheme a year later; what comes out is a sound scheme again."""
    source = Source("方案.yaml", text)
    scheme, problems = read_scheme(source)
    assert scheme is not None, problems
    tree, _ = compose(source)
    assert isinstance(tree, Mapping)
    move = move_of(scheme, year)
    assert move is not None
    found = edited(text, [each.edit for each in changes(tree, scheme, move, None)])
    again, problems = read_scheme(Source("方案.yaml", found))
    assert again is not None, problems
    assert again.id != scheme.id
    return found


@pytest.mark.parametrize(
    ("day", "by", "expected"),
    [
        ("2021-01-01", 1, "2022-01-01"),
        ("2023-02-28", 1, "2024-02-29"),
        ("2024-02-29", 1, "2025-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2024-02-28", 1, "2025-02-28"),
        ("2099-02-28", 1, "2100-02-28"),
        ("2020-12-31", 5, "2025-12-31"),
    ],
)
def test_days(day: str, by: int, expected: str) -> None:
    assert moved_day(date.fromisoformat(day), by) == date.fromisoformat(expected)


def test_what_says_the_year_moves_and_nothing_else() -> None:
    found = moved(TEXT)
    assert LAST in found
    assert found.index(LAST) + len(LAST) == found.index("数据项:")
    assert changed(TEXT, found.replace(LAST, "")) == {
        "方案编号: 甲-2021  # 编号": "方案编号: 甲-2022  # 编号",
        '名称: "2021年度考核"': "名称: 2022年度考核",
        "年度: 2021": "年度: 2022",
        "考核期间: 2021-01-01 至 2021-12-31": "考核期间: 2022-01-01 至 2022-12-31",
    }


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("2021-01-01 至 2021-12-31", "2020-10-01 至 2021-09-30", "考核期间", "2021-10-01 至 2022-09-30"),
        ("2021-01-01 至 2021-12-31", "2020-03-01 至 2021-02-28", "考核期间", "2021-03-01 至 2022-02-28"),
        ("2021-01-01 至 2021-12-31", "2021-01-01 至 2021-12-31\n截至: 2021-08-31", "截至", "2022-08-31"),
        ("2021-01-01 至 2021-12-31", '"2021年度"', "考核期间", '"2022年度"'),
    ],
)
def test_time(old: str, new: str, before: str, after: str) -> None:
    assert f"{before}: {after}\n" in moved(TEXT.replace(old, new))


def test_a_leap_day_at_the_end() -> None:
    text = TEXT.replace("2021-01-01 至 2021-12-31", "2023-03-01 至 2024-02-29").replace("年度: 2021", "年度: 2024")
    assert "考核期间: 2024-03-01 至 2025-02-28\n" in moved(text)
    assert "考核期间: 2027-03-01 至 2028-02-29\n" in moved(text, 2028)


def test_an_id_without_a_year_gets_one() -> None:
    found = moved(TEXT.replace("甲-2021", "甲"))
    assert "方案编号: 甲-2022" in found
    assert "  方案编号: 甲\n" in found


def test_a_term_moves_by_its_length_with_the_years_in_its_formulas() -> None:
    text = (
        TEXT.replace("2021-01-01 至 2021-12-31", "2017-01-01 至 2021-12-31")
        .replace("{类型: 整数,", "{类型: 整数, 周期: 年,")
        .replace("计算公式: 件数,", "计算公式: 件数.2021年 + 件数.2017年,")
    )
    found = moved(text)
    assert "考核期间: 2022-01-01 至 2026-12-31" in found
    assert "计算公式: 件数.2026年 + 件数.2022年," in found
    assert "条款: 2021年办法第一条" in found


@pytest.mark.parametrize(
    "last",
    [
        "上年:\n  数据: 2020年/事实\n  结果: 2020年/结果.json\n",
        "上年: {数据: 2020年/事实}\n",
        "上年:\n  结果: 2020年/结果.json\n  方案编号: 甲-2020\n",
        "上年: {数据: 2020年/事实, 结果: 2020年/结果.json, 方案编号: 甲-2020}\n",
    ],
)
def test_last_year_that_is_named_already_is_named_anew(last: str) -> None:
    found = moved(TEXT.replace("数据项:", f"{last}数据项:"))
    assert found.count("上年:") == 1
    assert "2020" not in found
    assert all(part in found for part in ("数据: 上年/事实", "结果: 上年/结果.json", "方案编号: 甲-2021"))


def test_comments_above_facts_stay_with_them() -> None:
    found = moved(TEXT.replace("数据项:", "# 一、数据\n# 都要报\n数据项:"))
    assert f"{LAST}# 一、数据\n# 都要报\n数据项:" in found


BRACES = """\
{方案编号: 甲-2021, 格式: 1, 名称: 2021年度考核, 年度: 2021, 分数: {总分: 10, 最低分: 0, 最高分: 10,
 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}, 考核对象: [甲单位],
 数据来源: {取值顺序: [核定, 自评]}, 数据项: {件数: {类型: 整数, 下限: 0}},
 指标: {A: {名称: 件数, 分值: 10, 计算公式: 件数, 计分: {方法: 按次得分, 每: 1, 得: 1}}},
 等次: [{名称: 不分, 条件: 其余}], 公布: {版本: 内部版, 名单顺序: 单位顺序}}
"""


def test_a_scheme_in_braces() -> None:
    found = moved(BRACES)
    assert "上年: {数据: 上年/事实, 结果: 上年/结果.json, 方案编号: 甲-2021}, 数据项:" in found
    assert "{方案编号: 甲-2022, 格式: 1, 名称: 2022年度考核, 年度: 2022, " in found


def test_a_scheme_that_says_no_year_needs_to_be_told() -> None:
    text = "\n".join(line for line in TEXT.splitlines() if not line.startswith(("年度", "考核期间"))) + "\n"
    scheme, _ = read_scheme(Source("方案.yaml", text.replace("甲-2021", "甲")))
    assert scheme is not None
    assert move_of(scheme, None) is None
    found = moved(text.replace("甲-2021", "甲"), 2030)
    assert "方案编号: 甲-2030" in found
    assert "2021年度考核" in found
