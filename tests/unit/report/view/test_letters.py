"""What a unit's letter says: the parts add up, editions keep to themselves what is not theirs, nothing is invented."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from engine.number import fixed_text
from engine.report.view.edition import Edition
from engine.report.view.letter import Change, Review
from engine.report.view.letters import Letters, Particulars
from engine.report.view.standing import median
from tests.assessing import ROOT, assess_shipped

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment
    from engine.report.view.letter import Letter

SHIPPED = sorted(path.stem for path in (ROOT / "schemes").glob("*.yaml") if (ROOT / "facts" / path.stem).is_dir())
PARTICULARS = Particulars(Review("2022-03-10", "家庭发展科", "62511111"), "kaohe 0.1.0", "2022-02-22")

assessed = cache(assess_shipped)


@cache
def letters(name: str, edition: Edition = Edition.UNIT) -> dict[str, Letter]:
    assessment = assessed(name)
    made = Letters(assessment, edition, PARTICULARS).of(assessment.facts.units)
    return {letter.unit: letter for letter in made}


def total(assessment: Assessment, unit: str) -> Fraction | None:
    row = assessment.facts.row(unit)
    return assessment.results.total_of(row) if assessment.results.has_total[row] else None


@pytest.mark.parametrize("name", SHIPPED)
def test_the_way_from_full_marks_leads_to_the_score(name: str) -> None:
    for unit, letter in letters(name).items():
        score = total(assessed(name), unit)
        assert (letter.way is None) == (score is None), unit
        if letter.way is not None:
            reached = letter.way.start + sum((step.change for step in letter.way.steps), Fraction(0))
            assert reached == letter.way.end == score, unit
            assert letter.cards[0].figure == fixed_text(letter.way.end, assessed(name).results.digits)


@pytest.mark.parametrize("name", SHIPPED)
def test_losses_are_the_steps_down_with_their_grounds(name: str) -> None:
    for unit, letter in letters(name).items():
        if letter.way is not None and letter.way.start_title == "满分":
            down = [(step.title, step.text) for step in letter.way.steps if step.kind is Change.LOSS]
            told = [(entry.title, entry.change) for entry in letter.losses]
            assert told == down[: len(told)], unit
        assert all(entry.ref.startswith(f"{unit}/") for entry in letter.losses + letter.entries)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_indicator_is_in_the_list(name: str) -> None:
    scheme = assessed(name).scheme
    ids = {item.id for item in scheme.items} | {rule.id for rule in scheme.rules}
    for letter in letters(name).values():
        told = {entry.id for entry in letter.entries} | {rule.id for rule in letter.rules}
        assert ids <= told


def test_only_the_internal_edition_tells_the_rank() -> None:
    unit, internal = (letters("changning-2021", each)["江苏街道"] for each in (Edition.UNIT, Edition.INTERNAL))
    assert [card.figure for card in internal.cards if card.name == "名次"] == ["第 4 名"]
    assert [card.name for card in unit.cards] == ["得分", "等次", "一票否决", "数据"]


def test_a_unit_is_not_told_in_which_order_others_stand() -> None:
    scores = {"新华街道": 2, "天山街道": 1, "程桥街道": 3}
    for unit in ("江苏街道", *scores):
        said = "\n".join(line for verdict in letters("changning-2021")[unit].verdicts for line in verdict.lines)
        assert "新华街道、天山街道、程桥街道" in said
        assert "居第" not in said
    internal = letters("changning-2021", Edition.INTERNAL)["新华街道"]
    assert "天山街道、新华街道、程桥街道" in "".join(line for verdict in internal.verdicts for line in verdict.lines)


def test_no_other_units_score_but_the_line_stands_in_a_units_letter() -> None:
    assessment = assessed("changning-2021")
    scores = {unit: fixed_text(total(assessment, unit) or Fraction(0), 2) for unit in assessment.facts.units}
    letter = letters("changning-2021")["华阳街道"]
    said = str(letter)
    assert scores["华阳街道"] in said
    told = [unit for unit, score in scores.items() if unit != "华阳街道" and score in said]
    # The line of three places is the score of one of three units, and it is not said of which.
    assert told == ["程桥街道"]
    assert "名额线是 91.30 分" in letter.outlook[2]
    assert "程桥街道" not in said


def test_what_is_missing_to_the_next_tier_is_said_with_what_would_do() -> None:
    letter = letters("changning-2021")["江苏街道"]
    assert letter.outlook[:3] == (
        "上一等次是“优秀”。",
        "得分线是 90 分，本单位 91.23 分，已经达到。",
        "名额线是 91.30 分，本单位差 0.07 分；其他单位得分不变，高于它，即至少 91.31 分，就能进入。",
    )
    first = letter.changes[1]
    assert (first.fact, first.now, first.wanted, first.total, first.tier) == (
        "家庭医生签约户数", "72 户", "73 户", "91.50", "优秀",
    )  # fmt: skip


def test_the_self_assessed_value_stands_beside_the_verified_one() -> None:
    (loss,) = [entry for entry in letters("changning-2021")["江苏街道"].losses if entry.id == "C2"]
    assert loss.facts == ("特扶家庭走访户数 71 户（核定；自评 73）", "特扶家庭户数 74 户（自评）")
    assert loss.change == "-1.01"
    assert loss.evidence[0].startswith("核定方式：工作抽查；走访抽查记录")
    assert loss.evidence[-1] == "02-江苏街道.yaml 第 39 行"
    assert loss.wanted == ("若达到 100%，本项可多得 1.01 分",)


def test_an_incomplete_unit_is_told_why_it_has_no_score() -> None:
    letter = letters("shili-2022")["良耜镇"]
    assert letter.way is None
    assert letter.no_way == "因有指标的得分算不出来，总分算不出来。"
    assert letter.cards[0].figure == "算不出来"
    assert letter.warnings == ("【暂定】本单位还没有评定，名次和名额都是暂定的。",)
    assert letter.outlook == ("还没有评定，说不出距上一等次还差多少。",)


def test_an_incomplete_unit_is_told_what_it_has_to_report() -> None:
    assert letters("shili-2022")["良耜镇"].sentences[-1] == "还没有报的数据：群众满意度；补报以后才有总分。"


def test_of_others_a_unit_is_told_neither_scores_nor_what_kept_them_out() -> None:
    said = {unit: str(letter) for unit, letter in letters("shili-2022").items()}
    assert "与另 1 个单位同为 93.33 分" in said["怀瑾街道"]
    assert "蒹葭镇" not in said["怀瑾街道"]
    assert [unit for unit, text in said.items() if "松筠街道" in text and unit != "松筠街道"] == []
    assert [unit for unit, text in said.items() if "良耜镇" in text and unit != "良耜镇"] == []


def test_the_line_of_a_single_place_is_not_told() -> None:
    letter = letters("jiading-2008")["街道计生办"]
    assert "101.27" not in str(letter)
    assert "名额只有一个，得分要高于得到它的单位。" in letter.outlook


def test_losses_are_weighed_where_not_all_points_apply() -> None:
    letter = letters("jiading-2008")["人口办"]
    assert letter.way is not None
    assert [f"{step.title} {step.text}" for step in letter.way.steps] == ["书面报送迟报 -15", "发现问题整改率 -7.5"]
    assert letter.sentences == (
        "共扣 22.5 分，都在：F3 书面报送迟报（扣 15 分）、A7 发现问题整改率（扣 7.5 分）。",
        "本单位适用的分值是 20 分，折算成 100 分：每失 1 分，总分少 5 分，上面和下面的扣分都已经折算。",
    )
    assert letter.losses[1].work[-1] == "本项 1 分折合总分 5 分：1.5 × 5 = 7.5 分"


def test_points_below_zero_by_rule_are_told() -> None:
    letter = letters("air-compensation-2014")["北原市"]
    assert letter.sentences[0].startswith("得分为负的有：A 细颗粒物（-60 分）")
    assert [entry.change for entry in letter.losses[:1]] == ["-60"]


def test_a_veto_is_said_first_and_is_what_stands_in_the_way() -> None:
    letter = letters("shili-2022")["伐檀镇"]
    assert letter.sentences[0] == "触发 V3 一票否决 红色预警，不得确定为“优秀”、“优良”，不占名额。"
    assert "没有评上是因为触发 V3 一票否决 红色预警" in letter.outlook[2]
    assert [(each.fact, each.wanted) for each in letter.changes] == [
        ("按期办结诉求件数", "245 件"),
        ("预警事项按期整改", "是"),
    ]


def test_how_to_ask_for_a_review() -> None:
    letter = letters("changning-2021")["江苏街道"]
    assert letter.review[0].startswith("对结果有异议的，请在 2022-03-10 前向家庭发展科提出（联系方式：62511111）")
    assert "江苏街道/A3" in letter.review[1]
    blank = next(Letters(assessed("changning-2021"), Edition.UNIT, Particulars(Review(), "", "")).of(["江苏街道"]))
    assert "【待填：截止日期】" in blank.review[0]


def test_periods_of_an_indicator_are_lines_of_it() -> None:
    letter = letters("monthly-scoring")["荷洲镇"]
    (loss,) = letter.losses
    (month,) = loss.work
    assert month.startswith("5月  得分 14 / 20  已反馈协查条数 ÷ 应反馈协查条数 = 13 ÷ 15 = 约86.6667%")
    assert loss.evidence == ("04-荷洲镇.yaml 第 33-44、46-57 行",)


@pytest.mark.parametrize(("values", "middle"), [([3], 3), ([4, 1], Fraction(5, 2)), ([9, 1, 2], 2), ([4, 1, 2, 9], 3)])
def test_the_median_is_exact(values: list[int], middle: Fraction) -> None:
    assert median([Fraction(value) for value in values]) == middle
