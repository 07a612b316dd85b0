"""Titles are broken between words, into lines of like length; levels are counted in Chinese."""

from __future__ import annotations

import pytest

from engine.report.write.title_lines import title_lines, width
from engine.text.numerals import chinese


@pytest.mark.parametrize(
    "lines",
    [
        ["关于某区考核结果的通知"],
        ["关于下发长宁区2021年度计划生育", "工作目标管理责任制考核结果的通知"],
        ["关于下发某区2021年度为民服务", "目标管理考核结果的通知"],
        ["关于下发2020年度最严格", "水资源管理制度考核结果的通知"],
        ["关于某省某市某某新区管理委员会", "2022年度生态环境质量考核结果的通报"],
    ],
)
def test_lines_are_whole_words_and_of_like_length(lines: list[str]) -> None:
    assert title_lines("".join(lines), 40) == lines


def test_no_line_is_too_long_and_nothing_is_lost() -> None:
    title = "关于印发" + "甲乙丙丁戊己庚辛壬癸" * 9 + "2021年度考核结果的通知"
    lines = title_lines(title, 40)
    assert "".join(lines) == title
    assert max(map(width, lines)) <= 40


def test_a_title_of_nothing_but_one_word_is_broken_somewhere() -> None:
    assert "".join(title_lines("（" + "甲" * 30 + "）", 40)) == "（" + "甲" * 30 + "）"
    assert title_lines("", 40) == [""]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"), (101, "一百零一"),
        (110, "一百一十"), (115, "一百一十五"), (120, "一百二十"), (1000, "一千"), (1005, "一千零五"),
        (1050, "一千零五十"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_numerals(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_no_numeral_for(number: int) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        chinese(number)
