"""The kinds of value that a formula can give."""

from __future__ import annotations

from enum import Enum

from engine.number import Unit


class Kind(Enum):
    """The kinds; the value is what the user is told."""

    NUMBER = "一个数"
    RATE = "比率（百分数）"
    POINT = "百分点（两个比率之差）"
    QUOTIENT = "两数之比"
    YES_NO = "“是”或“否”"
    OPTION = "选项"
    CONDITION = "条件"
    UNKNOWN = "不明"


NUMERIC = frozenset({Kind.NUMBER, Kind.RATE, Kind.POINT, Kind.QUOTIENT})
KIND_OF_UNIT = {Unit.PLAIN: Kind.NUMBER, Unit.PERCENT: Kind.RATE, Unit.POINT: Kind.POINT}
