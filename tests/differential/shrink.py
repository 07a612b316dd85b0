"""Make a case that fails smaller: drop what can be dropped while it still fails."""

from __future__ import annotations

import copy
import time
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.differential.cases import outcome_of
from tests.differential.compare import RefusedError, read
from tests.differential.texts import Case, Map, Node, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

# Keys under which anything may go, and keys that may go themselves.
DROPPED_FROM = ("规则", "加分", "指标", "分项", "等次", "数据项", "免考")
OPTIONAL = (
    "规则",
    "加分",
    "免考",
    "名次",
    "加分合计上限",
    "不适用于",
    "数值修约",
    "未报",
    "最多扣",
    "指标得分",
    "分项得分",
    "数值",
)


def shrunk(case: Case, seconds: float = 60) -> Case:
    """Returns the smallest case found in the time that still fails."""
    until = time.monotonic() + seconds
    going_on = True
    while going_on:
        going_on = False
        for smaller in _smaller(case):
            if time.monotonic() > until:
                return case
            if _fails(smaller):
                case, going_on = smaller, True
                break
    return case


def _fails(case: Case) -> bool:
    try:
        return bool(outcome_of(*read(case)).mismatches)
    except RefusedError:
        return False


def _smaller(case: Case) -> Iterator[Case]:
    yield from _without_units(case)
    for path in _paths(case.scheme, ()):
        smaller = copy.deepcopy(case)
        _drop(smaller.scheme, path)
        _add_up(smaller.scheme)
        for node in smaller.units.values():
            facts, declared = node["数据"], smaller.scheme["数据项"]
            assert isinstance(facts, dict), "a unit's facts are a mapping"
            for name in [name for name in facts if name not in declared]:
                del facts[name]
        yield smaller


def _without_units(case: Case) -> Iterator[Case]:
    for unit in _units(case.scheme["考核对象"]):
        files = {name: file for name, file in case.units.items() if name != unit}
        yield copy.deepcopy(Case(_without(case.scheme, unit), files, case.last))


def _units(node: Node) -> list[str]:
    if isinstance(node, dict):
        return [unit for group in node.values() for unit in _units(group)]
    return [str(unit) for unit in node] if isinstance(node, list) else []


def _without(node: Map, word: str) -> Map:
    """Returns the mapping without a word, wherever it is listed or a key."""
    found: Map = {}
    for key, value in node.items():
        if key == word:
            continue
        if isinstance(value, dict):
            if inner := _without(value, word):
                found[key] = inner
        elif isinstance(value, list):
            kept = [_without(each, word) if isinstance(each, dict) else each for each in value if each != word]
            if kept:
                found[key] = kept
        else:
            found[key] = value
    return found


Path = tuple[str | int, ...]


def _paths(node: Node, path: Path) -> Iterator[Path]:
    """Yields the places of all that may be dropped, larger things first."""
    if isinstance(node, dict):
        for key in node:
            if key in OPTIONAL or (path and path[-1] in DROPPED_FROM):
                yield (*path, key)
        for key, value in node.items():
            yield from _paths(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            if path[-1] in ("等次", "档次"):
                yield (*path, index)
            yield from _paths(value, (*path, index))


def _drop(node: Map, path: Path) -> None:
    at: Node = node
    for step in path[:-1]:
        at = at[step]  # type: ignore[index]  # the path comes from this tree
    del at[path[-1]]  # type: ignore[union-attr, arg-type]


def _add_up(scheme: Map) -> None:
    """Makes the points of sections and the total fit what is left."""
    items, marking = scheme.get("指标"), scheme["分数"]
    if isinstance(items, dict) and isinstance(marking, dict):
        marking["总分"] = plain(sum((_points(item) for item in items.values()), Fraction(0)))


def _points(item: Node) -> Fraction:
    assert isinstance(item, dict), "an item has keys"
    if isinstance(parts := item.get("分项"), dict):
        item["分值"] = plain(sum((_points(part) for part in parts.values()), Fraction(0)))
    return Fraction(str(item["分值"]))
