"""The rates that annual summaries published: every case says which rounding gives the figure as printed.

The cases themselves are run by `test_cases`; here their names are checked against all modes, without the engine.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

PATH = Path(__file__).parent / "cases" / "公布的比率.yaml"
CASES = yaml.safe_load(PATH.read_text(encoding="utf-8"))["用例"]
NAME = re.compile(r"(?P<what>.+)，印作 (?P<printed>[0-9]+(?:\.(?P<decimals>[0-9]+))?)%，(?P<modes>.+)能还原")
MODES = ("四舍五入", "四舍六入五成双", "只舍不入", "只入不舍")


def rounded(value: Fraction, digits: int, mode: str) -> Fraction:
    whole, rest = divmod(value * 10**digits, 1)
    half = Fraction(1, 2)
    up = {
        "四舍五入": rest >= half,
        "四舍六入五成双": rest > half or (rest == half and whole % 2 == 1),
        "只舍不入": False,
        "只入不舍": rest > 0,
    }[mode]
    return Fraction(whole + up, 10**digits)


@pytest.mark.parametrize("name", CASES)
def test_the_name_says_which_modes_reproduce_what_is_printed(name: str) -> None:
    match = NAME.fullmatch(name)
    assert match is not None
    facts, points = CASES[name]["数据"], CASES[name]["得分"]
    rate = Fraction(facts["分子"], facts["分母"]) * 100
    digits = len(match["decimals"] or "")
    assert points.keys() == {f"{mode}{digits}" for mode in MODES}
    worked = {mode: rounded(rate, digits, mode) for mode in MODES}
    assert {mode: Fraction(str(points[f"{mode}{digits}"])) for mode in MODES} == worked
    reproduce = [mode for mode in MODES if worked[mode] == Fraction(match["printed"])]
    assert reproduce
    assert match["modes"] == ("各种方式都" if len(reproduce) == len(MODES) else "、".join(reproduce))


def test_no_single_mode_reproduces_all_of_one_summary() -> None:
    names = [name for name in CASES if name.startswith("总结六")]
    assert len(names) == 5
    assert not any(all(mode in name or "各种方式" in name for name in names) for mode in MODES)
