"""A half-width space stands between Chinese and numbers, and nowhere else."""

from __future__ import annotations

import pytest

from engine.text.spacing import spaced


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("扣3分", "扣 3 分"),
        ("扣 3 分", "扣 3 分"),
        ("16.7不低于16.7，得100分", "16.7 不低于 16.7，得 100 分"),
        ("低于96%的", "低于 96% 的"),
        ("得-4分", "得 -4 分"),
        ("得约0.5分", "得约0.5 分"),
        ("“95%”一档（3次）", "“95%”一档（3 次）"),
        ("", ""),
    ],
)
def test_spaced(text: str, wanted: str) -> None:
    assert spaced(text) == wanted
    assert spaced(wanted) == wanted
