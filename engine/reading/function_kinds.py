"""What kind of value each function gives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.reading.kind import KIND_OF_UNIT, Kind
from engine.scheme.functions import (
    RANKS,
    Across,
    Among,
    FirstKnown,
    HasState,
    Inexact,
    Parameter,
    Pooled,
    Rounded,
    Transcendent,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.scheme.formula import Expr
    from engine.text.source import Span


def kind_of_function(
    expr: Expr,
    of: Callable[[Expr], Kind],
    numeric: Callable[[Expr], Kind],
    mixed: Callable[[Span, Kind, Kind], None],
) -> Kind:
    """Return the kind of a function; `of`, `numeric` and `mixed` infer and check its parts."""
    match expr:
        case Rounded(part):
            # Decimals of a quotient that may be read either way are its own: what comes out is a plain number.
            return _rounded(numeric(part))
        case Pooled(part, function):
            return _pooled(function, numeric(part))
        case Inexact(function, parts):
            kinds = [numeric(part) for part in parts]
            return _rounded(_alike(expr, kinds, mixed)) if function is Transcendent.GEOMETRIC else Kind.NUMBER
        case FirstKnown(parts):
            return _alike(expr, [of(part) for part in parts], mixed)
        case HasState() | Among():
            return Kind.CONDITION
        case Parameter(unit=unit):
            return KIND_OF_UNIT[unit]
        case _:
            raise TypeError(type(expr).__name__)


def of_percent(expr: Rounded | Pooled | Inexact, kind: Kind) -> Expr:
    """Return a rounding of a rate, or of percentage points, as one of the percentage."""
    return replace(expr, of_percent=kind in (Kind.RATE, Kind.POINT))


def _rounded(kind: Kind) -> Kind:
    return Kind.NUMBER if kind is Kind.QUOTIENT else kind


def _pooled(function: Across, kind: Kind) -> Kind:
    if function in RANKS:
        return Kind.NUMBER
    if function is Across.DEVIATION:
        return Kind.POINT if kind is Kind.RATE else _rounded(kind)
    return kind


def _alike(expr: Expr, kinds: list[Kind], mixed: Callable[[Span, Kind, Kind], None]) -> Kind:
    """Return the one kind that all parts have; a quotient goes with any."""
    known = [kind for kind in kinds if kind not in (Kind.UNKNOWN, Kind.QUOTIENT)]
    other = next((kind for kind in known if kind is not known[0]), None)
    if other is not None:
        mixed(expr.span, known[0], other)
        return Kind.UNKNOWN
    return known[0] if known else kinds[0]
