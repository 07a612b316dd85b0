"""The points and totals of one unit, worked by hand (docs/semantics.md, sections 1 to 5)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.number import Rounding
from engine.primitives.bands import Bands, Edge
from engine.primitives.steps import Partial
from engine.reference.reference import Given, IndicatorResult, UnitFacts, evaluate_reference
from engine.reference.rounding import round_to
from engine.scheme.formula import Aggregate, Function, Negative
from engine.scheme.model import Conversion, Missing, RoundingLevels, RoundingRule, ZeroDenominator
from tests.unit.reference.builder import (
    SPAN,
    THREE,
    as_is,
    at_least,
    bonus,
    deduction,
    expr,
    indicator,
    is_yes,
    marking,
    quantity,
    result,
    scheme,
    section,
    unit,
)

F = Fraction


def test_whole_conversion_makes_88_of_90_into_97_78() -> None:
    of = scheme(indicator("A", "90", "a", as_is()), indicator("C", "10", "c", as_is()))
    found = result(of, a=88, c=Given.NOT_APPLICABLE)
    # 88 × 100 / 90 = 97.777…; the base stays exact, the total has two decimals
    assert found.base == F(880, 9)
    assert found.total == F("97.78")
    assert found.indicators["C"] == IndicatorResult(None, "not_applicable", None)
    assert (found.status, found.tier, found.rank) == ("rated", "合格", 1)


def test_whole_conversion_counts_the_leaves_below_a_section() -> None:
    of = scheme(section("S", "60", *THREE.items[:1], THREE.items[2]), THREE.items[1])
    found = result(of, a=36, b=30, c=Given.NOT_APPLICABLE)
    # leaves 48 + 40 = 88; points 36 + 30 = 66; 66 × 100 / 88 = 75; the section itself stays at 36
    assert found.sections == {"S": F(36)}
    assert found.base == F(75)


def test_section_conversion_works_from_the_inside_out() -> None:
    of = scheme(
        section("S", "60", THREE.items[0], THREE.items[2]),
        THREE.items[1],
        marking=marking(conversion=Conversion.SECTION),
    )
    found = result(of, a=36, b=30, c=Given.NOT_APPLICABLE)
    # S: 36 × 60 / 48 = 45; top: (45 + 30) × 100 / (60 + 40) = 75
    assert found.sections == {"S": F(45)}
    assert found.base == F(75)


def test_full_conversion_gives_full_points_to_what_does_not_apply() -> None:
    of = replace(THREE, marking=marking(conversion=Conversion.FULL))
    found = result(of, a=36, b=30, c=Given.NOT_APPLICABLE)
    assert found.indicators["C"] == IndicatorResult(None, "not_applicable", F(12))
    assert found.base == F(78)  # 36 + 30 + 12


def test_section_without_applicable_part_is_left_out_at_the_top() -> None:
    of = scheme(
        section("S", "12", THREE.items[2]),
        *THREE.items[:2],
        marking=marking(conversion=Conversion.SECTION),
    )
    found = result(of, a=36, b=30, c=Given.NOT_APPLICABLE)
    assert found.sections == {"S": None}
    assert found.base == F(75)  # 66 × 100 / (48 + 40)


def test_unit_for_which_nothing_applies_has_no_total_and_is_undecided() -> None:
    spared = indicator("A", "100", "a", as_is(), not_for=frozenset({"镇"}))
    of = scheme(spared, units=(unit("甲", "镇"),))
    found = result(of, a=90)
    assert (found.base, found.total, found.rank) == (None, None, None)
    assert (found.status, found.score_tier) == ("undecided", None)
    # its conditions on the total are undecided: a person has to settle it
    assert (found.ladder, found.tier) == (None, None)


@pytest.mark.parametrize(
    ("partial", "points"),
    [
        # 46/48 is 2/48 = 4 1/6 percentage points under 100%; 0.5 points a percentage point
        (Partial.PRO_RATA, F(71, 12)),  # 8 − 25/6 × 0.5 = 96/12 − 25/12
        (Partial.IGNORED, F(6)),  # 8 − 4 × 0.5
        (Partial.WHOLE, F("5.5")),  # 8 − 5 × 0.5
    ],
)
def test_deduction_charges_a_partial_step_as_declared(partial: Partial, points: Fraction) -> None:
    method = deduction("100%", "1个百分点", "0.5", partial)
    found = result(scheme(indicator("C2", "8", "visited / due", method)), visited=46, due=48)
    assert found.indicators["C2"] == IndicatorResult(F(23, 24), "scored", points)


@pytest.mark.parametrize(
    ("until_zero", "most", "points"),
    [
        # 40 under the target: 8 − 40 × 0.5 = −12
        (False, None, F(-12)),
        (True, None, F(0)),
        (False, F(5), F(3)),
        (True, F(9), F(0)),  # 8 − 9 = −1, and not below 0
    ],
)
def test_deduction_stops_at_its_floors(
    until_zero: bool,  # noqa: FBT001  a column of the table
    most: Fraction | None,
    points: Fraction,
) -> None:
    method = deduction("100", "1", "0.5", Partial.WHOLE, until_zero=until_zero, most=most)
    assert result(scheme(indicator("A", "8", "a", method)), a=60).indicators["A"].points == points


def test_deduction_that_rises_charges_what_is_over_the_target() -> None:
    method = deduction("5", "2", "1", Partial.WHOLE, rising=True)
    of = scheme(indicator("A", "8", "a", method))
    assert result(of, a=8).indicators["A"].points == F(6)  # 3 over: 1.5 steps, charged as 2
    assert result(of, a=1).indicators["A"].points == F(8)


@pytest.mark.parametrize(("value", "points"), [(59, 0), (60, 5), (89, 5), (90, 5), (91, 10)])
def test_bands_say_which_side_an_edge_belongs_to(value: int, points: int) -> None:
    edges = (Edge(quantity("60"), from_here=True), Edge(quantity("90"), from_here=False))
    method = Bands(edges, (F(0), F(5), F(10)), ends=())
    found = result(scheme(indicator("A", "10", "a", method)), a=value)
    assert found.indicators["A"].points == points


def test_threshold_takes_yes_for_one() -> None:
    of = scheme(indicator("A", "10", "held", is_yes()))
    assert result(of, held=True).indicators["A"] == IndicatorResult(F(1), "scored", F(10))
    assert result(of, held=False).indicators["A"] == IndicatorResult(F(0), "scored", F(0))


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("2.5", (3, 2, 2, 3)),
        ("3.5", (4, 4, 3, 4)),
        ("2.51", (3, 3, 2, 3)),
        ("2.49", (2, 2, 2, 3)),
        ("-2.5", (-3, -2, -2, -3)),
        ("2", (2, 2, 2, 2)),
    ],
)
def test_rounding_acts_on_the_absolute_value(value: str, rounded: tuple[int, ...]) -> None:
    modes = (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN, Rounding.UP)
    assert tuple(round_to(F(value), 0, mode) for mode in modes) == rounded


@pytest.mark.parametrize(("hits", "total"), [(1, "62.4"), (3, "67.4")])
def test_half_even_total_ties_to_the_even_digit(hits: int, total: str) -> None:
    # 60 + 1 × 2.45 = 62.45 → 62.4, 60 + 3 × 2.45 = 67.35 → 67.4
    rounding = RoundingLevels(RoundingRule(1, Rounding.HALF_EVEN, span=SPAN), None, None, None)
    of = scheme(
        indicator("A", "100", "a", as_is()),
        bonuses=(bonus("B", "hits", "2.45", "10"),),
        marking=marking(rounding=rounding),
    )
    assert result(of, a=60, hits=hits).total == F(total)


def test_value_is_rounded_as_a_percentage_before_it_is_compared() -> None:
    rounding = RoundingRule(1, Rounding.HALF_UP, as_percent=True, span=SPAN)
    raw = indicator("A", "100", "done / due", at_least("66.7%"))
    assert result(scheme(raw), done=2, due=3).total == 0  # 66.66…% is less
    found = result(scheme(replace(raw, rounding=rounding)), done=2, due=3)
    assert found.indicators["A"] == IndicatorResult(F("0.667"), "scored", F(100))


def test_every_level_rounds_where_it_is_declared() -> None:
    method = deduction("1", "1", "1", Partial.PRO_RATA)
    leaves = [indicator(name, "1", f"{name.lower()} / 3", method) for name in "AB"]
    tens, hundreds = (RoundingRule(digits, Rounding.HALF_UP, span=SPAN) for digits in (1, 2))
    of = scheme(
        section("S", "2", *leaves),
        marking=marking(full=F(2), rounding=RoundingLevels(tens, None, hundreds, tens)),
    )
    found = result(of, a=1, b=2)
    # 1/3 → 0.33, 2/3 → 0.67; the section 1.00 → 1.0; the base 1.0 × 2 / 2
    assert [each.points for each in found.indicators.values()] == [F("0.33"), F("0.67")]
    assert (found.sections["S"], found.base, found.total) == (F(1), F(1), F(1))
    found = result(of, a=F("1.2"), b=2)
    # 0.40 + 0.67 = 1.07 → 1.1
    assert found.sections["S"] == F("1.1")


@pytest.mark.parametrize(
    ("policy", "points", "base", "status"),
    [
        (Missing.INCOMPLETE, None, None, "incomplete"),
        (Missing.ZERO, F(0), F(66), "rated"),
        (Missing.NOT_APPLICABLE, None, F(75), "rated"),  # 66 × 100 / 88
    ],
)
def test_missing_fact_counts_as_its_policy_says(
    policy: Missing, points: Fraction | None, base: Fraction | None, status: str
) -> None:  # fmt: skip
    last = indicator("C", "12", "c", as_is(), missing=policy)
    of = replace(THREE, items=(*THREE.items[:2], last))
    found = result(of, a=36, b=30)
    assert found.indicators["C"] == IndicatorResult(None, "missing", points)
    assert (found.base, found.status) == (base, status)


@pytest.mark.parametrize(
    ("policy", "points"),
    [
        (ZeroDenominator.NOT_APPLICABLE, None),
        (ZeroDenominator.FULL, F(8)),
        (ZeroDenominator.ZERO, F(0)),
    ],
)
def test_zero_denominator_counts_as_its_policy_says(
    policy: ZeroDenominator, points: Fraction | None
) -> None:  # fmt: skip
    of = scheme(indicator("A", "8", "done / due", at_least("90%"), zero_denominator=policy))
    found = result(of, done=0, due=0)
    assert found.indicators["A"] == IndicatorResult(None, "zero_denominator", points)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("zero / zero", "zero_denominator"),
        ("one / zero + gone", "missing"),
        ("gone / zero", "missing"),
        ("one / zero + gone + none", "not_applicable"),
        ("one / zero / zero", "zero_denominator"),
    ],
)
def test_not_applicable_wins_over_missing_over_zero_denominator(text: str, state: str) -> None:
    policy = ZeroDenominator.ZERO
    of = scheme(indicator("A", "100", text, as_is(), zero_denominator=policy))
    found = result(of, one=1, zero=0, none=Given.NOT_APPLICABLE)
    assert found.indicators["A"].state == state


def test_arithmetic_has_extremes_and_negation() -> None:
    largest = Aggregate(Function.LARGEST, (expr("a"), Negative(expr("b"), span=SPAN)), span=SPAN)
    smallest = replace(largest, function=Function.SMALLEST)
    of = scheme(
        indicator("A", "50", "a", as_is(), formula=largest),
        indicator("B", "50", "a", as_is(), formula=smallest),
    )
    found = result(of, a=3, b=-7)
    assert [each.value for each in found.indicators.values()] == [F(7), F(3)]
    assert result(of, a=3).indicators["A"].state == "missing"


def test_unit_or_its_group_may_be_spared_an_indicator() -> None:
    spared = indicator("A", "50", "a", as_is(), not_for=frozenset({"乙", "镇"}))
    of = scheme(
        spared,
        indicator("B", "50", "b", as_is()),
        units=(unit("甲", "街道"), unit("乙", "街道"), unit("丙", "镇")),
    )
    facts: UnitFacts = {"a": F(50), "b": F(40)}
    found = evaluate_reference(of, dict.fromkeys("甲乙丙", facts))
    # 甲: 50 + 40; the others: 40 × 100 / 50, though they have reported a
    assert {name: each.total for name, each in found.items()} == {"甲": 90, "乙": 80, "丙": 80}


def test_bonuses_are_capped_one_by_one_and_together() -> None:
    of = scheme(
        indicator("A", "100", "a", as_is()),
        bonuses=(
            bonus("B1", "x", "0.5", "2"),
            bonus("B2", "y", "1", "3"),
            bonus("B3", "z", "1", "3"),
        ),
        marking=marking(bonus_cap=F(4), highest=F(102)),
    )
    found = result(of, a=99, x=9, y=F("2.5"))
    # 9 × 0.5 → 2; 2.5; nothing claimed; together 4.5 → 4; 99 + 4 = 103 → 102
    assert found.adjustments == {"B1": F(2), "B2": F("2.5"), "B3": F(0)}
    assert (found.bonus_total, found.base, found.total) == (F(4), F(99), F(102))
    assert result(of, a=99, x=-3).adjustments["B1"] == 0
