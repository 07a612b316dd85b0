"""What the changes do to the units, each by itself: made one after another, the differences add up exactly."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from engine.compare.standing import moved, places, standings
from engine.dataclass import dataclass
from engine.judge.judge import assess

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.compare.standing import Moved, Place, Standing
    from engine.compare.steps import Step
    from engine.judge.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Share:
    """What each step does to one unit: `after` is where it stands after each, the first of them before any.

    `parts` are the differences of the score, one a step. They add up to the whole difference. While there is no
    score, the last one that there was stands for it. They are None for a unit without a score before or after.
    """

    unit: str
    after: tuple[Standing, ...]
    parts: tuple[Fraction, ...] | None


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """Both results, and how the steps lead from the old one to the new."""

    old: Assessment
    new: Assessment
    units: tuple[Moved, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    places: tuple[Place, ...]
    steps: tuple[Step, ...]
    shares: tuple[Share, ...]

    @property
    def provisional(self) -> bool:
        """Whether ranks and places of either result may still change."""
        return any(bool(each.judgement.provisional.any()) for each in (self.old, self.new))


def effects_of(old: Assessment, new: Assessment, steps: Sequence[Step]) -> Effects:
    """Return what the steps do. Raises RuleEngineError when no rule engine can be used."""
    between = [assess(each.scheme, each.facts) for each in steps[:-1]]
    # After the last step it is the new edition.
    stages = [standings(each) for each in (old, *between, *([new] if steps else []))]
    before, after = stages[0], standings(new)
    return Effects(
        old,
        new,
        moved(before, after),
        tuple(unit for unit in before if unit not in after),
        tuple(unit for unit in after if unit not in before),
        places(old, new),
        tuple(steps),
        tuple(share_of(unit, [stage[unit] for stage in stages]) for unit in after if unit in before),
    )


def share_of(unit: str, after: Sequence[Standing]) -> Share:
    """Return what the steps do to one unit."""
    if after[0].score is None or after[-1].score is None:
        return Share(unit, tuple(after), None)
    scores: list[Fraction] = []
    for standing in after:
        scores.append(scores[-1] if standing.score is None else standing.score)
    return Share(unit, tuple(after), tuple(last - first for first, last in pairwise(scores)))
