"""Where a unit stands: its weakest first-level item."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import about_text, exact_text
from engine.scheme import formula as f

if TYPE_CHECKING:
    from engine.evaluate.results import Results
    from engine.judge.judgement import Judgement


def nothing_applies(results: Results, row: int) -> str:
    """Say why a unit has no total although nothing is missing."""
    present = sum(bool(results.nodes[item.id].applicable[row]) for item in results.scheme.items)
    least = results.scheme.marking.least
    return f"适用的一级指标有 {present} 个，少于 {least} 个" if present else "全部指标都不适用"


def lowest_item(results: Results, row: int) -> str:
    """Name the first-level item whose rate is the lowest, with its points."""
    rates = []
    for item in results.scheme.items:
        node = results.nodes[item.id]
        available = node.available.at(row)
        if node.applicable[row] and available:
            points = sum((term.at(row) for term in node.terms), Fraction(0))
            rates.append((points / available, item, points, available))
    if not rates:
        return "-"
    _, item, points, available = min(rates, key=lambda each: each[0])
    return f"{item.id} {item.title} {about_text(points)} / {exact_text(available)}"


def failed_rate(results: Results, judgement: Judgement, row: int) -> str | None:
    """Say so when only the lowest rate keeps a unit from the tier that its score would give it."""
    for tier in results.scheme.tiers:
        truth = judgement.conditions.get(tier.name)
        if truth is None or tier.condition is None or truth.true[row]:
            return None
        compares = [node for node in f.comparisons_in(tier.condition) if isinstance(node, f.Compare)]
        failed = [each for each in compares if judgement.comparisons[each].truth.false[row]]
        if not isinstance(tier.condition, f.Both) or len(failed) != 1:
            continue
        if f.FigureRef(f.Figure.LOWEST_RATE, span=tier.span) in (failed[0].left, failed[0].right):
            return f"得分达到{tier.name}线，{lowest_item(results, row)} 的得分率不够"
    return None
