"""Parameters by date, as they are on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.scheme import formula as f
from engine.scheme.calendar import parse_date
from engine.scheme.functions import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class NotInForceError(ValueError):
    """A parameter has no value yet on a day; the message says which and when."""


def in_force(days: Iterable[str], on: date) -> str | None:
    """Return the latest of the days that is not after another; None when all are."""
    past = [(day, text) for text in days if (day := parse_date(text)) is not None and day <= on]
    return max(past)[1] if past else None


def as_on(part: f.Expr, day: date) -> f.Expr:
    """Return an expression with the values that its parameters have on a day; raises NotInForceError."""

    def then(node: f.Expr) -> f.Expr:
        if not isinstance(node, Parameter) or not node.chosen:
            return node
        chosen = in_force([word for word, _ in node.entries], day)
        if chosen is None:
            raise NotInForceError(f"“{node.name}”在 {day} 还没有取值")
        return replace(node, chosen=chosen)

    return f.mapped(part, then)
