"""The page on the notice: what its commands print, every key of 文书.yaml, and examples that are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.problem.catalogue_papers import PAPER_PAGES
from engine.reading.read_papers import read_papers
from engine.report.problems import problems_text
from engine.report.write.word.fonts import Fonts, Role
from engine.scheme.papers import Masthead, NoticeKind
from engine.scheme.papers_vocabulary import NOTICE, PAPERS, REVIEW
from engine.text.source import Source
from tests.pages.markdown import NOTICE as PAGE
from tests.pages.markdown import Block, blocks, hold_or_update, made, read_page, replaced
from tests.pages.tables import codes_table, keys_table
from tests.pages.walk import walked

if TYPE_CHECKING:
    from pathlib import Path

CONCEPTS = {concept.name: concept for concept in (PAPERS, NOTICE, REVIEW)}


def test_page_shows_what_is_so(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    def wanted(page: str) -> str:
        tables = []
        for each in made(page):
            table = codes_table(each.names) if each.sort == "问题代码" else keys_table(CONCEPTS[each.names[0]], PAGE)
            tables.append((each.start, each.text, table + ("" if each.text else "\n")))
        return replaced(page, [*tables, *walked(page, tmp_path)])

    hold_or_update(PAGE, wanted, update=pytestconfig.getoption("--golden-update"))


def examples() -> list[Block]:
    return [block for block in blocks(read_page(PAGE)) if block.language == "yaml"]


@pytest.mark.parametrize("block", examples(), ids=lambda block: block.heading)
def test_examples_are_free_of_mistakes(block: Block) -> None:
    assert problems_text(read_papers(Source("文书.yaml", block.text))[1]) == ""


def test_every_key_code_and_choice_is_told() -> None:
    page = read_page(PAGE)
    told = [name for each in made(page) for name in each.names]
    assert told == [*CONCEPTS, *(code.value for code in PAPER_PAGES)]
    for word in (*(each.value for each in Masthead), *(each.value for each in NoticeKind)):
        assert f"`{word}`" in page or f"“{word}”" in page
    for fonts in Fonts:
        assert f"| `{fonts.value}` |" in page
        assert fonts.font(Role.BODY) in page
        assert fonts.font(Role.TITLE) in page
