"""How the units did in what each lead body answers for; reads columns and adds fractions, and scores nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.scheme.duties import duties
from engine.scheme.model import indicators

if TYPE_CHECKING:
    from engine.evaluate.results import Results
    from engine.scheme.model import Indicator

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Part:
    """What a unit got of the points that it could get under one lead body.

    `points` is None while an indicator is incomplete; nothing is `available` where none applies.
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
    """The indicators of one lead body (None: those for which nobody is named) and how each unit did in them.

    `lost` are the points lost in each indicator by the units that have a rate, in the order of `indicators`.
    """

    lead: str | None
    indicators: tuple[Indicator, ...]
    parts: tuple[Part, ...]
    lost: tuple[Fraction, ...]

    @property
    def points(self) -> Fraction:
        """What the indicators are worth together."""
        return sum((each.points for each in self.indicators), ZERO)

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
    def most_lost(self) -> tuple[Indicator, Fraction] | None:
        """The indicator in which most points were lost, the first of equal ones; None where none were."""
        most = max(self.lost, default=ZERO)
        return (self.indicators[self.lost.index(most)], most) if most > 0 else None

    @property
    def incomplete(self) -> tuple[str, ...]:
        """The units that cannot be counted yet."""
        return tuple(part.unit for part in self.parts if part.points is None)


def by_lead(results: Results) -> list[LeadResult]:
    """Return the result of every lead body, in the order in which the scheme first names them; nobody comes last."""
    duty_of = duties(results.scheme.items)
    led: dict[str | None, list[Indicator]] = {}
    for indicator in indicators(results.scheme.items):
        led.setdefault(duty_of[indicator.id].lead, []).append(indicator)
    order = sorted(led, key=lambda lead: lead is None)
    return [_result(results, lead, tuple(led[lead])) for lead in order]


def _result(results: Results, lead: str | None, led: tuple[Indicator, ...]) -> LeadResult:
    parts = tuple(_part(results, led, row) for row in range(len(results.facts.units)))
    counted = [row for row, part in enumerate(parts) if part.rate is not None]
    lost = tuple(sum((_lost(results, each, row) for row in counted), ZERO) for each in led)
    return LeadResult(lead, led, parts, lost)


def _part(results: Results, led: tuple[Indicator, ...], row: int) -> Part:
    unit = results.facts.units[row]
    applies = [each for each in led if results.nodes[each.id].applicable[row]]
    available = sum((each.points for each in applies), ZERO)
    if any(results.nodes[each.id].incomplete[row] for each in led):
        return Part(unit, None, available)
    return Part(unit, sum((results.indicators[each.id].points.at(row) for each in applies), ZERO), available)


def _lost(results: Results, indicator: Indicator, row: int) -> Fraction:
    if not results.nodes[indicator.id].applicable[row]:
        return ZERO
    return indicator.points - results.indicators[indicator.id].points.at(row)
