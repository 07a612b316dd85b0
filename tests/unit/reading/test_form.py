"""A tree that is said to have the right form has no fault for JSON Schema, and a good file is said so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reading.compose import compose
from engine.reading.form import fits
from engine.reading.shape import find_faults
from engine.scheme.vocabulary import SCHEME
from engine.text.source import Source
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar
from tests.assessing import ROOT, scheme_text

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = sorted(path.stem for path in (ROOT / "schemes").glob("*.yaml"))
PROBLEMS = sorted(path for path in (ROOT / "tests" / "problems").glob("*/*.yaml") if path.is_file())
TEXTS = (
    "",
    "~",
    "甲",
    "是",
    "否",
    "2",
    "-1",
    "2.5",
    "02",
    "95%",
    "1个百分点",
    " 3",
    "1e3",
    "9" * 40,
    "四舍五入",
    "未达扣分",
)
KEYS = ("分值", "名称", "方法", "分项", "计算公式", "等次", "甲")


def tree_of(text: str) -> Node | None:
    return compose(Source("方案.yaml", text))[0]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_scheme_is_read_without_json_schema(name: str) -> None:
    tree = tree_of(scheme_text(name))
    assert tree is not None
    assert fits(tree, SCHEME)


def agree(tree: Node) -> bool:
    """Hold that the two do not disagree; return whether the form is right."""
    right = fits(tree, SCHEME)
    if right:
        assert find_faults(tree, SCHEME) == (set(), [])
    return right


def test_the_samples_of_problems_are_judged_alike() -> None:
    def right(path: Path) -> bool | None:
        tree = tree_of(path.read_bytes().decode("utf-8", errors="replace"))
        return None if tree is None else agree(tree)

    judged = [right(path) for path in PROBLEMS]
    assert judged.count(True) > 50
    assert judged.count(False) > 10


@st.composite
def changed(draw: st.DrawFn, node: Node) -> Node:
    """A tree with one place of it changed."""
    if isinstance(node, Mapping) and node.entries and draw(st.integers(0, 4)):
        at = draw(st.integers(0, len(node.entries) - 1))
        entry = node.entries[at]
        match draw(st.sampled_from(("within", "within", "within", "gone", "other key"))):
            case "gone":
                parts = [*node.entries[:at], *node.entries[at + 1 :]]
            case "other key":
                key = replace(entry.key, text=draw(st.sampled_from(KEYS)))
                parts = [*node.entries[:at], Entry(key, entry.value), *node.entries[at + 1 :]]
            case _:
                parts = [*node.entries[:at], Entry(entry.key, draw(changed(entry.value))), *node.entries[at + 1 :]]
        return Mapping(tuple(parts), node.span)
    if isinstance(node, Listing) and node.items and draw(st.integers(0, 4)):
        at = draw(st.integers(0, len(node.items) - 1))
        return Listing((*node.items[:at], draw(changed(node.items[at])), *node.items[at + 1 :]), node.span)
    scalar = st.builds(Scalar, st.sampled_from(TEXTS), st.booleans(), st.just(node.span))
    return draw(
        st.one_of(
            scalar,
            st.builds(lambda items: Listing(tuple(items), node.span), st.lists(scalar, max_size=2)),
            st.just(Mapping((), node.span)),
        )
    )


@given(st.data())
def test_what_fits_has_no_fault(data: st.DataObject) -> None:
    tree = tree_of(scheme_text(data.draw(st.sampled_from(SHIPPED))))
    assert tree is not None
    agree(data.draw(changed(tree)))
