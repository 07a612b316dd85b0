"""The page on mending and laying out: its commands print what it shows, and its table has the codes that are mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.pages.markdown import MENDING, hold_or_update, made, read_page, replaced
from tests.pages.tables import table
from tests.pages.walk import walked
from tests.test_fixes import MENDED

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_commands_print_what_the_page_shows(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    def wanted(page: str) -> str:
        tables = [(each.start, each.text, table(each, MENDING) + ("" if each.text else "\n")) for each in made(page)]
        return replaced(page, [*tables, *walked(page, tmp_path)])

    hold_or_update(MENDING, wanted, update=pytestconfig.getoption("--golden-update"))


def test_the_codes_that_are_mended_are_told() -> None:
    rows = re.findall(r"^\| (`[YSEF]\d+`.*?) \|", read_page(MENDING), re.MULTILINE)
    assert {code for row in rows for code in re.findall(r"`(\w+)`", row)} >= MENDED
    assert {code for row in rows for code in re.findall(r"`(\w+)`", row)} == MENDED | {"Y009"}
