"""The page on forms: what each command makes and says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pages.markdown import FORMS, hold_or_update, made, replaced
from tests.pages.tables import table
from tests.pages.walk import walked

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_page_shows_what_is_so(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    def wanted(page: str) -> str:
        tables = [(each.start, each.text, table(each, FORMS) + ("" if each.text else "\n")) for each in made(page)]
        return replaced(page, [*tables, *walked(page, tmp_path)])

    hold_or_update(FORMS, wanted, update=pytestconfig.getoption("--golden-update"))
