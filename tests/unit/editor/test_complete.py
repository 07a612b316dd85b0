"""Completion in texts that are being written: nearly all of this is data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.editor.complete import complete
from engine.methods.registry import METHODS
from tests.unit.editor.texts import CASES_PATH, SCHEME_PATH, UNIT_PATH, asked, in_scheme

if TYPE_CHECKING:
    from pathlib import Path

FORMULA = "        计算公式: 实访户数 / 应访户数\n"
KIND = "    类别: 一票否决\n"
ITEM, RULE, TIER = "指标里", "规则里", "等次里"
OLD = {ITEM: FORMULA, RULE: KIND, TIER: "    条件: 得分 >= 90\n"}
# Where; what is written there; the first labels; what the first one writes (with the text that it replaces, if any).
IN_SCHEME = {
    "a blank line in a mapping": (ITEM, "        │\n", ["分项", "计算公式", "计分"], "分项:\n          "),
    "half a key": (ITEM, "        计│\n", ["计算公式", "计分", "逐期计分"], "计算公式: "),
    "a key to be mended": (ITEM, "        分值│位: 3\n", [], None),
    "the middle of a key": (ITEM, "        计│分: {方法: 未达扣分}\n", ["计算公式", "计分", "逐期计分"], "计算公式"),
    "below a key": (ITEM, "        计分:\n          │\n", ["方法"], "方法: "),
    "behind a key": (ITEM, "        计分: │\n", ["方法"], "\n          方法: "),
    "right behind a colon": (ITEM, "        分母为零:│\n", ["不适用", "计满分", "计零分"], " 不适用"),
    "a word begun": (ITEM, "        计分:\n          方法: 未│\n          目标: 100%\n", ["未达扣分"], "未达扣分"),
    "the keys of the method, required ones first": (
        ITEM, "        计分:\n          方法: 未达扣分\n          │\n          目标: 100%\n",
        ["扣", "不足一个扣分单位", "扣完为止", "每低", "每高", "最多扣"], "扣: ",
    ),
    "one of two that exclude each other": (
        ITEM, "        计分:\n          方法: 未达扣分\n          每低: 1\n          │\n",
        ["目标", "扣", "不足一个扣分单位", "扣完为止", "最多扣"], "目标: ",
    ),
    "in braces": (ITEM, "        计分: {方法: 未达扣分, 目标: 1, │}\n", ["扣", "不足一个扣分单位"], "扣: "),
    "in braces that are not closed": (ITEM, "        计分: {方法: 未达扣分, │\n", ["目标", "扣"], "目标: "),
    "in a list that is not closed": (ITEM, "        不适用于: [甲街道, │\n", ["乙街道", "丙镇", "街道"], "乙街道"),
    "in a list that has just begun": (
        ITEM, "        不适用于: [│\n        计分:\n          方法: 未达扣分\n", ["甲街道", "乙街道"], "甲街道",
    ),
    "in a block list": (ITEM, "        不适用于:\n          - 甲街道\n          - │\n", ["乙街道", "丙镇"], "乙街道"),
    "a list to be begun": (ITEM, "        不适用于:\n          │\n", ["甲街道", "乙街道"], "- 甲街道"),
    "a list behind its key": (ITEM, "        不适用于: │\n", ["甲街道", "乙街道"], "[甲街道]"),
    "a formula": (ITEM, "        计算公式: │\n", ["应访户数", "实访户数", "弄虚作假", "难度"], "应访户数"),
    "a name begun": (ITEM, "        计算公式: 实访户数 / 应│\n", ["应访户数"], "应访户数"),
    "a name begun behind a sign": (ITEM, "        计算公式: 实访户数÷应│\n", ["应访户数"], "应访户数"),
    "a name by one of its characters": (ITEM, "        计算公式: 单│\n", ["单价", "单位"], "单价"),
    "a formula in quotes": (ITEM, '        计算公式: "实访│"\n', ["实访户数"], "实访户数"),
    "a formula in two lines": (ITEM, "        计算公式: 实访户数 /\n          应│\n", ["应访户数"], "应访户数"),
    "behind an operand": (ITEM, "        计算公式: 实访户数 │\n", ["+", "-", "*", "/"], "+"),
    "periods and origins of a fact": (
        ITEM, "        计算公式: 交换条数.│\n", ["一季度", "二季度", "三季度", "四季度", "核定", "自评"], "一季度",
    ),
    "a period begun": (ITEM, "        计算公式: 来信.3│\n", ["3月"], "3月"),
    "the origins of a period": (ITEM, "        计算公式: 交换条数.三季度.│\n", ["核定", "自评"], "核定"),
    "the classes of a fact": (ITEM, "        计算公式: 表彰.│\n", ["国家级", "省级"], "国家级"),
    "the figures of marks": (ITEM, "        计算公式: 评分.│\n", ["平均", "最高"], "平均"),
    "a function": (ITEM, "        计算公式: 四舍五│\n", ["四舍五入"], "四舍五入("),
    "where only a fact may stand": (ITEM, "        计算公式: 未报(│\n", ["应访户数", "实访户数"], "应访户数"),
    "no figure of the unit in an indicator": (ITEM, "        计算公式: 基础│\n", [], None),
    "a figure of the unit in a rule": (RULE, "    触发条件: 基础│\n", ["基础分"], "基础分"),
    "an indicator's figures": (RULE, "    触发条件: A1│\n", ["A1.得分", "A1.得分率", "A1.数值"], "A1.得分"),
    "a section has no value": (RULE, "    触发条件: A.│\n", ["得分", "得分率"], "得分"),
    "words run together": (RULE, "    触发条件: 得分>=90且应│\n", ["应访户数"], "应访户数"),
    "yes or no": (RULE, "    触发条件: 弄虚作假 = │\n", ["是", "否"], "是"),
    "options": (RULE, "    触发条件: 难度 ≠ │\n", ["高", "低"], "高"),
    "groups": (RULE, "    触发条件: 组 = │\n", ["街道", "镇"], "街道"),
    "units": (RULE, "    触发条件: 单位 = │\n", ["甲街道", "乙街道", "丙镇"], "甲街道"),
    "rules": (RULE, "    触发条件: 已触发(│\n", ["V1"], "V1"),
    "a choice": (RULE, "    类别: │\n", ["一票否决", "预警督办", "其他规定"], "一票否决"),
    "a tier": (RULE, "    处理:\n      评定为: │\n", ["优秀", "合格"], "优秀"),
    "another tier": (RULE, "    处理:\n      不得确定为: [优秀, │]\n", ["合格"], "合格"),
    "one effect is enough": (RULE, "    处理:\n      评定为: 合格\n      │\n", ["占名额", "次序", "扣自"], "占名额: "),
    "an indicator by its id": (RULE, "    处理:\n      得分计零: │\n", ["A", "A1"], "A"),
    "the last condition": (TIER, "    条件: 其│\n", ["其余"], "其余"),
    "the key of a list's item": (TIER, "    │\n", ["条件", "比例上限"], "条件: "),
    "an item without a dash": (TIER, "    条件: 其余\n  │\n", ["名称"], "- 名称: "),
    "nothing in a comment": (ITEM, "        # 计│\n", [], None),
    "nothing in a title": (ITEM, "        说明: 计│\n", [], None),
    "nothing in a text in a block": (ITEM, "        说明: |\n          计│\n", [], None),
}  # fmt: skip
AT_THE_END = {
    "what a scheme lacks": ("│", ["格式", "名称", "分数", "公布"], "格式: "),
    "a unit that is exempt": ("免考:\n  │", ["甲街道", "乙街道", "丙镇"], "甲街道: "),
    "the classes of the matters that are named": (
        "加分:\n  J1:\n    事项: 表彰\n    每项:\n      │", ["国家级", "省级"], "国家级: ",
    ),
    "a bonus is by one of three": ("加分:\n  J1:\n    │", ["名称", "分项", "计算公式", "事项"], "名称: "),
}  # fmt: skip
OTHER_FILES = {
    "a unit": (UNIT_PATH, "单位: │", ["甲街道", "乙街道", "丙镇"], "甲街道"),
    "the scheme of a unit": (UNIT_PATH, "单位: 甲街道\n方案编号: │", ["shili"], "shili"),
    "facts that are not filled in": (
        UNIT_PATH, "数据:\n  应访户数: 3\n  │\n  弄虚作假: 否\n",
        ["实访户数", "难度", "交换条数", "来信"], "实访户数: ",
    ),
    "yes or no, or neither": (UNIT_PATH, "数据:\n  弄虚作假: │", ["是", "否", "未报", "不适用"], "是"),
    "an option of an origin": (UNIT_PATH, "数据:\n  难度:\n    核定: │", ["高", "低", "未报", "不适用"], "高"),
    "periods": (
        UNIT_PATH, "数据:\n  交换条数:\n    二季度: 3\n    │", ["一季度", "三季度", "四季度", "核定"], "一季度: ",
    ),
    "a matter": (UNIT_PATH, "数据:\n  表彰:\n    - │", ["事项", "类别", "级次"], "事项: "),
    "the class of a matter": (UNIT_PATH, "数据:\n  表彰:\n    - 类别: │", ["国家级", "省级"], "国家级"),
    "an origin": (UNIT_PATH, "来源: │", ["核定", "自评"], "核定"),
    "a case": (CASES_PATH, "方案: ../方案.yaml\n用例:\n  甲:\n    │", ["数据", "单位", "得分"], "数据:\n      "),
    "a tier that is expected": (
        CASES_PATH, "方案: ../方案.yaml\n用例:\n  甲:\n    等次: │", ["优秀", "合格", "暂不能定"], "优秀",
    ),
    "a rule that should fire": (CASES_PATH, "方案: ../方案.yaml\n用例:\n  甲:\n    触发: │", ["V1", "无"], "V1"),
    "points by id": (CASES_PATH, "方案: ../方案.yaml\n用例:\n  甲:\n    得分: {│", ["A", "A1"], "A: "),
    "a new scheme": (SCHEME_PATH, "│", ["方案编号", "格式", "名称", "分数"], "方案编号: "),
    "a new unit's file": (UNIT_PATH, "│", ["单位", "方案编号", "数据", "示例"], "单位: "),
}  # fmt: skip


def check(text: str, path: Path, labels: list[str], new_text: str | None) -> None:
    document, offset = asked(text, path)
    items = complete(document, offset)
    assert [item.label for item in items][: len(labels) or None] == labels
    if new_text is not None:
        assert items[0].new_text == new_text


@pytest.mark.parametrize("case", IN_SCHEME)
def test_in_a_scheme(case: str) -> None:
    where, new, labels, new_text = IN_SCHEME[case]
    check(in_scheme(OLD[where], new), SCHEME_PATH, labels, new_text)


@pytest.mark.parametrize("case", IN_SCHEME)
def test_in_a_scheme_that_is_broken_elsewhere(case: str) -> None:
    where, new, labels, new_text = IN_SCHEME[case]
    text = in_scheme(OLD[where], new).replace("考核期间: ", "考核期间：").replace("参数:\n", '参数: "\n  ：[\n')
    check(text, SCHEME_PATH, [each for each in labels if each != "单价"], None if "单价" in labels else new_text)


@pytest.mark.parametrize("case", AT_THE_END)
def test_at_the_end_of_a_scheme(case: str) -> None:
    new, labels, new_text = AT_THE_END[case]
    check(in_scheme("参数:\n  单价: 20\n", "参数:\n  单价: 20\n") + new, SCHEME_PATH, labels, new_text)


@pytest.mark.parametrize("case", OTHER_FILES)
def test_in_other_files(case: str) -> None:
    path, text, labels, new_text = OTHER_FILES[case]
    check(text, path, labels, new_text)


def test_nothing_is_offered_in_other_peoples_files() -> None:
    document, offset = asked("services:\n  web:\n    │\n", SCHEME_PATH.parent / "compose.yaml")
    assert complete(document, offset) == []
    document, offset = asked("格│\n", SCHEME_PATH.parent / "新方案.yaml")
    assert [item.label for item in complete(document, offset)] == ["格式"]


def test_every_method_is_offered_with_what_it_asks_for() -> None:
    document, offset = asked(in_scheme(FORMULA, "        计分:\n          方法: │\n"))
    items = complete(document, offset)
    assert [item.label for item in items] == [method.word for method in METHODS]
    reach = next(item for item in items if item.label == "未达扣分")
    assert reach.detail == "要写：目标、扣、不足一个扣分单位、扣完为止"
    assert reach.documentation.startswith("以目标值为准")


def test_what_is_replaced_is_the_word_that_was_begun() -> None:
    document, offset = asked(in_scheme(FORMULA, "        计算公式: 实访户数 / 应访│\n"))
    (item,) = complete(document, offset)
    assert document.text[item.start : item.end] == "应访"
    document, offset = asked(in_scheme(KIND, "    处理:\n      评定为: 优│良\n"))
    (item,) = complete(document, offset)
    assert (document.text[item.start : item.end], item.new_text) == ("优良", "优秀")


def test_lines_that_end_as_on_windows() -> None:
    text = in_scheme(FORMULA, "        计分:\n          方法: 未达│\n").replace("\n", "\r\n")
    document, _ = asked(text)
    offset = document.source.text.index("方法: 未达") + len("方法: 未达")
    assert [item.label for item in complete(document, offset)] == ["未达扣分"]
