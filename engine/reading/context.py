"""What the reader carries from part to part: problems, unreadable nodes, and names."""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.number import parse_quantity
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.calendar import UNDATED
from engine.scheme.formula import facts_in, walk
from engine.scheme.functions import Parameter
from engine.scheme.names import RESERVED, Names
from engine.scheme.parse_formula import parse_formula
from engine.text.edits import Edit
from engine.text.suggest import mistyped, suggest
from engine.text.tree import Mapping, Node, Scalar
from engine.vocabulary.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.reading.kinds import Kinds
    from engine.scheme.calendar import Calendar
    from engine.scheme.formula import Expr
    from engine.scheme.model import FactDeclaration
    from engine.text.source import Span
    from engine.vocabulary.shape import Concept

ID = re.compile(r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]*")

# In `[甲，乙]` YAML sees one text.
SEPARATOR = re.compile(r"[\uff0c、；]")
_BETWEEN = re.compile(r"\s*[\uff0c、；,;]\s*")
MOST_LISTED = 12
# Of these a misspelt name may be put right; whose unit's the points are is never guessed.
_NAMES_OF_PARTS = frozenset({Code.TIER_UNKNOWN, Code.ORIGIN_UNKNOWN, Code.NAME_UNKNOWN})


LONGEST_LISTED = 40


@dataclass
class Context:
    """Shared by the readers of a scheme's parts; `names` are whole once facts, units and parameters are read.

    `facts` are the declared ones, those that `kinds` knows; what one origin reports of a fact is added as it is read.
    `used` are the parameters that formulas read, and `unread` says that some formula could not be. `undefined` are the
    indicators whose value may be divided by zero, so that those which read it may be too. `period` is set while an
    indicator is read that is scored in every period: its formulas are about that one.
    """

    broken: Collection[Node]
    names: Names
    kinds: Kinds
    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, FactDeclaration] = field(default_factory=dict)
    calendar: Calendar = UNDATED
    undefined: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    unread: bool = False
    period: str | None = None

    def report(self, code: Code, message: str, span: Span, help_: str, also: tuple[tuple[str, Span], ...] = ()) -> None:
        """Add a problem."""
        self.problems.append(Problem(code, message, span, help=help_, also=also))

    def record(self, node: Node, concept: Concept) -> Record | None:
        """Return a mapping node as a record, unless it cannot be read."""
        if not isinstance(node, Mapping) or node in self.broken:
            return None
        return Record(node, concept, self.broken)

    def formula(self, scalar: Scalar | None, *, each_period: bool = False) -> Expr | None:
        """Parse a formula and take over what is wrong with it."""
        if scalar is None:
            return None
        expr, problems = parse_formula(scalar, self.names, self.period, each_period=each_period)
        self.problems.extend(problems)
        for name in facts_in(expr) if expr else ():
            self._declare(name)
        self.unread |= expr is None
        self.used.update(node.name for node in (walk(expr) if expr else ()) if isinstance(node, Parameter))
        return None if expr is None else self.kinds.settled(expr)

    def _declare(self, name: str) -> None:
        """Declare what one origin reports of a fact as a fact by itself."""
        base, _, origin = name.rpartition(".")
        if name not in self.facts and (fact := self.facts.get(base)):
            self.facts[name] = replace(fact, name=name, of=fact.of or base, origin=origin, at_most=(), from_last=None)

    def known(self, scalar: Scalar, known: Collection[str], what: str, code: Code) -> str | None:
        """Return a word that has to be one of `known`, or report it."""
        word = scalar.text.strip()
        if word in known:
            return word
        near = suggest(word, known)
        listed = "、".join(map(_in_short, [*known][:MOST_LISTED])) + ("等" if len(known) > MOST_LISTED else "")
        help_ = f"是不是“{near}”？" if near else f"{what}有：{listed}" if known else f"方案里还没有{what}"
        meant = mistyped(word, known) if code in _NAMES_OF_PARTS else None
        edits = (Edit(scalar.span, meant),) if meant and word == scalar.span.text else ()
        if SEPARATOR.search(word):
            help_, edits = _separate(word), ()
        self.problems.append(Problem(code, f"没有“{word}”这个{what}", scalar.span, help=help_, edits=edits))
        return None

    def one_word(self, scalar: Scalar, what: str) -> bool:
        """Say whether a name that a list declares is one name; several run together are reported."""
        if not SEPARATOR.search(scalar.text):
            return True
        message, edits = f"“{scalar.text}”不能用作{what}", _cut(scalar)
        problem = Problem(Code.NAME_UNUSABLE, message, scalar.span, help=_separate(scalar.text), edits=edits)
        self.problems.append(problem)
        return False


def as_listing(text: str) -> str:
    """Return words that were run together as the list that YAML understands."""
    return f"[{', '.join(word for word in _BETWEEN.split(text.strip()) if word)}]"


def _separate(text: str) -> str:
    return f"几个词之间要用半角逗号“,”并空一格，如 {as_listing(text)}；或改成一行一个，每行以“- ”开头"


def _cut(scalar: Scalar) -> tuple[Edit, ...]:
    """Return what makes several words of one in brackets: between names there no comma is a full-width one."""
    span = scalar.span
    before, after = span.source.text[: span.start].rstrip(" "), span.source.text[span.end :].lstrip(" ")
    words = [word.strip() for word in scalar.text.split("\uff0c")]
    alone = all(words) and not any(SEPARATOR.search(word) for word in words)
    if not (scalar.plain and alone and before[-1:] in ("[", ",") and after[:1] in ("]", ",")):
        return ()
    return (Edit(span, ", ".join(words)),)


def name_problems(keys: list[Scalar], what: str, pattern: re.Pattern[str] | None) -> list[Problem]:
    """Check names that the user chose: not reserved, and of the right form."""
    problems = []
    for key in keys:
        if key.text in RESERVED:
            help_ = "这个词在算式里有固定含义，请换一个名字"
        elif pattern and not pattern.fullmatch(key.text):
            help_ = "请以字母或汉字开头，只用字母、数字、汉字和下划线，如 A1、C2_1"
        elif not pattern and re.search(r"[“”\"「」\n]", key.text):
            help_ = "名字里不能有引号"
        else:
            continue
        problems.append(Problem(Code.NAME_UNUSABLE, f"“{key.text}”不能用作{what}", key.span, help=help_))
    return problems


def quantity_problems(keys: list[Scalar], facts: Collection[str], what: str) -> list[Problem]:
    """Check names of quantities: a formula has to see that they are names, and no others."""
    problems = []
    for key in keys:
        base = key.text.rpartition(".")[0]
        if not key.text.strip():
            help_ = "请写一个名字"
        elif key.text != key.text.strip():
            help_ = "名字的前后不能有空格"
        elif parse_quantity(key.text) is not None:
            help_ = "这在算式里是一个数，请换一个名字"
        elif base and base in facts:
            help_ = f"“{base}”是一个数据项，它后面的“.”在算式里另有含义；请换一个名字"
        else:
            continue
        problems.append(Problem(Code.NAME_UNUSABLE, f"“{key.text}”不能用作{what}", key.span, help=help_))
    return problems


def mapping_keys(mapping: Mapping | None) -> list[Scalar]:
    """Return the keys of a mapping that may be absent."""
    return [entry.key for entry in mapping.entries] if mapping else []


def _in_short(name: str) -> str:
    return name if len(name) <= LONGEST_LISTED else f"{name[:LONGEST_LISTED]}……"
