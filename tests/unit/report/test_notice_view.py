"""What the notice says: the published one of Changning to the letter, and nothing that an edition may not show."""

from __future__ import annotations

import re

import pytest

from engine.problem.codes import Code
from engine.report.view.edition import Edition
from engine.report.view.make_notice import make_notice
from engine.report.view.notice import ScoreTable
from engine.report.view.notice_checks import checks_of, problems_of
from engine.scheme.papers import NO_PAPERS, Masthead, NoticeKind
from tests.assessing import ROOT, assess_shipped
from tests.unit.report.noticing import FULL, RATES, assessed, notice, papers

CHANGNING = (
    "关于下发长宁区2021年度计划生育工作目标管理责任制考核结果的通知",
    "各街道（镇）：",
    (
        "根据《上海市2021年度计划生育工作目标管理责任制考核办法》（沪卫人口〔2021〕6号）、《长宁区2021年度计划生育工作目标管理"
        "责任制考核方案》等文件精神，现已完成长宁区2021年度计划生育工作目标管理责任制考核工作，结果如下："
    ),
    (
        "考核内容包括积极推动构建生育友好型社会、人口监测和形势分析、计生家庭奖励扶助、计划生育管理、健康家庭建设及计划生育技术服务"
        "六方面。采取各街道（镇）自评和区级评估相结合的方法，参考信息系统数据、工作抽查、现场调研和日常工作中掌握的情况，形成综合评估结果。"
    ),
)


def shipped_papers() -> str:
    """The particulars that are shipped for Changning."""
    return (ROOT / "schemes" / "文书" / "changning-2021.yaml").read_text("utf-8")


def test_the_published_notice_comes_out() -> None:
    made = notice(assess_shipped("changning-2021"), shipped_papers())
    assert ("".join(made.title), made.to, made.basis, *made.contents) == CHANGNING
    units = [account.unit for account in made.accounts]
    assert (units[0], units[-1], len(units)) == ("新华街道", "新泾镇", 10)
    assert made.accounts[4].text.startswith("高度重视人口与家庭发展工作,")
    assert [roll.title for roll in made.rolls] == [
        "2021年度计划生育工作目标管理优秀单位（排名不分先后）",
        "2021年度计划生育工作目标管理优良单位（排名不分先后）",
    ]
    # As published, but in the order of the units.
    assert made.rolls[0].units == ("新华街道", "天山街道", "程桥街道")
    assert "、".join(made.rolls[1].units) == "江苏街道、华阳街道、周桥街道、仙霞街道、虹桥街道、北新泾街道、新泾镇"
    assert (made.signed, made.day) == ("上海市长宁区卫生健康委员会", "2022年2月22日")
    assert (made.across, made.caveat, made.scores, made.blanks) == ("样稿", "", None, [])


def test_without_particulars_the_scheme_says_what_it_can() -> None:
    made = make_notice(assessed(told=""), NO_PAPERS)
    assert made.title == ("关于下发某区2021年度为民服务目标管理考核结果的通知",)
    assert made.basis == (
        "根据《某市为民服务考核办法》（某政〔2021〕6号）等文件精神，现已完成某区2021年度为民服务目标管理考核工作，结果如下："
    )
    assert made.contents == ("考核内容包括走访和群众满意两方面。以核定和自评的数据为依据，形成综合评定结果。",)
    assert [roll.title for roll in made.rolls] == [
        "2021年度为民服务目标管理考核优秀单位（排名不分先后）",
        "2021年度为民服务目标管理考核良好单位（排名不分先后）",
    ]
    assert made.blanks == ["主送机关", "工作完成情况", "工作完成情况", "工作完成情况", "成文日期"]
    assert made.across == ""


def test_a_circular_is_called_so_and_the_command_decides() -> None:
    made = make_notice(assessed(), papers(), Edition.PUBLIC, NoticeKind.CIRCULAR)
    assert (made.kind, made.title) == ("通报", ("关于某区2021年度为民服务目标管理考核结果的通报",))


def test_the_public_edition_has_neither_scores_nor_ranks() -> None:
    made = notice(assessed())
    assert made.scores is None
    said = "".join(made.texts())
    assert not re.search(r"73\.31|95\.57|88\.83|名次|得分", said)


def test_the_internal_edition_has_everybodys_points_by_rank() -> None:
    made = notice(assessed(), FULL, Edition.INTERNAL)
    assert made.scores == ScoreTable(
        "考核得分情况表",
        ("名次", "单位", "走访", "群众满意", "加分", "得分", "等次"),
        (
            ("1", "乙单位", "57.342", "38.228", "0", "95.57", "优秀"),
            ("2", "丙单位", "52.998", "35.332", "0.5", "88.83", "良好"),
            ("3", "甲单位", "43.986", "29.324", "0", "73.31", "良好"),
        ),
    )
    assert made.attachments[-1] == "考核得分情况表"


