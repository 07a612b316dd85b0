"""Conditions, rules and ladders of one unit, worked by hand (semantics, sections 6 and 7)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.reference.reference import Given, IndicatorResult, evaluate_reference
from engine.scheme.formula import AnyOf, Both
from engine.scheme.judging import Bar, ImposeGrade, Warn
from engine.scheme.model import ZeroDenominator
from tests.unit.reference.builder import (
    FOUR_TIERS,
    SPAN,
    THREE,
    Value,
    as_is,
    fired,
    formula,
    indicator,
    negated,
    result,
    rule,
    scheme,
    section,
    tier,
)

if TYPE_CHECKING:
    from engine.scheme.formula import Expr

F = Fraction


def truth(when: Expr | str, **facts: Value) -> bool | None:
    """What a condition comes to for a unit with C not applicable and B incomplete."""
    policy = ZeroDenominator.FULL
    leaves = (*THREE.items, indicator("D", "10", "d / d", as_is(), zero_denominator=policy))
    of = scheme(
        section("S", "60", leaves[0], leaves[2]),
        *leaves[1::2],
        rules=(rule("R", when, Warn("黄色")), rule("MAYBE", "b >= 1", Warn("黄色"))),
    )
    return result(of, a=36, c=Given.NOT_APPLICABLE, d=0, **facts).rules["R"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("a = 36", True),
        ("a ≠ 36", False),
        ("b >= 1", None),  # missing
        ("c >= 1", False),  # not applicable
        ("c ≠ 1", False),  # a rule about a thing that does not apply is not met
        ("c > b", False),  # not applicable wins over missing
        ("a / d > 1", False),  # zero denominator
        ("a / d > b", None),  # missing wins over zero denominator
        ("A.得分率 = 75%", True),  # 36 / 48
        ("S.得分 = 36", True),
        ("S.得分率 = 75%", True),  # 36 / (60 − 12): C does not apply
        ("C.得分 >= 0", False),
        ("C.得分率 >= 0", False),
        ("C.数值 >= 0", False),
        ("B.得分 >= 0", None),
        ("B.数值 >= 0", None),
        ("D.得分 = 10", True),  # full points by policy
        ("D.数值 >= 0", False),  # yet no value
        ("得分 >= 0", None),
        ("基础分 >= 0", None),
        ("加分 = 0", True),
        ("各一级指标最低得分率 >= 0", None),
        ("word = “查实”", True),
        ("word ≠ “查实”", False),
        ("word = “存疑”", False),
        ("yes = 是", True),
        ("yes + 1 = 2", True),
    ],
)
def test_comparison_is_true_false_or_undecided(when: str, expected: bool | None) -> None:  # noqa: FBT001
    assert truth(when, word="查实", yes=True) is expected


@pytest.mark.parametrize(
    ("left", "both", "any_of"),
    [("a = 36", None, True), ("a = 0", False, None), ("b = 0", None, None)],
)
def test_connectives_are_kleenes(left: str, both: bool | None, any_of: bool | None) -> None:  # noqa: FBT001
    parts = (formula(left), fired("MAYBE"))
    assert truth(Both(parts, span=SPAN)) is both
    assert truth(AnyOf(parts, span=SPAN)) is any_of
    assert truth(negated(Both(parts, span=SPAN))) is (None if both is None else not both)


def test_figures_read_the_rounded_total_and_the_exact_base() -> None:
    of = scheme(
        indicator("A", "90", "a", as_is()),
        indicator("C", "10", "c", as_is()),
        rules=(
            rule("T", "得分 = 97.78", Warn("黄色")),
            rule("B", "基础分 = 97.78", Warn("黄色")),
            rule("L", "各一级指标最低得分率 >= 97%", Warn("黄色")),
        ),
    )
    found = result(of, a=88, c=Given.NOT_APPLICABLE)
    # the only top item that applies has the rate 88 / 90 = 97.77…%
    assert found.rules == {"T": True, "B": False, "L": True}


SCORED = scheme(indicator("A", "100", "a", as_is()), tiers=FOUR_TIERS)
IMPOSE = rule("V1", "cases >= 1", ImposeGrade("不合格"))
BAR = rule("V2", "fraud = 是", Bar(("优秀", "优良"), keeps_place=False))


def test_ladder_starts_at_the_tier_of_the_score() -> None:
    found = result(SCORED, a=85)
    assert found.ladder == ("优良", "合格", "不合格")
    assert (found.score_tier, found.tier) == ("优良", "优良")


def test_bar_takes_rungs_out_and_an_imposed_grade_cuts_the_top_off() -> None:
    of = replace(SCORED, rules=(IMPOSE, BAR))
    found = result(of, a=95, cases=0, fraud=True)
    assert (found.score_tier, found.ladder, found.kept) == ("优秀", ("合格", "不合格"), frozenset())
    found = result(of, a=95, cases=1, fraud=False)
    assert (found.score_tier, found.ladder, found.tier) == ("优秀", ("不合格",), "不合格")


def test_last_tier_cannot_be_barred() -> None:
    of = replace(SCORED, rules=(rule("V", "a >= 0", Bar(("合格", "不合格"), keeps_place=True)),))
    found = result(of, a=70)
    assert (found.ladder, found.kept) == (("不合格",), frozenset({"合格"}))


def test_kept_place_needs_the_condition_and_no_other_effect_in_the_way() -> None:
    keeping = rule("K", "a >= 0", Bar(("优秀", "优良", "合格"), keeps_place=True))
    # 85 does not meet 优秀
    assert result(replace(SCORED, rules=(keeping,)), a=85).kept == {"优良", "合格"}
    # 95 would, but V2 takes 优秀 and 优良 without keeping them
    of = replace(SCORED, rules=(keeping, BAR))
    assert result(of, a=95, fraud=True).kept == {"合格"}
    # what is better than an imposed grade is not kept
    of = replace(SCORED, rules=(keeping, rule("V", "a >= 0", ImposeGrade("合格"))))
    found = result(of, a=95)
    assert found.kept == {"合格"}
    assert found.ladder == ("不合格",)


def test_undecided_veto_leaves_a_unit_undecided_only_if_it_matters() -> None:
    of = replace(SCORED, rules=(IMPOSE,))
    good = result(of, a=95)
    assert (good.rules, good.status, good.ladder) == ({"V1": None}, "undecided", None)
    assert (good.score_tier, good.tier, good.rank, good.provisional) == ("优秀", None, 1, True)
    # 50 points are 不合格 with the veto and without it
    bad = result(of, a=50)
    assert (bad.rules, bad.status, bad.tier) == ({"V1": None}, "rated", "不合格")
    assert not bad.provisional


def test_vetoed_unit_without_a_total_is_incomplete_and_yet_has_its_tier() -> None:
    found = result(replace(SCORED, rules=(IMPOSE,)), cases=2)
    assert (found.status, found.total, found.rank) == ("incomplete", None, None)
    assert (found.score_tier, found.ladder, found.tier) == (None, ("不合格",), "不合格")


def test_score_tier_stops_at_an_undecided_condition() -> None:
    both = Both((formula("得分 >= 90"), formula("checked = 是")), span=SPAN)
    of = replace(SCORED, tiers=(tier("优秀", both), *FOUR_TIERS[1:]))
    found = result(of, a=95)
    assert (found.score_tier, found.ladder, found.status) == (None, None, "undecided")
    assert result(of, a=85).score_tier == "优良"  # false and undecided is false


def test_rule_may_build_on_a_later_one() -> None:
    first = rule("V1", fired("V2"), ImposeGrade("合格"))
    of = replace(SCORED, rules=(first, rule("V2", "cases >= 1", Warn("黄色"))))
    found = result(of, a=95, cases=1)
    assert (found.rules, found.ladder) == ({"V1": True, "V2": True}, ("合格", "不合格"))


def test_exempt_unit_is_not_evaluated() -> None:
    found = result(replace(SCORED, exempt={"甲": "新设单位"}), a=95)
    assert (found.status, found.indicators, found.total, found.tier) == ("exempt", {}, None, None)
    assert (found.rank, found.ladder, found.provisional) == (None, (), False)


def test_unit_without_facts_has_every_fact_missing() -> None:
    found = evaluate_reference(SCORED, {})["甲"]
    assert found.indicators == {"A": IndicatorResult(None, "missing", None)}
    assert (found.status, found.tier, found.provisional) == ("incomplete", None, True)


def test_unit_that_may_keep_a_place_is_undecided_though_its_ladder_is_not() -> None:
    keeping = rule("K", "a >= 0", Bar(("优秀", "优良"), keeps_place=True))
    # V2 would take 优秀 and 优良 away for good, if fraud were found
    found = result(replace(SCORED, rules=(keeping, BAR)), a=95)
    assert (found.status, found.ladder, found.kept) == ("undecided", None, frozenset())
    assert result(replace(SCORED, rules=(keeping, BAR)), a=95, fraud=False).kept == {"优秀", "优良"}


def test_unit_without_a_total_has_no_tier_while_two_are_left() -> None:
    of = replace(SCORED, tiers=(tier("合格", "checked = 是"), tier("不合格")))
    found = result(of, checked=True)
    assert (found.ladder, found.tier) == (("合格", "不合格"), None)
    assert (found.status, found.score_tier) == ("incomplete", None)
