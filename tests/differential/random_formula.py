"""Random formulas of each kind, with their values, so that targets and lines can be set upon them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from operator import add, mul, sub
from typing import TYPE_CHECKING

from engine.number import exact_text
from tests.differential.texts import decimal

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from tests.differential.random_facts import Fact

Values = tuple[Fraction | None, ...]

PERIODS, COUNTED, OF_ORIGIN = 0.4, 0.4, 0.06
ORIGINS = ("核定", "自评")
SIGNS = {add: ("+", "＋"), sub: ("-", "−"), mul: ("*", "×")}  # both widths are read


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula's text, kind (number, rate, point, quotient, yes) and values by unit.

    `divides` if it may divide by zero.
    """

    text: str
    kind: str
    values: Values
    divides: bool = False


class Formulas:
    """Makes formulas over the facts of a case."""

    def __init__(self, rng: random.Random, facts: Sequence[Fact]) -> None:
        self.rng, self.facts = rng, facts
        self.count = len(facts[0].values)

    def leaf(self, kinds: Sequence[str], kind: str) -> Formula | None:
        """Returns one of the facts of these kinds."""
        found = [fact for fact in self.facts if fact.kind in kinds]
        if not found:
            return None
        fact = self.rng.choice(found)
        if not fact.figure and self.rng.random() < OF_ORIGIN:
            return Formula(f"{fact.name}.{self.rng.choice(ORIGINS)}", kind, fact.values)
        return Formula(fact.name, kind, fact.values)

    def literal(self, value: Fraction, kind: str) -> Formula:
        """Writes a constant of a kind."""
        return Formula(amount(value, kind), kind, (value,) * self.count)

    def indicator(self) -> Formula:
        """Returns a formula that an indicator may have."""
        kind = self.rng.choice(("number", "number", "quotient", "quotient", "quotient", "rate", "rate", "point", "yes"))
        if self.rng.random() < PERIODS and (found := self.over_periods()):
            return found
        match kind:
            case "number":
                return self.number(2)
            case "quotient":
                return self.quotient(2)
            case "rate":
                return self.rate(2)
            case "point":
                return self.point()
            case _:
                return self.leaf(("yes",), "yes") or self.quotient(1)

    def number(self, depth: int) -> Formula:
        """Returns a formula that gives a number."""
        choice = self.rng.random()
        if depth == 0 or choice < 0.45:
            if self.rng.random() < 0.15:
                return self.literal(Fraction(self.rng.randint(1, 9), self.rng.choice((1, 2))), "number")
            return self._some_number()
        inner = self.number(depth - 1)
        if choice < 0.7:
            return self._joined(self.rng.choice((add, sub, mul)), inner, self.number(depth - 1), "number")
        if choice < 0.78:
            return self._negative(inner)
        if choice < 0.9:
            return self._extreme((inner, self.number(depth - 1)), "number")
        return self._joined(add, inner, self.quotient(depth - 1), "number")

    def _some_number(self) -> Formula:
        found = self.leaf(("small", "positive", "signed", "decimal", "huge"), "number")
        assert found is not None, "every case has a number"
        return found

    def quotient(self, depth: int) -> Formula:
        """Returns a quotient, or sums, products and quotients of quotients."""
        choice = self.rng.random()
        if depth == 0 or choice < 0.5:
            return self._divided(self.number(0), self.number(0 if depth == 0 else self.rng.randint(0, 1)))
        inner = self.quotient(depth - 1)
        if choice < 0.65:
            return self._joined(self.rng.choice((add, sub, mul)), inner, self.quotient(depth - 1), "quotient")
        if choice < 0.8:
            return self._divided(self.number(0), inner)
        if choice < 0.9:
            return self._divided(inner, self.quotient(depth - 1))
        return self._extreme((inner, self.quotient(0)), "quotient")

    def divided_number(self) -> Formula:
        """Returns a number with a quotient in it."""
        return self._joined(add, self.number(0), self.quotient(0), "number")

    def safe_quotient(self) -> Formula:
        """Returns a quotient whose denominator cannot be zero, as conditions have to have."""
        below = self.leaf(("positive",), "number") or self.literal(Fraction(3), "number")
        return self._divided(self.number(0), below)

    def rate(self, depth: int) -> Formula:
        """Returns a formula that gives a rate."""
        base = self.leaf(("percent",), "rate")
        if base is None:
            return self.quotient(depth)
        choice = self.rng.random()
        if depth == 0 or choice < 0.4:
            return base
        other = self.rate(depth - 1)
        if choice < 0.55:
            return self._joined(sub, self.literal(Fraction(1), "rate"), other, "rate")
        if choice < 0.7:
            return self._joined(mul, self.literal(Fraction(3, 10), "number"), other, "rate")
        if choice < 0.85:
            return self._joined(add, base, other, "rate")
        return self._extreme((base, other), "rate")

    def point(self) -> Formula:
        """Returns the difference of two rates."""
        left, right = self.leaf(("percent",), "rate"), self.leaf(("percent",), "rate")
        if left is None or right is None:
            return self.quotient(1)
        found = self._joined(sub, left, right, "point")
        return self._negative(found) if self.rng.random() < 0.2 else found

    def over_periods(self) -> Formula | None:
        """Returns what the periods of a fact come to, where a case has one: a sum, mean, extreme or count."""
        names = sorted({fact.of for fact in self.facts if fact.of})
        if not names:
            return None
        name = self.rng.choice(names)
        periods = [fact for fact in self.facts if fact.of == name]
        periods = [fact for fact in periods if fact.closed] or periods[:1]
        if self.rng.random() < OF_ORIGIN:
            name = f"{name}.{self.rng.choice(ORIGINS)}"
        kind = {"percent": "rate", "yes": "yes"}.get(periods[0].kind, "number")
        rows = [_whole_row([fact.values[unit] for fact in periods]) for unit in range(self.count)]
        if kind == "yes" or self.rng.random() < COUNTED:
            return self._count(name, kind, rows)
        word = self.rng.choice(tuple(TOGETHER))
        return Formula(f"{word}({name})", kind, tuple(None if row is None else TOGETHER[word](row) for row in rows))

    def _count(self, name: str, kind: str, rows: Sequence[list[Fraction] | None]) -> Formula:
        """Returns in how many periods a condition holds, or does not."""
        level = Fraction(1) if kind == "yes" else near(self.rng, [value for row in rows for value in row or ()])
        text = name if kind == "yes" else f"{name} >= {amount(level, kind)}"
        wanted = self.rng.random() >= COUNTED
        values = [None if row is None else Fraction(sum((each >= level) is wanted for each in row)) for row in rows]
        return Formula(f"计数({text})" if wanted else f"计数(非 ({text}))", "number", tuple(values))

    def _joined(
        self, operator: Callable[[Fraction, Fraction], Fraction], left: Formula, right: Formula, kind: str
    ) -> Formula:
        sign = self.rng.choice(SIGNS[operator])
        values = tuple(
            None if a is None or b is None else operator(a, b) for a, b in zip(left.values, right.values, strict=True)
        )
        return Formula(f"({left.text}) {sign} ({right.text})", kind, values, left.divides or right.divides)

    def _divided(self, left: Formula, right: Formula) -> Formula:
        values = tuple(None if a is None or not b else a / b for a, b in zip(left.values, right.values, strict=True))
        sign = self.rng.choice(("/", "÷"))
        return Formula(f"({left.text}) {sign} ({right.text})", "quotient", values, divides=True)

    def _negative(self, inner: Formula) -> Formula:
        values = tuple(None if each is None else -each for each in inner.values)
        return Formula(f"-({inner.text})", inner.kind, values, inner.divides)

    def _extreme(self, parts: Sequence[Formula], kind: str) -> Formula:
        word, pick = self.rng.choice((("最大", max), ("最小", min)))
        values = []
        for row in zip(*(part.values for part in parts), strict=True):
            known = [each for each in row if each is not None]
            values.append(pick(known) if len(known) == len(row) else None)
        text = f"{word}({', '.join(part.text for part in parts)})"
        return Formula(text, kind, tuple(values), any(part.divides for part in parts))


def _whole_row(values: Sequence[Fraction | None]) -> list[Fraction] | None:
    """Returns the values of all periods, None where one is not known."""
    known = [value for value in values if value is not None]
    return known if len(known) == len(values) else None


def _sum(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


TOGETHER: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "合计": _sum,
    "平均": lambda values: _sum(values) / len(values),
    "最大": max,
    "最小": min,
}


def amount(value: Fraction, kind: str) -> str:
    """Writes a short decimal as a value of this kind is written."""
    if kind == "rate":
        return exact_text(value * 100) + "%"
    if kind == "point":
        return exact_text(value * 100) + "个百分点"
    return exact_text(value)


def near(rng: random.Random, values: Sequence[Fraction | None]) -> Fraction:
    """Returns a decimal upon one of the values, or right next to it."""
    known = [value for value in values if value is not None]
    value = decimal(rng.choice(known)) if known else Fraction(rng.randint(0, 9))
    chance = rng.random()
    if chance < 0.65:
        return value
    if chance < 0.85:
        return decimal(value + Fraction(rng.choice((-1, 1)), 10 ** rng.randint(0, 4)))
    return decimal(Fraction(round(value)) + rng.randint(-2, 2))