def test_lists_by_score_are_only_in_the_internal_edition() -> None:
    scheme = ("版本: 公开版, 名单顺序: 单位顺序", "版本: 内部版, 名单顺序: 得分顺序")
    made = notice(assessed(change=scheme), FULL, Edition.INTERNAL)
    assert made.rolls[1].title.endswith("（按得分由高到低）")
    assert made.rolls[1].units == ("丙单位", "甲单位")
    assert notice(assessed(change=scheme)).rolls[1].units == ("甲单位", "丙单位")


def test_units_that_are_exempt_or_open_are_told() -> None:
    made = notice(assessed({**RATES, "丁单位": ("未报", "90.00", 0)}, exempt="戊单位"))
    assert [(roll.title, roll.units) for roll in made.rolls[2:]] == [
        ("尚未评定等次的单位", ("丁单位",)),
        ("免予考核的单位", ("戊单位（年内撤并）",)),
    ]
    assert made.caveat == "以上结果是暂定的：丁单位尚未评定，名额和等次都可能变动。"
    assert made.across == "暂定稿"


def test_made_up_facts_are_said_across_before_all_else() -> None:
    assert notice(assessed({**RATES, "丁单位": ("未报", "90.00", 0)}, real=False)).across == "样稿"


def test_the_head_is_there_only_where_it_is_wanted() -> None:
    head = notice(assessed()).head
    assert (head.mark, head.number, head.above) == (
        "某区政务服务管理局文件",
        "某政服发〔2022〕21号",
        ("000001", "秘密★1年", "特急"),
    )
    left = notice(assessed(), FULL.replace("红头: 打印", "红头: 空出")).head
    assert (left.masthead, left.mark, left.number) == (Masthead.LEFT_OUT, "", "某政服发〔2022〕21号")
    assert notice(assessed(), "格式: 1\n").head.number == ""


def codes(told: str, text: str = FULL, edition: Edition = Edition.PUBLIC) -> list[str]:
    """The codes of what is wrong with the notice of units that have this narrative."""
    assessment = assessed(told=told)
    made = notice(assessment, text, edition)
    return [problem.code.value for problem in problems_of(made, assessment, papers(text), "文书.yaml")]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("走访工作按计划完成，0-3岁、10.28活动、10:30开放，工作在全区名列前茅。", []),
        ("一对一走访10分钟，分类指导3分开。", []),
        ("走访工作,按计划完成。", ["N705"]),
        ("走访(入户)按计划完成。", ["N705"]),
        ("走访工作得分居前。", ["N707"] * 3),
        ("考核得95分。", ["N707"] * 3),
        ("走访率73.31，良好。", ["N707"] * 3),
        ("在全区排名第二。", ["N707"] * 3),
        ("㛃水社区走访完成。", ["N706"]),
        ("", ["N704"]),
    ],
)
def test_what_should_not_go_out_is_told(told: str, found: list[str]) -> None:
    assert codes(told) == found


def test_scores_may_be_told_in_the_internal_edition() -> None:
    assert codes("走访工作得分居前。", edition=Edition.INTERNAL) == []


def test_other_fonts_have_rare_characters() -> None:
    assert codes("㛃水社区走访完成。", FULL + "字体: 国标GBK\n") == []


def test_blanks_are_told_by_name() -> None:
    assessment = assessed()
    made = notice(assessment, "格式: 1\n")
    (problem,) = problems_of(made, assessment, NO_PAPERS, "文书.yaml")
    assert (problem.code, problem.message) == (Code.TO_BE_FILLED, "通知里还有 2 处待填：主送机关、成文日期")


def test_checks_count_names_and_tiers() -> None:
    assessment = assessed(exempt="戊单位")
    checks = {each.what: each for each in checks_of(notice(assessment), assessment, [])}
    assert checks["单位名称"].found == "参评 3 个，免考 1 个，名单与方案一致"
    assert checks["各等次合计"].found == "优秀 1 + 良好 2 = 3，参评 3"
    assert all(each.well for each in checks.values())


def test_checks_say_what_is_not_well() -> None:
    assessment = assessed({**RATES, "丁单位": ("未报", "90.00", 0)})
    made = notice(assessment, "格式: 1\n")
    problems = problems_of(made, assessment, NO_PAPERS, "文书.yaml")
    wrong = {each.what: each.found for each in checks_of(made, assessment, problems) if not each.well}
    assert wrong == {
        "各等次合计": "优秀 1 + 良好 2 + 未定 1 = 4，参评 4",
        "成文日期": "【待填：成文日期】",
        "待填": "2 处",
        "可以印发": "不可以：结果还是暂定的，每一页都写着“暂定稿”",
    }
