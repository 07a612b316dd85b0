"""The runner can fail: whatever a case expects, it says so when something else comes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.cases.read_cases import read_cases
from engine.cases.run import run_case
from engine.report.problems import problems_text
from engine.text.source import Source

if TYPE_CHECKING:
    from engine.cases.case import CaseFile

ROOT = Path(__file__).parents[3]
PIECES = """\
数据项:
  甲: {类型: 小数, 小数位: 2, 下限: 0, 可不适用: 是}
  乙: {类型: 整数, 下限: 0}
  丙: {类型: 是否}
指标:
  A:
    名称: 一类
    分值: 30
    分项:
      A1: {名称: 甲项, 分值: 20, 计算公式: 甲, 计分: {方法: 按比例得分, 目标: 30}}
      A2: {名称: 乙项, 分值: 10, 计算公式: 乙, 计分: {方法: 每发生扣分, 每发生: 1, 扣: 4, 扣分范围: 本项}}
加分:
  J: {名称: 创新, 计算公式: 乙, 每项: 1, 加分上限: 2}
分数: {最高分: 32}
规则:
  V1: {类别: 一票否决, 名称: 虚报, 触发条件: 丙 = 是, 处理: {评定为: 丁}}
  W1: {类别: 预警督办, 名称: 偏低, 触发条件: A2.得分率 < 70%, 处理: {预警等级: 黄色}}
等次:
  - {名称: 乙等, 条件: 得分 >= 20}
  - {名称: 丁, 条件: 其余}
