"""The next tier above a unit's, how far it is, and what would have reached it, in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.explain.inputs import STATE_WORDS
from engine.explain.standing import failed_rate
from engine.facts.reported import NUMBERS, value_text
from engine.facts.table import State
from engine.nearest.nearest import Why
from engine.number import exact_text, fixed_text
from engine.report.view.letter import WouldDo
from engine.scheme.judging import Bar, ImposeGrade, Step
from engine.scheme.model import FactType
from engine.sentences.effects import effect_words
from engine.sentences.formulas import fact_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.judge.assessment import Assessment
    from engine.nearest.nearest import Change, Prospect
    from engine.report.view.edition import Edition
    from engine.scheme.model import FactDeclaration

# More than a person reads are counted.
MOST_LISTED = 12


def outlook_lines(assessment: Assessment, unit: str, prospect: Prospect, edition: Edition) -> Iterator[str]:
    """Say what lies above a unit's tier, how many points are missing, and what else stands in the way."""
    if prospect.tier is None:
        words = prospect.why.value if prospect.why else ""
        yield f"{words}。" if prospect.why is Why.HIGHEST else f"{words}，说不出距上一等次还差多少。"
        return
    yield f"上一等次是“{prospect.tier}”。"
    row = assessment.facts.row(unit)
    short = list(_points(assessment, row, prospect, edition))
    yield from short
    total = assessment.results.total_of(row)
    enough = (prospect.line is None or total >= prospect.line) and (
        prospect.place is None or prospect.place.admits(total)
    )
    if enough:
        yield from _in_the_way(assessment, row)
    for change in prospect.changes:
        if change.finding:
            told = would_do(assessment, change)
            yield f"如果“{told.fact}”不是“{told.now}”而是“{told.wanted}”，等次会是“{told.tier}”。"
    if any(not change.finding for change in prospect.changes):
        yield "只改变下面任何一项数据，其他数据和其他单位都不变，就能达到（每一项都按方案重新算过）："
    elif prospect.why is not None:
        yield f"{prospect.why.value}。"


def _points(assessment: Assessment, row: int, prospect: Prospect, edition: Edition) -> Iterator[str]:
    """Say how far the unit is from the line of the tier, and from its last place."""
    results = assessment.results
    total, digits = results.total_of(row), results.digits
    if prospect.line is not None:
        reached = f"得分线是 {exact_text(prospect.line)} 分，本单位 {fixed_text(total, digits)} 分"
        short = prospect.line - total
        yield f"{reached}，还差 {exact_text(short, digits)} 分。" if short > 0 else f"{reached}，已经达到。"
    place = prospect.place
    if place is None or prospect.tier is None:
        return
    if place.closed:
        yield f"“{prospect.tier}”没有名额。"
    elif place.total is not None and total < place.total:
        line = place.total if place.level_enters else place.total - Fraction(1, 10**digits)
        if place.alone and not edition.shows_ranks:
            # The line would be the score of the one unit that has the place.
            yield "名额只有一个，得分要高于得到它的单位。"
            return
        gap = fixed_text(line - total, digits)
        how = "达到就能进入" if place.level_enters else f"高于它，即至少 {fixed_text(place.total, digits)} 分，就能进入"
        yield f"名额线是 {fixed_text(line, digits)} 分，本单位差 {gap} 分；其他单位得分不变，{how}。"


def _in_the_way(assessment: Assessment, row: int) -> Iterator[str]:
    """Say what keeps a unit from a tier for which its points are enough."""
    judgement = assessment.judgement
    for rule in assessment.scheme.rules:
        if judgement.rules[rule.id].true[row] and isinstance(rule.effect, ImposeGrade | Bar | Step):
            yield f"得分够了，没有评上是因为触发 {rule.id} {rule.kind.value} {rule.title}：{effect_words(rule)}。"
    if failed := failed_rate(assessment.results, judgement, row):
        yield f"{failed}。"


def would_do(assessment: Assessment, change: Change) -> WouldDo:
    """Return a change in words."""
    fact, digits = assessment.scheme.facts[change.fact], assessment.results.digits
    now, wanted = (_value(fact, value) for value in (change.now, change.wanted))
    return WouldDo(fact_name(change.fact), now, wanted, fixed_text(change.total, digits), change.tier)


def _value(fact: FactDeclaration, value: Fraction | None) -> str:
    if value is None:
        return STATE_WORDS[State.MISSING]
    if fact.type is FactType.PERCENT:
        return f"{exact_text(value * 100)}%"
    text = exact_text(value) if fact.type in NUMBERS else value_text(fact, value)
    return f"{text} {fact.measure}" if fact.measure else text
