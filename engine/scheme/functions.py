"""Functions as nodes of formulas: rounding, other units, powers, the first known, parameters, what a unit is.

They are apart from `formula` for their number alone: `formula.Expr` is all of them together.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.text.source import Span, place

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.number import Rounding, Unit
    from engine.scheme.formula import Expr, FactRef


class Across(Enum):
    """What a unit can be told of a pool of units; the value is what the scheme says after 全体 or 本组."""

    MEAN = "平均"
    HIGHEST = "最高"
    LOWEST = "最低"
    SUM = "合计"
    DEVIATION = "标准差"
    RANK = "名次"
    RANK_FROM_LOWEST = "倒数名次"


RANKS = frozenset({Across.RANK, Across.RANK_FROM_LOWEST})


class Transcendent(Enum):
    """What has no exact value as a rule, and is worked out to declared decimals; as the scheme says."""

    POWER = "幂"
    LOG = "自然对数"
    GEOMETRIC = "几何平均"


class Without(Enum):
    """What a fact may have in place of a value; as the scheme says."""

    MISSING = "未报"
    NOT_APPLICABLE = "不适用"


class Label(Enum):
    """What a unit is called by; as the scheme says."""

    GROUP = "组"
    UNIT = "单位"


@dataclass(frozen=True, slots=True)
class Rounded:
    """A value rounded to `digits` decimals: of the percentage, when it is a rate or percentage points."""

    part: Expr
    digits: int
    mode: Rounding
    of_percent: bool = False
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Pooled:
    """What a formula comes to in all units together, or in the unit's group; or the unit's rank by it.

    `digits` are those of a standard deviation, of the percentage where `of_percent`.
    """

    part: Expr
    function: Across
    by_group: bool
    digits: int = 0
    of_percent: bool = False
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Inexact:
    """A power, natural logarithm or geometric mean, correctly rounded (half up) to `digits` decimals."""

    function: Transcendent
    parts: tuple[Expr, ...]
    digits: int
    of_percent: bool = False
    span: Span = place()


@dataclass(frozen=True, slots=True)
class FirstKnown:
    """The first part that has a value."""

    parts: tuple[Expr, ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class HasState:
    """Whether a fact is missing, or not applicable: always known."""

    part: FactRef
    state: Without
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Among:
    """Whether the unit, or its group, is called so: always known."""

    label: Label
    word: str
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that the scheme states by name: one for all, or one by date, by unit, by group, or by a fact's option.

    `chosen` is the word whose value holds for every unit: the date from which it is in force, or nothing for a
    constant. Otherwise `key` is the fact, or `label` the name of the unit, that is looked up; what `entries` do not
    have gets `rest`.
    """

    name: str
    entries: tuple[tuple[str, Fraction], ...]
    unit: Unit
    rest: Fraction | None = None
    key: FactRef | None = None
    label: Label | None = None
    chosen: str | None = None
    span: Span = place()

    @property
    def values(self) -> tuple[Fraction, ...]:
        """All values that it can have."""
        if self.chosen is not None:
            return (dict(self.entries)[self.chosen],)
        return (*(value for _, value in self.entries), *(() if self.rest is None else (self.rest,)))
