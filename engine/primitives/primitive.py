"""What every primitive provides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from engine.dataclass import dataclass
from engine.number import Unit, quantity_text
from engine.text.source import Span, place

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from engine.columns.ints import Array, Mask
    from engine.columns.ratio import Ratio
    from engine.number import Quantity

Spec = TypeVar("Spec")


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Points for a column of values, and the trace that explains them.

    `branch` (int16[n]) says which case of the rule applied; `steps`, for rules that count them, how
    many were counted on each side; for ranks, the rank.
    """

    points: Ratio
    branch: Array
    steps: tuple[Ratio, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Peers:
    """Whom a unit is compared with: bool[n] who has a value that counts, int[n] in which group."""

    counted: Mask
    group: Array


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity or 是/否 in a rule's parameters that the indicator's value has to fit.

    A step is a difference of two values: for a rate it is stated in percentage points.
    """

    level: Quantity | bool
    is_step: bool
    span: Span


def _with(measure: str, number: str) -> str:
    return f"{number} {measure}" if measure else number


def stated_text(quantity: Quantity, measure: str) -> str:
    """Write a target or step with the unit of measure of the values that it stands for."""
    return _with(measure if quantity.unit is Unit.PLAIN else "", str(quantity))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One unit's passage through a primitive, as the trace holds it; `points` are before rounding.

    `unit` and `measure` are how the value is shown: `95%`, `12 场`.
    """

    value: Fraction
    branch: int
    steps: tuple[Fraction, ...]
    points: Fraction
    full: Fraction
    unit: Unit
    measure: str = ""

    def shown(self, value: Fraction) -> str:
        """Write a value of the same sort as the one that was scored."""
        return _with(self.measure if self.unit is Unit.PLAIN else "", quantity_text(value, self.unit))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What would have given more points, and how many."""

    text: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Turn:
    """A value at which a rule begins to treat values otherwise; `words` say what is there."""

    value: Fraction
    words: str


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the ways in which a rule treats a value; `words` tell it from the others, `span` is where it stands."""

    words: str
    span: Span | None = place()


@dataclass(frozen=True, slots=True)
class Primitive(Generic[Spec]):
    """A way in which a value becomes points.

    `score` gives points for full marks, values and the units that are compared; `reason` words one
    unit's arithmetic, line by line; `wanted` says what would have given more points, or None (spaces
    between Chinese and numbers are put in by who tells them); `states` lists what has to fit the
    value's unit; `lowest` and `highest` bound the points (None: no bound). `turns` are the values at which the
    treatment changes, and `branches` the ways in which one value was treated: those of all values around the turns
    are all that there are.
    """

    spec: type[Spec]
    score: Callable[[Spec, Fraction, Ratio, Peers], Scored]
    reason: Callable[[Spec, Outcome], tuple[str, ...]]
    wanted: Callable[[Spec, Outcome], Wanted | None]
    states: Callable[[Spec], tuple[Stated, ...]]
    lowest: Callable[[Spec, Fraction], Fraction | None]
    highest: Callable[[Spec, Fraction], Fraction]
    turns: Callable[[Spec, Fraction, str], tuple[Turn, ...]]
    branches: Callable[[Spec, Outcome], tuple[Branch, ...]]
