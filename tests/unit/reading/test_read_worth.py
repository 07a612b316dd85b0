"""What a scheme may not say about matters, and about adjustments that a method scores: each is told at its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.reading.read_scheme import read_scheme
from engine.scheme.listed import Listed, Window
from engine.text.source import Source

FRAME = (Path(__file__).parents[2] / "problems" / "scheme.yaml").read_text("utf-8")
FACTS = "  事故: {类型: 事项, 类别: [较大, 重大], 情形: [活动期间]}\n"
WORTH = "事项: 事故, 每项: {较大: 1, 重大: 2}, 同一事项: 就高不就低"
SOUND = FRAME.replace("数据项:\n", f"考核期间: 2022-01-01 至 2022-12-31\n数据项:\n{FACTS}").replace(
    "规则:\n", f"扣分:\n  K1: {{名称: 事故, {WORTH}}}\n规则:\n"
)


def told(old: str, new: str) -> list[tuple[str, str]]:
    """Code and marked characters of what is wrong with the sound scheme after one change."""
    assert old in SOUND
    _, problems = read_scheme(Source("a.yaml", SOUND.replace(old, new, 1)))
    return [(each.code.value, each.span.text if each.span else "") for each in problems]


def test_the_scheme_is_sound() -> None:
    scheme, problems = read_scheme(Source("a.yaml", SOUND))
    assert problems == []
    assert scheme is not None


@pytest.mark.parametrize(
    ("also", "code", "marked"),
    [
        ("酌减比例: 50%", "S106", "酌减比例"),
        ("再次发生: 1", "S161", "1"),
        ("情形加倍: {活动期间: 0.5}", "S161", "0.5"),
        ("情形加倍: {夜间: 2}", "E202", "夜间"),
        ("每级加: 0", "S134", "0"),
        ("计分: {方法: 按次得分, 每: 1, 得: 1}", "S106", "计分"),
    ],
)
def test_worth_that_makes_no_sense(also: str, code: str, marked: str) -> None:
    assert told(WORTH, f"{WORTH}, {also}") == [(code, marked)]


@pytest.mark.parametrize(
    ("same", "code", "marked"),
    [
        ("依次酌减", "S101", "同一事项"),
        ("依次酌减, 酌减比例: 100%", "S130", "100%"),
        ("依次酌减, 酌减比例: 0.5", "S130", "0.5"),
    ],
)
def test_lessening_needs_a_share_below_one(same: str, code: str, marked: str) -> None:
    assert told("就高不就低", same) == [(code, marked)]


def test_period_and_year_are_asked_for_where_only_the_period_counts() -> None:
    text = SOUND.replace(WORTH, f"{WORTH}, 只计期内: 是")
    scheme, problems = read_scheme(Source("a.yaml", text))
    assert problems == []
    assert scheme is not None
    source = scheme.penalties[0]
    assert isinstance(getattr(source, "source", None), Listed)
    assert source.source.window == Window(date(2022, 1, 1), date(2022, 12, 31), 2022)  # type: ignore[union-attr]
    assert read_scheme(Source("a.yaml", text.replace("考核期间: 2022-01-01 至 2022-12-31\n", "")))[1] == []
    found = read_scheme(Source("a.yaml", text.replace("年度: 2022\n", "")))[1]
    assert [each.code.value for each in found] == ["S101"]


@pytest.mark.parametrize(
    ("node", "found"),
    [
        ("计算公式: 案件数, 每项: 1, 扣分上限: 3, 计分: {方法: 按次得分, 每: 1, 得: 1}", [("S106", "每项")]),
        ("计算公式: 案件数, 计分: {方法: 按次得分, 每: 1, 得: 1}", [("S101", "K1")]),
        ("计算公式: 案件数, 扣分上限: 3, 计分: {方法: 按次得分, 每: 1, 得: 1}, 再次发生: 2", [("S106", "再次发生")]),
        (
            "计算公式: 案件数, 扣分上限: 3, 计分: {方法: 每发生扣分, 每发生: 1, 扣: 1, 扣分范围: 本类}",
            [("S161", "计分")],
        ),
        (f"计算公式: 案件数, 扣分上限: 3, 计分: {{方法: 按事项得分, {WORTH}}}", [("S106", "计分")]),
        (
            "计算公式: 案件数, 扣分上限: 3, 计分: {方法: 分档计分, 档次: [{不低于: 1, 得: 5}], 其余得: 0}",
            [("S120", "计分")],
        ),
        ("计算公式: 准确率, 扣分上限: 3, 计分: {方法: 按次得分, 每: 1, 得: 1}", [("S130", "1")]),
    ],
)
def test_method_that_does_not_fit_an_adjustment(node: str, found: list[tuple[str, str]]) -> None:
    assert [each for each in told(WORTH, node) if each[0] != "S160"] == found
