"""What an explanation must not pass over, and must not say twice or in the wrong words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine import api
from engine.api import explain
from engine.cases.read_cases import load_cases
from engine.facts.table import make_table
from engine.report.score import score_text
from engine.report.why import why_text
from tests.assessing import ROOT, assess_shipped
from tests.test_explanations import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

CASES = ROOT / "tests" / "cases"


def told_cases(path: Path) -> str:
    """Return the explanations of all cases in a file."""
    cases, _ = load_cases(path, path.name)
    assert cases is not None
    pages = []
    for case in cases.cases:
        if case.codes is None:
            table = make_table(case.units, cases.scheme.facts, case.facts)
            assessment = api.assess(replace(cases.scheme, units=case.units, exempt={}), table)
            pages += [why_text(explain(assessment, unit.name)) for unit in case.units]
    return "\n".join(pages)


def told(scheme: str, unit: str) -> str:
    return why_text(explain(assess_shipped(scheme), unit))


def test_a_unit_without_a_rank_is_told_why() -> None:
    page = told("air-index", "青屿市")
    assert "青屿市：得分 88.90 / 100，不参加排名，等次 改善" in page
    assert "名次：符合“不参加排名”的条件，不排名次，也不占名次（二氧化硫不高于 60" in page
    assert "细颗粒物 24 微克/立方米 ≤ 35：成立" in page
    assert "按方案不参加排名" in score_text(assess_shipped("air-index"))
    assert "名次：参加排名" in told("air-index", "玄洲市")


def test_a_total_has_the_decimals_of_the_scheme() -> None:
    page = told("water-term-2020", "青岳省")
    assert "青岳省：得分 89 / 100" in page
    assert page.count("= 89\n") == 1


def test_a_sum_that_may_be_negative_is_no_loss() -> None:
    page = told("air-compensation-2014", "南湾市")
    assert "A 细颗粒物  得分 -36 / 12000\n" in page
    assert "共扣" not in page


def test_weights_are_told_by_case_and_the_combined_points_are_worked_out() -> None:
    page = told("water-2014", "云川省")
    assert "情形2（目标完成权重（参数）为 40%）A 40%、B 60%" in page
    assert "100 × 40% + 约85.8333 × 60% = 91.5" in page
    assert "本行是合成后的得分与各分项得分之和的差：91.5 - 约185.8333" in page


def test_losses_in_weighted_parts_are_told_where_they_were_made() -> None:
    page = told("water-2014", "云川省")
    assert "共扣 8.5 分，都在：B4 其他制度建设及相应措施（扣 4.5 分）、B2 用水效率控制（扣 4 分）" in page
    assert "共扣 3.8 分，都在：A12 进步（扣 2.4 分）、A11 水平（扣 1.4 分）" in told_cases(CASES / "合成-加权.yaml")


def test_the_mean_of_many_periods_is_worked_out() -> None:
    assert "12 期合计 287.22，287.22 ÷ 12 = 23.935" in told("monthly-scoring", "竹屿乡")


def test_periods_in_a_row_are_one_run() -> None:
    assert "（连续的是 10月至9月）" in told("monthly-scoring", "晴川街道")


def test_the_rule_of_all_periods_names_no_period() -> None:
    page = told_cases(CASES / "逐期计分-最低.yaml")
    told = [line.strip() for line in page.splitlines()]
    once = told.count("规则  每半年各计一次分，各期取低")
    assert once > 0
    assert told.count("情形1（检查结果为“好”）得 10 分") == once
    assert told.count("得分乘以系数（难度），最高不超过分值，系数不适用的按 1 计") == once


def test_a_factor_is_told_once_with_what_it_would_have_let_reach() -> None:
    page = told_cases(CASES / "系数.yaml")
    assert "系数：难度系数 = 1.2；6 × 1.2 = 7.2" in page
    assert "若达到 100%，本项可多得 2.8 分" in page


def test_too_few_valid_marks_are_said_to_be_too_few() -> None:
    assert "有效的少于 2 个，按未报处理" in told_cases(CASES / "多值-强制分布.yaml")


def test_a_unit_that_finds_itself_exempt_is_told_that_it_may_not() -> None:
    assert "自评 写“不适用”，无权认定，不作数" in told_cases(CASES / "来源-上报与核查误差.yaml")


UGLY = re.compile(
    r"约约|的的|[一-鿿] 约-?\d|，，|；；|。；|= (\S+) = \1(?:\s|；|$)|\bNone\b|Fraction|[一-鿿][,;:][一-鿿]"
)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_slips_of_the_pen_in_shipped_schemes(name: str) -> None:
    assessment = assess_shipped(name)
    for unit in assessment.facts.units:
        page = why_text(explain(assessment, unit))
        assert UGLY.search(page) is None, UGLY.search(page)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_slips_of_the_pen_in_cases(path: Path) -> None:
    page = told_cases(path)
    assert UGLY.search(page) is None, UGLY.search(page)
