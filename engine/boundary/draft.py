"""A case to be: its name, what it is for, and how its facts differ from those of all."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.reported import Values


class Shows(Enum):
    """What of its outcome a case is for."""

    EVERYTHING = "everything"
    POINTS = "points"
    RULES = "rules"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Draft:
    """A case without its outcome; `raw` are facts that have no number, in the lines that the file has of them.

    With a `total`, the case is kept only if that is what comes out. `displaced`: the unit, alone as it is, has no place
    in a tier that it reaches, so that its tier says nothing.
    """

    name: str
    note: str
    shows: Shows
    about: str = ""
    change: Values = field(default_factory=dict)
    raw: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    total: Fraction | None = None
    displaced: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A boundary for which no facts were found, and why."""

    what: str
    why: str


ZERO, ONE = Fraction(0), Fraction(1)
NOT_FOLLOWED = "要看得分、其他单位、上年结果、评委打分或事项，请手工写"
NO_PLACES = "用例里只有一个单位，没有名额；等次请用几个单位手工写"
NO_TOTAL = "没有找到加成这个总分的各项得分"
NOT_FOUND = "在数据项的上下限以内没有找到正好得出这个数的数据"
