"""How a scheme is written: every example runs, every key has its place, every table is that of the vocabulary."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.cases.run import run_paths
from engine.methods.registry import METHODS
from engine.number import Rounding, round_fraction
from engine.problem.codes import Code
from engine.report.problems import problems_text
from engine.scheme.calls import CALLS, POOLS
from engine.scheme.names import ATTRIBUTES, FIGURES, FUNCTIONS, LABELS, OF_RULES
from engine.scheme.tokens import COMPARISONS, KEYWORDS
from engine.scheme.vocabulary import ROUNDING_WORDS
from engine.vocabulary.shape import Choice
from tests.pages.markdown import CHAPTERS, CONTENTS, FORMS, blocks, hold_or_update, made, read_page, replaced
from tests.pages.said import quoted
from tests.pages.tables import concepts, home, inner_kinds, table
from tests.pages.walk import walked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages.markdown import Block, Made

CASES_KEY = re.compile(r"^用例:", re.MULTILINE)
NAMES = [path.name for path in sorted(CHAPTERS.glob("*.md"))]
TOLD = [name for name in NAMES if name != CONTENTS.name]
METHODS_PAGE = CHAPTERS / "计分方法.md"
FORMULAS_PAGE = CHAPTERS / "算式和条件.md"


def examples(page: str) -> list[Block]:
    """The blocks that are case files, not parts of a folder that commands are run in."""
    return [block for block in blocks(page) if block.language == "yaml" and block.file is None]


def made_of(each: Made, page: str, path: Path) -> str:
    """The table, or the sentences, that should stand there."""
    return quoted(page, each) if each.sort == "念法" else table(each, path)


@pytest.mark.parametrize("name", NAMES)
def test_page_shows_what_is_so(name: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    path = CHAPTERS / name

    def wanted(page: str) -> str:
        tables = [
            (each.start, each.text, made_of(each, page, path) + ("" if each.text else "\n")) for each in made(page)
        ]
        return replaced(page, [*tables, *walked(page, tmp_path)])

    hold_or_update(path, wanted, update=pytestconfig.getoption("--golden-update"))


@pytest.mark.parametrize("name", TOLD)
def test_examples_come_out_as_they_say(name: str, tmp_path: Path) -> None:
    for number, block in enumerate(examples(read_page(CHAPTERS / name)), start=1):
        path = tmp_path / f"{number}.yaml"
        path.write_text(block.text, "utf-8")
        run = run_paths([path])
        assert problems_text(run.problems) == ""
        assert [(each.case.name, each.differences) for each in run.failed] == []
        assert run.results


@pytest.mark.parametrize("name", TOLD)
def test_nothing_is_shown_that_is_not_run(name: str) -> None:
    page = read_page(CHAPTERS / name)
    assert {block.language for block in blocks(page)} <= {"yaml", "csv", "console"}
    assert all(CASES_KEY.search(block.text) for block in examples(page))
    files = [block.file for block in blocks(page) if block.file]
    assert not files or any(block.language == "console" for block in blocks(page))
    assert page.count("```") == 2 * len(blocks(page))


@pytest.mark.parametrize("name", TOLD)
def test_page_has_its_parts(name: str) -> None:
    page = read_page(CHAPTERS / name)
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert headings[-2:] == ["容易弄错的地方", "会碰到的问题代码"] or name == METHODS_PAGE.name
    assert headings[-1] == "会碰到的问题代码"
    assert page.startswith(f"# {name.removesuffix('.md')}\n\n")
    assert page.split("\n", 3)[2]
    assert made(page)[-1].sort == "问题代码"


def test_every_page_is_in_the_contents() -> None:
    assert sorted(re.findall(r"^\d+\. \[[^\]]+\]\(([^)]+)\)", read_page(CONTENTS), re.MULTILINE)) == sorted(TOLD)


@pytest.mark.parametrize("concept", concepts())
def test_every_concept_has_its_table_once(concept: str) -> None:
    markers = [each for name in NAMES for each in made(read_page(CHAPTERS / name)) if each.sort == "键"]
    assert [each.names for each in markers].count((concept,)) == 1, f"<!-- 键：{concept} -->"


@pytest.mark.parametrize("concept", concepts())
def test_every_word_that_may_be_chosen_is_told(concept: str) -> None:
    """A table names the words; the page has to say or show what each of them does."""
    page = read_page(home()[concept])
    for each in made(page):
        page = page.replace(each.text, "")
    kinds = [kind for field in concepts()[concept].fields for kind in inner_kinds(field.kind)]
    untold = [word for kind in kinds if isinstance(kind, Choice) for word in kind.words if word not in page]
    assert untold == []


@pytest.mark.parametrize("word", [method.word for method in METHODS])
def test_every_method_has_its_section_and_an_example(word: str) -> None:
    page = read_page(METHODS_PAGE)
    assert f"[{word}](#{word})" in page, "the table that helps to choose"
    shown = [block for block in examples(page) if block.heading == word]
    assert any(f"方法: {word}" in block.text for block in shown), f"## {word}"
    concept = next(method.concept.name for method in METHODS if method.word == word)
    assert page.index(f"\n## {word}\n") < page.index(f"<!-- 键：{concept} -->") < page.index(shown[0].text)
    read_aloud = [each for each in made(page) if each.sort == "念法" and each.start > shown[0].start]
    assert page[shown[0].start : read_aloud[0].start].count("```") == 1, f"## {word}: 念法 below its first example"


def test_every_word_of_formulas_is_told() -> None:
    code = re.sub(r"[（(].*?[）)]", "", " ".join(re.findall(r"`([^`\n]+)`", read_page(FORMULAS_PAGE))))
    own = {*FUNCTIONS, *(CALLS - set(POOLS)), *LABELS, *OF_RULES, *FIGURES, *ATTRIBUTES}
    words = {*own, *KEYWORDS, *COMPARISONS} - {"==", "!=", "<>", "≧", "≦"}
    assert [word for word in words if word not in code] == []


def test_every_code_about_schemes_facts_and_cases_is_on_a_page() -> None:
    pages = [*(CHAPTERS / name for name in TOLD), FORMS]
    told = {code for path in pages for each in made(read_page(path)) for code in each.names}
    wanted = {code.value for code in Code if code.value[0] in "SEFRT"}
    assert wanted - told == set()


@pytest.mark.parametrize("name", TOLD)
def test_keys_in_the_text_exist(name: str) -> None:
    """A key that the text quotes as `键: 值` is one of the vocabulary, or a name that the page makes up."""
    page = read_page(CHAPTERS / name)
    known = {field.key for concept in concepts().values() for field in concept.fields} | {"方法"}
    invented = set(re.findall(r"^[ -]*([^\s:{]+):", "".join(block.text for block in blocks(page)), re.MULTILINE))
    quoted = re.findall(r"`([^`\s:]+): [^`]*`", page)
    assert {key.lstrip("{") for key in quoted} - known - invented <= {"键"}


def test_the_tables_of_roundings_are_right() -> None:
    page = read_page(CHAPTERS / "修约.md")
    values = [Fraction(text) for text in re.findall(r"([\d.]+) 保留两位 \|", page)]
    rows = {
        word: re.findall(r"[\d.]+", row)
        for word, row in re.findall(r"^\| `(四舍.*?|只.*?)` \|(.*)$", page, re.MULTILINE)
    }
    shown = {word: [Fraction(text) for text in row] for word, row in rows.items()}
    modes = {word: Rounding[name] for word, name in ROUNDING_WORDS.items()}
    assert shown == {word: [round_fraction(value, 2, mode) for value in values] for word, mode in modes.items()}
    places = dict(re.findall(r"^\| `(四舍.*?|只.*?)` \| (\d+) 个", read_page(CHAPTERS / "等次和名额.md"), re.MULTILINE))
    assert places == {word: str(round_fraction(Fraction(7, 2), 0, mode)) for word, mode in modes.items()}
