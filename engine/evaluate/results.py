"""What an evaluation leaves behind: every figure as a column, and the trace that explains it."""

from __future__ import annotations

from dataclasses import field, replace
from enum import Enum, IntEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.evaluate.traces import Traces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.columns.ints import Array, Ints, Mask
    from engine.columns.ratio import Ratio
    from engine.columns.sums import Terms
    from engine.evaluate.indicators import Labels
    from engine.facts.table import FactTable, Matter
    from engine.facts.worth import Worth
    from engine.primitives.primitive import Scored
    from engine.scheme.formula import Expr
    from engine.scheme.model import Scheme


class Case(IntEnum):
    """How an indicator came to its points in one unit."""

    SCORED = 0
    MISSING = 1
    MISSING_ZERO = 2
    MISSING_NOT_APPLICABLE = 3
    DIVISION_NOT_APPLICABLE = 4
    DIVISION_FULL = 5
    DIVISION_ZERO = 6
    NOT_APPLICABLE = 7
    NOT_FOR = 8


NOT_APPLICABLE_CASES = frozenset(
    {Case.MISSING_NOT_APPLICABLE, Case.DIVISION_NOT_APPLICABLE, Case.NOT_APPLICABLE, Case.NOT_FOR}
)


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """A condition over all units: certainly true, certainly false, or neither."""

    true: Mask
    false: Mask

    @property
    def undecided(self) -> Mask:
        """Where it is neither."""
        return ~self.true & ~self.false


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """The value of a formula for every unit, and its state (int8[n], facts.table.State)."""

    ratio: Ratio
    state: Array


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorTrace:
    """An indicator over all units.

    `raw` is the formula's value and `value` what was scored (they differ where the value is
    rounded); `branch` (int16) and `steps` come from the method; `exact` are the points before
    rounding and `points` after it; `case` is an int8 of Case. Where the scheme has a `factor`, `scored` are the
    points that it multiplied.
    """

    raw: Ratio
    value: Ratio
    state: Array
    case: Array
    branch: Array
    steps: tuple[Ratio, ...]
    exact: Ratio
    points: Ratio
    factor: Value | None = None
    scored: Ratio | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Combination:
    """How the parts of a section were put together.

    `put` adds up to what they came to, `full` to the same with what does not apply made up for; `cases` (int64[n])
    are the places of the weights that were taken.
    """

    put: Terms
    full: Terms
    cases: Array
    applicable: Mask
    incomplete: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Stages:
    """The points of an item on their way.

    `unruled` are those before rules took any off, `converted` those before they were rounded, `unfloored` those before
    a section was kept from falling below 0.
    """

    unruled: Terms
    converted: Terms
    unfloored: Terms


@dataclass(frozen=True, slots=True, eq=False)
class NodeTrace:
    """An indicator or section as its parent sees it.

    `terms` add up to its points (0 where it has none); `available` counts the points that apply, as the conversion
    and the rate see them. What explains them are the `stages`, and a section's `combination`; where units were worked
    out in blocks these are worked out again for the unit that is asked for.
    """

    terms: Terms
    applicable: Mask
    incomplete: Mask
    available: Ratio
    stages: Stages | None = None
    combination: Combination | None = None

    @property
    def staged(self) -> Stages:
        """The stages of an item whose explanation is at hand."""
        # INVARIANT: only what Judgement.alone gives is explained, and that has all of them.
        assert self.stages is not None  # noqa: S101
        return self.stages


class Standing(Enum):
    """What became of a matter that is listed."""

    COUNTED = "counted"
    PENDING = "pending"
    YIELDS = "yields"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Award:
    """What a matter brings where it is listed: what it is worth as `made`, if it counts, and of that a `share`.

    It is pending without the evidence that is needed, outside when it does not belong to the assessed period, and
    yields to the adjustment `to` where that gives more for it.
    """

    matter: Matter
    made: Worth
    standing: Standing
    to: str | None = None
    share: Fraction = Fraction(1)

    @property
    def worth(self) -> Fraction:
        """What it is worth, whether it counts or not."""
        return self.made.points

    @property
    def points(self) -> Fraction:
        """What it brings now."""
        return self.worth * self.share if self.standing is Standing.COUNTED else Fraction(0)

    def yield_to(self, adjustment: str) -> Award:
        """Return the matter as it stands when another adjustment, or the same one once more, counts it."""
        return replace(self, standing=Standing.YIELDS, to=adjustment)

    def lessened(self, share: Fraction) -> Award:
        """Return the matter as it stands when only a share of it counts."""
        return replace(self, share=share)


