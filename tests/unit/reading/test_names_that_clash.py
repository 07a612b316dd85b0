"""Names that mean something else in a formula are refused, or read as what can be meant; each mistake is told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.cases.read_cases import read_cases
from engine.cases.run import run_case
from engine.explain.leads import by_lead
from engine.text.source import Source
from tests.assessing import assess_texts, fact_texts, scheme_text

_SCORED = "计分: {方法: 按值得分, 最低得: 0}"
_SECTION = f"S: {{名称: s, 分值: 9, 分项: {{S1: {{名称: s, 分值: 9, 计算公式: 数, {_SCORED}}}}}}}"
_REFUSED = {
    "参数: {5: 1}\n数据项: {数: {类型: 整数}}\n指标: {A: {名称: a, 分值: 9, 计算公式: 数 + 5, SCORED}}": ["S111"],
    "参数: {A: 1}\n数据项: {数: {类型: 整数}}\n指标: {A: {名称: a, 分值: 9, 计算公式: 数 + A, SCORED}}": ["S110"],
    "参数: {甲: 三}\n数据项: {数: {类型: 整数}}\n指标: {A: {名称: a, 分值: 9, 计算公式: 数 + 甲, SCORED}}": ["S103"],
    "数据项: {数: {类型: 整数}, 数.自评: {类型: 整数}}\n指标: {A: {名称: a, 分值: 9, 计算公式: 数, SCORED}}": [
        "S111", "S160",
    ],
    "FACT\n指标: {A: {名称: a, 分值: 9, 计算公式: S.数值 + 数, SCORED}, SECTION}": ["E205"],
    "FACT\n指标: {A: {名称: a, 分值: 9, 计算公式: 数, 系数: S.数值, SCORED}, SECTION}": ["E205"],
    "FACT\n指标: {SECTION}\n扣分: {K: {名称: k, 计算公式: 数, 每项: 1, 条件: S.数值 > 1}}": ["E205"],
}  # fmt: skip
_OPTIONS = f"""\
数据项:
  等级: {{类型: 选项, 选项: [1, 2, 数]}}
  数: {{类型: 整数, 下限: 0}}
  户数（末）: {{类型: 整数, 下限: 0}}
  户数(末): {{类型: 整数, 下限: 0}}
指标:
  A: {{名称: a, 分值: 9, 计算公式: 数 + 1, {_SCORED}}}
  B: {{名称: b, 分值: 9, 计算公式: 户数（末）, {_SCORED}}}
  C: {{名称: c, 分值: 9, 计算公式: 户数(末), {_SCORED}}}
规则:
  W1: {{类别: 预警督办, 名称: w, 触发条件: 等级 = 1 且 数 > 1, 处理: {{预警等级: 黄色}}}}
  W2: {{类别: 预警督办, 名称: w, 触发条件: 等级 = 数, 处理: {{预警等级: 黄色}}}}
数据: {{数: 3, 户数（末）: 1, 户数(末): 2}}
用例:
  选项是一: {{数据: {{等级: 1}}, 得分: {{A: 4, B: 1, C: 2}}, 触发: W1}}
  选项与数据项同名: {{数据: {{等级: 数}}, 触发: W2}}
"""


@pytest.mark.parametrize("text", _REFUSED)
def test_it_is_refused_and_told_once(text: str) -> None:
    whole = (
        text.replace("FACT", "数据项: {数: {类型: 整数}}").replace("SCORED", _SCORED).replace("SECTION", _SECTION)
        + "\n用例: {一: {数据: {数: 1}, 总分: 1}}\n"
    )
    cases, problems = read_cases(Source("用例.yaml", whole), Path())
    assert cases is None
    assert [each.code.value for each in problems] == _REFUSED[text]


def test_a_word_beside_a_fact_with_options_is_one_of_them() -> None:
    cases, problems = read_cases(Source("用例.yaml", _OPTIONS), Path())
    assert cases is not None, problems
    assert [run_case(cases, case).differences for case in cases.cases] == [(), ()]


def test_an_indicator_whose_periods_add_up_has_one_lead_body() -> None:
    text = scheme_text("monthly-scoring").replace("逐期计分: 平均", "逐期计分: 合计")
    found = by_lead(assess_texts(text, fact_texts("monthly-scoring")).results)
    assert "A1" in {led.item.id for each in found for led in each.led}
