"""What a name stands for, in a few words, from the text of the scheme; it need not be sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.editor.spots import word_of
from engine.scheme.vocabulary import SCHEME, SECTION
from engine.text.tree import Mapping, Scalar
from engine.vocabulary.shape import Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.editor.document import Document
    from engine.editor.lexicon import Name
    from engine.text.tree import Node

# What is told of a fact, an item, a rule: the keys of its declaration that fit into a line.
_TOLD = {
    Named.FACT: ("类型", "计量单位", "周期", "下限", "上限", "不超过", "口径"),
    Named.ITEM: ("名称", "分值", "计算公式", "牵头科室"),
    Named.ADJUSTMENT: ("名称", "计算公式", "事项", "每项"),
    Named.RULE: ("类别", "名称", "触发条件"),
}
_PARTS = SECTION.by_name["parts"].key
_PLACES = {
    Named.FACT: ("facts",),
    Named.ITEM: ("items",),
    Named.ADJUSTMENT: ("bonuses", "penalties"),
    Named.RULE: ("rules",),
    Named.PARAMETER: ("parameters",),
}


def describe(name: Name, document: Document) -> str:
    """Return what a scheme says of a name; only what it is the name of where it says no more."""
    node = document.scheme.parts.get((name.named, name.word)) if document.scheme else None
    said = [f"{name.named.value}“{name.word}”"]
    if isinstance(node, Mapping):
        told = ((key, word_of(node.get(key))) for key in _TOLD.get(name.named, ()))
        said += [f"{key}：{word}" for key, word in told if word]
    elif isinstance(node, Scalar):
        said.append(node.text)
    return "；".join(said)


def parts_of(tree: Node) -> dict[tuple[Named, str], Node]:
    """Return what stands behind the names that a scheme's text declares."""
    found: dict[tuple[Named, str], Node] = {}
    for named, places in _PLACES.items():
        for place in places:
            entry = tree.get(SCHEME.by_name[place].key) if isinstance(tree, Mapping) else None
            for word, node in _below(entry.value) if entry else ():
                found.setdefault((named, word), node)
    return found


def _below(node: Node) -> Iterator[tuple[str, Node]]:
    for entry in node.entries if isinstance(node, Mapping) else ():
        yield entry.key.text, entry.value
        parts = entry.value.get(_PARTS) if isinstance(entry.value, Mapping) else None
        if parts:
            yield from _below(parts.value)