@dataclass(frozen=True, slots=True, eq=False)
class AdjustmentTrace:
    """A bonus or penalty over all units.

    `value` and `state` are those of its formula, or of the fact that lists matters; `together` are the
    points before the cap, `exact` those after it, `points` the rounded ones. `pending` says where evidence
    is wanting. `awards` are the matters of each unit, where it lists any. `gate` says where its condition holds;
    elsewhere `exact` and `points` are 0, and `ungated` what the points would be. `scored` is what a method gave,
    where one does.
    """

    value: Ratio
    state: Array
    together: Ratio
    exact: Ratio
    points: Ratio
    ungated: Ratio
    pending: Mask
    awards: tuple[tuple[Award, ...], ...] | None
    gate: Truth | None = None
    scored: Scored | None = None


@dataclass(frozen=True, slots=True, eq=False)
class GroupTrace:
    """Adjustments of one class: their sum, and what the cap leaves of it."""

    together: Ratio
    points: Ratio


@dataclass(frozen=True, slots=True, eq=False)
class SideTrace:
    """All bonuses, or all penalties: each by its id, their sum, and what the common cap leaves of it.

    `points` are those of adjustments and of groups, by their ids.
    `incomplete` says where a fact is missing that has to be reported.
    """

    leaves: Mapping[str, AdjustmentTrace]
    groups: Mapping[str, GroupTrace]
    points: Mapping[str, Ratio]
    together: Ratio
    total: Ratio
    incomplete: Mask


@dataclass(frozen=True, slots=True, eq=False)
class SequenceStep:
    """One of the steps in which adjustments with an order are made: the total as it would be, and as kept in bounds."""

    order: int
    reached: Ratio
    kept: Ratio


@dataclass(slots=True, eq=False)
class Results:
    """All figures of all units, filled stratum by stratum; what a stratum has not reached yet is not there.

    `truths` are the conditions fired so far, by name: rule ids, and what `engine.judge.conditions` calls others.
    `deducted` are the points that rules take off the total, `deducted_open` says where that is undecided;
    `unclamped` and `total` count units of 10^-digits, and mean something where `has_total`; `ranks` (0 for none)
    come last, after the tiers that are open to a unit.
    """

    scheme: Scheme
    facts: FactTable
    labels: Labels
    truths: dict[str, Truth] = field(default_factory=dict)
    indicators: Traces[str, IndicatorTrace] = field(default_factory=Traces)
    nodes: Traces[str, NodeTrace] = field(default_factory=Traces)
    base: Terms = field(init=False)
    bonuses: SideTrace = field(init=False)
    penalties: SideTrace = field(init=False)
    deducted: Ratio = field(init=False)
    deducted_open: Mask = field(init=False)
    sequence: tuple[SequenceStep, ...] = field(init=False)
    unclamped: Ints = field(init=False)
    total: Ints = field(init=False)
    has_base: Mask = field(init=False)
    has_total: Mask = field(init=False)
    incomplete: Mask = field(init=False)
    ranks: Array = field(init=False)
    ranks_from_last: Array = field(init=False)
    # What explanations ask for of all units together, each worked out once.
    worked_out: dict[Expr, Value] = field(default_factory=dict, repr=False)

    @property
    def digits(self) -> int:
        """Decimals of the total."""
        return self.scheme.marking.rounding.total.digits

    def total_of(self, row: int) -> Fraction:
        """Return one unit's total; it means something where `has_total`."""
        return Fraction(self.total.at(row), 10**self.digits)
