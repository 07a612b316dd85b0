"""Formulas and conditions as trees, with names resolved; every node knows its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from engine.text.source import Span, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.number import Quantity


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
    LOWEST_RATE = "各一级指标最低得分率"


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
class Extreme:
    """The largest or smallest of several values."""

    largest: bool
    parts: tuple[Expr, ...]
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
    """或: some part holds."""

    parts: tuple[Expr, ...]
    span: Span = place()


Expr = (
    Literal | OptionWord | FactRef | ItemRef | FigureRef | Negative | Binary | Extreme
    | Compare | Fired | Not | Both | AnyOf
)  # fmt: skip


def parts_of(expr: Expr) -> tuple[Expr, ...]:
    """Return the direct parts of a node."""
    match expr:
        case Negative(part) | Not(part):
            return (part,)
        case Binary(_, left, right) | Compare(_, left, right):
            return (left, right)
        case Extreme(_, parts) | Both(parts) | AnyOf(parts):
            return parts
        case _:
            return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """Yield a node and everything in it, in written order."""
    yield expr
    for part in parts_of(expr):
        yield from walk(part)


def facts_in(expr: Expr) -> tuple[str, ...]:
    """Return the facts that a formula reads, each once, in written order."""
    return tuple(dict.fromkeys(node.name for node in walk(expr) if isinstance(node, FactRef)))
