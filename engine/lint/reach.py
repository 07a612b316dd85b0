"""What values, points and figures can be reached, within the declared limits and whatever rules do.

`Reach` holds for every unit and any facts. `Reach(…, applies=True)` is of units whose facts are all reported and whose
indicators all apply: narrower, and what a finding that uses it has to say.
"""

from __future__ import annotations

from dataclasses import field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.lint.facts import Facts
from engine.lint.levels import values_of
from engine.lint.region import region_of
from engine.lint.scored import points_over
from engine.lint.totals import Totals
from engine.number import round_fraction
from engine.reading.function_ranges import ANY, Interval, hull
from engine.reading.ranges import range_of_whole
from engine.reading.sums import kinds_of_units
from engine.scheme import formula as f
from engine.scheme.combining import ADDED
from engine.scheme.functions import RANKS, Parameter, Pooled
from engine.scheme.model import Missing, Section, ZeroDenominator, all_items, indicators

if TYPE_CHECKING:
    from engine.scheme.model import Indicator, Item, RoundingRule, Scheme, UnitEntry

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(eq=False)
class Reach:
    """Intervals of everything that a scheme works out; what was worked out is kept."""

    scheme: Scheme
    applies: bool = False
    facts: Facts = field(init=False)
    items: dict[str, Item] = field(init=False)
    totals: Totals = field(init=False)
    _known: dict[f.Expr, Interval] = field(default_factory=dict)
    _points: dict[str, Interval] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = Facts.of_scheme(self.scheme)
        self.items = {item.id: item for item in all_items(self.scheme.items)}
        self.totals = Totals(self)

    @cached_property
    def units(self) -> list[UnitEntry]:
        """The units that are assessed."""
        return [unit for unit in self.scheme.units if unit.name not in self.scheme.exempt]

    @cached_property
    def kinds(self) -> list[UnitEntry]:
        """One unit of each kind that the items, and the ways they are put together, tell apart."""
        sections = [item for item in all_items(self.scheme.items) if isinstance(item, Section)]
        ways = tuple(way for section in sections for way in section.combining.ways)
        return kinds_of_units(self.scheme.items, replace(ADDED, ways=ways), self.units)

    def of(self, expr: f.Expr) -> Interval:
        """Return an interval that holds every value of a formula."""
        if expr not in self._known:
            self._known[expr] = self._of(expr)
        return self._known[expr]

    def grid(self, expr: f.Expr) -> Fraction | None:
        """Return a number of which every value of an operand is a multiple; None where none is known."""
        marking = self.scheme.marking.rounding
        match expr:
            case f.FigureRef(f.Figure.TOTAL):
                return Fraction(1, 10**marking.total.digits)
            case f.FigureRef(f.Figure.RANK | f.Figure.RANK_FROM_LAST):
                return ONE
            case f.ItemRef(id_, f.Attribute.POINTS):
                rule = marking.section if isinstance(self.items[id_], Section) else marking.indicator
                return Fraction(1, 10**rule.digits) if rule and not self._is_acted_on(id_) else None
            case _:
                return self.facts.grid(expr) or None

    def _is_acted_on(self, id_: str) -> bool:
        return id_ in self.totals.acted_on

    def _of(self, expr: f.Expr) -> Interval:
        match expr:
            case f.FactRef(name):
                return self.facts.range(name)
            case f.Literal(bool(value)):
                return Interval(Fraction(value), Fraction(value))
            case f.ItemRef(id_, attribute):
                return self._of_item(id_, attribute)
            case f.FigureRef(figure):
                return self.totals.figure(figure)
            case f.FiredCount(rules):
                counted = {rule.id: len(rule.counted) for rule in self.scheme.rules}
                return Interval(ZERO, Fraction(sum(counted.get(rule, 1) for rule in rules)))
            case f.Matters():
                return Interval(ZERO, None)
            case f.Binary(operator, left, right):
                return _narrowed(range_of_whole(expr, self.of), self._of_parts(operator, left, right))
            case Parameter():
                found = values_of(expr)
                return Interval(min(found), max(found))
            case Pooled(_, function) if function in RANKS:
                return Interval(ONE, Fraction(max(len(self.units), 1)))
            case _:
                return range_of_whole(expr, self.of)

    def _of_parts(self, operator: str, left: f.Expr, right: f.Expr) -> Interval:
        """Return what 不超过 tells of a quotient or a difference."""
        if operator == "-":
            low = ZERO if self.facts.is_part(right, left) else None
            return Interval(low, ZERO if self.facts.is_part(left, right) else None)
        whole = self.of(right).low
        if operator == "/" and left == right:
            return Interval(ONE, ONE)
        if operator == "/" and whole is not None and whole >= 0 and self.facts.is_part(left, right):
            part = self.of(left).low
            return Interval(ZERO if part is not None and part >= 0 else None, ONE)
        return ANY

    def _of_item(self, id_: str, attribute: f.Attribute) -> Interval:
        item = self.items[id_]
        match attribute:
            case f.Attribute.VALUE:
                return ANY if isinstance(item, Section) else self.value(item)
            case f.Attribute.POINTS:
                return self.totals.points(item)
            case f.Attribute.RATE:
                return self.totals.rate(item)

    def value(self, indicator: Indicator) -> Interval:
        """Return what the value of an indicator can be, rounded as it is."""
        return rounded(self.of(indicator.formula), indicator.rounding)

    def grid_of_value(self, indicator: Indicator) -> Fraction | None:
        """Return a number of which every value of an indicator is a multiple; None where none is known."""
        rule = indicator.rounding
        if rule is not None:
            return Fraction(1, 10 ** (rule.digits + 2 * rule.as_percent))
        return self.grid(indicator.formula)

    def scored(self, indicator: Indicator) -> Interval:
        """Return the points that an indicator's method and factor can give, before any policy or rule."""
        if indicator.id not in self._points:
            self._points[indicator.id] = self._scored(indicator)
        return self._points[indicator.id]

    def _scored(self, indicator: Indicator) -> Interval:
        grid = self.grid_of_value(indicator)
        values = region_of(self.value(indicator), grid)
        full = indicator.points
        rivals = max(len(self.units), 1)
        found = points_over(indicator.method, full, values, grid, rivals)
        if indicator.factor is not None:
            factor = self.of(indicator.factor)
            may_be_nothing = not self.applies and bool(f.facts_in(indicator.factor))
            # A factor that does not apply is 1.
            found = _multiplied(found, hull([factor, Interval(ONE, ONE)]) if may_be_nothing else factor, full)
        return rounded(found, self.scheme.marking.rounding.indicator)

    def with_policies(self, indicator: Indicator) -> Interval:
        """Return the points that an indicator can have: those of its method, and those of its policies."""
        found = self.scored(indicator)
        low, high = found.low, found.high
        full, zero = indicator.points, indicator.zero_denominator
        if zero is ZeroDenominator.ZERO or (not self.applies and indicator.missing is Missing.ZERO):
            low, high = _least(low, ZERO), _most(high, ZERO)
        if zero is ZeroDenominator.FULL or not self.applies:
            low, high = _least(low, full), _most(high, full) if self._may_be_full(indicator) else high
        return Interval(low, high)

    def _may_be_full(self, indicator: Indicator) -> bool:
        """Whether full points may be had without a value."""
        return indicator.zero_denominator is ZeroDenominator.FULL or self.totals.may_be_filled(indicator)

    def leaves(self) -> list[Indicator]:
        """Return the indicators in written order."""
        return list(indicators(self.scheme.items))