数据: {甲: 10, 乙: 0, 丙: 否}
"""


def read(text: str) -> CaseFile:
    cases, problems = read_cases(Source("用例.yaml", text), ROOT / "tests" / "problems")
    assert cases is not None, problems_text(problems)
    assert problems == []
    return cases


def told(case: str) -> list[tuple[str, str, str]]:
    """What differs in one case of the sample scheme, by what, expected and found."""
    cases = read(PIECES + "用例:\n  一例: " + case)
    result = run_case(cases, cases.cases[0])
    units = {each.unit for each in result.differences}
    assert {each.unit for each in result.explained} >= units - {None}
    return [(each.what, each.expected, each.found) for each in result.differences]


# 20 x 10/30 = 20/3 for A1, full points for A2.
RIGHT = [
    "{数据: {丙: 否}, 得分: {A1: 20/3, A2: 10, A: 50/3, J: 0}}",
    "{数据: {丙: 否}, 得分: {A1: 200/30}, 总分: 16.67, 等次: 丁, 名次: 1, 触发: 无}",
    "{数据: {丙: 否}, 总分: '16.670'}",
    "{数据: {丙: 是, 乙: 1}, 触发: [W1, V1], 得分: {A2: 6, J: 1}}",
    "{数据: {丙: 是}, 触发: V1}",
    "{数据: {甲: 未报}, 得分: {A1: 算不出来, A: 算不出来}, 总分: 算不出来, 名次: 不排名次}",
    "{数据: {甲: 未报}, 得分: {J: 0}, 等次: 暂不能定}",
    "{数据: {甲: 不适用}, 得分: {A1: 不计分, A2: 10}, 总分: 30}",
    "{数据: {丙: 否}, 说明含: [得满分, 得分 16.67]}",
    "{数据: {甲: -1}, 问题: F307}",
    "{数据: {甲: -1, 丁: 1}, 问题: [F305, F307]}",
    "{单位: {甲单位: {数据: {甲: 30}, 名次: 1}, 乙单位: {数据: {甲: {核定: 15, 自评: 30}}, 名次: 2, 得分: {A1: 10}}}}",
]  # fmt: skip
WRONG = [
    ("{数据: {丙: 否}, 得分: {A1: 6.67}}", ("A1 的得分", "6.67", "20/3")),
    ("{数据: {丙: 否}, 得分: {A1: 不计分}}", ("A1 的得分", "不计分", "20/3")),
    ("{数据: {甲: 不适用}, 得分: {A1: 0}}", ("A1 的得分", "0", "不计分")),
    ("{数据: {甲: 未报}, 得分: {A1: 0}}", ("A1 的得分", "0", "算不出来")),
    ("{数据: {乙: 3}, 得分: {J: 3}}", ("J 的得分", "3", "2")),
    ("{数据: {丙: 否}, 总分: 50/3}", ("总分", "50/3", "16.67")),
    ("{数据: {丙: 否}, 等次: 乙等}", ("等次", "乙等", "丁")),
    ("{数据: {丙: 否}, 名次: 2}", ("名次", "2", "1")),
    ("{数据: {丙: 是}, 触发: 无}", ("触发", "无", "V1")),
    ("{数据: {丙: 是, 乙: 1}, 触发: V1}", ("触发", "V1", "V1、W1")),
    ("{数据: {丙: 否}, 触发: W1}", ("触发", "W1", "无")),
    ("{数据: {丙: 未报}, 触发: V1}", ("触发", "V1", "无")),
    ("{数据: {丙: 否}, 说明含: [得满分, 说不到的话]}", ("说明含", "说不到的话", "没有出现")),
    ("{数据: {甲: 1}, 问题: F307}", ("问题", "F307", "无")),
    ("{数据: {甲: -1}, 问题: F310}", ("问题", "F310", "F307")),
    ("{数据: {丙: 13800000000}, 问题: F306}", ("问题", "F306", "F306、F310")),
    ("{单位: {甲单位: {数据: {甲: 30}, 名次: 2}, 乙单位: {数据: {甲: 15}}}}", ("名次", "2", "1")),
]


@pytest.mark.parametrize("case", RIGHT)
def test_case_that_is_right(case: str) -> None:
    assert told(case) == []


@pytest.mark.parametrize(("case", "difference"), WRONG)
def test_case_that_is_wrong(case: str, difference: tuple[str, str, str]) -> None:
    assert told(case) == [difference]


def test_every_difference_of_a_case_is_told() -> None:
    found = told("{数据: {丙: 是}, 得分: {A1: 1, A2: 2}, 总分: 3, 等次: 乙等, 名次: 4, 触发: 无, 说明含: 没有的话}")
    assert [what for what, _, _ in found] == ["A1 的得分", "A2 的得分", "总分", "等次", "名次", "触发", "说明含"]


def test_named_scheme_is_used_and_only_the_units_of_the_case_compete() -> None:
    unit = "乙单位: {数据: {应访户数: 40, 实访户数: 40}, 得分: {A1: 40}}"
    cases = read(f"方案: scheme.yaml\n用例:\n  一例:\n    单位:\n      {unit}\n")
    assert [unit.name for unit in cases.cases[0].units] == ["乙单位"]
    assert run_case(cases, cases.cases[0]).differences == ()


def test_units_of_a_scheme_keep_their_group() -> None:
    text = PIECES.replace("计算公式: 甲,", "计算公式: 甲, 不适用于: [东片],") + (
        "考核对象: {东片: [甲单位], 西片: [乙单位]}\n"
        "用例:\n  一例:\n    单位:\n"
        "      甲单位: {数据: {丙: 否}, 得分: {A1: 不计分}}\n      乙单位: {数据: {丙: 否}, 得分: {A1: 20/3}}\n"
        "  另一例: {数据: {丙: 否}, 得分: {A1: 20/3}}\n"
    )
    cases = read(text)
    assert [run_case(cases, case).differences for case in cases.cases] == [(), ()]


def test_value_alone_counts_where_the_scheme_knows_no_self_assessment() -> None:
    cases = read(PIECES + "数据来源: {取值顺序: [审核, 上报]}\n用例:\n  一例: {数据: {甲: 15}, 得分: {A1: 10}}\n")
    assert run_case(cases, cases.cases[0]).differences == ()


def test_a_unit_of_no_group_has_no_place_where_groups_have_their_own() -> None:
    text = PIECES.replace(
        "  - {名称: 乙等, 条件: 得分 >= 20}",
        "  - {名称: 乙等, 条件: 得分 >= 0, 名额: {甲组: 1}, 名额基数: 本组参评单位, 并列: 从严}",
    )
    text = "考核对象: {甲组: [甲单位]}\n" + text
    cases = read(text + "用例:\n  一例: {数据: {}, 等次: 丁}\n  又一例: {单位: {甲单位: {数据: {}, 等次: 乙等}}}\n")
    assert [run_case(cases, case).differences for case in cases.cases] == [(), ()]
