"""The page on the summary: its commands run, and it tells every topic that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.view.summary.make import make_summary
from tests.assessing import assess_shipped
from tests.pages.markdown import SUMMARY, hold_or_update, read_page, replaced
from tests.pages.walk import walked

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_commands_print_what_the_page_shows(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    def wanted(page: str) -> str:
        return replaced(page, walked(page, tmp_path))

    hold_or_update(SUMMARY, wanted, update=pytestconfig.getoption("--golden-update"))


def test_page_tells_every_topic() -> None:
    page = read_page(SUMMARY)
    made = make_summary(assess_shipped("changning-2021"), program="", made="")
    assert [topic.title for topic in made.topics if f"| {topic.title} |" not in page] == []
