"""What sections, adjustments and totals can come to, from what indicators can."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.lint.region import region_of
from engine.lint.scored import points_over
from engine.number import round_fraction
from engine.reading.function_ranges import ANY, Interval, hull
from engine.reading.sums import asked
from engine.scheme import formula as f
from engine.scheme.adjustment import AdjustmentGroup, Counted, Scored
from engine.scheme.combining import Filling, Way
from engine.scheme.judging import Deduct, VoidItems, VoidTotal
from engine.scheme.model import Conversion, Indicator, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from engine.lint.reach import Reach
    from engine.scheme.adjustment import Adjustable, Adjustment
    from engine.scheme.model import Item, RoundingRule, UnitEntry

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Got:
    """What an item can come to in a unit: points, and the points that apply where all of it applies."""

    points: Interval
    applies: Fraction


@dataclass(eq=False)
class Totals:
    """Points of sections and figures of a unit as a whole; `reach` knows the indicators."""

    reach: Reach
    acted_on: frozenset[str] = field(init=False)
    _got: dict[tuple[str, str], Got | None] = field(default_factory=dict)
    _figures: dict[f.Figure, Interval] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found: set[str] = set()
        for rule in self.reach.scheme.rules:
            if isinstance(rule.effect, VoidItems):
                found |= set(rule.effect.items)
            elif isinstance(rule.effect, Deduct) and rule.effect.item is not None:
                found.add(rule.effect.item)
        self.acted_on = frozenset(found)

    def may_be_filled(self, indicator: Indicator) -> bool:
        """Whether an indicator may have full points because it does not apply."""
        by_scheme = self.reach.scheme.marking.conversion is Conversion.FULL
        return indicator.filling is Filling.ALWAYS or (by_scheme and indicator.filling is not Filling.NEVER)

    def points(self, item: Item) -> Interval:
        """Return what an item can have in any unit, rules included."""
        return self._over_kinds(got.points for unit in self.reach.kinds if (got := self.got(item, unit)))

    def rate(self, item: Item) -> Interval:
        """Return what the rate of an item can be in any unit."""
        if not self.reach.applies and isinstance(item, Section) and self.reach.scheme.marking.rounding.section:
            return ANY  # rounded points, of what little may apply
        return self._over_kinds(_rate(got) for unit in self.reach.kinds if (got := self.got(item, unit)))

    @staticmethod
    def _over_kinds(found: Iterable[Interval]) -> Interval:
        intervals = list(found)
        return hull(intervals) if intervals else ANY

    def got(self, item: Item, unit: UnitEntry) -> Got | None:
        """Return what an item can come to in a unit; None where it is not asked."""
        if isinstance(item, Section):
            key = (item.id, unit.name)
            if key not in self._got:
                self._got[key] = self._section(item, unit)
            return self._got[key]
        is_asked = not unit.among(item.not_for)
        key = (item.id, "" if is_asked else item.id)  # what an indicator gives is the same for all whom it is for
        if key not in self._got:
            self._got[key] = self._indicator(item, is_asked=is_asked)
        return self._got[key]

    def _indicator(self, item: Indicator, *, is_asked: bool) -> Got | None:
        if not is_asked:
            filled = item.filling is Filling.ALWAYS or (
                item.filling is Filling.BY_SCHEME and self.reach.scheme.marking.conversion is Conversion.FULL
            )
            return Got(self._ruled(item, Interval(item.points, item.points)), item.points) if filled else None
        return Got(self._ruled(item, self.reach.with_policies(item)), item.points)

    def _ruled(self, item: Item, points: Interval) -> Interval:
        """Return points after the rules that act on an item: they only ever take off what is above 0."""
        if item.id not in self.acted_on or points.low is None:
            return points
        return Interval(min(points.low, ZERO), points.high)

    def _section(self, item: Section, unit: UnitEntry) -> Got | None:
        parts = [(part, got) for part in item.parts if asked(part, unit) and (got := self.got(part, unit))]
        if not parts or len(parts) < item.combining.least:
            return None
        way = item.combining.way_of(unit)
        adds = way is Way.SUM
        whole = self.reach.scheme.marking.conversion is Conversion.WHOLE
        applies = item.points
        if adds and whole:
            applies = sum((got.applies for _, got in parts), ZERO) * item.points / item.inner
        if not applies:
            return None
        share = self._share(parts, way)
        found = Interval(*(None if end is None else end * item.points for end in (share.low, share.high)))
        if adds and whole:
            found = Interval(*(None if end is None else end * applies for end in (share.low, share.high)))
        if not self.reach.applies:
            found = Interval(
                None if found.low is None else min(found.low, ZERO),
                None if found.high is None else max(found.high, ZERO),
            )
        if item.floored:
            found = Interval(max(found.low or ZERO, ZERO), None if found.high is None else max(found.high, ZERO))
        return Got(self._ruled(item, _rounded(found, self.reach.scheme.marking.rounding.section)), applies)

    def _share(self, parts: Sequence[tuple[Item, Got]], way: Way) -> Interval:
        """Return what part of its full points a section can have."""
        rates = [_rate(got) for _, got in parts]
        if not self.reach.applies:
            # Parts may fall away: what is left lies between the worst and the best of them.
            coarse = self.reach.scheme.marking.rounding.section and any(isinstance(part, Section) for part, _ in parts)
            return ANY if coarse else hull(rates)
        match way:
            case Way.SUM:
                together = sum((got.applies for _, got in parts), ZERO)
                lows = _total(got.points.low for _, got in parts)
                highs = _total(got.points.high for _, got in parts)
                return Interval(lows and lows / together, highs and highs / together)
            case Way.LOWEST:
                return Interval(_pick(min, [r.low for r in rates]), _pick(min, [r.high for r in rates]))
            case Way.HIGHEST:
                return Interval(_pick(max, [r.low for r in rates]), _pick(max, [r.high for r in rates]))
            case Way.MEAN:
                lows, highs = _total(r.low for r in rates), _total(r.high for r in rates)
                return Interval(lows and lows / len(rates), highs and highs / len(rates))
            case Way.WEIGHTED:
                return hull(rates)

    def figure(self, figure: f.Figure) -> Interval:
        """Return what a figure of a unit can be."""
        if figure not in self._figures:
            self._figures[figure] = self._figure(figure)
        return self._figures[figure]

    def _figure(self, figure: f.Figure) -> Interval:
        reach = self.reach
        match figure:
            case f.Figure.RANK | f.Figure.RANK_FROM_LAST:
                return Interval(Fraction(1), Fraction(max(len(reach.units), 1)))
            case f.Figure.LOWEST_RATE:
                return self._lowest_rate()
            case f.Figure.BASE:
                bases = [base for unit in reach.kinds if (base := self.base(unit))]
                return hull(bases) if bases else ANY
            case f.Figure.BONUS:
                return Interval(ZERO, self.side(reach.scheme.bonuses, reach.scheme.marking.bonus_cap))
            case f.Figure.PENALTY:
                side = self.side(reach.scheme.penalties, reach.scheme.marking.penalty_cap)
                off = [
                    rule.effect.points
                    for rule in reach.scheme.rules
                    if isinstance(rule.effect, Deduct) and rule.effect.item is None
                ]
                return Interval(ZERO, None if side is None else side + sum(off, ZERO))
            case f.Figure.TOTAL:
                return self._total()

    def _lowest_rate(self) -> Interval:
        found = []
        for unit in self.reach.kinds:
            rates = [_rate(got) for item in self.reach.scheme.items if (got := self.got(item, unit))]
            if rates:
                top = _pick(min if self.reach.applies else max, [rate.high for rate in rates])
                found.append(Interval(_pick(min, [rate.low for rate in rates]), top))
        coarse = not self.reach.applies and self.reach.scheme.marking.rounding.section
        return ANY if coarse or not found else hull(found)

    def base(self, unit: UnitEntry) -> Interval | None:
        """Return what the base total of a unit can be; None where nothing applies to it."""
        scheme = self.reach.scheme
        full = scheme.marking.full
        if not scheme.items:
            return Interval(full, full)
        parts = [got for item in scheme.items if (got := self.got(item, unit))]
        if not parts or len(parts) < scheme.marking.least:
            return None
        if self.reach.applies:
            together = sum((got.applies for got in parts), ZERO)
            low, high = _total(got.points.low for got in parts), _total(got.points.high for got in parts)
            return Interval(low and low * full / together, high and high * full / together)
        if scheme.marking.rounding.section and any(isinstance(item, Section) for item in scheme.items):
            return ANY
        rates = hull([_rate(got) for got in parts])
        return Interval(rates.low and rates.low * full, rates.high and rates.high * full)

    def side(self, parts: Sequence[Adjustable], cap: Fraction | None) -> Fraction | None:
        """Return the most that the bonuses, or the penalties, come to; None where there is no bound."""
        return _capped(_total(self.most(part) for part in parts), cap)

    def most(self, part: Adjustable) -> Fraction | None:
        """Return the most that an adjustment or a group comes to."""
        if isinstance(part, AdjustmentGroup):
            return _capped(_total(self.most(inner) for inner in part.parts), part.cap)
        rule = self.reach.scheme.marking.rounding.indicator
        most = _capped(self.earned(part).high, part.cap)
        return most if most is None or rule is None else round_fraction(most, rule.digits, rule.mode)

    def earned(self, part: Adjustment) -> Interval:
        """Return what an adjustment brings before its cap, where it is claimed and everything is reported."""
        source = part.source
        if isinstance(source, Counted):
            value = self.reach.of(source.formula)
            return Interval(
                max(ZERO, source.each * (value.low or ZERO)), value.high and max(ZERO, source.each * value.high)
            )
        if isinstance(source, Scored):
            grid = self.reach.grid(source.formula)
            values = region_of(self.reach.of(source.formula), grid)
            found = points_over(source.method, source.full, values, grid, max(len(self.reach.units), 1))
            return Interval(max(ZERO, found.low or ZERO), found.high and max(ZERO, found.high))
        return Interval(ZERO, None if any(points for _, points in source.each) else ZERO)

    def _total(self) -> Interval:
        marking = self.reach.scheme.marking
        base, bonus = self.figure(f.Figure.BASE), self.figure(f.Figure.BONUS)
        penalty = self.figure(f.Figure.PENALTY)
        low, high = marking.lowest, marking.highest
        if base.low is not None and penalty.high is not None:
            low = min(base.low, high) - penalty.high
        if base.high is not None and bonus.high is not None:
            high = max(base.high, marking.lowest) + bonus.high
        clamped = (min(max(end, marking.lowest), marking.highest) for end in (low, high))
        found = _rounded(Interval(*clamped), marking.rounding.total)
        if any(isinstance(rule.effect, VoidTotal) for rule in self.reach.scheme.rules) and found.low is not None:
            return Interval(min(found.low, ZERO), found.high)
        return found


def _rate(got: Got) -> Interval:
    low, high = got.points.low, got.points.high
    return Interval(low and low / got.applies, high and high / got.applies)


def _rounded(interval: Interval, rule: RoundingRule | None) -> Interval:
    if rule is None:
        return interval
    ends = (
        None if end is None else round_fraction(end, rule.digits, rule.mode) for end in (interval.low, interval.high)
    )
    return Interval(*ends)


def _total(ends: Iterable[Fraction | None]) -> Fraction | None:
    together = ZERO
    for end in ends:
        if end is None:
            return None
        together += end
    return together


def _pick(choose: Callable[[list[Fraction]], Fraction], ends: Sequence[Fraction | None]) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return choose(known) if known and len(known) == len(ends) else None


def _capped(most: Fraction | None, cap: Fraction | None) -> Fraction | None:
    return most if cap is None else cap if most is None else min(most, cap)
