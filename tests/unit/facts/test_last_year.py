"""Last year's facts and results: taken where this year has nothing, with their place; wrong files are told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from engine import api
from engine.problem.codes import Code
from engine.report.score import score_json
from engine.report.why import why_text
from engine.scheme.view import AS_SAID, View

if TYPE_CHECKING:
    from pathlib import Path

    from engine.problem.problem import Problem

SCHEME = """\
方案编号: t-2021
格式: 1
名称: 试
年度: 2021
分数: {总分: 10, 最低分: 0, 最高分: 10, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
考核对象: [甲单位, 乙单位]
数据来源: {取值顺序: [核定, 自评], 可认定不适用: [核定]}
上年: {数据: 去年, 结果: 结果.json}
数据项:
  件数: {类型: 整数, 下限: 0}
  上年件数: {类型: 整数, 下限: 0, 取自上年: 件数}
  上年各季: {类型: 整数, 周期: 季度, 下限: 0, 取自上年: 各季}
  上年得分: {类型: 小数, 取自上年: 得分}
  上年名次: {类型: 整数, 下限: 1, 取自上年: 名次}
  上年等次: {类型: 选项, 选项: [好, 差], 取自上年: 等次}
指标:
  A: {名称: 件数, 分值: 10, 计算公式: 件数 - 上年件数 + 合计(上年各季), 计分: {方法: 按比例得分, 目标: 10}}
规则:
  V1: {类别: 一票否决, 名称: 上年差, 触发条件: 上年等次 = 差 且 上年得分 < 60 且 上年名次 > 1, 处理: {评定为: 差}}
等次: [{名称: 好, 条件: 得分 >= 5}, {名称: 差, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
"""
LAST = """\
单位: {unit}
方案编号: t-2020
数据:
  件数: {{自评: 1, 核定: {count}}}
  各季: {{一季度: 1, 二季度: 0, 三季度: 0, 四季度: 1}}
  不再考核的: 多少都行
"""


def results(**changes: object) -> str:
    units = [
        {"unit": "甲单位", "score": "92.50", "rank": "1", "tier": "好"},
        {"unit": "乙单位", "score": "59.99", "rank": "2", "tier": "差"},
    ]
    data = {"schema": "kaohe/score@1", "scheme": {"id": "t-2020"}, "illustrative": False, "units": units}
    return json.dumps({**data, **changes}, ensure_ascii=False, indent=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "方案.yaml").write_text(SCHEME, "utf-8")
    (tmp_path / "结果.json").write_text(results(), "utf-8")
    for name in ("去年", "事实"):
        (tmp_path / name).mkdir()
    for unit, count in (("甲单位", 3), ("乙单位", 4)):
        (tmp_path / "去年" / f"{unit}.yaml").write_text(LAST.format(unit=unit, count=count), "utf-8")
        text = f"单位: {unit}\n方案编号: t-2021\n数据: {{件数: 7}}\n"
        (tmp_path / "事实" / f"{unit}.yaml").write_text(text, "utf-8")
    return tmp_path


def checked(folder: Path, view: View = AS_SAID) -> list[Problem]:
    return api.check(folder / "方案.yaml", folder / "事实", view)[2]


def why(folder: Path, unit: str, view: View = AS_SAID) -> str:
    scheme, table, problems = api.check(folder / "方案.yaml", folder / "事实", view)
    assert scheme is not None
    assert table is not None, problems
    return why_text(api.explain(api.assess(scheme, table), unit))


def test_values_come_with_their_place(folder: Path) -> None:
    assert checked(folder) == []
    text = why(folder, "乙单位")
    assert "上年件数 = 4（上年核定）  去年/乙单位.yaml:4" in text
    assert "上年各季：一季度 1、二季度 0、三季度 0、四季度 1（上年自评）  去年/乙单位.yaml:5" in text
    assert "7 - 4 + 合计（1、0、0、1） = 5" in text
    assert "上年得分 = 59.99（上年结果）  结果.json:" in text
    assert "触发，条件是上年等次为“差”，且上年得分低于 60，且上年名次高于 1" in text
    assert "未触发" in why(folder, "甲单位")


def test_own_value_wins(folder: Path) -> None:
    text = "单位: 乙单位\n方案编号: t-2021\n数据: {件数: 7, 上年件数: 6, 上年等次: 好}\n"
    (folder / "事实" / "乙单位.yaml").write_text(text, "utf-8")
    assert "上年件数 = 6（自评）" in why(folder, "乙单位")
    assert "上年等次为“好”：不成立" in why(folder, "乙单位")


def test_a_unit_without_last_year_has_nothing(folder: Path) -> None:
    (folder / "去年" / "乙单位.yaml").unlink()
    assert {problem.code for problem in checked(folder)} == {Code.FACT_MISSING}
    assert "得分算不出来" in why(folder, "乙单位")


def test_made_up_results_make_this_year_made_up(folder: Path) -> None:
    assert "【示例】" not in why(folder, "甲单位")
    (folder / "结果.json").write_text(results(illustrative=True), "utf-8")
    assert "【示例】" in why(folder, "甲单位")


def test_made_up_facts_make_this_year_made_up(folder: Path) -> None:
    path = folder / "去年" / "乙单位.yaml"
    path.write_text("示例: 是\n" + path.read_text("utf-8"), "utf-8")
    assert "【示例】" in why(folder, "甲单位")


def test_what_a_command_names_goes_first(folder: Path) -> None:
    (folder / "另一份").mkdir()
    (folder / "另一份" / "甲单位.yaml").write_text(LAST.format(unit="甲单位", count=2), "utf-8")
    assert "上年件数 = 2（上年核定）" in why(folder, "甲单位", View(last_facts=folder / "另一份"))


def test_written_results_are_read_back(folder: Path) -> None:
    scheme, table, _ = api.check(folder / "方案.yaml", folder / "事实")
    assert scheme is not None
    assert table is not None
    written = score_json(api.assess(scheme, table)).replace("t-2021", "t-2020")
    (folder / "结果.json").write_text(written, "utf-8")
    assert checked(folder) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{}", Code.NOT_RESULTS),
        ("通报", Code.NOT_RESULTS),
        (results(schema="kaohe/trace@1"), Code.NOT_RESULTS),
        (results(units=[{"unit": "甲单位", "score": 92.5}]), Code.NOT_RESULTS),
        (results(scheme={"id": "t-2021"}), Code.OTHER_SCHEME),
        (results(units=[{"unit": "甲单位", "tier": "良好"}]), Code.FACT_VALUE),
        (results(units=[{"unit": "甲单位", "rank": "0"}]), Code.FACT_LIMIT),
    ],
)
def test_wrong_results_are_told(folder: Path, text: str, code: Code) -> None:
    (folder / "结果.json").write_text(text, "utf-8")
    assert code in {problem.code for problem in checked(folder)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("t-2020", "t-2021", Code.OTHER_SCHEME),
        ("t-2020", "t-2019", Code.OTHER_SCHEME),
        ("单位: 乙单位", "单位: 甲单位", Code.UNIT_TWICE),
        ("核定: 4", "核定: 不少", Code.FACT_VALUE),
        ("不再考核的: 多少都行", "电话: 13800000000", Code.PERSONAL_DATA),
        ("数据:", "数居:", Code.FACT_VALUE),
    ],
)
def test_wrong_facts_of_last_year_are_told(folder: Path, old: str, new: str, code: Code) -> None:
    path = folder / "去年" / "乙单位.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert code in {problem.code for problem in checked(folder)}


def test_the_scheme_of_last_year_may_be_named(folder: Path) -> None:
    named = SCHEME.replace("结果: 结果.json", "结果: 结果.json, 方案编号: t-2019")
    (folder / "方案.yaml").write_text(named, "utf-8")
    assert {problem.code for problem in checked(folder)} >= {Code.OTHER_SCHEME}


def test_files_that_are_not_there_are_told(folder: Path) -> None:
    (folder / "方案.yaml").write_text(SCHEME.replace("去年, 结果: 结果.json", "前年, 结果: 无.json"), "utf-8")
    assert {problem.code for problem in checked(folder)} >= {Code.FILE_NOT_FOUND}


def test_last_year_too_a_unit_may_have_several_files(folder: Path) -> None:
    path = folder / "去年" / "乙单位.yaml"
    path.write_text(path.read_text("utf-8").replace("{自评: 1, 核定: 4}", "1"), "utf-8")
    more = "单位: 乙单位\n方案编号: t-2020\n来源: 核定\n数据: {件数: 4}\n"
    (folder / "去年" / "乙单位-核定.yaml").write_text(more, "utf-8")
    scheme, table, problems = api.check(folder / "方案.yaml", folder / "事实", AS_SAID)
    assert scheme is not None, problems
    assert table is not None, problems
    taken = table.cell("乙单位", "上年件数")
    assert taken.value == 4
    assert taken.counted is not None
    assert taken.counted.span.on_line.endswith("乙单位-核定.yaml:4")
