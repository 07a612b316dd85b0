"""What a slip of the keyboard certainly stands for."""

from __future__ import annotations

import pytest

from engine.text.figures import plain_date, plain_number, plain_period
from engine.text.suggest import mistyped, respelt

KEYS = [
    "名称",
    "分值",
    "下限",
    "上限",
    "不低于",
    "不高于",
    "每低",
    "按比例得分",
    "未达扣分",
    "须补报",
    "A1",
    "四舍五入",
]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("分直", "分值"), ("值分", "分值"), ("下线", "下限"), ("补报", "须补报"), ("比例得分", "按比例得分"),
        ("未达扣分分", "未达扣分"), ("四舍 五入", "四舍五入"), ("不低于 ", "不低于"),
    ],
)  # fmt: skip
def test_one_slip_is_certain(word: str, meant: str) -> None:
    assert respelt(word, KEYS) == meant


@pytest.mark.parametrize(
    "word", ["不大于", "每多", "四舍六入", "A3", "A", "限", "分", "低于", "左限", "完全不同", "按得例比分", "分值"]
)
def test_what_may_be_another_word_is_not(word: str) -> None:
    assert respelt(word, KEYS) is None


NAMES = ["受理件数", "实访户数", "案件数", "核定", "丁等", "微信平台"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("受理件术", "受理件数"), ("实坊户数", "实访户数"), ("案件件数", "案件数"), ("核订", "核定"), ("丁登", "丁等"),
        ("件案数", "案件数"), ("微信平", None), ("办理件数", None), ("案件数量", None), ("丁级", None),
        ("應访户数", None), ("案件", None),
    ],
)  # fmt: skip
def test_a_name_is_another_one_only_by_a_slip_of_typing(word: str, meant: str | None) -> None:
    assert mistyped(word, NAMES) == meant


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("０．5０", "0.50"), ("９５％", "95%"), ("010", "10"), ("1,000", "1000"), ("1，234，567.5", "1234567.5"),
        ("1_000", "1000"), ("+5", "5"), ("−0.5", "-0.5"), (".5", "0.5"), ("5.", "5"), ("1 个百分点", "1个百分点"),
        ("8分", "8"), ("8 分", "8"), ("0", "0"), ("000", "0"),
    ],
)  # fmt: skip
def test_numbers(text: str, number: str) -> None:
    assert plain_number(text, ("分",)) == number


@pytest.mark.parametrize(
    "text", ["1,5", "1,0000", "12:30", "约8", "8分左右", "8件", "1e3", "分", "-", "", "1.2.3", "二十"]
)
def test_what_is_no_number(text: str) -> None:
    assert plain_number(text, ("分",)) is None


@pytest.mark.parametrize("text", ["2021-1-1", "2021/01/01", "2021.1.1", "2021年1月1日", "2021 年 1 月 1 日"])
def test_dates(text: str) -> None:
    assert plain_date(text) == "2021-01-01"


@pytest.mark.parametrize("text", ["2021-2-30", "21-1-1", "2021年1月", "1/2/2021"])
def test_what_is_no_date(text: str) -> None:
    assert plain_date(text) is None


@pytest.mark.parametrize("join", ["至", " 到 ", "-", "—", "——", " ~ ", "～"])
def test_periods(join: str) -> None:
    assert plain_period(f"2021/1/1{join}2021年12月31日") == "2021-01-01 至 2021-12-31"
