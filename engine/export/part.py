"""One part of a total, over all units."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import ratio
from engine.dataclass import dataclass

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.columns.ints import Array, Mask
    from engine.columns.ratio import Ratio

ROOT = "总分"
ZERO = ratio(0)


class Sort(Enum):
    """What kind of part it is; the value is the word in the table."""

    INDICATOR = "指标"
    SECTION = "指标类"
    START = "起评分"
    COMBINATION = "合成"
    CONVERSION = "缺项折算"
    SCALE = "按内部满分折算"
    VOID = "不计分"
    FLOOR = "扣完为止"
    ROUNDING = "修约差"
    BONUS = "加分"
    PENALTY = "扣分"
    GROUP = "加减分类"
    CAP = "封顶"
    SEQUENCE = "逐步加减的上下限"
    RULE = "规则"
    BOUNDS = "最高分最低分"
    TOTAL = "总分"


# The points of these are made of those of other parts: whoever adds up leaves them out.
WHOLES = (Sort.SECTION, Sort.GROUP, Sort.TOTAL)


class Standing(Enum):
    """How a part came to its points, in a word; those of an indicator come first, in the order of `Case`."""

    SCORED = "计分"
    MISSING = "未报，须补报"
    MISSING_ZERO = "未报，计零分"
    MISSING_NOT_APPLICABLE = "未报，视同不适用"
    DIVISION_NOT_APPLICABLE = "分母为零，不适用"
    DIVISION_FULL = "分母为零，计满分"
    DIVISION_ZERO = "分母为零，计零分"
    NOT_APPLICABLE = "不适用"
    NOT_FOR = "不适用于本单位"
    RULED = "按规则扣减"
    OPEN = "算不出来"
    PENDING = "待补佐证"
    NONE_REPORTED = "没有报，视同没有"
    DIVISION_NONE = "分母为零，不加减"
    SHUT = "条件不成立"
    UNDECIDED = "条件无法判定"


STANDINGS = tuple(standing.value for standing in Standing)
PLACES = {standing: place for place, standing in enumerate(Standing)}
SCORED = PLACES[Standing.SCORED]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of every unit's total, or of those in `rows` (None: of all).

    `points` are as they enter the total, those of penalties with a minus; they mean something where `known` (None:
    everywhere). `exact` are the points before they were rounded. `value`, where `valued`, is what was scored, and
    `branch` which way the rule took. `standings` (int8[n], PLACES; None: scored) say how it came about. `full` is the
    most that it could be.
    """

    id: str
    title: str
    sort: Sort
    above: str
    points: Ratio
    known: Mask | None = None
    rows: Mask | None = None
    exact: Ratio | None = None
    full: Fraction | None = None
    value: Ratio | None = None
    valued: Mask | None = None
    branch: Array | None = None
    standings: Array | None = None


def step(id_: str, title: str, sort: Sort, above: str, points: Ratio, *, where: Mask) -> list[Part]:
    """Return a part of the units in which it is not 0, if there are any; elsewhere it needs no row."""
    if points.num.is_zero:
        return []
    rows = where & ~np.broadcast_to(points.equals(ZERO), where.shape)
    return [Part(id_, title, sort, above, points, rows=rows)] if rows.any() else []
