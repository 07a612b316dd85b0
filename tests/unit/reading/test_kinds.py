"""A rate is not taken for a plain number: the slips that would give every unit nothing."""

from __future__ import annotations

import pytest

from engine.reading.read_scheme import read_scheme
from engine.text.source import Source
from tests.assessing import ROOT

TEXT = (ROOT / "tests" / "problems" / "scheme.yaml").read_text(encoding="utf-8")
TARGET, STEP = "目标: 100%", "每低: 1个百分点"
SHARE = "不超过: 应访户数"
FORMULA = "实访户数 / 应访户数"


def codes(text: str) -> list[str]:
    _, problems = read_scheme(Source("scheme.yaml", text))
    return [problem.code.value for problem in problems]


def test_the_sound_scheme_has_what_these_tests_change() -> None:
    assert codes(TEXT) == []
    assert TARGET in TEXT
    assert STEP in TEXT
    assert SHARE in TEXT


@pytest.mark.parametrize(
    ("target", "step"),
    [("目标: 100", STEP), ("目标: 95", "每低: 1"), (TARGET, "每低: 1"), (TARGET, "每低: 1%")],
)
def test_a_part_of_a_whole_takes_percentages(target: str, step: str) -> None:
    found = codes(TEXT.replace(TARGET, target).replace(STEP, step))
    assert set(found) == {"S130"}


@pytest.mark.parametrize(("target", "step"), [("目标: 100", STEP), (TARGET, "每低: 1")])
def test_another_quotient_has_to_agree_with_itself(target: str, step: str) -> None:
    """So many per head may be a plain number or a percentage, but not both in one method."""
    free = "\n".join(line for line in TEXT.split("\n") if SHARE not in line)
    assert codes(free) == []
    assert set(codes(free.replace(TARGET, target).replace(STEP, step))) == {"S130"}


def test_another_quotient_may_be_read_either_way() -> None:
    free = "\n".join(line for line in TEXT.split("\n") if SHARE not in line)
    assert codes(free.replace(TARGET, "目标: 3").replace(STEP, "每低: 1")) == []


def test_a_rule_on_a_rate_takes_percentages() -> None:
    """`A1.数值 < 95` would be true of every unit."""
    condition = "触发条件: A1.数值 < 95"
    assert "触发条件: 案件数 >= 3" in TEXT
    assert codes(TEXT.replace("触发条件: 案件数 >= 3", condition)) == ["E203"]
    assert codes(TEXT.replace("触发条件: 案件数 >= 3", condition + "%")) == []


def test_a_quotient_less_a_rate_is_percentage_points() -> None:
    free = "\n".join(line for line in TEXT.split("\n") if SHARE not in line).replace(FORMULA, f"{FORMULA} - 93%")
    assert FORMULA in TEXT
    assert codes(free.replace(TARGET, "目标: 0个百分点")) == []
    assert set(codes(free.replace(TARGET, "目标: 0"))) == {"S130"}
    assert set(codes(free)) == {"S130"}


def test_sums_over_periods_of_a_part_and_its_whole_are_a_rate() -> None:
    summed = TEXT.replace(FORMULA, "合计(实访户数) / 合计(应访户数)")
    summed = summed.replace("    计量单位: 户\n", "    计量单位: 户\n    周期: 季度\n")
    assert codes(summed) == []
    assert set(codes(summed.replace(TARGET, "目标: 100"))) == {"S130"}
