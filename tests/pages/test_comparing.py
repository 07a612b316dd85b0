"""The page on comparing: what its commands print, and that it shows what there is to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pages.markdown import COMPARING, blocks, hold_or_update, made, read_page, replaced
from tests.pages.tables import table
from tests.pages.walk import walked

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_commands_print_what_the_page_shows(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    def wanted(page: str) -> str:
        tables = [(each.start, each.text, table(each, COMPARING) + ("" if each.text else "\n")) for each in made(page)]
        return replaced(page, [*tables, *walked(page, tmp_path)])

    hold_or_update(COMPARING, wanted, update=pytestconfig.getoption("--golden-update"))


def test_page_shows_every_part_of_a_comparison() -> None:
    shown = "".join(block.text for block in blocks(read_page(COMPARING)) if block.language == "console")
    parts = (
        "改动\n",
        "有变化的单位",
        "名额\n",
        "各项改动的影响",
        "一并适用",
        "名次、等次在哪一步变化",
        "【暂定】",
        "旧结果",
    )
    assert [part for part in parts if part not in shown] == []
