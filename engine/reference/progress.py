"""One unit on its way from facts to the total, step by step; all units take each step together (sections 3 to 6).

What a rule or condition may read is there when it is asked: the steps are those of `engine.scheme.strata`.
"""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.reference.adjustments import Side, adjust
from engine.reference.formula import truth_of
from engine.reference.scores import indicator_points
from engine.reference.sections import Points, applies, base_total, section_points
from engine.reference.state import State
from engine.reference.total import both_ways, deductions, ruled_points, unit_total
from engine.scheme.formula import Attribute, Figure
from engine.scheme.judging import Deduct, VoidItems, VoidTotal
from engine.scheme.model import Item, Marking, Section, all_items, indicators
from engine.scheme.strata import Stratum, heights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.reference.known import Known, Truth
    from engine.scheme.judging import Effect, Rule
    from engine.scheme.model import Scheme, UnitEntry
    from engine.scheme.strata import Moment

NOBODY = Side({}, Fraction(0), missing=False)


@dataclass(slots=True)
class Progress:
    """What a unit's facts come to so far.

    `values` are the outcomes of the indicators' formulas; `points` those of all items, by id; `base` and `total`
    are MISSING for an incomplete unit, NOT_APPLICABLE when nothing applies. `known` is what conditions may read.
    """

    scheme: Scheme
    entry: UnitEntry
    known: Known
    ranks: dict[str, int]
    values: dict[str, Fraction | State] = field(default_factory=dict)
    points: dict[str, Points] = field(default_factory=dict)
    base: Points = State.MISSING
    bonuses: Side = NOBODY
    penalties: Side = NOBODY
    on_total: tuple[list[Effect], list[Effect]] = field(default_factory=lambda: ([], []))
    total: Points = State.MISSING

    def advance(self, step: Moment) -> None:
        """Take the next step."""
        match step.stratum:
            case Stratum.VALUES:
                self.find_values()
            case Stratum.ITEMS:
                for item in indicators(self.scheme.items):
                    value, rank = self.values[item.id], self.ranks.get(item.id)
                    marking, known = self.scheme.marking, self.known
                    self.enter(item, indicator_points(item, value, rank, marking, entry=self.entry, known=known))
            case Stratum.SECTIONS:
                height_of = heights(self.scheme.items)
                for section in all_items(self.scheme.items):
                    if isinstance(section, Section) and height_of[section.id] == step.height:
                        marking, known = self.scheme.marking, self.known
                        self.enter(section, section_points(section, self.points, marking, self.entry, known))
            case Stratum.BASE:
                self.find_base()
            case Stratum.ADJUSTMENTS:
                self.adjust()
            case _:
                self.find_total()

    def truth(self, rule: Rule) -> Truth:
        """Return whether a rule has fired; one that does not concern the unit has not."""
        return rule.id in self.known.rules and truth_of(rule.when, self.known)

    def find_values(self) -> None:
        """Evaluate the formulas of the indicators."""
        for indicator in indicators(self.scheme.items):
            self.values[indicator.id] = self.known.items[indicator.id, Attribute.VALUE]

    def enter(self, item: Item, points: Points) -> None:
        """Enter the points of an item, as the rules that act on it leave them."""
        truths = {rule.id: self.truth(rule) for rule in self.scheme.rules if acts_on(rule.effect, item.id)}
        self.points[item.id] = ruled_points(item.id, points, both_ways(self.scheme.rules, truths))
        self.known.items[item.id, Attribute.POINTS] = self.points[item.id]
        self.known.items[item.id, Attribute.RATE] = rate_of(item, self.points, self.scheme.marking, self.entry)

    def find_base(self) -> None:
        """Add up to the base total."""
        self.base = base_total(self.scheme, self.points, self.entry)
        # A unit without a base is for a person to settle, so it is missing, whatever the reason.
        self.known.figures[Figure.BASE] = State.MISSING if isinstance(self.base, State) else self.base
        self.known.figures[Figure.LOWEST_RATE] = lowest_rate(self.scheme, self.points, self.entry)

    def adjust(self) -> None:
        """Find bonuses, penalties, and what rules take off the total."""
        marking = self.scheme.marking
        self.bonuses = adjust(self.scheme.bonuses, marking.bonus_cap, self.known, marking, self.ranks)
        self.penalties = adjust(self.scheme.penalties, marking.penalty_cap, self.known, marking, self.ranks)
        truths = {rule.id: self.truth(rule) for rule in self.scheme.rules if acts_on_total(rule.effect)}
        self.on_total = both_ways(self.scheme.rules, truths)
        certain, possible = self.on_total
        off = deductions(certain)
        open_ = self.penalties.missing or off != deductions(possible)
        self.known.figures[Figure.BONUS] = State.MISSING if self.bonuses.missing else self.bonuses.total
        self.known.figures[Figure.PENALTY] = State.MISSING if open_ else self.penalties.total + off

    def find_total(self) -> None:
        """Find the total; a bonus or penalty that is not settled leaves none."""
        missing = self.bonuses.missing or self.penalties.missing
        base = State.MISSING if missing else self.base
        self.total = unit_total(self.scheme, base, (self.bonuses, self.penalties), self.on_total)
        self.known.figures[Figure.TOTAL] = State.MISSING if isinstance(self.total, State) else self.total


def acts_on(effect: Effect, item: str) -> bool:
    """Return whether an effect takes points off an item."""
    match effect:
        case VoidItems(items):
            return item in items
        case Deduct(_, of):
            return of == item
        case _:
            return False


def acts_on_total(effect: Effect) -> bool:
    """Return whether an effect takes points off the total, or voids it."""
    return isinstance(effect, VoidTotal) or (isinstance(effect, Deduct) and effect.item is None)


def rate_of(item: Item, points: Mapping[str, Points], marking: Marking, entry: UnitEntry) -> Points:
    """Return the points of an item over what it could bring (section 6, `RATE`)."""
    own = points[item.id]
    if isinstance(own, State):
        return own
    denominator = applies(item, points, marking, entry)
    return State.NOT_APPLICABLE if denominator == 0 else own / denominator


def lowest_rate(scheme: Scheme, points: Mapping[str, Points], entry: UnitEntry) -> Points:
    """Return the least rate of the applicable top items (section 6, `LOWEST_RATE`)."""
    rates = [rate_of(item, points, scheme.marking, entry) for item in scheme.items]
    if State.MISSING in rates:
        return State.MISSING
    numbers = [rate for rate in rates if isinstance(rate, Fraction)]
    return min(numbers) if numbers else State.NOT_APPLICABLE
