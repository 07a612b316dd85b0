"""Columns on a terminal."""

from __future__ import annotations

import pytest

from engine.text.width import blank_like, display_width, pad


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("分值", 4), ("（，）", 6), ("𠀀𪚥", 4), ("e\u0301", 1), ("a\u200bb", 2), ("\x07a", 1)],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_blank_is_as_wide_as_the_text() -> None:
    assert blank_like("a分\t𠀀") == " \u3000\t\u3000"
    assert display_width(blank_like("a分值：b")) == display_width("a分值：b")


def test_pad_fills_to_a_width() -> None:
    assert pad("分值", 6) == "分值  "
    assert pad("分值", 3) == "分值"
