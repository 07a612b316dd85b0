"""Only what a case states, and what comes out so, is proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.cases.case import CasesRun
from engine.cases.coverage import Coverage, coverage, coverages, nothing_to_cover
from engine.cases.coverage_report import coverage_text, rate_text
from engine.cases.read_cases import read_cases
from engine.cases.run import run_case
from engine.number import parse_decimal
from engine.problem.catalogue import PAGES
from engine.problem.codes import Code
from engine.text.source import Source
from tests.assessing import ROOT

if TYPE_CHECKING:
    from tests.conftest import Golden

PIECES = """\
数据项:
  到会次数: {类型: 整数, 计量单位: 次, 下限: 0, 上限: 12}
  发生案件: {类型: 是否}
指标:
  A:
    名称: 例会
    分值: 10
    计算公式: 到会次数
    计分:
      方法: 分档计分
      档次:
        - {不低于: 12, 得: 10}
        - {不低于: 6, 得: 5}
      其余得: 0
规则:
  V1:
    类别: 一票否决
    名称: 发生案件
    触发条件: 发生案件 = 是
    处理: {评定为: 差}
等次:
  - {名称: 好, 条件: 得分 >= 5}
  - {名称: 差, 条件: 其余}
数据: {到会次数: 12, 发生案件: 否}
用例:
"""


def covered(*cases: str, pieces: str = PIECES) -> Coverage:
    text = pieces + "".join(f"  第{number}例: {case}\n" for number, case in enumerate(cases))
    found, problems = read_cases(Source("用例.yaml", text), ROOT)
    assert found is not None, problems
    results = [run_case(found, case) for case in found.cases]
    return coverage(found.scheme, [each for each in results if each.proves])


def ids(found: Coverage) -> set[str]:
    return {each.id for each in found.obligations if found.is_met(each)}


@pytest.mark.parametrize(
    ("case", "proven"),
    [
        ("{数据: {}, 得分: 10}", {"clause:A", "scoring:A:不低于 12 次一档"}),
        ("{数据: {}, 总分: 10}", {"clause:A", "scoring:A:不低于 12 次一档"}),
        ("{数据: {}, 等次: 好}", {"clause:等次/好"}),
        ("{数据: {}, 触发: 无}", {"rules:V1:没有触发"}),
        ("{数据: {发生案件: 是}, 触发: V1}", {"clause:V1", "rules:V1:触发"}),
        ("{数据: {到会次数: 6}, 得分: 5}", {"clause:A", "scoring:A:不低于 6 次、低于 12 次一档"}),
        ("{数据: {到会次数: 未报}, 总分: 算不出来}", {"scoring:分数:未报的处理"}),
        ("{数据: {}, 名次: 1}", set()),
        ("{数据: {到会次数: 13}, 问题: F307}", set()),
    ],
)
def test_a_case_proves_what_it_states(case: str, proven: set[str]) -> None:
    assert ids(covered(case)) == proven


def test_a_total_that_would_have_been_the_same_proves_nothing() -> None:
    """A total that a rule voids says nothing of what the items came to; their points do."""
    voided = PIECES.replace("处理: {评定为: 差}", "处理: {总分计零: 是}")
    assert ids(covered("{数据: {到会次数: 6, 发生案件: 是}, 总分: 0}", pieces=voided)) == set()
    shown = ids(covered("{数据: {到会次数: 6, 发生案件: 是}, 总分: 0, 得分: {A: 5}}", pieces=voided))
    assert shown == {"clause:A", "scoring:A:不低于 6 次、低于 12 次一档"}


@pytest.mark.parametrize("case", ["{数据: {}, 得分: 9}", "{数据: {}, 得分: 10, 待确认: 是}"])
def test_a_case_that_differs_or_is_not_confirmed_proves_nothing(case: str) -> None:
    assert ids(covered(case)) == set()


def test_cases_are_counted() -> None:
    found = covered("{数据: {}, 得分: 10}", "{数据: {}, 总分: 10}", "{数据: {}, 触发: 无}")
    assert (found.cases, found.counts["clause:A"], found.counts["rules:V1:没有触发"]) == (3, 2, 1)
    assert found.clauses == parse_decimal("0.25")  # A, but not V1 nor a tier


def test_a_share_below_all_never_reads_all() -> None:
    assert rate_text(covered("{数据: {}, 得分: 10}").clauses) == "25.0%"
    share = parse_decimal("0.9999")
    assert share is not None
    assert rate_text(share) == "99.9%"


@pytest.mark.parametrize("good", [False, True])
def test_the_page_of_the_code_says_what_can_be_covered(*, good: bool) -> None:
    page = PAGES[Code.NOTHING_TO_COVER]
    text = (page.good if good else page.bad).replace("方案.yaml", "scheme.yaml")
    found, problems = read_cases(Source("用例.yaml", text), ROOT / "tests" / "problems")
    assert found is not None, problems
    results = tuple(run_case(found, case) for case in found.cases)
    run = CasesRun((found.name,), (), results, (), (found,))
    assert run.failed == ()
    assert [each.code for each in nothing_to_cover(run)] == ([] if good else [Code.NOTHING_TO_COVER])
    assert len(coverages(run)) == good


@pytest.mark.parametrize("annotate", [False, True])
def test_the_report(golden: Golden, *, annotate: bool) -> None:
    found = covered("{数据: {}, 得分: 10, 等次: 好}", "{数据: {发生案件: 是}, 等次: 差, 触发: V1}")
    golden(f"coverage{'-annotated' if annotate else ''}.txt", coverage_text([found], annotate=annotate))
