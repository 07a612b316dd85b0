"""The documents as LibreOffice shows them."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.unit.report.word.making import one_of_everything
from tests.unit.report.word.office import pages_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None and "KAOHE_NEED_OFFICE" not in os.environ,
        reason="soffice (LibreOffice) is not installed",
    ),
]


def test_every_page_has_its_number_and_the_text_is_there(tmp_path: Path) -> None:
    pages = pages_of(one_of_everything().saved(), tmp_path)
    assert "一、结论" in pages[0]
    assert "走访率" in "".join(pages)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in "".join(page.split())
