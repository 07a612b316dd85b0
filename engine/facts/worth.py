"""What each matter of a unit is worth, before it is decided which of several listings counts (semantics, section 5)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.methods.matter_fields import Same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.facts.table import Matter
    from engine.scheme.listed import Listed, Window

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Worth:
    """How the points of a matter come about: (`base` + `added` for its level) × `times`, because of `reason`.

    Outside the assessed period (`inside` is false) it is worth nothing.
    """

    base: Fraction
    added: Fraction
    times: Fraction
    reason: str | None
    inside: bool

    @property
    def points(self) -> Fraction:
        """What the matter is worth."""
        return (self.base + self.added) * self.times if self.inside else Fraction(0)


def worths(listed: Listed, matters: Sequence[Matter], *, evidence: bool) -> list[Worth]:
    """Return the worth of each matter; with `evidence`, one without any repeats nothing and makes no other a repeat."""
    inside = [belongs(matter, listed.window) for matter in matters]
    counted = [number for number, matter in enumerate(matters) if inside[number] and (matter.proven or not evidence)]
    firsts = _firsts(matters, counted)
    found = []
    for number, matter in enumerate(matters):
        base = listed.of_class(matter.class_)
        added = (matter.level - 1) * listed.per_level if base else Fraction(0)
        again = inside[number] and _repeats(listed.same, matters, number, firsts.get(matter.class_))
        found.append(Worth(base, added, *_times(listed, matter, again=again), inside[number]))
    return found


def belongs(matter: Matter, window: Window | None) -> bool:
    """Say whether a matter belongs to the assessed period: by its year, or else by its date."""
    if window is None:
        return True
    if matter.year is not None:
        return matter.year == window.year
    return matter.date is not None and window.start <= matter.date <= window.end


def _place(matter: Matter, number: int) -> tuple[date, int]:
    """Return what matters are put in order by: the date, those without one last, then the place in the list."""
    return matter.date or date.max, number


def _firsts(matters: Sequence[Matter], counted: Sequence[int]) -> dict[str | None, int]:
    """Return which of the matters that count is the first of each class."""
    firsts: dict[str | None, int] = {}
    for number in sorted(counted, key=lambda each: _place(matters[each], each)):
        firsts.setdefault(matters[number].class_, number)
    return firsts


def _repeats(same: Same, matters: Sequence[Matter], number: int, first: int | None) -> bool:
    """Say whether the first matter of its class comes before this one, and is another matter."""
    if first is None or _place(matters[first], first) >= _place(matters[number], number):
        return False
    return same is Same.EACH_TIME or matters[first].key != matters[number].key


def _times(listed: Listed, matter: Matter, *, again: bool) -> tuple[Fraction, str | None]:
    """Return the largest multiplier that applies, and why it does."""
    apply = [(times, word) for word, times in listed.circumstances if word in matter.circumstances]
    if again and listed.again is not None:
        apply.insert(0, (listed.again, "再次发生"))
    return max(apply, key=lambda each: each[0], default=(ONE, None))
