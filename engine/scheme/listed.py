"""What the matters of a fact are worth: one noun for bonuses, penalties and the methods that score matters."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from datetime import date

    from engine.methods.matter_fields import Same


@dataclass(frozen=True, slots=True)
class Window:
    """Which matters belong to the assessment: those of its `year`, or dated from `start` to `end`, both included."""

    start: date
    end: date
    year: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Points for each matter of a fact, by its class; without classes `each` has one entry, for None.

    `per_level` is added for every level above the first, `again` multiplies from the second matter of a class on,
    `circumstances` where the matter has one of them. `same` says what becomes of a matter that is listed several
    times, and `share` by how much it is then lessened. Outside the `window` a matter counts for nothing
    (mechanisms A12, A13, A14, C2, C3).
    """

    fact: str
    each: tuple[tuple[str | None, Fraction], ...]
    same: Same
    share: Fraction = Fraction(1)
    per_level: Fraction = Fraction(0)
    again: Fraction | None = None
    circumstances: tuple[tuple[str, Fraction], ...] = ()
    window: Window | None = None

    def of_class(self, class_: str | None) -> Fraction:
        """Return the points of a matter of a class, before anything changes them."""
        points = dict(self.each)
        return points[class_] if class_ in points else points[None]
