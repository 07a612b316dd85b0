"""Where units stand in a result, and how that differs from where they stood in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.judge.judgement import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from engine.judge.assessment import Assessment
    from engine.judge.judgement import Allotment


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's result; None is what it has not. The score has `digits` decimals."""

    status: Status
    score: Fraction | None
    digits: int
    rank: int | None
    tier: str | None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that both results have, and where it stands in each."""

    unit: str
    old: Standing
    new: Standing

    @property
    def difference(self) -> Fraction | None:
        """By how much the score differs; None where one of them is missing."""
        if self.old.score is None or self.new.score is None:
            return None
        return self.new.score - self.old.score

    @property
    def is_change(self) -> bool:
        """Whether score, rank, tier or status differ."""
        return _told(self.old) != _told(self.new)


@dataclass(frozen=True, slots=True)
class Place:
    """The places of one tier in one pool, before and after; None where there are none."""

    tier: str
    group: str | None
    old: Allotment | None
    new: Allotment | None

    @property
    def came(self) -> tuple[str, ...]:
        """The units that have a place and had none."""
        return tuple(unit for unit in _inside(self.new) if unit not in _inside(self.old))

    @property
    def left(self) -> tuple[str, ...]:
        """The units that had a place and have none."""
        return tuple(unit for unit in _inside(self.old) if unit not in _inside(self.new))


def standings(assessment: Assessment) -> dict[str, Standing]:
    """Return where every unit stands, in the scheme's order."""
    results, judgement = assessment.results, assessment.judgement
    rows = {unit: row for row, unit in enumerate(assessment.facts.units)}
    found = {}
    for entry in assessment.scheme.units:
        row = rows.get(entry.name)
        if row is None:
            found[entry.name] = Standing(Status.EXEMPT, None, results.digits, None, None, entry.group)
            continue
        tier = int(judgement.tiers[row])
        found[entry.name] = Standing(
            judgement.statuses[row],
            results.total_of(row) if results.has_total[row] else None,
            results.digits,
            int(judgement.ranks[row]) or None,
            assessment.scheme.tiers[tier].name if tier >= 0 else None,
            entry.group,
        )
    return found


def moved(old: Mapping[str, Standing], new: Mapping[str, Standing]) -> tuple[Moved, ...]:
    """Return the units that both results have, in the order of the new one."""
    return tuple(Moved(unit, old[unit], standing) for unit, standing in new.items() if unit in old)


def places(old: Assessment, new: Assessment) -> tuple[Place, ...]:
    """Return the places of every tier that has any in either result, where something about them differs."""
    before = {(each.tier, each.group): each for each in old.judgement.allotments}
    after = {(each.tier, each.group): each for each in new.judgement.allotments}
    found = (Place(*which, before.get(which), after.get(which)) for which in dict.fromkeys([*after, *before]))
    return tuple(each for each in found if each.came or each.left or _count(each.old) != _count(each.new))


def _told(standing: Standing) -> tuple[object, ...]:
    return standing.status, standing.score, standing.rank, standing.tier


def _inside(allotment: Allotment | None) -> tuple[str, ...]:
    return allotment.entered if allotment else ()


def _count(allotment: Allotment | None) -> int | None:
    return allotment.places if allotment else None
