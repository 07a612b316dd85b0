"""What it would bring or cost the units if another origin counted: for one fact, and for all together."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.compare.standing import Moved, moved, standings
from engine.dataclass import dataclass
from engine.judge.judge import assess
from engine.origins.preferred import preferred
from engine.origins.said import compared_facts

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Effect:
    """By how much a unit's total would be another one, and of which items the points; what tier it would have.

    There is no total where one of them cannot be worked out.
    """

    total: Fraction | None
    items: tuple[tuple[str, Fraction], ...]
    tiers: tuple[str | None, str | None]

    @property
    def size(self) -> tuple[bool, Fraction, Fraction]:
        """How large it is: first whether the tier changes, then by how much the total and the items do."""
        items = sum((abs(points) for _, points in self.items), Fraction(0))
        return self.tiers[0] != self.tiers[1], abs(self.total or Fraction(0)), items


@dataclass
class Effects:
    """Assesses the units again with other origins preferred. Raises RuleEngineError when no rule engine can be used.

    An origin is preferred for all units together: where they are compared with each other, all of them change.
    """

    assessment: Assessment
    rows: dict[str, int] = field(init=False)
    known: dict[tuple[str | None, str | None], Assessment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = {unit: row for row, unit in enumerate(self.assessment.facts.units)}

    def of_fact(self, unit: str, fact: str, first: str, second: str | None) -> Effect:
        """Return what it means for a unit that the first origin counts for a fact, and not the second or what does."""
        return _effect(self.rows[unit], self._with(second, fact), self._with(first, fact))

    def of_all(self, first: str, second: str | None) -> dict[str, Moved]:
        """Return where each unit stands if the first origin counts for all facts, against the second or what counts."""
        old, new = standings(self._with(second, None)), standings(self._with(first, None))
        return {each.unit: each for each in moved(old, new)}

    def _with(self, origin: str | None, fact: str | None) -> Assessment:
        """Return the assessment in which an origin goes first, for one fact or for all."""
        if origin is None:
            return self.assessment
        if (origin, fact) not in self.known:
            scheme, table = self.assessment.scheme, self.assessment.facts
            names = [fact] if fact is not None else [each.name for each in compared_facts(scheme)]
            changed = preferred(scheme, table, names, origin)
            self.known[origin, fact] = self.assessment if changed is table else assess(scheme, changed)
        return self.known[origin, fact]


def _effect(row: int, old: Assessment, new: Assessment) -> Effect:
    before, after = old.results, new.results
    both = before.has_total[row] and after.has_total[row]
    points = [_points(each, row) for each in (old, new)]
    items = {id_: points[1].get(id_, Fraction(0)) - value for id_, value in points[0].items()}
    total = after.total_of(row) - before.total_of(row) if both else None
    changed = tuple((id_, difference) for id_, difference in items.items() if difference)
    return Effect(total, changed, (_tier(old, row), _tier(new, row)))


def _tier(assessment: Assessment, row: int) -> str | None:
    tier = int(assessment.judgement.tiers[row])
    return assessment.scheme.tiers[tier].name if tier >= 0 else None


def _points(assessment: Assessment, row: int) -> dict[str, Fraction]:
    """Return a unit's points of every indicator, bonus and penalty."""
    results = assessment.results
    found = {id_: trace.points.at(row) for id_, trace in results.indicators.items()}
    found |= {id_: trace.points.at(row) for id_, trace in results.bonuses.leaves.items()}
    return found | {id_: -trace.points.at(row) for id_, trace in results.penalties.leaves.items()}
