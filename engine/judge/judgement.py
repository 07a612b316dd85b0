"""What judging leaves behind: for every unit its rules, tiers, rank and places, and why."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from engine.columns.ints import Array, Mask
    from engine.evaluate.results import Truth, Value
    from engine.scheme.formula import Compare


class Status(Enum):
    """How far a unit could be judged; the value is the word in JSON."""

    RATED = "rated"
    EXEMPT = "exempt"
    INCOMPLETE = "incomplete"
    UNDECIDED = "undecided"


class Reason(Enum):
    """Why a unit did not enter a tier whose condition it meets: below the cut, or tied across it."""

    FULL = "full"
    TIED = "tied"


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A comparison over all units: both operands as they were, and how it came out."""

    left: Value
    right: Value
    truth: Truth


@dataclass(frozen=True, slots=True)
class Allotment:
    """How the places of one tier were given in one pool (`group` None: all units)."""

    tier: str
    group: str | None
    base: int
    exact: Fraction
    places: int
    entered: tuple[str, ...]
    kept_empty_for: tuple[str, ...]

    @property
    def empty(self) -> int:
        """Places that no unit holds."""
        return max(self.places - len(self.entered), 0)


@dataclass(frozen=True, slots=True)
class Displacement:
    """A unit's failure to enter a tier: by what allotment, why, and by how much."""

    reason: Reason
    gap: Fraction
    allotment: Allotment

    def same_cut(self, losses: tuple[Displacement, ...]) -> bool:
        """Say whether another unit was left out at the same cut for the same reason."""
        return any(loss.allotment is self.allotment and loss.reason is self.reason for loss in losses)

    @property
    def words(self) -> str:
        """Say the reason. A place can stay empty and still not go to the next unit in order."""
        if self.reason is Reason.TIED:
            return "末位并列，并列的都不进"
        if not self.allotment.places:
            return "没有名额"
        return "名额已满" if not self.allotment.empty else "排在名额线以下，空出的名额不递补"


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """Everything decided about the units of a fact table; arrays are by its order of units.

    `conditions` are by tier, `comparisons` by the comparison in the scheme; `tiers` and
    `score_tiers` hold positions in the scheme's tiers, -1 for none; `ranks` 0 for none; `open`
    bool[n, tiers] says which tiers a unit's ladder has.
    """

    rules: Mapping[str, Truth]
    conditions: Mapping[str, Truth]
    comparisons: Mapping[Compare, Comparison]
    statuses: tuple[Status, ...]
    score_tiers: Array
    tiers: Array
    ranks: Array
    open: Mask
    displaced: Mapping[str, tuple[Displacement, ...]]
    allotments: tuple[Allotment, ...]
    provisional: Mask
