"""Cells read as values: what means the same, and what only looks like nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.problem.codes import Code
from engine.sheets.figures import number_cell, text_cell
from engine.sheets.normalise import read_day, read_value
from engine.text.sheet import make_sheet
from tests.forms.users import scheme_of_users

SPAN = make_sheet("甲.xlsx", "填报表", [["", ""]]).span(1, 1)
CHOICE = scheme_of_users().facts["核查结论"]


@pytest.mark.parametrize("option", ["无", "没有", "不涉及", "/"])
def test_an_option_may_be_a_word_that_otherwise_says_nothing(option: str) -> None:
    fact = replace(CHOICE, options=(option, "有"))
    assert read_value(fact, text_cell(option), SPAN) == (option, [])


def test_a_day_that_has_become_a_number_is_told_once() -> None:
    text, problems = read_day(number_cell(45809, "General"), SPAN, "表彰的日期")
    assert text == "2025-06-01", "which is no reason to tell it again"
    assert [each.code for each in problems] == [Code.FACT_VALUE]
    assert "2025-06-01" in problems[0].message
