"""Who leads and who cooperates: inherited from sections, shown in explanations, counted by lead body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.api import explain
from engine.explain.leads import by_lead
from engine.report.leads import leads_json, leads_text
from engine.report.why import why_text
from engine.scheme.duties import Duty, duties
from tests.assessing import assess_texts

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment

HEAD = """\
方案编号: t
格式: 1
名称: 用例
分数: {总分: 10, 最低分: 0, 最高分: 10, 修约: {方式: 四舍五入, 总分: 2}, 未报: 须补报, 缺项折算: 按总分比例}
数据来源: {取值顺序: [核定, 自评], 可认定不适用: [核定]}
等次: [{名称: 合格, 条件: 得分 >= 6}, {名称: 不合格, 条件: 其余}]
公布: {版本: 内部版, 名单顺序: 单位顺序}
考核对象: {一组: [甲单位, 乙单位], 二组: [丙单位]}
数据项:
  甲数: {类型: 整数, 下限: 0}
  乙数: {类型: 整数, 下限: 0}
  丙数: {类型: 整数, 下限: 0}
"""
ITEMS = """\
指标:
  A:
    名称: 一
    分值: 7
    牵头科室: 甲科
    配合单位: [乙科, 丙科, 乙科]
    分项:
      A1: {名称: 甲, 分值: 4, 计算公式: 甲数, 计分: {方法: 按次得分, 每: 1, 得: 1}}
      A2: {名称: 乙, 分值: 3, 计算公式: 乙数, 适用于: [一组], 牵头科室: 乙科, 计分: {方法: 按次得分, 每: 1, 得: 1}}
  B: {名称: 二, 分值: 3, 计算公式: 丙数, 计分: {方法: 按次得分, 每: 1, 得: 1}}
"""


def assess(items: str, *facts: str) -> Assessment:
    units = ("甲单位", "乙单位", "丙单位")
    texts = {
        f"{unit}.yaml": f"单位: {unit}\n方案编号: t\n来源: 核定\n数据: {{{each}}}\n"
        for unit, each in zip(units, facts, strict=True)
    }
    return assess_texts(HEAD + items, texts)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    full, short = "甲数: 4, 乙数: 3, 丙数: 3", "甲数: 1, 乙数: 3, 丙数: 未报"
    return assess(ITEMS, full, short, "甲数: 2, 乙数: 0, 丙数: 0")


def test_what_an_indicator_does_not_name_it_has_from_its_section(assessment: Assessment) -> None:
    found = duties(assessment.scheme.items)
    assert found == {
        "A1": Duty("甲科", ("乙科", "丙科")),
        "A2": Duty("乙科", ("乙科", "丙科")),
        "B": Duty(None, ()),
    }


def test_explanations_say_who_answers(assessment: Assessment) -> None:
    text = why_text(explain(assessment, "甲单位"))
    assert "  分工  牵头 甲科；配合 乙科、丙科\n" in text
    assert "  分工  牵头 乙科；配合 乙科、丙科\n" in text
    assert text.count("分工") == 2


def test_rates_leave_out_what_does_not_apply_and_who_is_incomplete(assessment: Assessment) -> None:
    first, second, nobody = by_lead(assessment.results)
    assert [each.lead for each in (first, second, nobody)] == ["甲科", "乙科", None]
    # A1: 4/4, 1/4 and 2/4. A2 does not apply to the second group. B is missing in 乙单位.
    assert [str(part.rate) for part in first.parts] == ["1", "1/4", "1/2"]
    assert [str(part.rate) for part in second.parts] == ["1", "1", "None"]
    assert [str(part.rate) for part in nobody.parts] == ["1", "None", "0"]
    assert [str(each.mean_rate) for each in (first, second, nobody)] == ["7/12", "1", "1/2"]
    assert [each.incomplete for each in (first, second, nobody)] == [(), (), ("乙单位",)]
    assert [str(each.most_lost[1]) if each.most_lost else None for each in (first, second, nobody)] == ["5", None, "3"]
    assert [each.weakest.unit if each.weakest else None for each in (first, second, nobody)] == [
        "乙单位",
        "甲单位",
        "丙单位",
    ]


def test_text_and_json_say_the_same(assessment: Assessment) -> None:
    text = leads_text(assessment.results)
    for said in ("58.33%", "乙单位（25.00%）", "没有失分", "（未写明牵头）：B。", "未报齐"):
        assert said in text, said
    first, second, nobody = leads_json(assessment.results)
    assert (first["mean_rate"], second["most_lost"], nobody["lead"]) == ("7/12", None, None)
    assert second["units"][2] == {"unit": "丙单位", "points": "0", "available": "0", "rate": None}
    assert nobody["units"][1] == {"unit": "乙单位", "points": None, "available": "0", "rate": None}


def test_nobody_is_named(assessment: Assessment) -> None:
    items = ITEMS.replace("    牵头科室: 甲科\n", "").replace(" 牵头科室: 乙科,", "")
    unnamed = assess(items, *["甲数: 4, 乙数: 3, 丙数: 3"] * 3)
    assert leads_text(unnamed.results) == "按牵头看：方案的指标都没有写“牵头科室”，没有可列的。\n"
    assert [each["lead"] for each in leads_json(unnamed.results)] == [None]
    assert len(leads_json(assessment.results)) == 3


OTHERWISE = """\
指标:
  A:
    名称: 百分制的一类
    分值: 4
    内部满分: 100
    分项:
      A1: {名称: 甲, 分值: 40, 计算公式: 甲数, 牵头科室: 甲科, 计分: {方法: 按次得分, 每: 1, 得: 10}}
      A2: {名称: 乙, 分值: 60, 计算公式: 乙数, 牵头科室: 乙科, 计分: {方法: 按次得分, 每: 1, 得: 20}}
  B:
    名称: 逐季计分的
    分值: 6
    计算公式: 季数
    逐期计分: 平均
    牵头科室: 甲科
    配合单位: [丁科]
    计分: {方法: 按次得分, 每: 1, 得: 1}
"""


def test_points_count_as_they_do_in_the_total() -> None:
    quarters = "季数: {一季度: 6, 二季度: 0, 三季度: 3, 四季度: 3}"
    facts = [f"甲数: 1, 乙数: 3, {quarters}", *[f"甲数: 4, 乙数: 3, {quarters}"] * 2]
    head = HEAD.replace("数据项:\n", "数据项:\n  季数: {类型: 整数, 周期: 季度, 下限: 0}\n").replace(
        "  丙数: {类型: 整数, 下限: 0}\n", ""
    )
    texts = {
        f"{n}.yaml": f"单位: {unit}\n方案编号: t\n来源: 核定\n数据: {{{each}}}\n"
        for n, (unit, each) in enumerate(zip(("甲单位", "乙单位", "丙单位"), facts, strict=True))
    }
    assessment = assess_texts(head + OTHERWISE, texts)
    first, second = by_lead(assessment.results)
    # 40 of a hundred are 1.6 of 4; the quarters are one thing of 6 points, of which each unit has 3.
    assert [[led.item.id for led in each.led] for each in (first, second)] == [["A1", "B"], ["A2"]]
    assert [str(each.points) for each in (first, second)] == ["38/5", "12/5"]
    assert [str(part.points) for part in first.parts] == ["17/5", "23/5", "23/5"]
    assert [str(part.available) for part in first.parts] == ["38/5"] * 3
    assert first.most_lost is not None
    assert (first.most_lost[0].id, str(first.most_lost[1])) == ("B", "9")
    assert why_text(explain(assessment, "甲单位")).count("分工  牵头 甲科；配合 丁科") == 1
