"""How many points a tier asks for: by its condition, and to get one of its places."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.lint.levels import level_of
from engine.scheme import formula as f
from engine.scheme.judging import CutTies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.judge.assessment import Assessment
    from engine.judge.judgement import Allotment
    from engine.scheme.judging import Tier

_FLIPPED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


@dataclass(frozen=True, slots=True)
class Cut:
    """The least total with which a unit gets into a tier that it is open to; None where any will do.

    `level_enters` says that it is that of the last unit inside, and not the next one above it; `alone` that there is
    one unit inside.
    """

    total: Fraction | None = None
    closed: bool = False
    level_enters: bool = False
    alone: bool = False

    def admits(self, total: Fraction) -> bool:
        """Say whether a unit gets in with a total; where the tier is closed, none does."""
        return not self.closed and (self.total is None or total >= self.total)


OPEN, CLOSED = Cut(), Cut(closed=True)


def line_of(tier: Tier, digits: int) -> Fraction | None:
    """Return the least total, of so many decimals, that a tier's condition asks for; None where it asks for none."""
    if tier.condition is None:
        return None
    parts = f.parts_of(tier.condition) if isinstance(tier.condition, f.Both) else (tier.condition,)
    lines = [line for part in parts for line in _lines(part, Fraction(1, 10**digits))]
    return max(lines, default=None)


def _lines(part: f.Expr, unit: Fraction) -> Iterator[Fraction]:
    if not isinstance(part, f.Compare) or part.operator not in _FLIPPED:
        return
    sides = ((part.left, part.right, part.operator), (part.right, part.left, _FLIPPED[part.operator]))
    for term, level, operator in sides:
        found = level_of(level)
        if found is not None and isinstance(term, f.FigureRef) and term.figure is f.Figure.TOTAL:
            if operator == ">=":
                yield found.value
            elif operator == ">":
                yield (found.value // unit + 1) * unit


def cut_of(assessment: Assessment, tier: Tier, unit: str) -> Cut:
    """Return the least total with which a unit that has no place of a tier would get one, all others as they are.

    At the last place a tie counts as it is declared: 从宽 lets all in, 从严 none; where items break ties, a total that
    is higher by one unit of the last decimal is taken, which needs no tie to be broken (docs/semantics.md, section 9).
    """
    if tier.quota is None:
        return OPEN
    allotment = allotment_of(assessment, tier, unit)
    if allotment is None or not allotment.places:
        return CLOSED
    results = assessment.results
    rivals = [each for each in (*allotment.entered, *allotment.kept_empty_for) if each != unit]
    rivals += [
        other
        for other, losses in assessment.judgement.displaced.items()
        if other != unit and any(loss.allotment is allotment for loss in losses)
    ]
    if len(rivals) < allotment.places:
        return OPEN
    totals = sorted((results.total.at(results.facts.row(each)) for each in rivals), reverse=True)
    last = totals[allotment.places - 1]
    level = tier.quota.ties is CutTies.LENIENT
    alone = len(allotment.entered) == 1
    return Cut(Fraction(last if level else last + 1, 10**results.digits), level_enters=level, alone=alone)


def allotment_of(assessment: Assessment, tier: Tier, unit: str) -> Allotment | None:
    """Return how the places of a tier were given in a unit's pool."""
    group = assessment.facts.groups.get(unit)
    of_tier = [each for each in assessment.judgement.allotments if each.tier == tier.name]
    by_group = tier.quota is not None and tier.quota.base.by_group
    return next((each for each in of_tier if not by_group or each.group == group), None)
