"""Numbers are read from what was typed, never guessed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from engine.number import Unit, parse_decimal, parse_quantity
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source

TEXT = (Path(__file__).parents[2] / "problems" / "scheme.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("0.30", Fraction(3, 10)), ("-1.5", Fraction(-3, 2)), ("100", 100), ("9" * 30, int("9" * 30))],
)
def test_plain_decimal_is_exact(text: str, value: Fraction | int) -> None:
    assert parse_decimal(text) == value


REFUSED = [
    "010", "00", "-010", "no", "yes", "true", "12:30", "1_000", "1e3", "1E3", "0x1F", "0o17", ".5", "5.", "+5", "−5",
    "１２", "1,000", "1，000", "1 000", "二", "½", "²", "٣", "", " ", "1/2", "--1", "NaN", "inf", "9" * 31, "1\n",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_other_writing_is_refused(text: str) -> None:
    assert parse_decimal(text) is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("99%", Fraction(99, 100), Unit.PERCENT),
        ("99％", Fraction(99, 100), Unit.PERCENT),
        ("0.5 %", Fraction(1, 200), Unit.PERCENT),
        ("1个百分点", Fraction(1, 100), Unit.POINT),
        (" 90 ", Fraction(90), Unit.PLAIN),
    ],
)
def test_quantity_keeps_its_unit(text: str, value: Fraction, unit: Unit) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize("text", ["99%%", "１％", "百分之九十", "1 百分点", "%", "99 percent", "9:0%"])
def test_other_quantity_is_refused(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("020", "多了 0"),
        ("1_000", "不加逗号或下划线"),
        ("1,000", "不加逗号或下划线"),
        ("2e1", "科学计数法"),
        (".5", "小数点前面"),
        ("20.", "小数点后面"),
        ("+20", "不写加号"),
        ("−20", "减号"),
        ("２０", "全角"),
        ("20分", "计量单位"),
        (">= 20", "只写数"),
        ("二十", "应为"),
        ("no", "应为"),
        ("12:30", "应为"),
        ("0x1F", "应为"),
    ],
)
def test_refused_number_is_explained(written: str, hint: str) -> None:
    text = TEXT.replace("分值: 20", f"分值: {written}" if ">" not in written else f"分值: '{written}'")
    scheme, problems = read_scheme(Source("scheme.yaml", text))
    assert scheme is None
    (problem,) = [each for each in problems if each.code.value == "S103"]
    assert problem.span is not None
    assert problem.span.text.strip("'") == written
    assert hint in problem.help


def test_quoted_number_is_no_number() -> None:
    scheme, problems = read_scheme(Source("scheme.yaml", TEXT.replace("分值: 20", "分值: '20'")))
    assert scheme is None
    assert [(each.code.value, each.help) for each in problems] == [("S103", "数字不加引号")]
