"""The plain twin of the rule engines: so short that it is right, and therefore their oracle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.judge.production import AllOf, AnyOf, Condition, Holds, Production, Situation

if TYPE_CHECKING:
    from collections.abc import Sequence


def fire(productions: Sequence[Production], situations: Sequence[Situation]) -> list[frozenset[str]]:
    """Return, for each situation in order, the ids of the productions that fire in it."""
    return [frozenset(rule.id for rule in productions if holds(rule.when, s)) for s in situations]


def holds(condition: Condition, situation: Situation) -> bool:
    """Tell whether a condition holds in a situation."""
    match condition:
        case Holds(key):
            return key in situation
        case AllOf(parts):
            return all(holds(part, situation) for part in parts)
        case AnyOf(parts):
            return any(holds(part, situation) for part in parts)
