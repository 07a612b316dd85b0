"""The page on comparing origins: what its commands print, and that it shows what there is to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pages.markdown import ORIGINS, blocks, hold_or_update, read_page, replaced
from tests.pages.walk import walked

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_commands_print_what_the_page_shows(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    def wanted(page: str) -> str:
        return replaced(page, walked(page, tmp_path))

    hold_or_update(ORIGINS, wanted, update=pytestconfig.getoption("--golden-update"))


def test_page_shows_every_part_of_a_comparison() -> None:
    shown = "".join(block.text for block in blocks(read_page(ORIGINS)) if block.language == "console")
    parts = ("不一致的数", "个百分点", "事项和打分差在哪里", "按单位", "按数据项", "只有一方报的数", "有自评，没有核定")
    assert [part for part in parts if part not in shown] == []
