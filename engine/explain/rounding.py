"""Rounding as a part of an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.derivation import Derivation
from engine.number import about_text, fixed_text
from engine.sentences.rounding import rounding_words

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.scheme.model import RoundingRule


def rounding_part(exact: Fraction, rounded: Fraction, rule: RoundingRule, id_: str) -> list[Derivation]:
    """Return what rounding added or took away, so that the parts still add up."""
    if exact == rounded:
        return []
    words = rounding_words(rule)
    steps = (f"{about_text(exact, 6)} → {fixed_text(rounded, rule.digits)}（{words}）",)
    return [
        Derivation(id_, "rounding", "修约差", rounded - exact, steps=steps, clause=f"方案“修约”：{words}", at=rule.span)
    ]
