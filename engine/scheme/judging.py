"""The nouns of judging: rules and their effects, tiers with their quotas, ranks, publication."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class ImposeGrade:
    """The unit's grade is no better than `tier`, whatever its score."""

    tier: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The unit cannot be given `tiers`; `keeps_place` leaves the place it would have had empty."""

    tiers: tuple[str, ...]
    keeps_place: bool


@dataclass(frozen=True, slots=True)
class StepDown:
    """The tier by score is lowered by so many classes, not below the last."""

    by: int


@dataclass(frozen=True, slots=True)
class Warn:
    """The unit is warned at `level`; nothing else changes."""

    level: str


Effect = ImposeGrade | Bar | StepDown | Warn


@dataclass(frozen=True, slots=True)
class Rule:
    """A judgement rule."""

    id: str
    kind: RuleKind
    title: str
    when: Expr
    effect: Effect
    clause: str | None
    note: str | None = None
    not_for: frozenset[str] = frozenset()
    span: Span = place()
    when_text: str = place()


@dataclass(frozen=True, slots=True)
class Quota:
    """Places of a tier: a share of the base, or a number; `keys` are item ids that break ties."""

    share: Fraction | None
    count: int | None
    rounding: Rounding | None
    base: QuotaBase
    ties: CutTies
    keys: tuple[str, ...]
    span: Span = place()


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
    """How ranks are given."""

    ties: RankTies
    keys: tuple[str, ...]
    by_group: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """How results are made known."""

    public: bool
    score_order: bool
