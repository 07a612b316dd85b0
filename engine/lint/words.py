"""How ranges and numbers are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.lint.levels import level_of
from engine.number import Quantity, Unit, about_text, fixed_text, quantity_text
from engine.primitives.registry import primitive_of
from engine.scheme import formula as f

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.lint.study import Study
    from engine.lint.truth import Truth
    from engine.primitives.registry import Spec
    from engine.reading.function_ranges import Interval


OPENING, CLOSING = "(（", ")）"


def text_of(expr: f.Expr) -> str:
    """Return a formula as the scheme writes it, with the functions that it begins and ends with."""
    source, start, end = expr.span.source.text, expr.span.start, expr.span.end
    if isinstance(expr, f.Aggregate | f.FiredCount | f.Fired):
        start, end = _call_start(source, start), _past(source, end, CLOSING)
    while _unmatched(source[start:end]) < 0:
        start = _call_start(source, start)
    while _unmatched(source[start:end]) > 0:
        end = _past(source, end, CLOSING)
    return source[start:end]


def _unmatched(text: str) -> int:
    """Return how many brackets are open at the end, or, below 0, how many are closed that were not opened."""
    depth = lowest = 0
    for char in text:
        depth += (char in OPENING) - (char in CLOSING)
        lowest = min(lowest, depth)
    return lowest or depth


def _call_start(source: str, start: int) -> int:
    """Return where the name of the function stands whose bracket opens before a place."""
    before = next((at for at in range(start - 1, -1, -1) if source[at] in OPENING), 0)
    while before > 0 and source[before - 1].isalnum():
        before -= 1
    return before


def _past(source: str, end: int, signs: str) -> int:
    return next((at + 1 for at in range(end, len(source)) if source[at] in signs), len(source))


def number_text(value: Fraction, unit: Unit = Unit.PLAIN) -> str:
    """Write a number, with 约 where no decimal writes it exactly."""
    return about_text(value) if unit is Unit.PLAIN else quantity_text(value, unit)


def range_text(interval: Interval, unit: Unit = Unit.PLAIN) -> str:
    """Say how small and how large something can be; nothing where there is no bound."""
    if interval.low is not None and interval.low == interval.high:
        return f"只能是 {number_text(interval.low, unit)}"
    low = "" if interval.low is None else f"最小 {number_text(interval.low, unit)}"
    high = "" if interval.high is None else f"最大 {number_text(interval.high, unit)}"
    return "、".join(each for each in (low, high) if each)


def total_text(study: Study, total: Fraction) -> str:
    """Write a total with the decimals that it has."""
    return fixed_text(total, study.scheme.marking.rounding.total.digits)


def unit_of(spec: Spec) -> Unit:
    """Return how the values that a method scores are written, as far as it states any."""
    levels = (each.level for each in primitive_of(spec).states(spec) if not each.is_step)
    return next((level.unit for level in levels if isinstance(level, Quantity)), Unit.PLAIN)


def why_never(truth: Truth, condition: f.Expr) -> str:
    """Say why a condition cannot hold: which comparison of it, and what its operand can be."""
    for part in f.comparisons_in(condition):
        if isinstance(part, f.Compare) and truth.never(part) and (said := _against(truth, part)):
            return f"“{text_of(part)}”不可能成立，{said}"
    return "这几个条件不能同时成立"


def why_always(truth: Truth, condition: f.Expr) -> str:
    """Say why a condition always holds."""
    for part in f.comparisons_in(condition):
        if isinstance(part, f.Compare) and truth.always(part) and (said := _against(truth, part)):
            return f"“{text_of(part)}”总是成立，{said}"
    return "几种情况总有一种成立"


def _against(truth: Truth, part: f.Compare) -> str:
    for term, other in ((part.left, part.right), (part.right, part.left)):
        if (level := level_of(other)) is not None and level_of(term) is None:
            said = range_text(truth.reach.of(term), level.unit)
            return f"“{text_of(term)}”{said}" if said else ""
    return ""
