"""The task table of Minhang: answers worked by hand, no target of the table lost, results by lead body."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from engine.explain.leads import by_lead
from engine.report.leads import leads_json, leads_text
from engine.scheme.duties import duties
from engine.scheme.model import indicators
from tests.assessing import assess_shipped, fact_texts, scheme_text
from tests.differential.compare import mismatches, run
from tests.worked import differences, fired, outcomes, pairs

if TYPE_CHECKING:
    from engine.explain.leads import LeadResult
    from engine.judge.assessment import Assessment

NAME = "minhang-task-table"
FAMILY, HEALTH = "区人口计生委", "区卫生局"
# What differs from full points, then the total, the tier and the rank.
WORKED = {
    # One matter of the city: 1.
    "云杉镇": ("", "101.00", "优秀", 1),
    # A53 470/500 = 94%: one point short, 0.5.
    "棠溪镇": ("A53 4.5", "99.50", "优秀", 3),
    # A31 7/8: 12.5 ÷ 5 × 0.5 = 1.25. B12 38/40 = 95%: 5 × 0.2 = 1.
    "白荷镇": ("A31 4.75 B12 9", "97.75", "良好", 6),
    # A52 exactly 93%: 2 × 0.5. B33 170/200 = 85%: 2. V1 bars 优秀.
    "澄塘镇": ("A52 4 B33 2", "97.00", "良好", 8),
    # A52 9455/10000: 0.45 short counts as 1. B41 11/12 is not 100%.
    "望槐镇": ("A52 4.5 B41 0", "93.50", "良好", 11),
    # A31 0/0. B32 1880/2000 = 94%: 6 × 0.4 = 2.4. 91.6 × 100/94 = 97.4468…
    "落霞镇": ("A31 — B32 5.6", "97.45", "良好", 7),
    # A51 27/30 × 4. B42 18/24 × 4.
    "鹭洲镇": ("A1 5 A51 3.6 B31 3 B42 3", "94.60", "良好", 10),
    "松坡镇": ("A4 3 B21 4 B22 0", "89.00", "良好", 12),
    # A52 88%: 7 × 0.5 = 3.5. A53 457/500 = 91.4%: 3.6 × 0.5 = 1.8. B12 28/40 = 70%: 30 × 0.2. B32 85%: 15 × 0.4.
    # B33 140/200 = 70%. B41 9/12. B42 5/10 × 4.
    "芦汀镇": ("A2 3 A32 3 A52 1.5 A53 3.2 B12 4 B32 2 B33 0 B41 0 B42 2", "65.70", "合格", 13),
    # National 2 and city 1: 3, of which 2 count.
    "揽翠路街道": ("B22 0", "98.00", "优秀", 4),
    "听泉路街道": ("", "100.00", "合格", 2),
    # A31 2/3: 33.33… ÷ 5 × 0.5 = 3.33…, 2.67. B12 35/36: 2.77… × 0.2 = 0.55…, 9.44.
    "新荷街道": ("A31 2.67 B12 9.44", "96.11", "良好", 9),
    # B42 0/0. 94 × 100/96 = 97.9166…
    "莘庄工业区": ("A1 6 B42 —", "97.92", "良好", 5),
}
# A phrase of the table, the indicator that carries it, its lead body and the first of those that cooperate.
TASKS = [
    ("不断完善政务公开，严格落实执法责任制", "A1", FAMILY, "区各相关部门"),
    ("考核目标、考核重点、考核内容和考核方法", "A2", FAMILY, "区各相关部门"),
    ("建成一个，落实一个", "A31", FAMILY, "区人口办等相关部门"),
    ("流动人口双向管理协作机制", "A32", FAMILY, "区人口办等相关部门"),
    ("关爱女孩行动", "A4", HEALTH, "区人口计生委"),
    ("将信息网络延伸至全区各村（居委）", "A51", FAMILY, "区各相关部门"),
    ("采集率、准确率保持在95%以上", "A52", FAMILY, "区各相关部门"),
    ("采集率、准确率保持在95%以上", "A53", FAMILY, "区各相关部门"),
    ("标准化达标全覆盖", "B11", FAMILY, "区民政局"),
    ("标准化达标全覆盖", "B12", FAMILY, "区民政局"),
    ("六位一体", "B21", HEALTH, "区人口计生委"),
    ("出生缺陷风险评估体系", "B22", HEALTH, "区人口计生委"),
    ("4次/年", "B31", FAMILY, "区教育局"),
    ("覆盖率保持在100%以上", "B32", FAMILY, "区教育局"),
    ("流动人口参与率保持在90%以上", "B33", FAMILY, "区教育局"),
    ("三级人口早期教育网络建设", "B34", FAMILY, "区教育局"),
    ("规范化达标率保持100%", "B41", FAMILY, "区经委"),
    ("宾馆、旅店的全覆盖", "B42", FAMILY, "区经委"),
]
# What of the table would put quotas on persons, or follow them.
LEFT_OUT = ["计划生育率", "婚育证明", "建档率", "性别比", "两非"]


@cache
def assessed() -> Assessment:
    return assess_shipped(NAME)


def led_by(lead: str) -> LeadResult:
    (found,) = [each for each in by_lead(assessed().results) if each.lead == lead]
    return found


@pytest.mark.parametrize("unit", WORKED)
def test_the_worked_points_come_out(unit: str) -> None:
    assert differences(assessed(), unit) == pairs(WORKED[unit][0])


def test_the_worked_totals_tiers_and_ranks_come_out() -> None:
    assert outcomes(assessed()) == {unit: worked[1:] for unit, worked in WORKED.items()}


def test_what_really_occurs_in_the_facts() -> None:
    judgement = assessed().judgement
    assert fired(assessed()) == {"V1": {"澄塘镇"}, "V2": {"听泉路街道"}}
    (places,) = judgement.allotments
    assert (places.places, places.entered) == (3, ("云杉镇", "棠溪镇", "揽翠路街道"))
    gaps = {unit: str(losses[0].gap) for unit, losses in judgement.displaced.items()}
    assert gaps["莘庄工业区"] == "2/25"
    assert not judgement.provisional.any()


def test_columns_and_reference_agree() -> None:
    assert not mismatches(run(assessed().scheme, assessed().facts))


@pytest.mark.parametrize(("phrase", "id_", "lead", "partner"), TASKS)
def test_every_task_of_the_table_stands_in_the_scheme(phrase: str, id_: str, lead: str, partner: str) -> None:
    (indicator,) = [each for each in indicators(assessed().scheme.items) if each.id == id_]
    assert phrase in (indicator.clause or "")
    duty = duties(assessed().scheme.items)[id_]
    assert duty.lead == lead
    assert duty.partners[0] == partner
    assert duty.partners[-1] == "各镇、街道、莘庄工业区"


def test_the_table_of_tasks_names_every_indicator() -> None:
    assert [id_ for _, id_, _, _ in TASKS] == [each.id for each in indicators(assessed().scheme.items)]


def test_what_each_lead_body_answers_for() -> None:
    family, health = led_by(FAMILY), led_by(HEALTH)
    assert [each.item.id for each in health.led] == ["A4", "B21", "B22"]
    assert [str(each.points) for each in (family, health)] == ["82", "18"]
    # Eleven units lost nothing under the health bureau; 松坡镇 has 7 of 18, 揽翠路街道 14.
    assert health.mean_rate == (11 + Fraction(7, 18) + Fraction(14, 18)) / 13
    # In the order of WORKED; 落霞镇 has 6 points less to get, 莘庄工业区 4.
    rates = "82/82 81.5/82 79.75/82 79/82 75.5/82 73.6/76 76.6/82 82/82 47.7/82 82/82 82/82 78.11/82 76/78"
    worked = [Fraction(got) / Fraction(full) for got, full in (each.split("/") for each in rates.split())]
    assert [part.rate for part in family.parts] == worked
    assert family.mean_rate == sum(worked) / 13


def test_where_each_lead_body_loses_most() -> None:
    family, health = led_by(FAMILY), led_by(HEALTH)
    most = [(each[0].id, str(each[1])) for each in (family.most_lost, health.most_lost) if each]
    assert most == [("B41", "12"), ("B22", "8")]
    assert [each.weakest.unit for each in (family, health) if each.weakest] == ["芦汀镇", "松坡镇"]


def test_the_result_by_lead_body_as_text_and_json() -> None:
    text = leads_text(assessed().results)
    assert "区卫生局：A4、B21、B22。" in text
    assert "B22 风险评估体系（各单位共失 8 分）" in text
    health = json.loads(json.dumps(leads_json(assessed().results)))[1]
    assert (health["lead"], health["points"], health["mean_rate"]) == (HEALTH, "18", "73/78")
    assert health["most_lost"] == {"id": "B22", "points": "8"}
    assert health["units"][7] == {"unit": "松坡镇", "points": "7", "available": "18", "rate": "7/18"}


def test_nothing_about_persons_is_scored() -> None:
    note, body = scheme_text(NAME).split("\n分数:\n")
    for word in LEFT_OUT:
        assert word in note, word
        # One note says of an indicator that the rate beside it in the table was left out.
        assert word not in body.replace("同一项任务里的计划生育率是对个人生育结果的指标，没有列入", ""), word
        assert not any(word in facts for facts in fact_texts(NAME).values()), word


def test_every_clause_says_what_is_illustrative() -> None:
    for indicator in indicators(assessed().scheme.items):
        assert "示例拟定" in (indicator.clause or ""), indicator.id
    for name, text in fact_texts(NAME).items():
        assert "\n示例: 是\n" in text, name
