"""What values a fact may have: its limits, those of the facts that it may not exceed, and how finely it is written."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.lint.region import common_grid
from engine.reading.function_ranges import ANY, Interval
from engine.scheme import formula as f
from engine.scheme.functions import Rounded
from engine.scheme.model import FactType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scheme.model import FactDeclaration, Scheme

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a scheme, as numbers: 是 is 1, 否 is 0, and an option is its place in the list of options."""

    of: Mapping[str, FactDeclaration]
    may_exempt: bool

    @classmethod
    def of_scheme(cls, scheme: Scheme) -> Facts:
        """Return the facts of a scheme."""
        return cls(scheme.facts, bool(scheme.origins.may_exempt))

    def range(self, name: str) -> Interval:
        """Return an interval that holds every value that the fact may have."""
        fact = self.of.get(name)
        if fact is None:
            return ANY
        if fact.type is FactType.YES_NO:
            return Interval(ZERO, ONE)
        if fact.type is FactType.CHOICE:
            return Interval(ZERO, Fraction(len(fact.options) - 1))
        return Interval(fact.low, fact.high)

    def bounds(self, name: str) -> frozenset[str]:
        """Return the facts that this one is never above where both have a value.

        Where a fact between two others is not reported, nothing holds these two together: only what is said counts.
        """
        fact = self.of.get(name)
        if fact is None or fact.from_last is not None:
            return frozenset()  # what is taken from last year is not held against this year's facts
        whole = self.of.get(fact.of) if fact.of else None
        matters = {whole.name} if whole and whole.type is FactType.MATTERS else set()  # some of them are of a class
        others = {other for other in fact.at_most if other in self.of and self.of[other].from_last is None}
        return frozenset(others | matters)

    def may_not_apply(self, name: str) -> bool:
        """Whether 不适用 may stand in the place of a value."""
        fact = self.of.get(name)
        return self.may_exempt or fact is None or fact.may_not_apply or fact.open_ or fact.from_last is not None

    def grid(self, expr: f.Expr) -> Fraction | None:
        """Return a number of which every value of a formula is a multiple; None where none is known."""
        match expr:
            case f.FactRef(name):
                return self._grid_of_fact(name)
            case f.Literal(value) if not isinstance(value, bool):
                return abs(value.value)
            case f.Negative(part):
                return self.grid(part)
            case f.Binary("+" | "-", left, right):
                return common_grid(self.grid(left), self.grid(right))
            case f.Binary("*", left, right):
                one, other = self.grid(left), self.grid(right)
                return None if one is None or other is None else one * other
            case f.Aggregate(f.Function.COUNT):
                return ONE
            case f.Aggregate(f.Function.SUM | f.Function.LARGEST | f.Function.SMALLEST, parts):
                grid: Fraction | None = ZERO
                for part in parts:
                    grid = common_grid(grid, self.grid(part))
                return grid
            case f.FiredCount():
                return ONE
            case Rounded(_, digits, _, percent):
                return Fraction(1, 10 ** (digits + 2 * percent))
            case _:
                return None

    def _grid_of_fact(self, name: str) -> Fraction | None:
        fact = self.of.get(name)
        if fact is None or fact.from_last is not None or (fact.member is not None and fact.type is not FactType.WHOLE):
            return None
        match fact.type:
            case FactType.DECIMAL:
                return Fraction(1, 10**fact.digits)
            case FactType.PERCENT:
                return Fraction(1, 10 ** (fact.digits + 2))
            case _:
                return ONE

    def is_part(self, part: f.Expr, whole: f.Expr) -> bool:
        """Whether one formula is never above another, as far as 不超过 and the limits tell."""
        match part, whole:
            case f.FactRef(one), f.FactRef(other):
                return one == other or other in self.bounds(one)
            case f.Aggregate(a, parts), f.Aggregate(b, wholes) if a is b and a is not f.Function.COUNT:
                return len(parts) == len(wholes) and all(map(self.is_part, parts, wholes))
            case _, f.Binary("+", left, right):
                return (self.is_part(part, left) and self._not_negative(right)) or (
                    self.is_part(part, right) and self._not_negative(left)
                )
            case f.Binary("-", left, right), _:
                return self.is_part(left, whole) and self._not_negative(right)
            case _:
                return part == whole

    def _not_negative(self, expr: f.Expr) -> bool:
        match expr:
            case f.FactRef(name):
                low = self.range(name).low
                return low is not None and low >= 0
            case f.Binary("+", left, right):
                return self._not_negative(left) and self._not_negative(right)
            case _:
                return False
