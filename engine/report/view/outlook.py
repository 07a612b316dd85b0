"""The next tier above a unit's, how far it is, and what would have reached it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.reported import value_text
from engine.nearest.nearest import Why
from engine.number import exact_text, fixed_text
from engine.report.view.letter import WouldDo
from engine.sentences.formulas import fact_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.judge.assessment import Assessment
    from engine.nearest.nearest import Change, Prospect

# More than a person reads are counted.
MOST_LISTED = 8


def outlook_lines(assessment: Assessment, unit: str, prospect: Prospect) -> Iterator[str]:
    """Say what lies above a unit's tier, and how many points are missing."""
    if prospect.tier is None:
        words = prospect.why.value if prospect.why else ""
        yield f"{words}。" if prospect.why is Why.HIGHEST else f"{words}，说不出距上一等次还差多少。"
        return
    results, row = assessment.results, assessment.facts.row(unit)
    total, digits = results.total_of(row), results.digits
    yield f"上一等次是“{prospect.tier}”。"
    if prospect.line is not None:
        reached = f"得分线是 {exact_text(prospect.line)} 分，本单位 {fixed_text(total, digits)} 分"
        short = prospect.line - total
        yield f"{reached}，还差 {exact_text(short, digits)} 分。" if short > 0 else f"{reached}，已经达到。"
    place = prospect.place
    if place is not None and place.closed:
        yield f"本组没有“{prospect.tier}”的名额。"
    elif place is not None and place.total is not None:
        least = fixed_text(place.total, digits)
        if total < place.total:
            missing = fixed_text(place.total - total, digits)
            yield f"要得到名额，至少要有 {least} 分（其他单位得分不变），还差 {missing} 分。"
        else:
            yield f"以本单位的得分，名额是够的（至少 {least} 分）；没有评上，是因为其他条件或规则。"
    if prospect.changes:
        yield "只改变下面任何一项数据，其他数据和其他单位都不变，就能达到（每一项都按方案重新算过）："
    elif prospect.why is not None:
        yield f"{prospect.why.value}。"


def would_do(assessment: Assessment, change: Change) -> WouldDo:
    """Return a change in words."""
    fact, digits = assessment.scheme.facts[change.fact], assessment.results.digits
    now, wanted = (_value(value_text(fact, value), fact.measure) for value in (change.now, change.wanted))
    return WouldDo(fact_name(change.fact), now, wanted, fixed_text(change.total, digits), change.tier)


def _value(text: str, measure: str | None) -> str:
    return f"{text} {measure}" if measure else text
