"""Every template makes a folder that passes, scores and tests as it should."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engine.api import assess, check
from engine.editor.setup import OF_EDITORS
from engine.founding.draft import FACTS_NAME, README_NAME, SCHEME_NAME, UNITS_NAME
from engine.founding.start import NOBODY, Founding, start
from engine.founding.templates import TEMPLATES, YEAR, find_template
from engine.founding.unit_list import units_in_file, units_in_words
from engine.layout.formatted import formatted
from engine.problem.codes import Code
from engine.text.source import Source
from tests.unit.founding.laid import cases_of, codes_of, laid, problems_of

if TYPE_CHECKING:
    from pathlib import Path

    from engine.founding.draft import Draft
    from engine.founding.templates import Template

NAMES = [template.name for template in TEMPLATES]
each_template = pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)


def founded(template: Template, *, units: str = NOBODY, sample: bool = False, year: int = 2031) -> Draft:
    return start(template, Founding("编号-1", "一次考核", year, units_in_words(units)[0], sample))


@each_template
def test_scheme_has_no_problem_whatsoever(template: Template, tmp_path: Path) -> None:
    laid(founded(template), tmp_path)
    scheme, _, problems = check(tmp_path / SCHEME_NAME)
    assert problems == []
    assert scheme is not None
    assert (scheme.id, scheme.title, scheme.year) == ("编号-1", "一次考核", 2031)
    assert [unit.name for unit in scheme.units] == ["甲单位", "乙单位", "丙单位", "丁单位"]


@each_template
def test_blank_facts_are_missing_and_nothing_else(template: Template, tmp_path: Path) -> None:
    laid(founded(template), tmp_path)
    assert codes_of(tmp_path) == {Code.FACT_MISSING}


@each_template
def test_every_fact_is_asked_for(template: Template, tmp_path: Path) -> None:
    laid(founded(template), tmp_path)
    scheme, _, _ = check(tmp_path / SCHEME_NAME)
    assert scheme is not None
    for path in (tmp_path / FACTS_NAME).iterdir():
        asked = re.findall(r"^  (\S+):", path.read_text("utf-8"), re.MULTILINE)
        assert asked == list(dict.fromkeys(fact.of or fact.name for fact in scheme.facts.values()))


@each_template
@pytest.mark.parametrize("units", [NOBODY, "甲局", "甲局,乙局,丙局,丁局,戊局,己局"])
def test_made_up_facts_can_be_scored_at_once(template: Template, units: str, tmp_path: Path) -> None:
    laid(founded(template, units=units, sample=True), tmp_path)
    scheme, facts, problems = check(tmp_path / SCHEME_NAME, tmp_path / FACTS_NAME)
    assert problems == []
    assert scheme is not None
    assert facts is not None
    assert facts.illustrative
    assert not assess(scheme, facts).judgement.provisional.any()


@each_template
def test_cases_come_out_as_they_say(template: Template, tmp_path: Path) -> None:
    laid(founded(template), tmp_path)
    run = cases_of(tmp_path)
    assert (run.problems, run.failed) == ((), ())
    assert len(run.results) >= 2


@each_template
def test_what_is_undecided_is_found_where_it_says(template: Template) -> None:
    draft = founded(template)
    lines = draft.files[SCHEME_NAME].decode().splitlines()
    units, *todo = draft.todo
    assert units.where == UNITS_NAME
    assert todo
    assert all(each.line is not None and f"# 待定：{each.text}" in lines[each.line - 1] for each in todo)
    assert sum("待定：" in line for line in lines) == len(todo)
    assert list(founded(template, units="甲局").todo) == todo


@each_template
def test_every_year_moves(template: Template) -> None:
    texts = [data.decode() for name, data in founded(template).files.items() if not name.startswith(OF_EDITORS)]
    years = {year for text in texts for year in re.findall(r"(?<![0-9])20[0-9]{2}(?![0-9])", text)}
    assert str(YEAR) not in years
    assert years <= {"2030", "2031"}


@each_template
def test_a_page_says_what_to_do(template: Template) -> None:
    page = founded(template).files[README_NAME].decode()
    commands = ["kaohe check", "kaohe test", "kaohe score", "kaohe init"]
    assert [command for command in commands if f"`{command}" not in page] == []


def test_groups_and_codes_reach_the_scheme(tmp_path: Path) -> None:
    units, _ = units_in_file(Source("名单.csv", "名称,编码,分组\n甲局,001,城区\n乙局,002,郊区\n"))
    laid(start(TEMPLATES[0], Founding("编号", "名称", 2031, units, sample=False)), tmp_path)
    scheme, _, problems = check(tmp_path / SCHEME_NAME)
    assert problems == []
    assert scheme is not None
    assert [(unit.name, unit.code, unit.group) for unit in scheme.units] == [
        ("甲局", "001", "城区"),
        ("乙局", "002", "郊区"),
    ]
    assert {problem.code for problem in problems_of(tmp_path)} == {Code.FACT_MISSING}


@pytest.mark.parametrize("name", ["A 局", "007", "是", "null", "#1", "a: b", "“甲”局"])
def test_odd_names_are_kept(name: str, tmp_path: Path) -> None:
    (unit,) = units_in_words("甲")[0]
    odd = [type(unit)(name.replace(":", "："), None, None, unit.span)]
    laid(start(TEMPLATES[-1], Founding(name, name, 2031, odd, sample=False)), tmp_path)
    scheme, _, problems = check(tmp_path / SCHEME_NAME, tmp_path / FACTS_NAME)
    assert {problem.code for problem in problems} == {Code.FACT_MISSING}
    assert scheme is not None
    assert (scheme.id, scheme.title, scheme.units[0].name) == (name, name, odd[0].name)


def test_templates_are_found_by_name() -> None:
    assert [find_template(name)[0] for name in NAMES] == list(TEMPLATES)
    found, (problem,) = find_template("任务清")
    assert found is None
    assert problem.code is Code.NO_SUCH_TEMPLATE
    assert "是不是“任务清单”" in problem.help
    assert UNITS_NAME in founded(TEMPLATES[0]).files


@each_template
def test_what_is_made_is_laid_out(template: Template) -> None:
    texts = {name: data.decode() for name, data in founded(template).files.items() if name.endswith(".yaml")}
    laid_out = {name: formatted(Source(name, text))[0] for name, text in texts.items()}
    assert laid_out == texts
