"""Of some keys exactly one has to stand: none and two are both told."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.problem.codes import Code
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source

SOUND = (Path(__file__).parents[2] / "problems" / "scheme.yaml").read_text("utf-8")
FORMULA = "    计算公式: 试点数\n"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", Code.KEY_MISSING),
        ("    计算公试: 试点数\n", Code.KEY_UNKNOWN),
        (FORMULA + "    事项: 试点数\n", Code.KEYS_EXCLUSIVE),
    ],
)
def test_what_a_bonus_is_made_of_is_asked_for(written: str, code: Code) -> None:
    assert FORMULA in SOUND
    scheme, problems = read_scheme(Source("s.yaml", SOUND.replace(FORMULA, written)))
    assert scheme is None
    assert code in [problem.code for problem in problems]
