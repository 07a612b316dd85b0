"""What a scheme's writer is told to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.reading.read_scheme import read_scheme
from engine.text.source import Source

TEXT = (Path(__file__).parents[2] / "problems" / "scheme.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("一组: [甲单位, 乙单位]", "一组: 甲单位、乙单位", "[甲单位, 乙单位]"),
        ("一组: [甲单位, 乙单位]", "一组: [甲单位，乙单位]", "[甲单位, 乙单位]"),
        ("年度: 2022", "年度: 2023年", "如 2023"),
        ("格式: 1\n", "", "请写“格式: 1”"),
        ("数据来源:", "免考: [甲单位]\n数据来源:", "每个单位写一行，如“甲单位: 原因”"),
    ],
)
def test_help_shows_what_to_write(old: str, new: str, expected: str) -> None:
    assert old in TEXT
    assert expected in "".join(each.help for each in read_scheme(Source("a.yaml", TEXT.replace(old, new, 1)))[1])


def test_missing_keys_of_one_mapping_are_one_problem() -> None:
    text = TEXT.replace("        名称: 走访率\n        分值: 40\n", "")
    told = [each.message for each in read_scheme(Source("a.yaml", text))[1] if each.code.value == "S101"]
    assert told == ["“A1”缺少“名称”、“分值”"]


def test_duplicate_id_brings_no_noise() -> None:
    start, end = TEXT.index("      A2:"), TEXT.index("  B:\n    名称")
    twice = TEXT[:start] + TEXT[start:end].replace("A2:", "A1:") + TEXT[end:]
    assert {each.code.value for each in read_scheme(Source("a.yaml", twice))[1]} == {"Y003"}
