"""The parts of a scheme that a case file leaves out, put together with those that it writes.

What is written keeps its nodes, so that a problem in it is told at its place in the case file.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import decimals_needed, exact_text, parse_decimal
from engine.reading.compose import compose
from engine.scheme.vocabulary import MARKING, MOST_ROUNDED, SCHEME, SECTION
from engine.text.source import Source
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

THE_UNIT = "本单位"
FRAME = "用例框架"
_TEXT = """\
方案编号: 用例
格式: 1
名称: 用例
分数:
  总分: {full}
  最低分: 0
  最高分: {highest}
  修约: {{方式: 四舍五入, 总分: {digits}}}
  未报: 须补报
  缺项折算: 按总分比例
考核对象: [{unit}]
数据来源: {{取值顺序: [核定, 自评], 可认定不适用: [核定]}}
等次:
  - {{名称: 不分等次, 条件: 其余}}
公布: {{版本: 内部版, 名单顺序: 单位顺序}}
"""
_KEYS = frozenset(SCHEME.keys)
_MARKING, _UNITS, _UNITS_FILE, _ITEMS = (
    SCHEME.by_name[name].key for name in ("marking", "units", "units_file", "items")
)
_FULL, _POINTS = MARKING.by_name["full"].key, SECTION.by_name["points"].key


def scheme_tree(tree: Mapping, units: Sequence[Scalar]) -> Mapping:
    """Return the tree of the scheme that a case file tests; `units` are those that its cases name."""
    written = {entry.key.text: entry for entry in tree.entries if entry.key.text in _KEYS}
    for entry in _frame(tree):
        key = entry.key.text
        if key == _MARKING and key in written:
            written[key] = _filled(written[key], entry)
        elif key == _UNITS and units and _UNITS_FILE not in written:
            written.setdefault(key, Entry(entry.key, Listing(tuple(units), units[0].span)))
        elif key != _UNITS or _UNITS_FILE not in written:
            written.setdefault(key, entry)
    return Mapping(tuple(written.values()), tree.span)


def _filled(written: Entry, frame: Entry) -> Entry:
    """Return a part of which some keys are written, with the others of the frame."""
    if not isinstance(written.value, Mapping) or not isinstance(frame.value, Mapping):
        return written
    others = tuple(entry for entry in frame.value.entries if written.value.get(entry.key.text) is None)
    return Entry(written.key, Mapping((*written.value.entries, *others), written.value.span))


def _frame(tree: Mapping) -> tuple[Entry, ...]:
    full = _sum_of_points(tree)
    digits = min(max(decimals_needed(full) or 0, 2), MOST_ROUNDED)
    highest = max(full, _number(_child(_child(tree, _MARKING), _FULL)) or full)
    text = _TEXT.format(full=exact_text(full), highest=exact_text(highest), digits=digits, unit=THE_UNIT)
    frame, _ = compose(Source(FRAME, text))
    assert isinstance(frame, Mapping), text  # noqa: S101  it is our own text
    return frame.entries


def _sum_of_points(tree: Mapping) -> Fraction:
    """Return the points of the first level; 100 where they cannot be read, which is told elsewhere."""
    items = _child(tree, _ITEMS)
    entries = items.entries if isinstance(items, Mapping) else ()
    total = sum((_number(_child(entry.value, _POINTS)) or Fraction(0) for entry in entries), Fraction(0))
    return total if total > 0 and parse_decimal(exact_text(total)) is not None else Fraction(100)


def _child(node: Node | None, key: str) -> Node | None:
    entry = node.get(key) if isinstance(node, Mapping) else None
    return entry.value if entry else None


def _number(node: Node | None) -> Fraction | None:
    return parse_decimal(node.text) if isinstance(node, Scalar) else None
