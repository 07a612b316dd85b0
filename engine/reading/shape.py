"""Check the form of a located tree against its JSON Schema; the only door to jsonschema.

An error is placed on the exact key or value, worded in Chinese from the vocabulary, and a misspelt
key is told once: not a second time as the key that is missing.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft7Validator

from engine.dataclass import dataclass
from engine.number import parse_decimal
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.respelling import is_one_word, other_spellings
from engine.reading.schema import json_schema
from engine.reading.shape_help import key_help, missing_help, shortened, value_help
from engine.reading.sure_edits import colon_edits
from engine.text.edits import Edit
from engine.text.suggest import one_slip, respelt, suggest
from engine.text.tree import Listing, Mapping, Node, Scalar, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jsonschema.exceptions import ValidationError

    from engine.text.source import Span
    from engine.vocabulary.shape import Concept


def find_faults(tree: Node, concept: Concept) -> tuple[set[Node], list[Problem]]:
    """Return the nodes that cannot be read, and the problems of form."""
    validator = _validator(concept)
    checker = _Checker(tree, validator)
    checker.take(validator.iter_errors(_plain(tree)))
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
        case Scalar() if node.plain:
            return _plain_text(node.text)
        case Scalar():
            return node.text


def _plain_text(text: str) -> Any:  # noqa: ANN401  as above
    if parse_decimal(text) is None:
        return text
    return Decimal(text) if "." in text else int(text)


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
    validator: Draft7Validator
    broken: set[Node] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    told: dict[int, set[str]] = field(default_factory=dict)

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
            edits = self._renamed(node, scalar, known, error.schema["properties"])
            self._unknown(key, scalar, key_help(node, scalar, meant.get(scalar.text), missing, known), edits)
        told = self.told.setdefault(id(node), set())
        absent = [word for word in missing if word not in meant.values() and word not in told]
        told.update(absent)
        if absent:
            listed = "、".join(f"“{word}”" for word in absent)
            help_ = missing_help(absent, error.schema["properties"])
            self._report(Code.KEY_MISSING, f"{_named(key)}缺少{listed}", _head(key, node), help_)

    def _meant(self, node: Mapping, unknown: list[Scalar], known: list[str], missing: list[str]) -> dict[str, str]:
        absent = [word for word in known if node.get(word) is None]
        guesses = {scalar.text: suggest(scalar.text, absent, missing) for scalar in unknown}
        return {word: guess for word, guess in guesses.items() if guess}

    def _renamed(self, node: Mapping, key: Scalar, known: list[str], properties: dict[str, Any]) -> tuple[Edit, ...]:
        """Return what puts a key right: the one sure word, of those that its value fits, and only if it is missing."""
        near = [word for word in known if one_slip(key.text, word)]
        entry = node.get(key.text) if near else None
        if entry is None or key.text not in key.span.text:
            return ()
        value = _plain(entry.value)
        fitting = [word for word in near if self._fits(value, properties[word])]
        word = respelt(key.text, fitting)
        if word is None or node.get(word) is not None:
            return ()
        # Two that may both be meant for it are for a person to sort out.
        others = (each.key.text for each in node.entries if each is not entry)
        rivals = [other for other in others if one_slip(other, word) and other not in known]
        return () if rivals else (Edit(key.span, word),)

    def _fits(self, value: Any, schema: dict[str, Any]) -> bool:  # noqa: ANN401  as above
        return bool(self.validator.evolve(schema=schema).is_valid(value))

    def _misspelt(self, node: Mapping, known: Iterable[str], words: list[str]) -> bool:
        unknown = [entry.key.text for entry in node.entries if entry.key.text not in known]
        return any(suggest(word, words, words) for word in unknown)

    def _unknown(self, key: Scalar | None, scalar: Scalar, help_: str, edits: tuple[Edit, ...]) -> None:
        if id(scalar) not in self.told:
            self.told[id(scalar)] = set()
            message = f"{_within(key)}不认识“{scalar.text}”这一项"
            self.problems.append(Problem(Code.KEY_UNKNOWN, message, scalar.span, help=help_, edits=edits))

    def _value(self, error: _Fault, key: Scalar | None, node: Node) -> None:
        if node in self.broken:
            return
        self.broken.add(node)
        name = f"“{key.text}”" if key else "这里"
        says = error.schema.get("x-kind", "另一种写法")
        if error.keyword in {"minItems", "minProperties"} or (isinstance(node, Scalar) and is_empty(node)):
            self._report(Code.VALUE_KIND, f"{name}后面没有内容", _head(key, node), f"请写{says}；不需要时把这一行删去")
            return
        found = f"“{shortened(node.text)}”" if isinstance(node, Scalar) else _form_words(node)
        code = Code.VALUE_CHOICE if error.keyword == "enum" else Code.VALUE_KIND
        words = error.value if error.keyword == "enum" else ()
        help_ = value_help(words, error.schema, key, node)
        edits = self._rewritten(error, key, node) if isinstance(node, Scalar) else ()
        self.problems.append(Problem(code, f"{name}应为{says}，现为{found}", node.span, help=help_, edits=edits))

    def _rewritten(self, error: _Fault, key: Scalar | None, node: Scalar) -> tuple[Edit, ...]:
        """Return what puts a value right: the one way to write the same that fits."""
        words = [str(word) for word in error.value] if error.keyword == "enum" else []
        for text in other_spellings(key, node, words):
            if self._fits(_plain_text(text), error.schema):
                return (Edit(node.span, text),)
        if error.schema.get("type") == "object" or error.keyword == "anyOf":
            return colon_edits(node)
        word = node.text
        return (Edit(node.span, f"[{word}]"),) if is_one_word(node) and self._fits([word], error.schema) else ()

    def _report(
        self, code: Code, message: str, span: Span, help_: str, also: tuple[tuple[str, Span], ...] = ()
    ) -> None:
        self.problems.append(Problem(code, message, span, help=help_, also=also))


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


def _form_words(node: Node) -> str:
    return "一个列表" if isinstance(node, Listing) else "若干行“键: 值”"
