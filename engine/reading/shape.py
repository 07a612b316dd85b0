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

from engine.number import parse_decimal
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.schema import json_schema
from engine.text.suggest import suggest
from engine.text.tree import Listing, Mapping, Node, Scalar, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jsonschema.exceptions import ValidationError

    from engine.text.source import Span
    from engine.vocabulary.shape import Concept

LONGEST_SHOWN = 30


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


@dataclass
class _Checker:
    tree: Node
    broken: set[Node] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    told: set[tuple[int, str]] = field(default_factory=set)

    def take(self, errors: Iterable[ValidationError]) -> None:
        for error in errors:
            self._take_one(error)

    def _take_one(self, error: ValidationError) -> None:
        key, node = self._locate(error)
        match error.validator:
            case "anyOf":
                self._take_either(error, key, node)
            case "oneOf":
                self._exclusive(error, key, node)
            case "required" | "additionalProperties" if isinstance(node, Mapping):
                self._keys(error, key, node)
            case _:
                self._value(error, key, node)

    def _locate(self, error: ValidationError) -> tuple[Scalar | None, Node]:
        key, node = None, self.tree
        for step in error.absolute_path:
            if isinstance(node, Mapping) and (entry := node.get(str(step))):
                key, node = entry.key, entry.value
            elif isinstance(node, Listing) and isinstance(step, int):
                node = node.items[step]
        return key, node

    def _take_either(self, error: ValidationError, key: Scalar | None, node: Node) -> None:
        """Follow the one kind whose form fits, so that its own mistakes are told."""
        form = {Mapping: "object", Listing: "array"}.get(type(node))
        fitting = [i for i, each in enumerate(error.validator_value) if each.get("type") == form]
        inner = [e for e in error.context or () if fitting and e.schema_path[0] == fitting[0]]
        if inner:
            self.take(inner)
        else:
            self._value(error, key, node)

    def _exclusive(self, error: ValidationError, key: Scalar | None, node: Node) -> None:
        words = error.schema["x-one-of"]
        assert isinstance(node, Mapping), "only mappings have keys that exclude each other"  # noqa: S101
        found = [entry.key for entry in node.entries if entry.key.text in words]
        if found:
            names = "、".join(f"“{each.text}”" for each in found)
            self._report(
                Code.KEYS_EXCLUSIVE, f"{names}只能写其中一个", found[-1].span, "请留下一个，删去其余",
                also=tuple(("另一个在这里", each.span) for each in found[:-1]),
            )  # fmt: skip
        elif not self._misspelt(node, error.schema.get("properties", words), words):
            listed = "、".join(f"“{word}”" for word in words)
            self._report(Code.KEY_MISSING, f"{_named(key)}缺少{listed}中的一个", _head(key, node), f"请补写{listed}之一")

    def _keys(self, error: ValidationError, key: Scalar | None, node: Mapping) -> None:
        known = list(error.schema["properties"])
        required = error.schema.get("required", [])
        exclusive = [word for part in error.schema.get("allOf", ()) for word in part.get("x-one-of", ())]
        missing = [word for word in required if node.get(word) is None]
        unknown = [entry.key for entry in node.entries if entry.key.text not in known]
        if error.schema.get("additionalProperties") is not False:
            unknown = []
        meant = self._meant(node, unknown, known, [*missing, *exclusive])
        for scalar in unknown:
            self._unknown(key, scalar, meant.get(scalar.text), missing, known)
        for word in missing:
            if word not in meant.values() and (id(node), word) not in self.told:
                self.told.add((id(node), word))
                says = error.schema["properties"].get(word, {}).get("x-kind", "")
                self._report(Code.KEY_MISSING, f"{_named(key)}缺少“{word}”", _head(key, node), f"请补写“{word}”：{says}")

    def _meant(self, node: Mapping, unknown: list[Scalar], known: list[str], missing: list[str]) -> dict[str, str]:
        absent = [word for word in known if node.get(word) is None]
        guesses = {scalar.text: suggest(scalar.text, absent, missing) for scalar in unknown}
        return {word: guess for word, guess in guesses.items() if guess}

    def _misspelt(self, node: Mapping, known: Iterable[str], words: list[str]) -> bool:
        unknown = [entry.key.text for entry in node.entries if entry.key.text not in known]
        return any(suggest(word, words, words) for word in unknown)

    def _unknown(
        self, key: Scalar | None, scalar: Scalar, meant: str | None, missing: list[str], known: list[str]
    ) -> None:
        if (id(scalar), "") in self.told:
            return
        self.told.add((id(scalar), ""))
        if meant in missing:
            help_ = f"是不是“{meant}”？（这里正缺“{meant}”）"
        elif meant:
            help_ = f"是不是“{meant}”？"
        else:
            help_ = "这里可以写：" + "、".join(known)
        self._report(Code.KEY_UNKNOWN, f"{_named(key)}没有“{scalar.text}”这一项", scalar.span, help_)

    def _value(self, error: ValidationError, key: Scalar | None, node: Node) -> None:
        self.broken.add(node)
        name = f"“{key.text}”" if key else "这里"
        says = error.schema.get("x-kind", "另一种写法")
        if isinstance(node, Scalar) and is_empty(node):
            self._report(Code.VALUE_KIND, f"{name}后面没有内容", _head(key, node), f"请写{says}；不需要时把这一行删去")
            return
        found = f"“{_short(node.text)}”" if isinstance(node, Scalar) else _form_words(node)
        code = Code.VALUE_CHOICE if error.validator == "enum" else Code.VALUE_KIND
        self._report(code, f"{name}应为{says}，现为{found}", node.span, _value_help(error, node))

    def _report(
        self, code: Code, message: str, span: Span, help_: str, also: tuple[tuple[str, Span], ...] = ()
    ) -> None:
        self.problems.append(Problem(code, message, span, help=help_, also=also))


def _named(key: Scalar | None) -> str:
    return f"“{key.text}”" if key else "这里"


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
    (re.compile(r"^-?[0-9]+(\.[0-9]+)?\s*[^\W\d_]+$"), "只写数，不写计量单位"),
    (re.compile(r"^[>≥<≤=]"), "只写数；“不低于”“高于”“不高于”“低于”各有自己的键"),
)


def _value_help(error: ValidationError, node: Node) -> str:
    if not isinstance(node, Scalar):
        return "请对照方案的写法检查缩进"
    if error.validator == "enum":
        words = [str(word) for word in error.validator_value]
        near = suggest(node.text, words)
        return f"是不是“{near}”？" if near else "请从上面列出的词里选一个"
    for pattern, help_ in _SLIPS:
        if pattern.search(node.text):
            return help_
    if "\uff1a" in node.text:
        return "冒号是全角的；请改成半角“:”，并在其后空一格"
    return "请按要求改写"
