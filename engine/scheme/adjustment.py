"""The nouns of what is added to a base total or taken off it: bonuses and penalties.

Both are adjustments of one form; which side one stands on is decided by where the scheme lists it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.scheme.formula import facts_in
from engine.text.source import Span, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from engine.scheme.formula import Expr


@dataclass(frozen=True, slots=True)
class Counted:
    """Points for each unit of a value."""

    formula: Expr
    each: Fraction


@dataclass(frozen=True, slots=True)
class Listed:
    """Points for each matter of a fact, by its class; without classes `each` has one entry, for None.

    With `once`, a matter that several adjustments of a side list brings its highest points, once (mechanism C2).
    """

    fact: str
    each: tuple[tuple[str | None, Fraction], ...]
    once: bool

    def worth(self, class_: str | None) -> Fraction:
        """Return the points of a matter of a class."""
        points = dict(self.each)
        return points[class_] if class_ in points else points[None]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A bonus or penalty; `cap` is the most that it comes to.

    With `evidence`, what has none is pending and brings nothing until it has. `optional` says that a fact which is
    missing brings nothing; otherwise the unit is incomplete. It counts only where `gate` holds (mechanism C5).
    Adjustments with an `order` are added one after another, and the total is kept within its bounds after each.
    """

    id: str
    title: str
    source: Counted | Listed
    cap: Fraction | None
    evidence: bool
    optional: bool
    clause: str | None
    note: str | None = None
    gate: Expr | None = None
    order: int | None = None
    span: Span = place()

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts whose evidence and values it rests on, each once; those of the gate are not among them."""
        return facts_in(self.source.formula) if isinstance(self.source, Counted) else (self.source.fact,)


@dataclass(frozen=True, slots=True)
class AdjustmentGroup:
    """Adjustments of one class, which together come to no more than `cap`."""

    id: str
    title: str
    cap: Fraction
    parts: tuple[Adjustable, ...]
    clause: str | None
    note: str | None = None
    order: int | None = None
    span: Span = place()


Adjustable = Adjustment | AdjustmentGroup


def gate_name(id_: str) -> str:
    """Return the name under which the condition of an adjustment is fired; no rule id has a colon."""
    return f"gate:{id_}"


def adjustments(parts: Iterable[Adjustable]) -> Iterator[Adjustment]:
    """Yield the adjustments in written order, those in groups included."""
    for part in parts:
        if isinstance(part, AdjustmentGroup):
            yield from adjustments(part.parts)
        else:
            yield part


def adjustable(parts: Iterable[Adjustable]) -> Iterator[Adjustable]:
    """Yield groups and adjustments in written order, a group before its parts."""
    for part in parts:
        yield part
        if isinstance(part, AdjustmentGroup):
            yield from adjustable(part.parts)
