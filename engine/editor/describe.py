"""What a name stands for, in a few words, from the text of the scheme; it need not be sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.editor.spots import word_of
from engine.scheme.vocabulary import SCHEME
from engine.text.tree import Mapping, Scalar
from engine.vocabulary.shape import Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.editor.document import Document
    from engine.editor.lexicon import Name

# What is told of a fact, an item, a rule: the keys of its declaration that fit into a line.
_TOLD = {
    Named.FACT: ("类型", "计量单位", "周期", "下限", "上限", "不超过", "口径"),
    Named.ITEM: ("名称", "分值", "计算公式", "牵头科室"),
    Named.ADJUSTMENT: ("名称", "计算公式", "事项", "每项"),
    Named.RULE: ("类别", "名称", "触发条件"),
}
_PLACES = {
    Named.FACT: ("facts",),
    Named.ITEM: ("items",),
    Named.ADJUSTMENT: ("bonuses", "penalties"),
    Named.RULE: ("rules",),
    Named.PARAMETER: ("parameters",),
}


def describe(name: Name, document: Document) -> str:
    """Return what a scheme says of a name; only what it is the name of where it says no more."""
    scheme = document.scheme
    node = next(iter(_found(name, scheme.tree)), None) if scheme and isinstance(scheme.tree, Mapping) else None
    said = [f"{name.named.value}“{name.word}”"]
    if isinstance(node, Mapping):
        told = ((key, word_of(node.get(key))) for key in _TOLD.get(name.named, ()))
        said += [f"{key}：{word}" for key, word in told if word]
    elif isinstance(node, Scalar):
        said.append(node.text)
    return "；".join(said)


def _found(name: Name, tree: Mapping) -> Iterator[object]:
    for place in _PLACES.get(name.named, ()):
        entry = tree.get(SCHEME.by_name[place].key)
        if entry and isinstance(entry.value, Mapping):
            yield from _below(entry.value, name.word)


def _below(mapping: Mapping, word: str) -> Iterator[object]:
    for entry in mapping.entries:
        if entry.key.text == word:
            yield entry.value
        parts = entry.value.get("分项") if isinstance(entry.value, Mapping) else None
        if parts and isinstance(parts.value, Mapping):
            yield from _below(parts.value, word)
