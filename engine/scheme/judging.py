"""The nouns of judging: rules and their effects, tiers with their quotas, ranks, publication."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.formula import parts_of
from engine.text.source import Span, place

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.number import Rounding
    from engine.scheme.formula import Expr


class QuotaBase(Enum):
    """Which units a share of places is taken of."""

    ALL = "全部参评单位"
    RATED = "已评定单位"
    GROUP_ALL = "本组参评单位"
    GROUP_RATED = "本组已评定单位"

    @property
    def by_group(self) -> bool:
        """Whether every group has places of its own."""
        return self in (QuotaBase.GROUP_ALL, QuotaBase.GROUP_RATED)

    @property
    def rated_only(self) -> bool:
        """Whether units without a result are left out of the base."""
        return self in (QuotaBase.RATED, QuotaBase.GROUP_RATED)


class CutTies(Enum):
    """What happens to units that tie across the last place of a quota."""

    STRICT = "从严"
    LENIENT = "从宽"
    KEYS = "依次比较"


class RankTies(Enum):
    """How ranks go on after a tie: 1, 1, 3 or 1, 1, 2, or broken by keys (then 1, 1, 3)."""

    COMPETITION = "占名次"
    DENSE = "不占名次"
    KEYS = "依次比较"


class RuleKind(Enum):
    """What a rule is called; the value is what the scheme says."""

    VETO = "一票否决"
    WARNING = "预警督办"
    OTHER = "其他规定"


@dataclass(frozen=True, slots=True)
class ImposeGrade:
    """The unit's grade is no better than `tier`, whatever its score; `ceiling` is what the scheme calls it.

    An imposed grade and a ceiling limit in the same way (semantics 7: the worst of all counts).
    """

    tier: str
    ceiling: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """The unit cannot be given `tiers`; `keeps_place` leaves the place it would have had empty."""

    tiers: tuple[str, ...]
    keeps_place: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The tier by score moves by so many classes, down where `by` is positive, up where it is negative.

    Steps of one `order` are taken together, the orders one after another, each clamped at the ends of the scale;
    those without an order come last (mechanism D10).
    """

    by: int
    order: int | None = None


@dataclass(frozen=True, slots=True)
class VoidItems:
    """Indicators or sections have no points (mechanisms A15, B7)."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deduct:
    """Points are taken off an item, not below 0, or off the total where `item` is None (mechanism C6)."""

    points: Fraction
    item: str | None


@dataclass(frozen=True, slots=True)
class VoidTotal:
    """The total is 0, whatever the points are (mechanisms D2, D11)."""


@dataclass(frozen=True, slots=True)
class Warn:
    """The unit is warned at `level`; nothing else changes."""

    level: str


Effect = ImposeGrade | Bar | Step | VoidItems | Deduct | VoidTotal | Warn


@dataclass(frozen=True, slots=True)
class Rule:
    """A judgement rule.

    One that is decided period by period (`periods`) has a condition for each of them, joined in `when` by 或; it
    has fired when any of them holds, and every period in which one does is counted (触发数).
    """

    id: str
    kind: RuleKind
    title: str
    when: Expr
    effect: Effect
    clause: str | None
    note: str | None = None
    not_for: frozenset[str] = frozenset()
    periods: tuple[str, ...] = ()
    span: Span = place()
    when_text: str = place()

    @property
    def conditions(self) -> tuple[tuple[str, Expr], ...]:
        """Every condition that is fired for the rule, by name: its own, and that of each period."""
        parts = parts_of(self.when) if self.periods else ()
        return ((self.id, self.when), *zip(self.counted, parts, strict=False))

    @property
    def counted(self) -> tuple[str, ...]:
        """The names of the conditions that 触发数 counts."""
        return tuple(f"{self.id}.{period}" for period in self.periods) or (self.id,)


@dataclass(frozen=True, slots=True)
class Quota:
    """Places of a tier: a share of the base, or a number, for each group its own where there are `counts`.

    `keys` are item ids that break ties.
    """

    share: Fraction | None
    count: int | None
    rounding: Rounding | None
    base: QuotaBase
    ties: CutTies
    keys: tuple[str, ...]
    counts: tuple[tuple[str, int], ...] = ()
    span: Span = place()

    def count_of(self, group: str | None) -> int | None:
        """Return the number of places of a pool where it is stated, not computed from a share.

        Where groups have places of their own, a unit of no group has none: the one of a case may be of no group.
        """
        none = 0 if self.counts and self.share is None else None
        return dict(self.counts).get(group or "", none if self.count is None else self.count)


@dataclass(frozen=True, slots=True)
class Tier:
    """A grade; `condition` is None for the last one, which takes the rest."""

    name: str
    condition: Expr | None
    quota: Quota | None
    clause: str | None
    note: str | None = None
    span: Span = place()
    condition_text: str = place()


@dataclass(frozen=True, slots=True)
class Ranking:
    """How ranks are given; units for which `left_out` holds have none and take up none (mechanism D12).

    `stated` says that the scheme settles ties itself, and does not leave them to the default.
    """

    ties: RankTies
    keys: tuple[str, ...]
    by_group: bool
    left_out: Expr | None = None
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Publication:
    """How results are made known."""

    public: bool
    score_order: bool
