"""The first steps: the folder, the commands and all that they print are what a newcomer will see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages.markdown import FIRST_STEPS, blocks, hold_or_update, read_page, replaced
from tests.pages.walk import cut_like, walked

if TYPE_CHECKING:
    from pathlib import Path


def test_commands_print_what_the_page_shows(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    def wanted(page: str) -> str:
        return replaced(page, walked(page, tmp_path))

    hold_or_update(FIRST_STEPS, wanted, update=pytestconfig.getoption("--golden-update"))


def test_page_goes_through_every_step() -> None:
    shown = "".join(block.text for block in blocks(read_page(FIRST_STEPS)) if block.language == "console")
    assert all(f"$ kaohe {command}" in shown for command in ("check", "explain", "score", "why", "test"))
    assert "错误[" in shown
    assert all(block.file for block in blocks(read_page(FIRST_STEPS)) if block.language == "yaml")


@pytest.mark.parametrize(
    ("shown", "cut"),
    [
        ("", "一\n二\n三\n四\n"),
        ("旧\n……\n旧\n", "一\n……\n四\n"),
        ("……\n旧\n旧\n", "……\n三\n四\n"),
        ("旧\n旧\n旧\n……\n", "一\n二\n三\n……\n"),
    ],
)
def test_an_output_is_cut_where_it_was_cut(shown: str, cut: str) -> None:
    assert cut_like(shown, "一\n二\n三\n四\n") == cut


def test_a_cut_that_leaves_nothing_out_is_refused() -> None:
    with pytest.raises(AssertionError, match="nothing is left out"):
        cut_like("一\n……\n二\n", "一\n二\n")
