"""The pages are written for officials: full-width signs, no programmer's words, links that lead somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engine.problem.codes import Code
from tests.pages.markdown import NEW_METHOD, PAGES, prose, read_page

if TYPE_CHECKING:
    from pathlib import Path

STAFF = [path for path in PAGES if path != NEW_METHOD]
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”][,;:!?()]|[,;:!?(][\u4e00-\u9fff“]|[\u4e00-\u9fff]\.(?:\s|$)")
# 参数 is a part of a scheme (参数: …), and a word of official papers too.
PROGRAMMERS_WORDS = ("字段", "布尔", "字符串", "数组", "变量", "语法", "缺省", "解析", "枚举", "调用")
LINK = re.compile(r"\]\(([^)#]*)(?:#([^)]*))?\)")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_signs_are_full_width(path: Path) -> None:
    found = [line for line in prose(read_page(path)).splitlines() if HALF_WIDTH.search(line)]
    assert found == []


@pytest.mark.parametrize("path", STAFF, ids=lambda path: path.stem)
def test_no_programmers_words(path: Path) -> None:
    text = prose(read_page(path))
    assert [word for word in PROGRAMMERS_WORDS if word in text] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    for target, heading in LINK.findall(read_page(path)):
        file = path if not target else (path.parent / target).resolve()
        assert file.exists(), target
        assert not heading or f"\n## {heading}\n" in read_page(file), heading


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_codes_that_are_named_exist(path: Path) -> None:
    known = {code.value for code in Code}
    assert set(re.findall(r"\b[YISEFRNTU]\d{3}\b", prose(read_page(path)))) <= known
