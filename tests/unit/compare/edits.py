"""Random edits of a random scheme, such as people make from one year to the next."""

from __future__ import annotations

import copy
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import parse_decimal
from tests.differential.texts import Map, Node, plain

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# What may be left out, and where entries may be.
_OPTIONAL = ("不适用于", "数值修约", "最多扣", "加分合计上限", "扣分合计上限", "名次", "系数", "条件", "占名额", "说明")
_ENTRIES = ("规则", "加分", "扣分", "数据项", "参数", "免考")


def edited(scheme: Map, rng: random.Random) -> Map:
    """Returns a copy with one to four edits; it may not be valid."""
    changed = copy.deepcopy(scheme)
    for _ in range(rng.randint(1, 4)):
        changed = rng.choice(_EDITS)(changed, rng)
    return changed


def reordered(node: Node) -> Node:
    """Returns the same with the keys of every mapping in another order."""
    if isinstance(node, dict):
        return {key: reordered(value) for key, value in reversed(node.items())}
    return [reordered(each) for each in node] if isinstance(node, list) else node


def _shift_points(scheme: Map, rng: random.Random) -> Map:
    """Moves points from one item to a sibling; sections pass theirs on to their first part."""
    levels = [level for level in _levels(scheme.get("指标", {})) if len(level) > 1]
    if levels:
        level = rng.choice(levels)
        less, more = rng.sample(sorted(level), 2)
        by = Fraction(str(_of(level[less])["分值"])) / rng.choice((2, 4, 5))
        _add(_of(level[less]), -by)
        _add(_of(level[more]), by)
    return scheme


def _add(item: Map, by: Fraction) -> None:
    item["分值"] = plain(Fraction(str(item["分值"])) + by)
    if (parts := item.get("分项")) and "合成" not in item and "内部满分" not in item:
        _add(_of(next(iter(_of(parts).values()))), by)


def _change_number(scheme: Map, rng: random.Random) -> Map:
    """Writes another number in one place: a target, a step, a line, a cap."""
    places = [(node, key) for node, key in _leaves(scheme) if _NUMBER.search(str(node[key])) and key != "格式"]
    node, key = rng.choice(places)
    text = str(node[key])
    found = rng.choice(list(_NUMBER.finditer(text)))
    value = parse_decimal(found[0])
    if value is not None:
        changed = plain(rng.choice((value + 1, value * 2, value / 2, value + Fraction(1, 10))))
        node[key] = text[: found.start()] + changed + text[found.end() :]
    return scheme


def _change_text(scheme: Map, rng: random.Random) -> Map:
    """Gives something another title."""
    titled = [node for node in _mappings(scheme) if "名称" in node]
    node = rng.choice(titled)
    node["名称"] = f"{node['名称']}甲"
    return scheme


def _drop_key(scheme: Map, rng: random.Random) -> Map:
    """Leaves out a key that may be left out."""
    places = [(node, key) for node in _mappings(scheme) for key in node if key in _OPTIONAL]
    if places:
        node, key = rng.choice(places)
        del node[key]
    return scheme


def _drop_entry(scheme: Map, rng: random.Random) -> Map:
    """Leaves out a rule, a bonus, a fact."""
    places = [(part, name) for key in _ENTRIES if isinstance(part := scheme.get(key), dict) for name in part]
    if places:
        part, name = rng.choice(places)
        del part[name]
    return scheme


def _drop_item(scheme: Map, rng: random.Random) -> Map:
    """Leaves out an item, whose points go to its first sibling."""
    levels = [level for level in _levels(scheme.get("指标", {})) if len(level) > 1]
    if levels:
        level = rng.choice(levels)
        name = rng.choice(sorted(level))
        gone = _of(level.pop(name))
        _add(_of(next(iter(level.values()))), Fraction(str(gone["分值"])))
    return scheme


def _rename_item(scheme: Map, rng: random.Random) -> Map:
    """Gives an item another id, wherever it is named."""
    ids = [name for level in _levels(scheme.get("指标", {})) for name in level]
    if not ids:
        return scheme
    old = rng.choice(ids)
    pattern = re.compile(rf"(?<![A-Za-z0-9_]){re.escape(old)}(?![A-Za-z0-9_])")
    renamed = _mapped(scheme, lambda text: pattern.sub("Z9", text))
    assert isinstance(renamed, dict), "a scheme is a mapping"
    return renamed


def _move_item(scheme: Map, rng: random.Random) -> Map:
    """Puts a part of a section among the first level."""
    items = scheme.get("指标", {})
    sections = [each for each in _of(items).values() if len(_of(_of(each).get("分项", {}))) > 1]
    if sections:
        section = _of(rng.choice(sections))
        parts = _of(section["分项"])
        name = rng.choice(sorted(parts))
        part = _of(parts.pop(name))
        section["分值"] = plain(Fraction(str(section["分值"])) - Fraction(str(part["分值"])))
        _of(items)[name] = part
    return scheme


def _drop_unit(scheme: Map, rng: random.Random) -> Map:
    """Leaves out a unit."""
    units = scheme["考核对象"]
    lists = [units] if isinstance(units, list) else [each for each in _of(units).values() if isinstance(each, list)]
    longest = max(lists, key=len)
    if len(longest) > 1:
        longest.pop(rng.randrange(len(longest)))
    return scheme


_EDITS: tuple[Callable[[Map, random.Random], Map], ...] = (
    _shift_points, _shift_points, _change_number, _change_number, _change_number, _change_text, _drop_key, _drop_entry,
    _drop_item, _rename_item, _move_item, _drop_unit,
)  # fmt: skip


def _of(node: Node) -> Map:
    assert isinstance(node, dict), "a mapping is expected here"
    return node


def _levels(items: Node) -> Iterator[Map]:
    if isinstance(items, dict) and items:
        yield items
        for item in items.values():
            yield from _levels(_of(item).get("分项", {}))


def _mappings(node: Node) -> Iterator[Map]:
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _mappings(each)


def _leaves(node: Node) -> Iterator[tuple[Map, str]]:
    for mapping in _mappings(node):
        yield from ((mapping, key) for key, value in mapping.items() if isinstance(value, str))


def _mapped(node: Node, change: Callable[[str], str]) -> Node:
    if isinstance(node, dict):
        return {change(key): _mapped(value, change) for key, value in node.items()}
    return [_mapped(each, change) for each in node] if isinstance(node, list) else change(node)
