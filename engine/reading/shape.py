"""Check the form of a located tree against its JSON Schema; the only door to jsonschema.

An error is placed on the exact key or value, worded in Chinese from the vocabulary, and a misspelt
key is told once: not a second time as the key that is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft7Validator

from engine.number import parse_decimal, parse_quantity
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.context import as_listing
from engine.reading.schema import json_schema
from engine.text.suggest import suggest
from engine.text.tree import Listing, Mapping, Node, Scalar, is_empty
from engine.vocabulary.shape import YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jsonschema.exceptions import ValidationError

    from engine.text.source import Span
    from engine.vocabulary.shape import Concept

LONGEST_SHOWN = 30
MOST_EXPLAINED = 4


def check_shape(tree: Node, concept: Concept) -> tuple[set[Node], list[Problem]]:
    """Return the nodes that cannot be read, and the problems of form."""
    checker = _Checker(tree)
    checker.take(_validator(concept).iter_errors(_plain(tree)))
    return checker.broken, checker.problems


@cache
def _validator(concept: Concept) -> Draft7Validator:
    return Draft7Validator(json_schema(concept))


def _plain(node: Node) -> Any:  # noqa: ANN401  JSON values
    """Return the tree as JSON values, by our own small resolver: numbers, blanks and texts."""
    match node:
        case Mapping():
            return {entry.key.text: _plain(entry.value) for entry in node.entries}
        case Listing():
            return [_plain(item) for item in node.items]
        case Scalar() if is_empty(node):
            return None
        case Scalar() if node.plain and parse_decimal(node.text) is not None:
            return Decimal(node.text) if "." in node.text else int(node.text)
        case Scalar():
            return node.text


@dataclass(frozen=True, slots=True)
class _Fault:
    """One error of jsonschema, with the types that our schemas give it."""

    keyword: str
    value: Any
    schema: dict[str, Any]
    path: tuple[str | int, ...]
    branch: int | str
    inner: tuple[_Fault, ...]

    @classmethod
    def of(cls, error: ValidationError) -> _Fault:
        schema = error.schema if isinstance(error.schema, dict) else {}
        branch = error.relative_schema_path[0] if error.relative_schema_path else ""
        inner = tuple(cls.of(each) for each in error.context or ())
        return cls(str(error.validator), error.validator_value, schema, tuple(error.absolute_path), branch, inner)


@dataclass
class _Checker:
    tree: Node
    broken: set[Node] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    told: set[tuple[int, str]] = field(default_factory=set)

    def take(self, errors: Iterable[ValidationError]) -> None:
        for error in errors:
            self._take_one(_Fault.of(error))

    def _take_one(self, error: _Fault) -> None:
        key, node = self._locate(error)
        match error.keyword:
            case "anyOf":
                self._take_either(error, key, node)
            case "oneOf":
                # JSON Schema lets what is no mapping pass every `required`; that it is none is told by `type`.
                if isinstance(node, Mapping):
                    self._exclusive(error, key, node)
            case "required" | "additionalProperties" if isinstance(node, Mapping):
                self._keys(error, key, node)
            case _:
                self._value(error, key, node)

    def _locate(self, error: _Fault) -> tuple[Scalar | None, Node]:
        key, node = None, self.tree
        for step in error.path:
            if isinstance(node, Mapping) and (entry := node.get(str(step))):
                key, node = entry.key, entry.value
            elif isinstance(node, Listing) and isinstance(step, int):
                node = node.items[step]
        return key, node

    def _take_either(self, error: _Fault, key: Scalar | None, node: Node) -> None:
        """Follow the one kind whose form fits, so that its own mistakes are told."""
        form = {Mapping: "object", Listing: "array"}.get(type(node))
        fitting = [i for i, each in enumerate(error.value) if each.get("type") == form]
        inner = [each for each in error.inner if fitting and each.branch == fitting[0]]
        if not inner:
            self._value(error, key, node)
        for each in inner:
            self._take_one(each)

    def _exclusive(self, error: _Fault, key: Scalar | None, node: Mapping) -> None:
        words = error.schema["x-one-of"]
        found = [entry.key for entry in node.entries if entry.key.text in words]
        if found:
            names = "、".join(f"“{each.text}”" for each in found)
            self._report(
                Code.KEYS_EXCLUSIVE, f"{names}只能写其中一个", found[-1].span, "请留下一个，删去其余",
                also=tuple(("另一个在这里", each.span) for each in found[:-1]),
            )  # fmt: skip
        elif not self._misspelt(node, error.schema["x-known"], words):
            listed = "、".join(f"“{word}”" for word in words)
            self._report(
                Code.KEY_MISSING, f"{_named(key)}缺少{listed}中的一个", _head(key, node), f"请补写{listed}之一"
            )

    def _keys(self, error: _Fault, key: Scalar | None, node: Mapping) -> None:
        known = list(error.schema["properties"])
        required = error.schema.get("required", [])
        exclusive = [word for part in error.schema.get("allOf", ()) for word in part.get("x-one-of", ())]
        missing = [word for word in required if node.get(word) is None]
        unknown = [entry.key for entry in node.entries if entry.key.text not in known]
        if error.schema.get("additionalProperties") is not False:
            unknown = []
        meant = self._meant(node, unknown, known, [*missing, *exclusive])
        for scalar in unknown:
            self._unknown(key, scalar, _key_help(node, scalar, meant.get(scalar.text), missing, known))
        told = {word for at, word in self.told if at == id(node)}
        absent = [word for word in missing if word not in meant.values() and word not in told]
        self.told.update((id(node), word) for word in absent)
        if absent:
            listed = "、".join(f"“{word}”" for word in absent)
            help_ = _missing_help(absent, error.schema["properties"])
            self._report(Code.KEY_MISSING, f"{_named(key)}缺少{listed}", _head(key, node), help_)

    def _meant(self, node: Mapping, unknown: list[Scalar], known: list[str], missing: list[str]) -> dict[str, str]:
        absent = [word for word in known if node.get(word) is None]
        guesses = {scalar.text: suggest(scalar.text, absent, missing) for scalar in unknown}
        return {word: guess for word, guess in guesses.items() if guess}

    def _misspelt(self, node: Mapping, known: Iterable[str], words: list[str]) -> bool:
        unknown = [entry.key.text for entry in node.entries if entry.key.text not in known]
        return any(suggest(word, words, words) for word in unknown)

    def _unknown(self, key: Scalar | None, scalar: Scalar, help_: str) -> None:
        if (id(scalar), "") not in self.told:
            self.told.add((id(scalar), ""))
            self._report(Code.KEY_UNKNOWN, f"{_within(key)}不认识“{scalar.text}”这一项", scalar.span, help_)

    def _value(self, error: _Fault, key: Scalar | None, node: Node) -> None:
        if node in self.broken:
            return
        self.broken.add(node)
        name = f"“{key.text}”" if key else "这里"
        says = error.schema.get("x-kind", "另一种写法")
        if error.keyword in {"minItems", "minProperties"} or (isinstance(node, Scalar) and is_empty(node)):
            self._report(Code.VALUE_KIND, f"{name}后面没有内容", _head(key, node), f"请写{says}；不需要时把这一行删去")
            return
        found = f"“{_short(node.text)}”" if isinstance(node, Scalar) else _form_words(node)
        code = Code.VALUE_CHOICE if error.keyword == "enum" else Code.VALUE_KIND
        self._report(code, f"{name}应为{says}，现为{found}", node.span, _value_help(error, node))

    def _report(
        self, code: Code, message: str, span: Span, help_: str, also: tuple[tuple[str, Span], ...] = ()
    ) -> None:
        self.problems.append(Problem(code, message, span, help=help_, also=also))


def _key_help(node: Mapping, scalar: Scalar, meant: str | None, missing: list[str], known: list[str]) -> str:
    if meant:
        return f"是不是“{meant}”？" + (f"（这里正缺“{meant}”）" if meant in missing else "")
    entry = node.get(scalar.text)
    if entry and is_empty(entry.value) and node.span.text.startswith("{"):
        return "花括号里的半角逗号会把一项拆成两项；含逗号的文字请加引号，数字中间不加逗号"
    return "这里可以写：" + "、".join(known)


def _missing_help(absent: list[str], properties: dict[str, Any]) -> str:
    """Say what to write for the keys that are missing: all of it for a few, for many only that they are."""
    schemas = {word: properties.get(word, {}) for word in absent}
    if len(absent) > MOST_EXPLAINED:
        return "请逐项补写；写法可对照现成的方案"
    if len(absent) == 1:
        word, schema = next(iter(schemas.items()))
        return f"请写“{word}: {schema['examples'][0]}”" if "examples" in schema else f"请补写“{word}”：{_says(schema)}"
    return "请补写：" + "；".join(f"“{word}”为{_says(schema)}" for word, schema in schemas.items())


def _says(schema: dict[str, Any]) -> str:
    return str(schema.get("x-kind", ""))


def _named(key: Scalar | None) -> str:
    return f"“{key.text}”" if key else "这里"


def _within(key: Scalar | None) -> str:
    return f"“{key.text}”里" if key else "这里"


def _head(key: Scalar | None, node: Node) -> Span:
    """Return the place that stands for a mapping: its own first key, or the key that it hangs on."""
    if key is not None and key.span.start <= node.span.start:
        return key.span
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0].key.span
    return node.span


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_SHOWN else flat[:LONGEST_SHOWN] + "……"


def _form_words(node: Node) -> str:
    return "一个列表" if isinstance(node, Listing) else "若干行“键: 值”"


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
_ENGLISH = dict.fromkeys(("yes", "true", "on", "y"), "是") | dict.fromkeys(("no", "false", "off", "n"), "否")


def _value_help(error: _Fault, node: Node) -> str:
    if isinstance(node, Listing) and (rows := _ROWS.search(_says(error.schema))) and rows[1] != "键":
        first = next((item.text for item in node.items if isinstance(item, Scalar)), rows[1])
        return f"每个{rows[1]}写一行，如“{_short(first)}: {rows[2]}”"
    if not isinstance(node, Scalar):
        return "请对照方案的写法检查缩进"
    if error.keyword == "enum":
        words = [str(word) for word in error.value]
        near = suggest(node.text, words)
        if node.text.lower() in _ENGLISH and words == list(YES_NO):
            return f"请写汉字“{_ENGLISH[node.text.lower()]}”"
        return f"是不是“{near}”？" if near else "请从上面列出的词里选一个"
    if not node.plain and parse_quantity(node.text):
        return "数字不加引号"
    if measured := _MEASURED.search(node.text):
        in_points = node.text.endswith("点")
        return f"百分点要写全，如 {measured[1]}个百分点" if in_points else f"只写数，不写计量单位，如 {measured[1]}"
    for pattern, help_ in _SLIPS:
        if pattern.search(node.text):
            return help_
    if "\uff1a" in node.text:
        return "冒号是全角的；请改成半角“:”，并在其后空一格"
    if str(error.schema.get("x-kind", "")).startswith("若干行"):
        return "请在冒号后换行，下面缩进写“键: 值”；每个键一行"
    if str(error.schema.get("x-kind", "")).startswith("一个列表"):
        return f"写成 {as_listing(node.text)}，或换行后每行以“- ”开头"
    return "请照上面“应为”的写法改正"
