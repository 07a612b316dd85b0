"""The checklist plan of a street in Shenzhen: answers worked by hand, and no task of the plan is lost."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from engine.scheme.formula import facts_in
from engine.scheme.model import indicators
from tests.assessing import assess_shipped, fact_texts, scheme_text
from tests.differential.compare import mismatches, run
from tests.worked import differences, fired, outcomes, pairs

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment

NAME = "shenzhen-street-plan"
# What differs from full points, then the total, the tier and the rank.
WORKED = {
    # J1 1.5; J2 6 × 0.2 = 1.2, cap 1.
    "松韵社区": ("", "102.50", "优秀", 1),
    # B22 81% - 80.5%: 3 + 0.5.
    "榕荫社区": ("A3 7 B22 3.5", "96.50", "合格", 5),
    # B32 19/20: 5 points short, 1 off. C22 48/50 = 96%: 16/20 × 6.
    "竹径社区": ("B32 5 C22 4.8", "97.80", "合格", 3),
    # A5 14/15: 6.66… × 0.3 = 2. J2 0.2.
    "莲池社区": ("A5 4", "98.20", "优秀", 2),
    # B22 level: 3. B31 31/40 × 6. B32 33/40 = 82.5%: 17.5 ÷ 5 = 3.5 counts as 4.
    "芳汀社区": ("A1 4 B22 3 B31 4.65 B32 2 C1 4.5", "88.15", "合格", 6),
    # B22 two points down: 3 - 2. B4 19/20 = 95%.
    "云栖社区": ("A4 3 B22 1 B4 3 B5 4 C21 3 C3 4.5", "83.50", "合格", 7),
    # Nobody for B31 and B32. 85 × 100/88 = 96.5909… + 1.
    "海棠社区": ("B1 6 B31 — B32 —", "97.59", "合格", 4),
    # A5 3/4: 25 × 0.3 is more than there is. B22 four points down. B31 12/20 × 6. C22 34/40 = 85%: 5/20 × 6.
    "银杏社区": (
        "A2 4 A3 3 A4 0 A5 0 B1 3 B21 0 B22 0 B31 3.6 B32 0 B4 0 B5 2 C1 1.5 C21 3 C22 1.5 C3 3",
        "30.60",
        "不合格",
        8,
    ),
}
# Every task of the plan that a body can be asked for: a phrase of it, and the indicator that carries it.
TASKS = [
    ("“三栏”、社区生育文化中心", "A1"),
    ("新兴媒体", "A1"),
    ("家庭保健、科学育儿、养老照护和家庭文化四大主题", "A2"),
    ("充分开展人口与计划生育宣传活动", "A3"),
    ("深圳经济特区人口与计划生育条例", "A4"),
    ("学习、培训和宣传活动", "A4"),
    ("舆情监测", "A5"),
    ("社区网格员、计生窗口办证人员", "B1"),
    ("推广“科学育儿”模式", "B21"),
    ("科学育儿知识和技能的普及率", "B22"),
    ("“苔花通”爱心卡", "B31"),
    ("“苔花通”服务包", "B32"),
    ("网格员关于计划生育优质服务的培训", "B4"),
    ("药具知识普及、咨询指导、随访服务", "B5"),
    ("定期听取社区计生工作汇报", "C1"),
    ("元旦春节期间慰问", "C21"),
    ("温暖和关爱落实到群众中去", "C22"),
    ("天天开心，日日运动，饮食均衡，戒烟限酒", "C3"),
]
LEFT_OUT = ["节育奖", "落实避孕节育措施", "检查的人数任务"]


@cache
def assessed() -> Assessment:
    return assess_shipped(NAME)


@pytest.mark.parametrize("unit", WORKED)
def test_the_worked_points_come_out(unit: str) -> None:
    assert differences(assessed(), unit) == pairs(WORKED[unit][0])


def test_the_worked_totals_tiers_and_ranks_come_out() -> None:
    assert outcomes(assessed()) == {unit: worked[1:] for unit, worked in WORKED.items()}


def test_what_really_occurs_in_the_facts() -> None:
    judgement = assessed().judgement
    assert fired(assessed()) == {"V1": set(), "W1": {"芳汀社区", "银杏社区"}}
    gaps = {unit: str(losses[0].gap) for unit, losses in judgement.displaced.items()}
    assert gaps == {"榕荫社区": "17/10", "竹径社区": "2/5", "海棠社区": "61/100"}
    assert not judgement.provisional.any()


def test_columns_and_reference_agree() -> None:
    assert not mismatches(run(assessed().scheme, assessed().facts))


@pytest.mark.parametrize(("phrase", "id_"), TASKS)
def test_every_task_of_the_plan_stands_in_the_scheme(phrase: str, id_: str) -> None:
    (indicator,) = [each for each in indicators(assessed().scheme.items) if each.id == id_]
    assert phrase in (indicator.clause or "")


def test_the_table_of_tasks_names_every_indicator() -> None:
    assert {id_ for _, id_ in TASKS} == {each.id for each in indicators(assessed().scheme.items)}


def test_the_themes_are_the_things_to_do() -> None:
    asked = {each.id: facts_in(each.formula) for each in indicators(assessed().scheme.items)}
    assert [name[:4] for name in asked["A2"]] == ["家庭保健", "科学育儿", "养老照护", "家庭文化"]
    assert [name[:4] for name in asked["C3"]] == ["天天开心", "日日运动", "饮食均衡", "戒烟限酒"]


def test_nothing_about_persons_is_scored() -> None:
    note, body = scheme_text(NAME).split("\n分数:\n")
    for word in LEFT_OUT:
        assert word in note, word
        assert word not in body, word
        assert not any(word in facts for facts in fact_texts(NAME).values()), word


def test_every_clause_says_what_is_illustrative() -> None:
    for indicator in indicators(assessed().scheme.items):
        assert "示例拟定" in (indicator.clause or ""), indicator.id
    for name, text in fact_texts(NAME).items():
        assert "\n示例: 是\n" in text, name
