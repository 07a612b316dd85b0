"""Of a sound text the lenient tree is the tree; of any other it is something, and soon."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from engine.editor.lenient import read_leniently
from engine.reading.compose import compose
from engine.reading.files import read_source
from engine.text.source import Source
from engine.text.tree import Listing, Mapping, Node, Scalar
from tests.assessing import ROOT, scheme_text

if TYPE_CHECKING:
    from pathlib import Path

FILES = [path for folder in ("schemes", "facts", "tests") for path in sorted((ROOT / folder).rglob("*.yaml"))]
PATIENCE_SECONDS = 10
LARGE = {
    "dashes": "- " * 50_000,
    "brackets": "[" * 50_000,
    "braces": "{a: " * 30_000,
    "deep": "".join(f"{' ' * depth}a:\n" for depth in range(1000)),
    "blanks": f"a{' ' * 200_000}b",
    "lines of a text": "a:\n" + "  文字\n" * 30_000,
    "quotes": "a: '\n" * 50_000,
    "one line": f"a: [{'x, ' * 50_000}",
}


def difference(strict: Node, lenient: Node, path: str = "") -> str:
    """Say where two trees differ; nothing where they are the same."""
    match strict, lenient:
        case Scalar(), Scalar():
            same_text = strict.text.split() == lenient.text.split() and strict.plain == lenient.plain
            same_start = not strict.text or strict.span.start == lenient.span.start
            return "" if same_text and same_start else f"{path}: {strict} {lenient}"
        case Listing(items=items), Listing(items=others) if len(items) == len(others):
            inner = (difference(*pair, f"{path}[]") for pair in zip(items, others, strict=True))
            return next(filter(None, inner), "")
        case Mapping(entries=entries), Mapping(entries=others) if len(entries) == len(others):
            for one, other in zip(entries, others, strict=True):
                if found := difference(one.key, other.key, path) or difference(
                    one.value, other.value, f"{path}/{one.key.text}"
                ):
                    return found
            return ""
        case _:
            return f"{path}: {strict.span} {type(strict).__name__} is {type(lenient).__name__}"


def sound(path: Path) -> tuple[Source, Node] | None:
    source, _ = read_source(path, path.name)
    tree, problems = compose(source) if source else (None, [])
    # `? 键` is YAML that nobody writes who uses an editor: it is no key to the lenient tree.
    return (source, tree) if source and tree and not problems and not source.text.startswith("? ") else None


def test_a_sound_text_has_the_tree_that_it_has() -> None:
    read = {path: found for path in FILES if (found := sound(path))}
    assert len(read) > 300
    told = {path.name: difference(tree, read_leniently(source)) for path, (source, tree) in read.items()}
    assert {name: said for name, said in told.items() if said} == {}


def test_a_difference_is_seen() -> None:
    """The comparison can fail."""
    one, other = (read_leniently(Source("", text)) for text in ("甲: [1, 2]\n", "甲: [1, 3]\n"))
    assert difference(one, other)


def test_a_line_that_is_not_finished_is_a_key() -> None:
    tree = read_leniently(Source("", "指标:\n  A:\n    名称: 甲\n    分\n    计分:\n      方法: 未达扣分\n"))
    assert isinstance(tree, Mapping)
    item = tree.entries[0].value.entries[0].value  # type: ignore[union-attr]
    assert isinstance(item, Mapping)
    assert item.keys() == ["名称", "分", "计分"]


@pytest.mark.parametrize("name", LARGE)
def test_large_rubbish_is_read_soon(name: str) -> None:
    start = time.monotonic()
    read_leniently(Source(name, LARGE[name]))
    assert time.monotonic() - start < PATIENCE_SECONDS


def test_any_text_has_a_tree_whose_words_are_where_it_says() -> None:
    random = Random(5)  # noqa: S311  nothing is at stake
    text = scheme_text("changning-2021")
    for _ in range(200):
        start = random.randrange(len(text))
        piece = list(text[start : start + 400])
        for _ in range(random.randrange(6)):
            piece[random.randrange(len(piece))] = random.choice("\n: -[]{}'\"|#，：\t ")
        source = Source("", "".join(piece))
        check_places(read_leniently(source), source)


def check_places(node: Node, source: Source) -> None:
    assert 0 <= node.span.start <= node.span.end <= len(source.text)
    match node:
        case Listing(items=items):
            for item in items:
                check_places(item, source)
        case Mapping(entries=entries):
            for entry in entries:
                check_places(entry.key, source)
                check_places(entry.value, source)
        case Scalar() if node.plain:
            assert node.span.text.split() == node.text.split()
        case _:
            pass
