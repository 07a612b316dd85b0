"""The nouns of what is added to a base total or taken off it: bonuses and penalties.

Both are adjustments of one form; which side one stands on is decided by where the scheme lists it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.formula import facts_in
from engine.scheme.listed import Listed
from engine.text.source import Span, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from engine.primitives.registry import Spec
    from engine.scheme.formula import Expr


@dataclass(frozen=True, slots=True)
class Counted:
    """Points for each unit of a value."""

    formula: Expr
    each: Fraction


@dataclass(frozen=True, slots=True)
class Scored:
    """The points that a method gives to a value; `full` is the most that it gives, and `word` its name."""

    formula: Expr
    method: Spec
    word: str
    full: Fraction


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A bonus or penalty; `cap` is the most that it comes to.

    With `evidence`, what has none is pending and brings nothing until it has. `optional` says that a fact which is
    missing brings nothing; otherwise the unit is incomplete. It counts only where `gate` holds (mechanism C5).
    Adjustments with an `order` are added one after another, and the total is kept within its bounds after each.
    """

    id: str
    title: str
    source: Counted | Listed | Scored
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
        return (self.source.fact,) if isinstance(self.source, Listed) else facts_in(self.source.formula)


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
