"""The cases that are made come out as they say, stand on the boundaries, and prove nothing until confirmed."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.boundary.generate import generate
from engine.cases.coverage import coverages
from engine.cases.run import run_paths
from engine.reading.read_scheme import load_scheme
from tests.assessing import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Golden

SCHEMES = ROOT / "schemes"
# Tables of cases, money by group, periods of years, matters, checklists: the quick ones of the shipped schemes.
QUICK = ("energy-county", "energy-sector", "water-2014", "water-2017", "water-term-2020", "air-compensation-2014")


def made(name: str, folder: Path) -> str:
    scheme, problems = load_scheme(SCHEMES / f"{name}.yaml")
    assert scheme is not None, problems
    return generate(scheme, str(SCHEMES / f"{name}.yaml"), folder)


@pytest.mark.parametrize("name", QUICK)
def test_they_are_right_and_do_not_count_before_they_are_confirmed(name: str, tmp_path: Path) -> None:
    text = made(name, tmp_path)
    path = tmp_path / "边界.yaml"
    path.write_text(text, "utf-8")
    run = run_paths([path])
    assert (run.problems, run.failed) == ((), ())
    assert len(run.unconfirmed) == len(run.results) == text.count("待确认: 是")
    (unproven,) = coverages(run)
    assert {figure.met for figure in unproven.figures} == {0}
    path.write_text(text.replace("    待确认: 是\n", ""), "utf-8")
    (proven,) = coverages(run_paths([path]))
    assert proven.clauses >= Fraction(1, 2)


def test_what_is_written(golden: Golden, tmp_path: Path) -> None:
    scheme, _ = load_scheme(SCHEMES / "energy-sector.yaml")
    assert scheme is not None
    golden("generate-energy-sector.yaml", generate(scheme, "../energy-sector.yaml", SCHEMES / "用例"))
    assert not list(tmp_path.iterdir())


def test_every_threshold_has_a_case_on_it_and_under_it(tmp_path: Path) -> None:
    text = made("energy-county", tmp_path)
    for line, points, under in ((100, 40, 36), (90, 36, 32), (80, 32, 28), (70, 28, 24), (60, 24, 20), (50, 20, 0)):
        on = re.search(rf"^  A 分档线 {line}%，正好:\n(?:    .*\n)*?      A: (\d+)\n", text, re.MULTILINE)
        below = re.search(rf"^  A 分档线 {line}%，低 .*:\n(?:    .*\n)*?      A: (\d+)\n", text, re.MULTILINE)
        assert on is not None
        assert below is not None
        assert (on[1], below[1]) == (str(points), str(under))
    assert "等次 超额完成，正好 95 分" in text
    assert "等次 超额完成，低于 95 分" in text
    assert "V1 A.数值 < 100%，左边小一点，成立" in text
    assert "V1 A.数值 < 100%，两边相等，不成立" in text


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    assert made("water-2017", tmp_path) == made("water-2017", tmp_path)


def test_what_could_not_be_built_is_said(tmp_path: Path) -> None:
    text = made("air-index", tmp_path)
    assert "# 下面这些没有造出来，请手工补写：\n" in text
    assert "#   W1 全体名次(A.数值) <= 3：" in text


def changed(tmp_path: Path, *changes: tuple[str, str]) -> str:
    """The cases that are made for the scheme of the problem pages, changed."""
    text = (ROOT / "tests" / "problems" / "scheme.yaml").read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = tmp_path / "方案.yaml"
    path.write_text(text, "utf-8")
    scheme, problems = load_scheme(path)
    assert scheme is not None, problems
    return generate(scheme, "方案.yaml", tmp_path)


def test_a_bonus_that_needs_evidence_has_some(tmp_path: Path) -> None:
    text = changed(tmp_path)
    on = re.search(r"^  J1 上限 1 分，正好:\n(?:    .*\n)*", text, re.MULTILINE)
    assert on is not None
    assert "试点数: {核定: 2, 佐证: 文件一}\n" in on[0]
    assert "J1: 1\n" in on[0]


def test_every_line_of_a_tier_has_its_cases(tmp_path: Path) -> None:
    text = changed(tmp_path, ("    条件: 得分 >= 60\n", "    条件: 得分 <= 79 且 70 < 得分\n"))
    told = set(re.findall(r"(?:^#   |^  )等次 丙等[， ](.*?)[:：]", text, re.MULTILINE))
    # Just above 79 is 80, which stands there as the line of the tier above.
    assert {"正好 79 分", "低于 79 分", "高于 70 分", "正好 70 分", "低于 70 分"} <= told


def test_a_unit_alone_without_a_place_has_no_tier_to_tell(tmp_path: Path) -> None:
    text = changed(tmp_path, ("    取整: 四舍五入\n", "    取整: 只舍不入\n"))
    full = re.search(r"^  各项都取基准数据:\n(?:    .*\n)*", text, re.MULTILINE)
    assert full is not None
    assert "总分: 100\n" in full[0]
    assert "等次:" not in full[0]
    assert "#   名额：用例里只有一个单位，没有名额" in text


def test_cases_name_a_unit_where_a_tier_or_a_gate_asks_for_its_group(tmp_path: Path) -> None:
    text = changed(tmp_path, ("    每项: 0.5\n", "    每项: 0.5\n    条件: 组 = 一组\n"))
    assert "      甲单位:\n" in text
