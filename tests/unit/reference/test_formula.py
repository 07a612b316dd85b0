"""Operators, and formulas that no scheme free of errors holds (semantics, sections 2 and 6)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.reference.formula import Given, Known, truth_of, value_of
from engine.reference.state import State, Value
from engine.scheme.formula import Binary, Compare
from tests.unit.reference.builder import (
    SPAN,
    as_is,
    expr,
    fired,
    formula,
    indicator,
    result,
    scheme,
)

KNOWN = Known(
    {
        "yes": True,
        "no": False,
        "none": Given.NOT_APPLICABLE,
        "six": Fraction(6),
        "four": Fraction(4),
        "word": "查实",
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("six + four", Fraction(10)),
        ("six - four", Fraction(2)),
        ("six * four", Fraction(24)),
        ("six / four", Fraction(3, 2)),
        ("six / 0", State.ZERO_DENOMINATOR),
        ("six * 50%", Fraction(3)),
        ("six + 1个百分点", Fraction("6.01")),
        ("word", "查实"),
    ],
)
def test_formula_has_a_value(text: str, expected: Value) -> None:
    assert value_of(formula(text), KNOWN) == expected


@pytest.mark.parametrize(
    ("operator", "to_four", "to_six"),
    [
        (">=", True, True),
        (">", True, False),
        ("<=", False, True),
        ("<", False, False),
        ("=", False, True),
        ("≠", True, False),
    ],
)
def test_comparison_is_exact(operator: str, to_four: bool, to_six: bool) -> None:  # noqa: FBT001
    assert truth_of(formula(f"six {operator} four"), KNOWN) is to_four
    assert truth_of(formula(f"six {operator} 6"), KNOWN) is to_six


@pytest.mark.parametrize(
    ("name", "expected"),
    [("yes", True), ("no", False), ("gone", None), ("none", False), ("是", True)],
)
def test_bare_yes_or_no_is_a_condition(name: str, expected: bool | None) -> None:  # noqa: FBT001
    assert truth_of(expr(name), KNOWN) is expected


@pytest.mark.parametrize("text", ["word >= “查实”", "word = 1"])
def test_option_words_are_neither_ordered_nor_numbers(text: str) -> None:
    with pytest.raises((TypeError, ValueError)):
        truth_of(formula(text), KNOWN)


def test_unknown_operators_are_refused() -> None:
    six, four = expr("six"), expr("four")
    with pytest.raises(ValueError, match="no such operator"):
        value_of(Binary("%", six, four, span=SPAN), KNOWN)
    with pytest.raises(ValueError, match="no such comparison"):
        truth_of(Compare("==", six, four, span=SPAN), KNOWN)


def test_values_and_conditions_are_not_mixed_up() -> None:
    with pytest.raises(TypeError, match="a value stands where a condition has to"):
        truth_of(expr("six"), KNOWN)
    with pytest.raises(TypeError, match="a value stands where a condition has to"):
        truth_of(expr("word"), KNOWN)
    with pytest.raises(TypeError, match="a condition stands where a value has to"):
        value_of(fired("V1"), KNOWN)
    with pytest.raises(TypeError, match="an option word stands where a number has to"):
        value_of(formula("word + 1"), KNOWN)


def test_division_by_zero_needs_a_policy() -> None:
    of = scheme(indicator("A", "8", "done / due", as_is()))
    with pytest.raises(ValueError, match="A divides by zero"):
        result(of, done=0, due=0)
