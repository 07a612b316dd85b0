"""Rounding in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.sentences.function_words import MODES

if TYPE_CHECKING:
    from engine.scheme.model import RoundingRule


def rounding_words(rule: RoundingRule | None) -> str:
    """Return the mode and the digits; nothing where there is no rule."""
    if rule is None:
        return ""
    return f"{MODES[rule.mode]}，{'百分数' if rule.as_percent else ''}保留 {rule.digits} 位小数"
