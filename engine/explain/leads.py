"""How the units did in what each lead body answers for; reads columns and adds fractions, and scores nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.scheme.duties import duties
from engine.scheme.model import Section, all_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.evaluate.results import Results
    from engine.scheme.duties import Duty
    from engine.scheme.model import Item

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Led:
    """Something that one body leads: an indicator, or a section whose parts are put together otherwise than by adding.

    `factor` turns its points into points of the total, where a section around it adds up to other full marks.
    """

    item: Item
    factor: Fraction

    @property
    def points(self) -> Fraction:
        """What it is worth in the total."""
        return self.item.points * self.factor


@dataclass(frozen=True, slots=True)
class Part:
    """What a unit got of the points that it could get under one lead body.

    `points` is None while something is incomplete; nothing is `available` where nothing applies.
    """

    unit: str
    points: Fraction | None
    available: Fraction

    @property
    def rate(self) -> Fraction | None:
        """The points over those available, where there is such a thing."""
        return self.points / self.available if self.points is not None and self.available else None


@dataclass(frozen=True, slots=True)
class LeadResult:
    """What one body leads (None: that for which nobody is named) and how each unit did in it.

    `lost` are the points lost in each thing by the units that have a rate, in the order of `led`.
    """

    lead: str | None
    led: tuple[Led, ...]
    parts: tuple[Part, ...]
    lost: tuple[Fraction, ...]

    @property
    def points(self) -> Fraction:
        """What it is worth together."""
        return sum((each.points for each in self.led), ZERO)

    @property
    def mean_rate(self) -> Fraction | None:
        """The mean of the units' rates; units without one are left out."""
        rates = [part.rate for part in self.parts if part.rate is not None]
        return sum(rates, ZERO) / len(rates) if rates else None

    @property
    def weakest(self) -> Part | None:
        """The unit with the lowest rate, the first of equal ones."""
        return min((part for part in self.parts if part.rate is not None), key=lambda p: p.rate or ZERO, default=None)

    @property
    def most_lost(self) -> tuple[Item, Fraction] | None:
        """Where most points were lost, the first of equal ones; None where none were."""
        most = max(self.lost, default=ZERO)
        return (self.led[self.lost.index(most)].item, most) if most > 0 else None

    @property
    def incomplete(self) -> tuple[str, ...]:
        """The units that cannot be counted yet."""
        return tuple(part.unit for part in self.parts if part.points is None)


def by_lead(results: Results) -> list[LeadResult]:
    """Return the result of every lead body, in the order in which the scheme first names them; nobody comes last."""
    marking = results.scheme.marking
    scale = Fraction(1) if marking.inner is None else marking.full / marking.inner
    found: dict[str | None, list[Led]] = {}
    for lead, led in _led(results.scheme.items, duties(results.scheme.items), scale):
        found.setdefault(lead, []).append(led)
    order = sorted(found, key=lambda lead: lead is None)
    return [_result(results, lead, tuple(found[lead])) for lead in order]


def _led(items: tuple[Item, ...], duty_of: Mapping[str, Duty], factor: Fraction) -> Iterator[tuple[str | None, Led]]:
    for item in items:
        leads = dict.fromkeys(duty_of[each.id].lead for each in all_items((item,)) if each.id in duty_of)
        # What is scored period by period is one indicator, although its periods may add up.
        if isinstance(item, Section) and item.id not in duty_of and (item.combining.adds or len(leads) > 1):
            yield from _led(item.parts, duty_of, factor * item.points / item.inner)
        else:
            yield next(iter(leads)), Led(item, factor)


def _result(results: Results, lead: str | None, led: tuple[Led, ...]) -> LeadResult:
    parts = tuple(_part(results, led, row) for row in range(len(results.facts.units)))
    counted = [row for row, part in enumerate(parts) if part.rate is not None]
    lost = tuple(
        sum((_available(results, each, row) - _points(results, each, row) for row in counted), ZERO) for each in led
    )
    return LeadResult(lead, led, parts, lost)


def _part(results: Results, led: tuple[Led, ...], row: int) -> Part:
    available = sum((_available(results, each, row) for each in led), ZERO)
    known = not any(results.nodes[each.item.id].incomplete[row] for each in led)
    points = sum((_points(results, each, row) for each in led), ZERO) if known else None
    return Part(results.facts.units[row], points, available)


def _points(results: Results, led: Led, row: int) -> Fraction:
    return sum((term.at(row) for term in results.nodes[led.item.id].terms), ZERO) * led.factor


def _available(results: Results, led: Led, row: int) -> Fraction:
    node = results.nodes[led.item.id]
    return node.available.at(row) * led.factor if node.applicable[row] else ZERO
