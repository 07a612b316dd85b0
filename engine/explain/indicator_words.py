"""What is said of an indicator besides its figures: why it has no points, who is ranked, what a factor allows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.evaluate.results import Case
from engine.explain.words import names
from engine.primitives.curve import Curve
from engine.primitives.ranked import Ranked
from engine.scheme import formula as f
from engine.scheme.functions import Inexact
from engine.scheme.model import Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.evaluate.results import IndicatorTrace, Results
    from engine.scheme.model import Indicator, Item

ZERO = Fraction(0)
CASE_WORDS = {
    Case.MISSING: "需要的数据未报，按方案须补报：本项得分算不出来",
    Case.MISSING_ZERO: "需要的数据未报，按方案计零分",
    Case.MISSING_NOT_APPLICABLE: "需要的数据未报，按方案视同不适用",
    Case.DIVISION_NOT_APPLICABLE: "分母为零，按方案本项不适用",
    Case.DIVISION_FULL: "分母为零，按方案计满分",
    Case.DIVISION_ZERO: "分母为零，按方案计零分",
    Case.NOT_APPLICABLE: "经认定本项不适用",
    Case.NOT_FOR: "方案规定本项不适用于本单位",
}
NOT_ENDED = "所用的各期还没有到期，本项暂不适用"


def above(items: Sequence[Item]) -> dict[str, Section]:
    """Return the section in which each item stands, where it stands in one."""
    found: dict[str, Section] = {}
    for item in items:
        if isinstance(item, Section):
            found |= dict.fromkeys((part.id for part in item.parts), item) | above(item.parts)
    return found


def is_signed(indicator: Indicator) -> bool:
    """Say whether the value is the points, and may be negative."""
    method = indicator.method
    return isinstance(method, Curve) and method.to_full and method.knots[0].points < 0


def case_words(indicator: Indicator, case: Case, *, open_: bool) -> str:
    """Say why an indicator is not scored; besides 0 in a denominator, roots and logarithms may have no value."""
    inexact = any(isinstance(node, Inexact) for formula in indicator.formulas for node in f.walk(formula))
    words = NOT_ENDED if open_ and case is Case.NOT_APPLICABLE else CASE_WORDS[case]
    return words.replace("分母为零", "分母为零，或者幂、对数求不出来") if inexact else words


def ranked_among(results: Results, unit: str, indicator: Indicator) -> list[str]:
    """Say how many units an indicator ranks, and which have no value to be ranked by."""
    if not isinstance(indicator.method, Ranked):
        return []
    facts, trace = results.facts, results.indicators[indicator.id]
    mine = facts.groups.get(unit)
    rows = [r for r, u in enumerate(facts.units) if not indicator.method.by_group or facts.groups.get(u) == mine]
    absent = [facts.units[r] for r in rows if Case(int(trace.case[r])) is not Case.SCORED]
    without = f"；没有数值而不参加的 {len(absent)} 个：{names(absent)}" if absent else ""
    return [f"{len(rows) - len(absent)} 个单位参加排名{without}"]


def within(indicator: Indicator, points: Fraction, trace: IndicatorTrace, row: int) -> Fraction:
    """Return what points come to with the factor of an indicator, which keeps them between 0 and full marks."""
    if trace.factor is None:
        return points
    return min(max(points * trace.factor.ratio.at(row), ZERO), indicator.points)
