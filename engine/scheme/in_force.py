"""Parameters by date, as they are on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.scheme import formula as f
from engine.scheme.dates import in_force
from engine.scheme.functions import Parameter

if TYPE_CHECKING:
    from datetime import date


def as_on(part: f.Expr, day: date) -> f.Expr | str:
    """Return an expression with the values that its parameters have on a day, or say which of them has none yet."""
    dated = [node for node in f.walk(part) if isinstance(node, Parameter) and node.chosen]
    chosen = {node.name: in_force([word for word, _ in node.entries], day) for node in dated}
    lacking = next((name for name, found in chosen.items() if found is None), None)
    if lacking is not None:
        return f"“{lacking}”在 {day} 还没有取值"

    def then(node: f.Expr) -> f.Expr:
        is_dated = isinstance(node, Parameter) and node.chosen
        return replace(node, chosen=chosen[node.name]) if is_dated and isinstance(node, Parameter) else node

    return f.mapped(part, then)
