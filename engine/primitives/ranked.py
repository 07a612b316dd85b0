"""Points by rank among the units that have a value (mechanism A18).

A unit that is exempt, or has no value for the indicator, is left out of the ranking.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ints import Ints, column
from engine.columns.ratio import Ratio, choose, ratio, whole
from engine.dataclass import dataclass
from engine.number import Unit, about_text, exact_text, quantity_text
from engine.primitives.primitive import Branch, Outcome, Peers, Primitive, Scored, Stated, Turn, Wanted
from engine.text.source import Span, place

if TYPE_CHECKING:
    from collections.abc import Sequence

ZERO = Fraction(0)


class Ties(Enum):
    """Whether units that tie use up the ranks behind them; the value is what the scheme says."""

    COMPETITION = "占名次"
    DENSE = "不占名次"


@dataclass(frozen=True, slots=True)
class Ranked:
    """Full marks for the first; `drop` (a share of full marks) less for every rank, not below `least`."""

    high_first: bool
    drop: Fraction
    least: Fraction
    ties: Ties
    by_group: bool
    span: Span = place()


def score(spec: Ranked, full: Fraction, value: Ratio, peers: Peers) -> Scored:
    """Rank the units that count, and drop a share of full marks for each rank behind the first."""
    count = len(peers.counted)
    ranks = [1] * count
    pools: dict[int, list[int]] = {}
    for row in np.flatnonzero(peers.counted).tolist():
        pools.setdefault(int(peers.group[row]) if spec.by_group else 0, []).append(row)
    for rows in pools.values():
        for row, place_ in zip(rows, _ranks(spec, [value.at(row) for row in rows]), strict=True):
            ranks[row] = place_
    rank = column(ranks) if count else Ints(np.zeros(0, dtype=np.int64), 0, 0)
    points = ratio(full) - (whole(rank) - ratio(1)) * ratio(spec.drop * full)
    bottom = ratio(spec.least)
    return Scored(choose(points < bottom, bottom, points), np.zeros(1, dtype=np.int16), (whole(rank),))


def _ranks(spec: Ranked, values: Sequence[Fraction]) -> list[int]:
    ordered = sorted(values, reverse=spec.high_first)
    if spec.ties is Ties.DENSE:
        ordered = list(dict.fromkeys(ordered))
    first: dict[Fraction, int] = {}
    for place_, each in enumerate(ordered, start=1):
        first.setdefault(each, place_)
    return [first[each] for each in values]


def reason(spec: Ranked, outcome: Outcome) -> tuple[str, ...]:
    """Say the rank and what it costs."""
    (rank,) = outcome.steps
    order = "由高到低" if spec.high_first else "由低到高"
    stands = f"{outcome.shown(outcome.value)}{'在本组内' if spec.by_group else ''}{order}排第 {rank} 位"
    each, full = exact_text(spec.drop * outcome.full), exact_text(outcome.full)
    left = outcome.full - (rank - 1) * spec.drop * outcome.full
    least = f"，低于最低得分，按 {exact_text(spec.least)} 分计" if left < spec.least else ""
    if rank == 1:
        return (f"{stands}，得满分 {full} 分{least}",)
    share = quantity_text(spec.drop, Unit.PERCENT)
    return (
        stands,
        f"每降一名少得 {full} × {share} = {each} 分",
        f"{full} - {rank - 1} × {each} = {about_text(left)} 分{least}",
    )


def wanted(_spec: Ranked, outcome: Outcome) -> Wanted | None:
    """Say that the first rank has full marks."""
    return None if outcome.points >= outcome.full else Wanted("排到第 1 位", outcome.full)


def states(_spec: Ranked) -> tuple[Stated, ...]:
    """Any number can be ranked."""
    return ()


def turns(_spec: Ranked, _full: Fraction, _measure: str) -> tuple[Turn, ...]:
    """No value by itself changes anything: it is the others that do."""
    return ()


def branches(spec: Ranked, outcome: Outcome) -> tuple[Branch, ...]:
    """Say whether the unit is the first, and whether the least points stopped the rest."""
    (rank,) = outcome.steps
    least = outcome.full - (rank - 1) * spec.drop * outcome.full < spec.least
    found = [Branch("排第 1 位" if rank == 1 else "排在后面", span=spec.span)]
    return (*found, Branch("按最低得分计", span=spec.span)) if least else tuple(found)


PRIMITIVE = Primitive(
    Ranked, score, reason, wanted, states,
    lowest=lambda spec, _full: spec.least,
    highest=lambda spec, full: max(full, spec.least),
    turns=turns, branches=branches,
)  # fmt: skip
