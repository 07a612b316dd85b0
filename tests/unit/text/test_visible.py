"""What stands in a message: one line, nothing that acts on a terminal, and no more than can be read."""

from __future__ import annotations

import pytest

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.text.visible import LONGEST_QUOTED, sentence, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("户数", "户数"),
        ("a\tb", "a\tb"),
        ("\x1b[31m红\x07", "□[31m红□"),
        ("甲\u200b乙\u202e丙\ufeff", "甲□乙□丙□"),
        ("\ud800", "□"),
        ("𠀀 \u3000\u00a0é", "𠀀 \u3000\u00a0é"),
        ("\ue000", "\ue000"),
    ],
)
def test_what_has_no_shape_is_a_box(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_sentence_is_one_line() -> None:
    assert sentence("现为“甲\n  乙”") == "现为“甲 乙”"


def test_only_what_is_quoted_is_cut() -> None:
    long = "长" * (LONGEST_QUOTED + 1)
    assert sentence(f"“{long}”和“短”") == f"“{'长' * LONGEST_QUOTED}……”和“短”"
    assert sentence(f"“{long[1:]}”") == f"“{long[1:]}”"
    assert sentence(long) == long


def test_a_problem_tidies_what_it_says() -> None:
    problem = Problem(Code.KEY_UNKNOWN, "不认识“甲\x00\n乙”", help="是不是“\x1b”？")
    assert (problem.message, problem.help) == ("不认识“甲□ 乙”", "是不是“□”？")
