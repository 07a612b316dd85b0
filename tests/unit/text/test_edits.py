"""Edits of a text, made together."""

from __future__ import annotations

from engine.text.edits import Edit, edited
from engine.text.source import Source, Span

TEXT = "分直: 8\n名称: 走访\n"
SOURCE = Source("方案.yaml", TEXT)


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(Span(SOURCE, start, end), text)


def test_all_edits_are_made_in_any_order() -> None:
    made = edited(TEXT, [edit(10, 12, "入户"), edit(0, 2, "分值")])
    assert made == "分值: 8\n名称: 入户\n"


def test_an_empty_place_takes_an_insertion() -> None:
    assert edited(TEXT, [edit(0, 0, "# 注\n")]) == "# 注\n" + TEXT


def test_the_later_of_two_that_overlap_is_left_out() -> None:
    assert edited(TEXT, [edit(0, 3, "分值:"), edit(1, 2, "值")]) == "分值: 8\n名称: 走访\n"


def test_nothing_changes_without_edits() -> None:
    assert edited(TEXT, []) == TEXT
