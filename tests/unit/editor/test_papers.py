"""文书.yaml in an editor: known by where it lies, checked and completed as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.editor.diagnose import problems
from engine.editor.document import Document
from engine.scheme.papers_vocabulary import PAPERS

PATHS = [Path("考核/文书.yaml"), Path("schemes/文书/甲.yaml")]


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_it_is_known_by_where_it_lies(path: Path) -> None:
    document = Document("格式: 1\n通知:\n  主送机关: 各单位\n", path)
    assert document.concept is PAPERS
    assert document.is_ours
    assert problems(document) == []


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_mistakes_are_told(path: Path) -> None:
    found = problems(Document("格式: 1\n通知:\n  主送机观: 各单位\n  成文日期: 今天\n", path))
    assert [(each.code.value, each.span and each.span.line) for each in found] == [("S102", 3), ("N702", 4)]
