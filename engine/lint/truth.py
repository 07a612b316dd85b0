"""Which conditions can hold together, in some unit with some facts.

A search over what conditions are joined of: every comparison narrows the numbers that its operand may be, until some
are left for each operand (it can hold) or none (it cannot). Operands are looked at one by one, so what is found to be
impossible is impossible; what is found to be possible may still not be.
"""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.lint.levels import level_of
from engine.lint.region import FLIPPED, OPPOSITE, Region, meet, region_of, satisfying
from engine.lint.scored import ends_of
from engine.reading.function_ranges import Interval
from engine.scheme import formula as f
from engine.scheme.functions import Among, HasState, Label
from engine.scheme.model import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.lint.reach import Reach
    from engine.scheme.judging import Rule

# More looks than these at one question, or at all questions of a scheme together, and what is asked is left open.
MOST_STEPS, MOST_IN_ALL = 1000, 20_000
ZERO = Fraction(0)

Wanted = tuple[f.Expr, bool]


class _TooManyError(Exception):
    """A question is too long to be answered."""


@dataclass(frozen=True, slots=True)
class Left:
    """What an operand may still be: numbers, or nothing at all (不适用, or divided by zero)."""

    numbers: Region
    nothing: bool


Situation = dict[f.Expr, Left]


@dataclass(eq=False)
class Truth:
    """Answers questions about the conditions of a scheme; with `reach.applies`, where every operand has a value."""

    reach: Reach
    steps: int = 0
    steps_in_all: int = 0
    answers: dict[Wanted, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = {rule.id: rule for rule in self.reach.scheme.rules}

    def can(self, *wanted: Wanted) -> bool:
        """Say whether some unit may have every condition as it is wanted: true, or false."""
        self.steps = 0
        try:
            return self._search(list(wanted), {}) is not None
        except (_TooManyError, RecursionError):
            return True

    def never(self, condition: f.Expr) -> bool:
        """Say whether a condition can never be true."""
        return not self._answer((condition, True))

    def always(self, condition: f.Expr) -> bool:
        """Say whether a condition can never be false."""
        return not self._answer((condition, False))

    def _answer(self, wanted: Wanted) -> bool:
        if wanted not in self.answers:
            self.answers[wanted] = self.can(wanted)
        return self.answers[wanted]

    def _search(self, wanted: list[Wanted], found: Situation) -> Situation | None:
        self.steps += 1
        self.steps_in_all += 1
        if self.steps > MOST_STEPS or self.steps_in_all > MOST_IN_ALL:
            raise _TooManyError
        if not wanted:
            return found if self._fits(found) else None
        (expr, want), *rest = wanted
        match expr:
            case f.Not(part):
                return self._search([(part, not want), *rest], found)
            case f.Both(parts) if want:
                return self._search([*((part, True) for part in parts), *rest], found)
            case f.AnyOf(parts) if not want:
                return self._search([*((part, False) for part in parts), *rest], found)
            case f.Both(parts) | f.AnyOf(parts):
                return self._one_of(parts, want=want, rest=rest, found=found)
            case f.Fired(id_) if id_ in self.rules:
                return self._fired(self.rules[id_], want=want, rest=rest, found=found)
            case _:
                narrowed = self._narrowed(expr, want=want, found=found)
                return None if narrowed is None else self._search(rest, narrowed)

    def _one_of(self, parts: Iterable[f.Expr], *, want: bool, rest: list[Wanted], found: Situation) -> Situation | None:
        for part in parts:
            # A part that cannot be so by itself needs no look at the rest.
            first = self._search([(part, want)], found) is not None
            if first and (whole := self._search([(part, want), *rest], found)) is not None:
                return whole
        return None

    def _fired(self, rule: Rule, *, want: bool, rest: list[Wanted], found: Situation) -> Situation | None:
        if not want and rule.not_for and (free := self._search(rest, found)) is not None:
            return free
        return self._search([(rule.when, want), *rest], found)

    def _narrowed(self, expr: f.Expr, *, want: bool, found: Situation) -> Situation | None:
        """Return what is left when a comparison, a bare fact or a name of the unit is as it is wanted."""
        match expr:
            case f.Compare(_, f.Literal(bool()), f.Literal(bool())):
                return found  # stands for 连续 while too few periods have ended
            case f.Compare(operator, left, right):
                term, operator, level = self._terms(operator, left, right)
            case f.FactRef():
                term, operator, level = expr, "=", Fraction(1)
            case Among(label, word):
                return self._among(expr, label, word, want=want, found=found)
            case HasState():
                term, operator, level = expr, "=", Fraction(1)
            case _:
                return found
        before = found.get(term) or self._anything(term)
        grid = self._grid(term)
        if want:
            after = Left(meet(before.numbers, satisfying(operator, level), grid), nothing=False)
        else:
            after = Left(meet(before.numbers, satisfying(OPPOSITE[operator], level), grid), before.nothing)
        return {**found, term: after} if after.numbers or after.nothing else None

    def _terms(self, operator: str, left: f.Expr, right: f.Expr) -> tuple[f.Expr, str, Fraction]:
        """Return a comparison as an operand and a number that it is compared with."""
        if (level := self._constant(right, left)) is not None:
            return self._scaled(left, operator, level)
        if (level := self._constant(left, right)) is not None:
            return self._scaled(right, FLIPPED[operator], level)
        return f.Binary("-", left, right, span=left.span), operator, ZERO

    def _scaled(self, term: f.Expr, operator: str, level: Fraction) -> tuple[f.Expr, str, Fraction]:
        """Turn the rate of an indicator into its points, so that what is asked of both is seen together."""
        if isinstance(term, f.ItemRef) and term.attribute is f.Attribute.RATE:
            item = self.reach.items[term.id]
            if isinstance(item, Indicator):
                return f.ItemRef(term.id, f.Attribute.POINTS, span=term.span), operator, level * item.points
        return term, operator, level

    def _constant(self, expr: f.Expr, other: f.Expr) -> Fraction | None:
        match expr:
            case f.Literal(bool(value)):
                return Fraction(value)
            case f.OptionWord(word):
                fact = self.reach.facts.of.get(other.name) if isinstance(other, f.FactRef) else None
                return Fraction(fact.options.index(word)) if fact and word in fact.options else None
            case _:
                level = level_of(expr)
                return level.value if level else None

    def _anything(self, term: f.Expr) -> Left:
        if isinstance(term, HasState):
            return Left(region_of(Interval(ZERO, Fraction(1)), Fraction(1)), nothing=False)
        if any(isinstance(node, f.OptionWord) for node in f.walk(term)) or self._compares_options(term):
            return Left(region_of(Interval(None, None), None), nothing=True)
        numbers = region_of(self.reach.of(term), self._grid(term))
        return Left(numbers, nothing=not self.reach.applies and self._may_be_nothing(term))

    def _compares_options(self, term: f.Expr) -> bool:
        """Whether options of different lists are compared: places in lists say nothing of words."""
        facts = self.reach.facts.of
        parts = f.parts_of(term) if isinstance(term, f.Binary) else ()
        return any(isinstance(part, f.FactRef) and part.name in facts and facts[part.name].options for part in parts)

    def _grid(self, term: f.Expr) -> Fraction | None:
        return Fraction(1) if isinstance(term, HasState) else self.reach.grid(term)

    def _may_be_nothing(self, term: f.Expr) -> bool:
        """Whether an operand may be 不适用 or divided by zero, so that a comparison with it is false."""
        match term:
            case f.FigureRef(figure):
                return figure in (f.Figure.LOWEST_RATE, f.Figure.RANK, f.Figure.RANK_FROM_LAST)
            case f.Literal() | f.FiredCount():
                return False
            case f.FactRef(name):
                return self.reach.facts.may_not_apply(name)
            case f.Binary("+" | "-" | "*", left, right):
                return self._may_be_nothing(left) or self._may_be_nothing(right)
            case _:
                return True

    def _among(self, expr: f.Expr, label: Label, word: str, *, want: bool, found: Situation) -> Situation | None:
        """Narrow which of the units, or of the groups, it is; each is its place in the list."""
        names = list(dict.fromkeys(unit.group if label is Label.GROUP else unit.name for unit in self.reach.units))
        term = Among(label, "", span=expr.span)
        before = found.get(term) or Left(
            region_of(Interval(ZERO, Fraction(len(names) - 1)), Fraction(1)), nothing=False
        )
        place = Fraction(names.index(word)) if word in names else Fraction(-1)
        after = meet(before.numbers, satisfying("=" if want else "≠", place), Fraction(1))
        return {**found, term: Left(after, nothing=False)} if after else None

    def _fits(self, found: Situation) -> bool:
        """Whether facts that may not exceed each other can be what is left of them."""
        for term, left in found.items():
            if not isinstance(term, f.FactRef) or left.nothing or not left.numbers:
                continue
            low, _ = ends_of(left.numbers)
            for other in self.reach.facts.bounds(term.name):
                above = next((each for key, each in found.items() if key == f.FactRef(other, span=term.span)), None)
                high = ends_of(above.numbers)[1] if above and above.numbers and not above.nothing else None
                if low is not None and high is not None and low > high:
                    return False
        return True
