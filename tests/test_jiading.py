"""The service plan of Jiading: answers worked by hand, and no numeric target of the plan is lost."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from engine.number import exact_text, fixed_text
from engine.primitives.bands import Bands
from engine.primitives.curve import Curve
from engine.primitives.steps import Steps
from engine.primitives.threshold import Threshold
from engine.scheme.formula import Aggregate, Function
from engine.scheme.model import indicators
from tests.assessing import assess_shipped, fact_texts, scheme_text, tiers_of
from tests.differential.compare import mismatches, run

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment
    from engine.primitives.registry import Spec

NAME = "jiading-2008"
COMMUNITIES = [
    "听枫社区",
    "望秋社区",
    "映荷社区",
    "涵碧社区",
    "拂柳社区",
    "知渔社区",
    "晴岚社区",
    "枕溪社区",
    "澄怀社区",
    "采薇社区",
]
BODIES = ["街道计生办", "综合服务站", "街道人口学校", "宣传科", "人口办"]
FULL = {
    "社区": "A3 3 A4 1 A6 2 A7 3 B1 4 B6 1 C1 4 C2 5 C3 4 C4 4 C8 5 D1 6 E1 2 E3 4 E4 5 G1 4 G2 3",
    "街道计生办": "A1 1 A2 3 A4 1 A5 2 A6 2 A7 3 D2 3 E1 2 E2 2 E3 4 F1 2",
    "综合服务站": "A4 1 A6 2 A7 3 C2 5 C4 4 C5 2 C6 3 C7 4 F2 4 F3 2",
    "街道人口学校": "A4 1 A6 2 A7 3 B2 3 B3 2 B4 3 F2 4 F3 2",
    "宣传科": "A4 1 A6 2 A7 3 B1 4 B5 2 B7 2 F2 4 F3 2",
    "人口办": "A4 1 A6 2 A7 3 D2 3 E4 5 F2 4 F3 2",
}
APPLICABLE = {"社区": 60, "街道计生办": 25, "综合服务站": 30, "街道人口学校": 20, "宣传科": 20, "人口办": 20}
# What differs from full points, each worked from clause and facts; — does not apply, ? cannot be told yet.
WORKED_POINTS = {
    # C3 358/400 = 89.5%: 0.5 × 0.1 off. On the mark: C4 93/100, C8 190/200, E4 380/400, months of 30.
    "听枫社区": "C3 3.95",
    # A7 4/5: 20 points, 20/10 × 0.5. C2 158/160 = 98.75%: 1.25 × 0.5 = 0.625, 4.375 → 4.38. D1 eleven months.
    "望秋社区": "A7 2 C2 4.38 D1 5.5",
    # C1 three quarters. C4 111/120 = 92.5%: the band from 90%. C8 189/200: 19.5/20 × 5 = 4.875 → 4.88.
    # E4 585/620 = 94.35…%: 0.64… counts as 1.
    "映荷社区": "C1 3 C4 3 C8 4.88 E4 4.5",
    # C3 264/300 = 88%: 2 × 0.1.
    "涵碧社区": "A3 2 B1 3 C3 3.8 G1 3",
    # C2 93/96 = 96.875%: 3.125 × 0.5 = 1.5625 → 3.44. E1 7/8: 12.5/10 × 0.5 = 0.625, 1.375 → 1.38.
    "拂柳社区": "C2 3.44 E1 1.38",
    # A7 5/6: 16.66…/10 × 0.5 = 5/6, 13/6 → 2.17. C2 111/120 = 92.5%: 3.75. C3 78%: 10 × 0.1 + 2 × 0.3 = 1.6.
    # C4 106/120 = 88.33…%: from 85%. C8 87%: 12/20 × 5. D1 six months. E3 98%: 2 × 0.4.
    # E4 735/800 = 91.875%: 3.125 counts as 4.
    "知渔社区": "A7 2.17 B6 0 C1 2 C2 1.25 C3 2.4 C4 1.5 C8 3 D1 3 E3 3.2 E4 3 G1 3 G2 2",
    # C2 95%: 5 × 0.5. C3 85%: 5 × 0.1. C4 exactly 90%. C8 90%: 15/20 × 5. D1 ten months. E4 exactly 95%.
    "晴岚社区": "B1 3 C2 2.5 C3 3.5 C4 3 C8 3.75 D1 5 G1 2",
    # C2 132/150 = 88%: 12 × 0.5 is more than there is.
    "枕溪社区": "C2 0",
    # C2 nobody to visit: 0/0. E3 review grants 不适用. B6 three banners. C4 exactly 85%. C8 92%: 17/20 × 5.
    # E4 94%: exactly 1.
    "澄怀社区": "B6 0 C2 — C4 1.5 C8 4.25 D1 5.5 E3 — E4 4.5 G1 3",
    # C2 97%: 3 × 0.5. C8 85%: 10/20 × 5. D1 nine months. E4 92%: 3 × 0.5. G1 two quarters.
    "采薇社区": "A3 2 B1 3 C1 3 C2 3.5 C8 2.5 D1 4.5 E4 3.5 G1 2",
    # A2 1.5 more: one whole, 0 + 1.5. A5 three quarters. E1 23/24: 4.16…/10 × 0.5 = 5/24, 43/24 → 1.79.
    # E2 418/420: 0.47… not counted.
    "街道计生办": "A2 1.5 A5 1.5 E1 1.79",
    # C4 846/900 = 94%. C7 17/18 × 4 = 3.77… → 3.78.
    "综合服务站": "C7 3.78",
    # B2 and B4 need the fourth quarter. F3 one late.
    "街道人口学校": "B2 ? B4 ? F3 1",
    # F2 three quarters.
    "宣传科": "B5 0 F2 3 F3 1",
    # A7 7/10: 30/10 × 0.5. F3 three late: 2 − 3, the section has 4 − 1.
    "人口办": "A7 1.5 F3 -1",
}
# Raw points, total after conversion, bonus and rounding, tier by points, tier, rank in the group.
WORKED = {
    "听枫社区": ("59.95", "99.92", "优秀", "优秀", 1),
    "望秋社区": ("57.88", "96.47", "优秀", "优秀", 2),
    "映荷社区": ("57.38", "95.63", "优秀", "优秀", 4),
    "涵碧社区": ("56.8", "94.67", "优秀", "良好", 5),  # three places, all taken
    "拂柳社区": ("57.82", "96.37", "优秀", "不合格", 3),  # V1
    "知渔社区": ("38.52", "64.20", "合格", "合格", 10),  # W1
    "晴岚社区": ("50.75", "84.58", "良好", "合格", 8),  # W1, W2, V3
    "枕溪社区": ("55", "91.67", "优秀", "合格", 6),  # V2
    "澄怀社区": ("44.75", "87.75", "良好", "良好", 7),  # of 51
    "采薇社区": ("48", "80.00", "良好", "良好", 9),  # exactly on the line
    "街道计生办": ("22.79", "91.16", "优秀", "良好", 2),  # one place, taken
    "综合服务站": ("29.78", "101.27", "优秀", "优秀", 1),  # 99.27 and a bonus of 2
    "街道人口学校": (None, None, None, None, 0),
    "宣传科": ("16", "80.00", "良好", "良好", 3),
    "人口办": ("15.5", "77.50", "合格", "合格", 4),
}
# Every numeric target of the plan that is scored: the plan's words, indicator, what is counted, level for full points.
TARGETS = [
    ("领导小组每季度召开1次督办会议", "A5", "督办会议次数 >= 1", "4"),
    ("开展“四大节点”宣传活动", "B1", "", "4"),
    ("每年人口计划生育教育、培训不少于14次", "B2", "", "14"),
    ("对宣传员、协会小组长、发药员进行每年不少于2次的培训", "B3", "", "2"),
    ("对育龄群众的培训，全年不少于12次", "B4", "", "12"),
    ("建立一块大型人口计划生育宣传牌", "B5", "", "1"),
    ("在各社区建立固定宣传标语或宣传横幅1-2条", "B6", "", "1-2"),
    ("每季度更新1次人口计生科普宣传栏", "C1", "科普宣传栏更新次数 >= 1", "4"),
    ("对领取免费技术服务通知单的对象随访率达100%以上", "C2", "", "100%"),
    ("生殖健康和预防艾滋病知识知晓率达90%以上", "C3", "", "90%"),
    ("避孕节育知情选择率达93%以上", "C4", "", "93%"),
    ("建立早教中心一个", "C5", "", "1"),
    ("分中心3个", "C6", "", "3"),
    ("服务点18个", "C7", "", "18"),
    ("0-3岁婴幼儿科学育儿知识普及率达95%", "C8", "", "95%"),
    ("省际间流动人口信息交换每月不少于30条", "D1", "省际信息交换条数 >= 30", "12"),
    ("流动人口信息登记率达95%以上", "E4", "", "95%"),
    ("街道每季度组织召开1次联席会", "F1", "联席会次数 >= 1", "4"),
    ("各成员单位每季度将涉及任务分解的工作开展情况，以书面形式报送街道计生办", "F2", "书面报送次数 >= 1", "4"),
    ("通过一季度不少于1次的培训", "G1", "楼组长志愿者培训次数 >= 1", "4"),
]  # fmt: skip
FOUR_DAYS = {
    "协会活动日宣传": "5月26日计划生育协会活动日",
    "世界人口日宣传": "7月11日世界人口日",
    "公开信纪念日宣传": "9月25日公开信发表纪念日",
    "男性健康日宣传": "10月28日男性健康日",
}
# What of the plan would put quotas on persons, or follow them; none of it is a fact, an indicator, or a rule.
LEFT_OUT = ["计划生育率", "婚育证明", "持证率", "查验证率", "协议书", "社会抚养费", "孕情", "重点人群", "有奖举报"]


@cache
def assessed() -> Assessment:
    return assess_shipped(NAME)


def pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def full_of(unit: str) -> dict[str, str]:
    return pairs(FULL.get(unit, FULL["社区"]))


def leaves_of(unit: str) -> dict[str, str]:
    """Return the points of each indicator that the unit is asked for."""
    results, row = assessed().results, assessed().facts.units.index(unit)
    found = {}
    for indicator in indicators(assessed().scheme.items):
        if {unit, "社区" if unit in COMMUNITIES else "责任部门"} & indicator.not_for:
            continue
        node = results.nodes[indicator.id]
        points = exact_text(results.indicators[indicator.id].points.at(row))
        found[indicator.id] = "?" if node.incomplete[row] else points if node.applicable[row] else "—"
    return found


def level(spec: Spec, full: Fraction) -> str:
    """Say at what value an indicator first has full points, as the plan writes it."""
    match spec:
        case Threshold():
            return str(spec.level)
        case Steps(start=None):
            return str(spec.sides[0].mark)
        case Steps():
            return str(full / -spec.sides[0].each * spec.sides[0].step.value)
        case Bands() if spec.points[-1] == 0:
            return f"{spec.edges[0].at}-{spec.edges[1].at}"
        case Bands():
            return str(spec.edges[-1].at)
        case Curve() if spec.of_full or spec.knots[-1].points == full:
            return str(spec.knots[-1].at)
    raise AssertionError(spec)


@pytest.mark.parametrize("group", FULL)
def test_what_each_body_is_asked_for_adds_up(group: str) -> None:
    assert sum(int(points) for points in pairs(FULL[group]).values()) == APPLICABLE[group]
    for unit in COMMUNITIES if group == "社区" else [group]:
        assert set(leaves_of(unit)) == set(pairs(FULL[group]))


@pytest.mark.parametrize("unit", [*COMMUNITIES, *BODIES])
def test_the_worked_points_come_out(unit: str) -> None:
    worked = {**full_of(unit), **pairs(WORKED_POINTS[unit])}
    assert leaves_of(unit) == worked
    raw = WORKED[unit][0]
    assert raw is None or sum(Fraction(each) for each in worked.values() if each != "—") == Fraction(raw)


def test_the_worked_totals_tiers_and_ranks_come_out() -> None:
    assessment = assessed()
    results, judgement = assessment.results, assessment.judgement
    assert assessment.facts.units == tuple(WORKED)
    names = [tier.name for tier in assessment.scheme.tiers]
    score_tiers = [names[tier] if tier >= 0 else None for tier in judgement.score_tiers.tolist()]
    tiers = tiers_of(assessment)
    for row, (unit, (_, total, score_tier, tier, rank)) in enumerate(WORKED.items()):
        found = fixed_text(results.total_of(row), 2) if results.has_total[row] else None
        got = (found, score_tiers[row], tiers[unit], int(judgement.ranks[row]))
        assert got == (total, score_tier, tier, rank), unit


def test_what_really_occurs_in_the_facts() -> None:
    """Warnings by month, a red one, two vetoes, a quota for each group, and one group that is provisional."""
    judgement, units = assessed().judgement, assessed().facts.units
    fired = {rule: {units[row] for row in truth.true.nonzero()[0]} for rule, truth in judgement.rules.items()}
    assert fired["W1"] == {"知渔社区", "晴岚社区"}
    assert fired["W2"] == fired["V3"] == {"晴岚社区"}
    assert fired["V1"] == {"拂柳社区"}
    assert fired["V2"] == {"枕溪社区"}
    assert all(truth.false[row] or truth.true[row] for truth in judgement.rules.values() for row in range(len(units)))
    places = {each.group: (each.places, each.entered) for each in judgement.allotments}
    assert places == {"社区": (3, ("听枫社区", "望秋社区", "映荷社区")), "责任部门": (1, ("综合服务站",))}
    gaps = {unit: losses[0].gap for unit, losses in judgement.displaced.items()}
    assert gaps == {"涵碧社区": Fraction("0.96"), "街道计生办": Fraction("10.11")}
    assert {units[row] for row in judgement.provisional.nonzero()[0]} == set(BODIES)


def test_columns_and_reference_agree() -> None:
    assert not mismatches(run(assessed().scheme, assessed().facts))


@pytest.mark.parametrize(("phrase", "id_", "counted", "wanted"), TARGETS)
def test_every_target_of_the_plan_stands_in_the_scheme(phrase: str, id_: str, counted: str, wanted: str) -> None:
    (indicator,) = [each for each in indicators(assessed().scheme.items) if each.id == id_]
    assert phrase in (indicator.clause or "")
    assert level(indicator.method, indicator.points) == wanted
    if counted:
        # So many periods of the year: each of them has to reach what the plan says.
        formula = indicator.formula
        assert isinstance(formula, Aggregate)
        assert formula.function is Function.COUNT
        assert (formula.written[0].span.text, str(len(formula.parts))) == (counted, wanted)


def test_the_four_days_of_the_plan_are_the_four_things_to_do() -> None:
    facts = assessed().scheme.facts
    for name, day in FOUR_DAYS.items():
        assert day in (facts[name].meaning or "")


def test_the_bonus_is_for_what_the_plan_strives_for() -> None:
    (bonus,) = assessed().scheme.bonuses
    assert "争创新一轮上海市社区优生优育指导服务示范单位" in (bonus.clause or "")


def test_nothing_about_persons_is_scored() -> None:
    text = scheme_text(NAME)
    note, body = text.split("\n数据项:\n")
    for word in LEFT_OUT:
        assert word not in body, word
        assert not any(word in facts for facts in fact_texts(NAME).values()), word
    for word in LEFT_OUT[:-2]:
        assert word in note, word


def test_every_clause_says_what_is_illustrative() -> None:
    for indicator in indicators(assessed().scheme.items):
        assert "示例拟定" in (indicator.clause or ""), indicator.id
    for name, text in fact_texts(NAME).items():
        assert "\n示例: 是\n" in text, name
