"""Two numbers, or two option words, compared (section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


def words_compare(operator: str, left: str, right: str) -> bool:
    """Return whether two option words are the same, or differ (section 6)."""
    match operator:
        case "=":
            return left == right
        case "≠":
            return left != right
        case _:
            raise ValueError(f"option words have no order: {operator}")


def holds(operator: str, left: Fraction, right: Fraction) -> bool:
    """Return the exact truth of a comparison of two numbers (section 6)."""
    match operator:
        case ">=":
            return left >= right
        case ">":
            return left > right
        case "<=":
            return left <= right
        case "<":
            return left < right
        case "=":
            return left == right
        case "≠":
            return left != right
        case _:
            raise ValueError(f"no such comparison: {operator}")
