"""Whatever a text looks like: laid out twice is laid out once, it says the same, and no comment is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from engine.layout.formatted import formatted, same_tree
from engine.problem.codes import Code
from engine.problem.problem import has_errors
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.text.source import Source
from tests.assessing import ROOT
from tests.unit.layout.untidy import untidy_texts

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("schemes", "facts", "tests/cases", "tests/problems", "tests/unit/cases/samples")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.yaml") if path.is_file())
COMMENT = re.compile(r"# 注[0-9]+: x - \{y\}")
LINE_OF_COMMENT = re.compile(r"^\s*(#.*?)\s*$", re.MULTILINE)


def check_laws(text: str) -> str:
    """Checks one text that YAML can read, and returns it laid out."""
    before, problems = compose(Source("before", text))
    assert before is not None, (text, problems)
    once, problems = formatted(Source("before", text))
    assert once is not None, (text, problems)
    after, problems = compose(Source("after", once))
    assert after is not None, (text, once, problems)
    assert same_tree(before, after), (text, once)
    assert formatted(Source("once", once)) == (once, []), (text, once)
    assert once.endswith("\n")
    return once


@given(untidy_texts())
def test_laws_hold_for_untidy_texts(text: str) -> None:
    once = check_laws(text)
    assert COMMENT.findall(once) == COMMENT.findall(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_laws_hold_for_files(path: Path) -> None:
    source, problems = read_source(path)
    if source is None:
        assert has_errors(problems)
        return
    tree, problems = compose(source)
    if tree is None or has_errors(problems) or path.parent.name == Code.LAYOUT_UNKNOWN.value:
        assert formatted(source)[0] is None
        return
    once = check_laws(source.text)
    assert LINE_OF_COMMENT.findall(once) == LINE_OF_COMMENT.findall(source.text)


@pytest.mark.parametrize("path", [path for path in FILES if path.parts[len(ROOT.parts)] in ("schemes", "facts")])
def test_shipped_files_are_laid_out(path: Path) -> None:
    source, _ = read_source(path)
    assert source is not None
    assert formatted(source) == (source.text, [])
