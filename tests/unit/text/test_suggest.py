"""The word that is meant, for words of two or three characters."""

from __future__ import annotations

import pytest

from engine.scheme.fact_vocabulary import FACT
from engine.scheme.vocabulary import SCHEME, SECTION
from engine.text.suggest import closeness, suggest


@pytest.mark.parametrize(
    ("slip", "meant", "missing"),
    [
        ("分直", "分值", ["分值"]),
        ("名秤", "名称", ["名称"]),
        ("计份", "计分", []),
        ("计算公示", "计算公式", []),
        ("牵头课室", "牵头科室", []),
        ("条歀", "条款", []),
        ("不适用与", "不适用于", []),
    ],
)
def test_key_of_an_indicator(slip: str, meant: str, missing: list[str]) -> None:
    assert suggest(slip, SECTION.keys, missing) == meant


@pytest.mark.parametrize(("slip", "meant"), [("类形", "类型"), ("下线", "下限"), ("上线", "上限"), ("选向", "选项")])
def test_key_of_a_fact(slip: str, meant: str) -> None:
    assert suggest(slip, FACT.keys) == meant


@pytest.mark.parametrize(("slip", "meant"), [("等刺", "等次"), ("考核对向", "考核对象"), ("公佈", "公布")])
def test_key_of_a_scheme(slip: str, meant: str) -> None:
    assert suggest(slip, SCHEME.keys) == meant


def test_missing_word_is_preferred_among_equals() -> None:
    assert suggest("分X", ["分项", "分值"], ["分值"]) == "分值"
    assert suggest("分X", ["分项", "分值"]) == "分项"


def test_word_of_the_same_length_is_preferred() -> None:
    assert suggest("A3", ["A", "A1"]) == "A1"


@pytest.mark.parametrize("word", ["", "备注", "x", "……"])
def test_nothing_is_suggested_for_a_stranger(word: str) -> None:
    assert suggest(word, ["类型", "下限", "上限"]) is None


def test_nothing_is_suggested_from_nothing() -> None:
    assert suggest("分值", []) is None


def test_closeness_is_whole_per_mille() -> None:
    assert closeness("分值", "分值") == 1000
    assert closeness("分直", "分值") == 500
    assert closeness("甲", "乙") == 0
    assert closeness("", "") == 0
