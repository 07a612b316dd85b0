"""Functions in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scheme.calls import ALL, FIRST, OWN_GROUP, ROUNDINGS
from engine.scheme.functions import (
    Across,
    Among,
    FirstKnown,
    HasState,
    Inexact,
    Parameter,
    Pooled,
    Rounded,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.scheme.formula import Expr

MODES = {mode: word for word, mode in ROUNDINGS.items()}


def say_function(expr: Expr, say: Callable[[Expr], str], shown: Callable[[Expr], str] | None) -> str:
    """Write a function out; with `shown`, what is looked up elsewhere is written as what it comes to."""
    match expr:
        case Rounded(part, digits, mode):
            return f"{MODES[mode]}（{say(part)}，{digits} 位小数）"
        case Pooled(part, function, by_group, digits):
            if shown is not None:
                return shown(expr)
            tail = f"，{digits} 位小数" if function is Across.DEVIATION else ""
            return f"{OWN_GROUP if by_group else ALL}{function.value}（{say(part)}{tail}）"
        case Inexact(function, parts, digits):
            return f"{function.value}（{'、'.join(map(say, parts))}，{digits} 位小数）"
        case FirstKnown(parts):
            return f"{FIRST}（{'、'.join(map(say, parts))}）"
        case HasState(part, state):
            return f"{state.value}（{part.name}）"
        case Among(label, word):
            return f"{label.value} = {word}"
        case Parameter(name):
            return name if shown is None else shown(expr)
        case _:
            raise TypeError(type(expr).__name__)
