"""Rounding in words, and as a part of an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.derivation import Derivation
from engine.number import Rounding, about_text, fixed_text
from engine.scheme.vocabulary import ROUNDING_WORDS

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.scheme.model import RoundingRule

MODE_WORDS = {Rounding[name]: word for word, name in ROUNDING_WORDS.items()}


def rounding_words(rule: RoundingRule | None) -> str:
    """Return the mode and the digits; nothing where there is no rule."""
    if rule is None:
        return ""
    return f"{MODE_WORDS[rule.mode]}，{'百分数' if rule.as_percent else ''}保留 {rule.digits} 位小数"


def rounding_part(exact: Fraction, rounded: Fraction, rule: RoundingRule, id_: str) -> list[Derivation]:
    """Return what rounding added or took away, so that the parts still add up."""
    if exact == rounded:
        return []
    words = rounding_words(rule)
    steps = (f"{about_text(exact, 6)} → {fixed_text(rounded, rule.digits)}（{words}）",)
    return [
        Derivation(id_, "rounding", "修约差", rounded - exact, steps=steps, clause=f"方案“修约”：{words}", at=rule.span)
    ]
