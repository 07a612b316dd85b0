"""Every scoring mechanism of the catalogue has its row, and cases that name it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages.markdown import hold_or_update

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "机制对照.md"
CASES = ROOT / "tests" / "cases"
# The catalogue: indicators, how they add up, adjustments, grades, and what of the process moves a score or a grade.
CATALOGUE = (
    *(f"A{n}" for n in range(1, 35)), *(f"B{n}" for n in range(1, 12)), *(f"C{n}" for n in range(1, 7)),
    *(f"D{n}" for n in range(1, 15)), "E1", "E2", "E4",
)  # fmt: skip
TAGS = re.compile(r"\A# 机制：(.+)$", re.MULTILINE)
ROW = re.compile(r"^\| ([A-E]\d+) \| (.+?) \| (.+?) \| (.*?)\|$", re.MULTILINE)


def tagged() -> dict[str, list[str]]:
    """The case files that cover each mechanism, by the first line of the file."""
    found: dict[str, list[str]] = {}
    for path in sorted(CASES.glob("*.yaml")):
        if match := TAGS.match(path.read_text("utf-8")):
            for id_ in match[1].split("、"):
                found.setdefault(id_.strip(), []).append(path.stem)
    return found


def test_every_row_names_the_cases_that_cover_it(pytestconfig: pytest.Config) -> None:
    cases = tagged()

    def row(match: re.Match[str]) -> str:
        links = "、".join(f"[{stem}](../tests/cases/{stem}.yaml)" for stem in cases.get(match[1], []))
        return f"| {match[1]} | {match[2]} | {match[3]} | {links} |"

    hold_or_update(PAGE, lambda page: ROW.sub(row, page), update=pytestconfig.getoption("--golden-update"))


@pytest.mark.parametrize("id_", CATALOGUE)
def test_mechanism_has_a_row_and_a_case(id_: str) -> None:
    rows = {match[1]: match for match in ROW.finditer(PAGE.read_text("utf-8"))}
    assert id_ in rows
    assert tagged().get(id_), f"no file in tests/cases begins with “# 机制：{id_}”"


def test_no_case_names_a_mechanism_that_there_is_not() -> None:
    assert set(tagged()) <= set(CATALOGUE)