def rounded(interval: Interval, rule: RoundingRule | None) -> Interval:
    """Return an interval with both ends rounded: rounding keeps the order of numbers."""
    if rule is None:
        return interval
    digits = rule.digits + 2 * rule.as_percent
    ends = (None if end is None else round_fraction(end, digits, rule.mode) for end in (interval.low, interval.high))
    return Interval(*ends)


def _least(one: Fraction | None, other: Fraction) -> Fraction | None:
    return None if one is None else min(one, other)


def _most(one: Fraction | None, other: Fraction) -> Fraction | None:
    return None if one is None else max(one, other)


def _narrowed(one: Interval, other: Interval) -> Interval:
    lows = [each.low for each in (one, other) if each.low is not None]
    highs = [each.high for each in (one, other) if each.high is not None]
    return Interval(max(lows, default=None), min(highs, default=None))


def _multiplied(points: Interval, factor: Interval, full: Fraction) -> Interval:
    """Return points times a factor, within full points and not heavier below 0."""
    if points.low is None or points.high is None or factor.low is None or factor.high is None:
        low = points.low if points.low is None else min(points.low, ZERO)
        return Interval(low, full)
    corners = [end * each for end in (points.low, points.high) for each in (factor.low, factor.high)]
    low, high = max(min(corners), min(points.low, ZERO)), max(*corners, min(points.high, ZERO))
    return Interval(min(low, full), min(high, full))
