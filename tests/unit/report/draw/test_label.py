"""Texts that are made to fit: where lines break, and what is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.report.draw.label import cut_beside, fitted, text_width


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("走访率", 420, ("走访率",)),
        ("特扶家庭走访率", 560, ("特扶家庭", "走访率")),
        ("家庭医生、绿色通道", 570, ("家庭医", "生、绿…")),
        ("全区“三覆盖”", 430, ("全区", "“三…")),
        ("完成2021年度任务", 570, ("完成", "2021…")),
        ("  两端  空白 ", 1400, ("两端 空白",)),
        ("", 100, ("",)),
    ],
)
def test_lines_break_where_they_may(text: str, room: int, lines: tuple[str, ...]) -> None:
    kept = fitted(text, room, 14)
    assert kept.lines == lines
    assert kept.cut == any(line.endswith("…") for line in lines)


@given(st.text(max_size=90), st.integers(300, 3000), st.integers(1, 4))
def test_a_text_never_takes_more_room_than_there_is(text: str, room: int, lines: int) -> None:
    kept = fitted(text, room, 14, most_lines=lines)
    assert len(kept.lines) <= lines
    assert kept.width <= room
    assert all(text_width(line, 14) <= kept.width for line in kept.lines)
    if not kept.cut:
        assert "".join(kept.lines).replace(" ", "") == "".join(text.split())


def test_a_line_has_a_character_however_little_room_there_is() -> None:
    assert fitted("街道", 1, 14).lines == ("街", "道")


def test_beside_a_number_only_the_name_is_cut() -> None:
    assert cut_beside("天山街道", "92.50", 1900, 13).lines == ("天山街道 92.50",)
    assert cut_beside("天山路街道办事处社区服务中心", "92.50", 1500, 13).lines[0].endswith("… 92.50")
    assert cut_beside("天山路街道办事处", "约92.3333333333333333", 100, 13).lines == ("天山… 约92.3333333333333333",)
