"""Quotients that are a part of a whole: such a one is a rate, never so many per head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scheme import formula as f

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scheme.model import FactDeclaration


def is_share(part: f.Expr, whole: f.Expr, facts: Mapping[str, FactDeclaration]) -> bool:
    """Tell a part of a whole by 不超过; sums over periods are one where each period's part is one of its whole."""
    match part, whole:
        case f.FactRef(), f.FactRef():
            return part.name in facts and whole.name in facts[part.name].at_most
        case f.Aggregate(f.Function.SUM, parts), f.Aggregate(f.Function.SUM, wholes):
            pairs = zip(parts, wholes, strict=False)
            return len(parts) == len(wholes) and all(is_share(one, other, facts) for one, other in pairs)
        case _:
            return False
