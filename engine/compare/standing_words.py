"""Scores, differences and states of units as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.judge.judgement import Status
from engine.number import fixed_text

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.compare.standing import Standing

STATUS_WORDS = {
    Status.EXEMPT: "免考",
    Status.INCOMPLETE: "数据未报齐",
    Status.UNDECIDED: "无法判定",
    Status.RATED: "已评定",
}


def score_text(standing: Standing) -> str | None:
    """Return a score with its decimals."""
    return None if standing.score is None else fixed_text(standing.score, standing.digits)


def difference_text(difference: Fraction | None, digits: int) -> str:
    """Return a difference with its sign: `+1.50`, `0`; `-` where there is none."""
    if difference is None:
        return "-"
    if not difference:
        return "0"
    return f"{'+' if difference > 0 else ''}{fixed_text(difference, digits)}"


def status_words(old: Standing, new: Standing) -> str:
    """Say how far a unit could be judged, where it could not be judged in both."""
    if old.status is new.status is Status.RATED:
        return ""
    return (
        STATUS_WORDS[new.status]
        if old.status is new.status
        else f"{STATUS_WORDS[old.status]}→{STATUS_WORDS[new.status]}"
    )
