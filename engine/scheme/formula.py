"""Formulas and conditions as trees, with names resolved; every node knows its place."""

from __future__ import annotations

from dataclasses import field, replace
from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.cycle import cycle_of
from engine.scheme.functions import Among, FirstKnown, HasState, Inexact, Parameter, Pooled, Rounded
from engine.text.source import Span, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.number import Quantity
    from engine.scheme.listed import Listed


class Attribute(Enum):
    """What can be asked of an indicator or section; the value is what the scheme says."""

    POINTS = "得分"
    RATE = "得分率"
    VALUE = "数值"


class Figure(Enum):
    """Figures of a unit as a whole; the value is what the scheme says."""

    TOTAL = "得分"
    BASE = "基础分"
    BONUS = "加分"
    PENALTY = "扣分"
    LOWEST_RATE = "各一级指标最低得分率"
    RANK = "名次"
    RANK_FROM_LAST = "倒数名次"


class Function(Enum):
    """What several values, or one value in every period, are put together by; as the scheme says."""

    LARGEST = "最大"
    SMALLEST = "最小"
    SUM = "合计"
    MEAN = "平均"
    COUNT = "计数"


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, percentage, percentage points, or 是/否."""

    value: Quantity | bool
    span: Span = place()


@dataclass(frozen=True, slots=True)
class OptionWord:
    """One of the options of a choice fact."""

    word: str
    span: Span = place()


@dataclass(frozen=True, slots=True)
class FactRef:
    """A declared fact."""

    name: str
    span: Span = place()


@dataclass(frozen=True, slots=True)
class ItemRef:
    """Points, rate or value of an indicator or section."""

    id: str
    attribute: Attribute
    span: Span = place()


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A figure of the whole unit."""

    figure: Figure
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Negative:
    """-x."""

    part: Expr
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Binary:
    """`operator` is one of + - * /."""

    operator: str
    left: Expr
    right: Expr
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Several values put together; for `COUNT` the parts are conditions, and those that hold are counted.

    What the scheme writes once for a fact with periods stands here once for each period; `written`
    is the form that the scheme has.
    """

    function: Function
    parts: tuple[Expr, ...]
    span: Span = place()
    written: tuple[Expr, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Cases:
    """The points of the first condition that holds, or the rest."""

    conditions: tuple[Expr, ...]
    points: tuple[Expr, ...]
    rest: Expr
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Matters:
    """The points that the matters of a fact come to, by what they are worth; with `evidence`, those that have any."""

    fact: FactRef
    listed: Listed
    evidence: bool = False
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Compare:
    """`operator` is one of >= > <= < = ≠."""

    operator: str
    left: Expr
    right: Expr
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Fired:
    """Whether a rule has fired."""

    rule: str
    span: Span = place()


@dataclass(frozen=True, slots=True)
class FiredCount:
    """How many of the rules have fired; one that is decided period by period counts once for each period."""

    rules: tuple[str, ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Not:
    """非."""

    part: Expr
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Both:
    """且: every part holds."""

    parts: tuple[Expr, ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """或: some part holds. `run` is the condition of 连续 that the parts were made of, `lasting` says how long."""

    parts: tuple[Expr, ...]
    span: Span = place()
    run: Expr | None = field(default=None, compare=False, repr=False)
    lasting: str = field(default="", compare=False, repr=False)


Expr = (
    Literal | OptionWord | FactRef | ItemRef | FigureRef | Negative | Binary | Aggregate | Cases | Matters
    | Compare | Fired | FiredCount | Not | Both | AnyOf
    | Rounded | Pooled | Inexact | FirstKnown | HasState | Among | Parameter
)  # fmt: skip

# What is rounded to declared decimals in the middle of a formula.
ROUNDING = Rounded | Pooled | Inexact


def parts_of(expr: Expr) -> tuple[Expr, ...]:
    """Return the direct parts of a node."""
    match expr:
        case Negative(part) | Not(part) | Rounded(part) | HasState(part) | Pooled(part):
            return (part,)
        case Binary(_, left, right) | Compare(_, left, right):
            return (left, right)
        case Aggregate(_, parts) | Inexact(_, parts) | Both(parts) | AnyOf(parts) | FirstKnown(parts):
            return parts
        case Cases(conditions, points, rest):
            return (*conditions, *points, rest)
        case Matters(fact):
            return (fact,)
        case Parameter(key=key) if key is not None:
            return (key,)
        case _:
            return ()


def mapped(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """Return an expression with every node changed, the parts before the whole."""
    match expr:
        case Negative(part) | Not(part) | Rounded(part) | Pooled(part):
            expr = replace(expr, part=mapped(part, change))
        case HasState(fact) | Parameter(key=FactRef() as fact):
            inner = reported_fact(change(fact))
            assert inner is not None, "a fact stands for a fact"  # noqa: S101
            expr = replace(expr, part=inner) if isinstance(expr, HasState) else replace(expr, key=inner)
        case Binary(_, left, right) | Compare(_, left, right):
            expr = replace(expr, left=mapped(left, change), right=mapped(right, change))
        case Aggregate(_, parts) | Inexact(_, parts) | Both(parts) | AnyOf(parts) | FirstKnown(parts):
            expr = replace(expr, parts=tuple(mapped(part, change) for part in parts))
        case Cases(conditions, points, rest):
            expr = replace(
                expr,
                conditions=tuple(mapped(each, change) for each in conditions),
                points=tuple(mapped(each, change) for each in points),
                rest=mapped(rest, change),
            )
        case _:
            pass
    return change(expr)


def reported_fact(expr: Expr) -> FactRef | None:
    """Return the fact that a name stands for: of a cumulative one what is reported for the period; None for others."""
    if isinstance(expr, Binary) and expr.left.span == expr.span == expr.right.span:
        expr = expr.left
    return expr if isinstance(expr, FactRef) else None


def replace_facts(expr: Expr, instead: Callable[[FactRef], Expr]) -> Expr:
    """Return an expression with what `instead` gives in the place of each fact."""
    return mapped(expr, lambda node: instead(node) if isinstance(node, FactRef) else node)


def walk(expr: Expr) -> Iterator[Expr]:
    """Yield a node and everything in it, in written order."""
    yield expr
    for part in parts_of(expr):
        yield from walk(part)


def period_of(fact: str) -> str:
    """Return the period that the name of a fact has; its last part where it has none."""
    words = fact.split(".")[1:]
    return next((word for word in words if cycle_of(word)), words[-1] if words else fact)


def periods_in(expr: Expr) -> tuple[str, ...]:
    """Return the periods whose facts an expression reads, each once, in written order."""
    return tuple(dict.fromkeys(period_of(fact) for fact in facts_in(expr) if cycle_of(period_of(fact))))


def comparisons_in(expr: Expr) -> Iterator[Expr]:
    """Yield what a condition is joined of by 且, 或 and 非: comparisons, bare facts and fired rules."""
    if isinstance(expr, Not | Both | AnyOf):
        for part in parts_of(expr):
            yield from comparisons_in(part)
    else:
        yield expr


def facts_in(expr: Expr) -> tuple[str, ...]:
    """Return the facts that a formula reads, each once, in written order."""
    return tuple(dict.fromkeys(node.name for node in walk(expr) if isinstance(node, FactRef)))
