"""What several topics read: units in order, their totals and tiers, and points and rates of every item."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.columns.sums import exact_sum
from engine.dataclass import dataclass
from engine.number import fixed_text
from engine.report.score import by_rank
from engine.scheme.duties import duties

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.columns.ratio import Ratio
    from engine.judge.assessment import Assessment
    from engine.report.view.summary.losses import Lost
    from engine.report.view.summary.quality import Quality
    from engine.scheme.model import Item

MOST_NAMED = 12


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """An item over all units: points (None where it does not apply or is incomplete) and what applies of it.

    `absent` is in how many units it does not apply, `open_` in how many it is incomplete.
    """

    points: tuple[Fraction | None, ...]
    available: tuple[Fraction, ...]
    absent: int
    open_: int

    def rate(self, row: int) -> Fraction | None:
        """Return points ÷ what applies, where there is such a thing."""
        points, available = self.points[row], self.available[row]
        return points / available if points is not None and available else None


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """An assessment, read column by column; nothing is scored here."""

    assessment: Assessment
    order: tuple[str, ...]
    group_of: dict[str, str | None]
    grouped: bool
    totals: tuple[Fraction | None, ...]
    tiers: tuple[str | None, ...]
    leads: dict[str, str | None]
    # Who met the condition of an allotment's tier and did not enter, by the allotment's identity.
    displaced_by: dict[int, list[str]]
    _figures: dict[str, Figures] = field(default_factory=dict)
    # What several topics ask for, each worked out once.
    lost: list[Lost] = field(default_factory=list)
    qualities: list[Quality] = field(default_factory=list)

    def figures(self, item: Item) -> Figures:
        """Return the figures of an item, worked out once."""
        found = self._figures.get(item.id)
        if found is None:
            found = self._figures[item.id] = _figures_of(self.assessment, item)
        return found

    @property
    def units(self) -> tuple[str, ...]:
        """The units that are assessed, in the order of the columns."""
        return self.assessment.facts.units

    def row(self, unit: str) -> int | None:
        """Return the row of a unit; None for one that is exempt."""
        return None if unit in self.assessment.scheme.exempt else self.assessment.facts.row(unit)

    def total_text(self, value: Fraction) -> str:
        """Write a total with its decimals."""
        return fixed_text(value, self.assessment.results.digits)

    def points_text(self, row: int) -> str:
        """Write a unit's total."""
        total = self.totals[row]
        return "" if total is None else self.total_text(total)


def make_ground(assessment: Assessment) -> Ground:
    """Read what all topics need."""
    results, scheme = assessment.results, assessment.scheme
    unit = 10**results.digits
    counts, there = results.total.spread(len(assessment.facts.units)).tolist(), results.has_total.tolist()
    totals = tuple(Fraction(count, unit) if has else None for count, has in zip(counts, there, strict=True))
    names = [tier.name for tier in scheme.tiers]
    tiers = tuple(names[place] if place >= 0 else None for place in assessment.judgement.tiers.tolist())
    groups = {each.name: each.group for each in scheme.units}
    leads = {id_: duty.lead for id_, duty in duties(scheme.items).items()}
    several = len(set(groups.values())) > 1
    displaced: dict[int, list[str]] = {}
    for name, losses in assessment.judgement.displaced.items():
        for loss in losses:
            displaced.setdefault(id(loss.allotment), []).append(name)
    return Ground(assessment, tuple(by_rank(assessment)), groups, several, totals, tiers, leads, displaced)


def _figures_of(assessment: Assessment, item: Item) -> Figures:
    node, count = assessment.results.nodes[item.id], len(assessment.facts.units)
    points, available = fractions_of(exact_sum(node.terms), count), fractions_of(node.available, count)
    applies = node.applicable.tolist()
    settled = (node.applicable & ~node.incomplete).tolist()
    return Figures(
        tuple(each if known else None for each, known in zip(points, settled, strict=True)),
        tuple(each if there else Fraction(0) for each, there in zip(available, applies, strict=True)),
        int((~node.applicable & ~node.incomplete).sum()),
        int(node.incomplete.sum()),
    )


def fractions_of(column: Ratio, count: int) -> list[Fraction]:
    """Return a column as fractions; units say the same few things, and each is made once."""
    made: dict[tuple[int, int], Fraction] = {}
    found = []
    for pair in zip(column.num.spread(count).tolist(), column.den.spread(count).tolist(), strict=True):
        value = made.get(pair)
        if value is None:
            value = made[pair] = Fraction(*pair)
        found.append(value)
    return found


def added(values: Iterable[Fraction]) -> Fraction:
    """Add fractions, those of one denominator first: of ten thousand, one after another, sums grow too long."""
    tops: Counter[int] = Counter()
    for value in values:
        tops[value.denominator] += value.numerator
    parts = [Fraction(top, bottom) for bottom, top in sorted(tops.items())] or [Fraction(0)]
    while len(parts) > 1:
        parts = [sum(parts[at : at + 2], Fraction(0)) for at in range(0, len(parts), 2)]
    return parts[0]


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """Return the mean; None of nothing."""
    return added(values) / len(values) if values else None


def median(values: Sequence[Fraction]) -> Fraction | None:
    """Return the middle value, or the mean of the two in the middle; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    at = len(ordered) // 2
    return ordered[at] if len(ordered) % 2 else (ordered[at - 1] + ordered[at]) / 2


def named(units: Sequence[str], most: int = MOST_NAMED) -> str:
    """Name units; of many the first, and how many there are."""
    return "、".join(units) if len(units) <= most else f"{'、'.join(units[:most])}等 {len(units)} 个"


def ident(item_id: str, title: str) -> str:
    """Return how an item is called in a text."""
    return f"{item_id} {title}"
