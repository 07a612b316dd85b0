"""Bands are written from the top down or from the bottom up: one out of order is a slip in its number."""

from __future__ import annotations

import pytest

from engine.problem.codes import Code
from engine.reading.read_scheme import read_scheme
from engine.text.source import Source
from tests.assessing import ROOT

SOUND = "        - 不低于: 98%\n          得: 40\n        - 不低于: 90%\n          得: 30\n"


def told(bands: str) -> list[tuple[Code, str]]:
    text = (ROOT / "tests" / "problems" / "scheme.yaml").read_text("utf-8")
    assert text.count(SOUND) == 1
    return [(each.code, each.message) for each in read_scheme(Source("方案.yaml", text.replace(SOUND, bands)))[1]]


@pytest.mark.parametrize(
    "lines",
    [("98%", "90%", "80%"), ("80%", "90%", "98%"), ("98%",)],
)
def test_either_order_will_do(lines: tuple[str, ...]) -> None:
    assert told("".join(f"        - {{不低于: {line}, 得: 10}}\n" for line in lines)) == []


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("95%", "96%", "80%"), "各档是由低到高写的，这一档却比上一档低"),
        (("98%", "70%", "80%"), "各档是由高到低写的，这一档却比上一档高"),
    ],
)
def test_a_band_out_of_order_is_told(lines: tuple[str, ...], message: str) -> None:
    bands = "".join(f"        - {{不低于: {line}, 得: 10}}\n" for line in lines)
    assert told(bands) == [(Code.BANDS_OVERLAP, message)]
