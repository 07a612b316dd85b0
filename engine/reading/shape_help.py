"""What to write instead, where the form of a file is wrong: told with each problem that `shape` finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from engine.number import parse_quantity
from engine.reading.context import as_listing
from engine.reading.respelling import ENGLISH
from engine.text.suggest import suggest
from engine.text.tree import Listing, Mapping, Node, Scalar, is_empty
from engine.vocabulary.shape import YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_SHOWN = 30
MOST_EXPLAINED = 6
WIDE_COLON = "\uff1a"
_COLON_IS_WIDE = "冒号是全角的；请改成半角“:”，并在其后空一格"
# What a method holds the value against: a number of the scheme, while what differs is reckoned in the formula.
_AGAINST = frozenset({"目标", "第二目标", "不低于", "高于", "不高于", "低于", "起点", "最优值", "最差值"})
_TARGET_IS_FIXED = (
    "这里只能写一个固定的数；目标因单位、组或日期而异，或要与平均等相比的，"
    "在“计算公式”里减去它，这里写 0（比率写 0个百分点）"
)


def key_help(node: Mapping, scalar: Scalar, meant: str | None, missing: list[str], known: list[str]) -> str:
    """Say what an unknown key was meant to be, or what may stand there."""
    if WIDE_COLON in scalar.text:
        return _COLON_IS_WIDE
    if meant:
        return f"是不是“{meant}”？" + (f"（这里正缺“{meant}”）" if meant in missing else "")
    entry = node.get(scalar.text)
    if entry and is_empty(entry.value) and node.span.text.startswith("{"):
        return "花括号里的半角逗号会把一项拆成两项；含逗号的文字请加引号，数字中间不加逗号"
    return "这里可以写：" + "、".join(known)


def missing_help(absent: list[str], properties: dict[str, Any]) -> str:
    """Say what to write for the keys that are missing: all of it for a few, for many only that they are."""
    schemas = {word: properties.get(word, {}) for word in absent}
    if len(absent) > MOST_EXPLAINED:
        return "请逐项补写；写法见“方案怎么写”里的例子，或对照现成的方案"
    if len(absent) == 1:
        word, schema = next(iter(schemas.items()))
        return f"请写“{word}: {schema['examples'][0]}”" if "examples" in schema else f"请补写“{word}”：{_says(schema)}"
    return "请补写：" + "；".join(f"“{word}”为{_says(schema)}" for word, schema in schemas.items())


def _says(schema: dict[str, Any]) -> str:
    return str(schema.get("x-kind", "")) + _below(schema)


def _below(schema: dict[str, Any]) -> str:
    """Name the keys that a mapping has to have, or may have where none has to be there."""
    keys: Sequence[str] = schema.get("required") or list(schema.get("properties", ()))
    return f"，下面写{'、'.join(f'“{key}”' for key in keys)}" if keys else ""


def shortened(text: str) -> str:
    """Return a text in one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_SHOWN else flat[:LONGEST_SHOWN] + "……"


_SLIPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\uff10-\uff19]"), "数字是全角的，请改成半角"),
    (re.compile(r"^-?0[0-9]+(\.[0-9]+)?$"), "数字前面多了 0；请去掉"),
    (re.compile(r"^-?[0-9]+([,\uff0c_][0-9]{3})+(\.[0-9]+)?$"), "数字中间不加逗号或下划线"),
    (re.compile(r"^-?[0-9.]+[eE][+-]?[0-9]+$"), "请写成普通的数，不用科学计数法"),
    (re.compile(r"^-?\.[0-9]+$"), "小数点前面要有 0，如 0.5"),
    (re.compile(r"^-?[0-9]+\.$"), "小数点后面没有数字；请补全，或去掉小数点"),
    (re.compile(r"^[+\uff0b]"), "正数前面不写加号"),
    (re.compile(r"^[\u2212\u2013\uff0d]"), "负号请用半角的减号“-”"),
    (re.compile(r"^[>≥<≤=]"), "只写数；“不低于”“高于”“不高于”“低于”各有自己的键"),
)


_MEASURED = re.compile(r"^(-?[0-9]+(?:\.[0-9]+)?)\s*[^\W\d_]+$")
_ROWS = re.compile(r"^若干行“(.+): (.+)”$")


def value_help(words: Iterable[object], schema: dict[str, Any], key: Scalar | None, node: Node) -> str:
    """Say what to write for a value of the wrong form; `words` are those that may stand there, where only those may."""
    if key is not None and WIDE_COLON in key.text:
        return _COLON_IS_WIDE
    if isinstance(node, Listing) and (rows := _ROWS.search(str(schema.get("x-kind", "")))) and rows[1] != "键":
        first = next((item.text for item in node.items if isinstance(item, Scalar)), rows[1])
        return f"每个{rows[1]}写一行，如“{shortened(first)}: {rows[2]}”"
    if not isinstance(node, Scalar):
        return "请对照方案的写法检查缩进"
    if listed := [str(word) for word in words]:
        return _word_help(node.text, listed)
    if not node.plain and parse_quantity(node.text):
        return "数字不加引号"
    return _slip(node.text) or _kind_help(node.text, schema)


def _word_help(text: str, words: list[str]) -> str:
    near = suggest(text, words)
    if text.lower() in ENGLISH and words == list(YES_NO):
        return f"请写汉字“{ENGLISH[text.lower()]}”"
    return f"是不是“{near}”？" if near else "请从上面列出的词里选一个"


def _slip(text: str) -> str | None:
    """Name a slip of the pen in a number, or a colon of the wrong width."""
    if measured := _MEASURED.search(text):
        in_points = text.endswith("点")
        return f"百分点要写全，如 {measured[1]}个百分点" if in_points else f"只写数，不写计量单位，如 {measured[1]}"
    found = next((help_ for pattern, help_ in _SLIPS if pattern.search(text)), None)
    return found or (_COLON_IS_WIDE if WIDE_COLON in text else None)


def _kind_help(text: str, schema: dict[str, Any]) -> str:
    kind = str(schema.get("x-kind", ""))
    if kind.startswith("若干行"):
        return f"请在冒号后换行，下面缩进写“键: 值”；每个键一行{_below(schema)}"
    if kind.startswith("一个列表"):
        return f"写成 {as_listing(text)}，或换行后每行以“- ”开头"
    if schema.get("title") in _AGAINST:
        return _TARGET_IS_FIXED
    return "请照上面“应为”的写法改正"
