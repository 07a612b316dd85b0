"""Marks that several raters, sample points or lower units give: which of them count, and what is asked of them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from fractions import Fraction


class PanelMember(Enum):
    """What can be asked of a fact with several marks; the value is what the scheme says."""

    MEAN = "平均"
    HIGHEST = "最高"
    LOWEST = "最低"
    SUM = "合计"
    COUNT = "个数"


@dataclass(frozen=True, slots=True)
class MostHigh:
    """A rater may give no more than `most` marks that are `at` or above."""

    at: Fraction
    most: int


@dataclass(frozen=True, slots=True)
class LeastLow:
    """A rater has to give no fewer than `least` marks that are below `at`."""

    at: Fraction
    least: int


@dataclass(frozen=True, slots=True)
class PanelRules:
    """Which marks count.

    Fewer than `quorum` valid marks are as good as none. Where there are more than `trim_over` of them, one highest and
    one lowest are left out of the mean. A rater who gives one and the same mark to all (`all_same`), or breaks
    `high` or `low`, is invalid everywhere.
    """

    quorum: int
    trim_over: int | None
    all_same: bool
    high: MostHigh | None
    low: LeastLow | None
