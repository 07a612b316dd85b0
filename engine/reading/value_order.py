"""In what order the values of indicators are worked out, where some read others (`X.数值`)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from engine.methods.registry import BY_WORD, SCORING
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.kind import Kind
from engine.reading.kinds import Kinds
from engine.reading.ranges import undefined_parts, zero_denominators
from engine.scheme import formula as f
from engine.scheme.parse_formula import parse_formula
from engine.scheme.vocabulary import SECTION
from engine.text.tree import Listing, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Mapping as MappingOf

    from engine.reading.context import Context
    from engine.text.tree import Entry, Node

_FORMULA, _PARTS, _SCORING = (SECTION.by_name[name].key for name in ("formula", "parts", "scoring"))
Reads = dict[str, list[f.ItemRef]]


def settle_kinds(entries: Sequence[Entry], context: Context) -> list[Problem]:
    """Give `context.kinds` the kind of every indicator's value; return a problem for values that read each other.

    What else is wrong with a formula is told where it is read.
    """
    formulas: dict[str, list[f.Expr]] = {}
    for id_, node in _leaves(entries):
        found = (parse_formula(each, context.names)[0] for each in _formulas(node))
        formulas[id_] = [each for each in found if each is not None]
        if _makes_value(node):
            context.kinds.values[id_] = Kind.NUMBER
    reads = {id_: [n for expr in exprs for n in f.walk(expr) if _is_value(n)] for id_, exprs in formulas.items()}
    problems = _cycles({id_: [n for n in nodes if isinstance(n, f.ItemRef)] for id_, nodes in reads.items()})
    silent = Kinds(context.kinds.facts, context.kinds.values)
    if not problems:
        for id_ in _in_order(reads):
            if id_ not in silent.values and formulas[id_]:
                silent.values[id_] = silent.of(formulas[id_][0])
            if any(may_be_undefined(expr, context) for expr in formulas[id_]):
                context.undefined.add(id_)
    return problems


def may_be_undefined(expr: f.Expr, context: Context) -> f.Expr | None:
    """Return a divisor that may be zero, or what else a formula may not be able to calculate or may read undefined."""
    facts = context.kinds.facts
    read = (n for n in f.walk(expr) if isinstance(n, f.ItemRef) and _is_value(n) and n.id in context.undefined)
    return next(chain(zero_denominators(expr, facts), undefined_parts(expr, facts), read), None)


def _is_value(node: f.Expr) -> bool:
    return isinstance(node, f.ItemRef) and node.attribute is f.Attribute.VALUE


def _leaves(entries: Sequence[Entry]) -> Iterator[tuple[str, Mapping]]:
    for entry in entries:
        if isinstance(entry.value, Mapping):
            parts = entry.value.get(_PARTS)
            if parts is None:
                yield entry.key.text, entry.value
            else:
                yield from _leaves(getattr(parts.value, "entries", ()))


def _formulas(node: Mapping) -> Iterator[Scalar]:
    """Yield 计算公式, and the conditions and points of cases."""
    formula, scoring = node.get(_FORMULA), node.get(_SCORING)
    if formula is not None and isinstance(formula.value, Scalar):
        yield formula.value
    if scoring is not None and _makes_value(node):
        yield from _scalars(scoring.value)


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Mapping(entries):
            for entry in entries:
                yield from _scalars(entry.value)
        case Listing(items):
            for item in items:
                yield from _scalars(item)
        case Scalar():
            yield node


def _makes_value(node: Mapping) -> bool:
    scoring = node.get(_SCORING)
    word = scoring.value.get(SCORING.key) if scoring and isinstance(scoring.value, Mapping) else None
    text = word.value.text if word and isinstance(word.value, Scalar) else ""
    return text in BY_WORD and BY_WORD[text].makes_value


def _cycles(reads: Reads) -> list[Problem]:
    """Return a problem for every circle of indicators, told once."""
    problems: list[Problem] = []
    done: set[str] = set()
    for first in reads:
        path: list[f.ItemRef] = []
        if first not in done and (circle := _circle(first, reads, path, done)):
            start, *others = circle
            ids = "→".join([*(node.id for node in circle), start.id])
            problems.append(
                Problem(
                    Code.FORWARD_LOOK,
                    f"指标的数值互相引用，算不出先后：{ids}",
                    start.span,
                    help="请去掉其中一个“数值”，直接用数据项写出来",
                    also=tuple(("又在这里引用", node.span) for node in others),
                )
            )
    return problems


def _circle(id_: str, reads: Reads, path: list[f.ItemRef], done: set[str]) -> list[f.ItemRef]:
    """Return the references of a circle that is reached from an indicator; schemes are not deep."""
    for node in reads.get(id_, ()):
        met = next((place for place, each in enumerate(path) if each.id == node.id), None)
        if met is not None:
            done.add(id_)
            return path[met:]
        if node.id not in done:
            path.append(node)
            if found := _circle(node.id, reads, path, done):
                done.add(id_)
                return found
            path.pop()
    done.add(id_)
    return []


def _in_order(reads: MappingOf[str, Sequence[f.Expr]]) -> list[str]:
    """Return the indicators, each after those that it reads."""
    ordered: dict[str, None] = {}

    def place(id_: str) -> None:
        if id_ in reads and id_ not in ordered:
            for node in reads[id_]:
                if isinstance(node, f.ItemRef):
                    place(node.id)
            ordered[id_] = None

    for id_ in reads:
        place(id_)
    return list(ordered)
