"""How the points of a section's parts are put together."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.scheme.cycle import Cycle
    from engine.scheme.formula import Cases
    from engine.scheme.model import UnitEntry


class Way(Enum):
    """What is made of the points of the parts that apply; the value is what the scheme says."""

    SUM = "相加"
    LOWEST = "取低"
    HIGHEST = "取高"
    MEAN = "平均"
    WEIGHTED = "加权"


class Periodic(Enum):
    """What is made of the points of the periods; the value is what the scheme says."""

    MEAN = "平均"
    SUM = "合计"
    LOWEST = "最低"


WAY_OF = {Periodic.MEAN: Way.MEAN, Periodic.SUM: Way.SUM, Periodic.LOWEST: Way.LOWEST}


class Filling(Enum):
    """Whether an indicator that does not apply has its full points all the same.

    `BY_SCHEME` has them under 计满分. `WHERE_ASKED` has them under 计满分 too, but not in a unit that it is not
    for, where another one takes its place. `NEVER` is compared or weighed with others, not added: nothing is lost
    without it. `ALWAYS` is what the scheme says of the indicator itself.
    """

    BY_SCHEME = "按方案"
    WHERE_ASKED = "考核的单位按方案"
    NEVER = "不计满分"
    ALWAYS = "计满分"


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the parts, in order, for each case; they add up to 1.

    `number` is the place of the case, worked out as points by cases are; None where there is one case only.
    """

    number: Cases | None
    of: tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True, slots=True)
class Combining:
    """How parts are put together: `ways` by unit or group, the first that names the unit, else `rest`.

    `inner` is what parts add up to where it is not the section's own points, and what each has where they are not
    added. Fewer than `least` parts that apply are none. `cycle` says that the parts are periods of one indicator.
    """

    inner: Fraction | None = None
    ways: tuple[tuple[str, Way], ...] = ()
    rest: Way = Way.SUM
    weights: Weights | None = None
    least: int = 1
    cycle: Cycle | None = None

    def way_of(self, unit: UnitEntry) -> Way:
        """Return how the parts are put together in a unit."""
        return next((way for label, way in self.ways if label in (unit.name, unit.group)), self.rest)

    @property
    def used(self) -> tuple[Way, ...]:
        """Every way that some unit may be scored by, each once."""
        return tuple(dict.fromkeys((*(way for _, way in self.ways), self.rest)))

    @property
    def adds(self) -> bool:
        """Whether the parts are added, in every unit."""
        return self.used == (Way.SUM,)


ADDED = Combining()
