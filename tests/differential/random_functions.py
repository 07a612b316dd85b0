"""Random uses of the functions of formulas, and of parameters, with values that targets can be set upon."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import Rounding, round_fraction
from tests.differential.random_formula import Formula, Formulas, Values, amount
from tests.differential.texts import Map, Node, plain

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

MODES = {
    "四舍五入": Rounding.HALF_UP,
    "四舍六入五成双": Rounding.HALF_EVEN,
    "只舍不入": Rounding.DOWN,
    "只入不舍": Rounding.UP,
}
SOME_FUNCTIONS, SOME_PARAMETERS = 0.4, 0.6
DATES = ("2014-01-01", "2019-01-01", "2021-01-01", "2021-09-30", "2030-01-01")


@dataclass
class Functions:
    """Makes functions over the formulas of a case; `known` are the values of indicators that stand already."""

    rng: random.Random
    formulas: Formulas
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    units: Sequence[str] = ()
    known: dict[str, Formula] = field(default_factory=dict)
    parameters: dict[str, Formula] = field(default_factory=dict)
    favoured: list[Formula] = field(default_factory=list)

    def declare(self) -> Map:
        """Returns 参数, and remembers them."""
        rng, made = self.rng, {}
        if rng.random() >= SOME_PARAMETERS:
            return {}
        makers = (
            self._constant, self._by_unit, self._by_group, self._by_date, self._by_option, self._by_option,
            self._by_option,
        )  # fmt: skip
        for number in range(rng.choice((1, 2, 3, 4))):
            kind = rng.choice(("number", "number", "rate"))
            found = rng.choice(makers)(kind)
            if found is not None:
                made[f"参数{number}"] = found
                one = Formula(f"参数{number}", kind, (None,) * self.formulas.count)
                self.parameters[one.text] = one
                # One that may be missing is taken more often than others.
                by_option = isinstance(found, dict) and found["按"] not in ("日期", "组", "单位")
                self.favoured += [one] * (3 if by_option else 1)
        return made

    def _worth(self, kind: str) -> str:
        value = Fraction(self.rng.randint(0, 12), self.rng.choice((1, 2, 4)))
        return amount(value / 100 if kind == "rate" else value, kind)

    def _constant(self, kind: str) -> Node:
        return self._worth(kind)

    def _table(self, by: str, words: Sequence[str], kind: str) -> Node:
        left_out = self.rng.random() < 0.5
        kept = [word for word in words if not left_out or self.rng.random() < 0.6] or [words[0]]
        node: Map = {"按": by, "取值": {word: self._worth(kind) for word in kept}}
        return node | ({"其余": self._worth(kind)} if left_out else {})

    def _by_unit(self, kind: str) -> Node:
        return self._table("单位", self.units, kind)

    def _by_group(self, kind: str) -> Node | None:
        return self._table("组", list(self.groups), kind) if self.groups else None

    def _by_date(self, kind: str) -> Node:
        return {"按": "日期", "取值": {day: self._worth(kind) for day in DATES}}

    def _by_option(self, kind: str) -> Node | None:
        facts = [fact for fact in self.formulas.facts if fact.kind == "choice"]
        if not facts:
            return None
        options = facts[0].declaration["选项"]
        assert isinstance(options, list), "a choice has options"
        return self._table(facts[0].name, [str(each) for each in options], kind)

    def any(self) -> Formula:
        """Returns a formula with a function at its top."""
        makers = [
            self._rounded, self._rounded, self._rounded, self._pooled, self._pooled, self._inexact, self._inexact,
            self._first, self._of_another, self._of_another, self._standardised,
        ]  # fmt: skip
        makers += [self._with_parameter] * (5 if self.parameters else 0)
        return self.rng.choice(makers)()

    def number(self) -> Formula:
        """Returns a function that gives a number, or else a number."""
        found = self.any()
        return found if found.kind == "number" else self.formulas.number(0)

    def _inner(self) -> Formula:
        rng, formulas = self.rng, self.formulas
        makers = (
            lambda: formulas.number(1), lambda: formulas.quotient(0), lambda: formulas.rate(1),
            lambda: formulas.rate(0), formulas.point, lambda: formulas.number(0),
        )  # fmt: skip
        return rng.choice(makers)()

    def _rounded(self) -> Formula:
        inner, word = self._inner(), self.rng.choice(tuple(MODES))
        digits = self.rng.randint(0, 4)
        places = digits + 2 * (inner.kind in ("rate", "point"))
        values = tuple(None if v is None else round_fraction(v, places, MODES[word]) for v in inner.values)
        return Formula(f"{word}({inner.text}, {digits})", _plain_kind(inner.kind), values, inner.divides)

    def _pooled(self) -> Formula:
        return self.over(self._inner())

    def over(self, inner: Formula) -> Formula:
        """Returns what a formula comes to in the pool of all units, or of a group."""
        word = self.rng.choice(("平均", "最高", "最低", "合计", "标准差", "名次", "倒数名次"))
        pool, digits = self.rng.choice(("全体", "全体", "本组")), self.rng.randint(0, 4)
        known = [value for value in inner.values if value is not None]
        kind, value = inner.kind, max(known, default=None)
        if word in ("名次", "倒数名次"):
            kind, value = "number", Fraction(self.rng.randint(1, 3))
        elif word == "标准差":
            kind = "point" if kind == "rate" else _plain_kind(kind)
            value = Fraction(0)
        elif word == "平均" and known:
            value = sum(known, Fraction(0)) / len(known)
        elif word == "最低" and known:
            value = min(known)
        inside = f"{inner.text}, {digits}" if word == "标准差" else inner.text
        return Formula(f"{pool}{word}({inside})", kind, (value,) * self.formulas.count, inner.divides)

    def _standardised(self) -> Formula:
        """Returns a min-max or z-score: the denominator is 0 where all are alike."""
        text = self.formulas.number(0).text
        values: Values = (Fraction(0),) * self.formulas.count
        if self.rng.random() < 0.5:
            return Formula(
                f"({text} - 全体最低({text})) / (全体最高({text}) - 全体最低({text}))", "quotient", values, divides=True
            )
        return Formula(f"({text} - 全体平均({text})) / 全体标准差({text}, 2)", "quotient", values, divides=True)

    def _inexact(self) -> Formula:
        rng, formulas = self.rng, self.formulas
        digits = rng.randint(0, 6)
        one, other = formulas.number(0), rng.choice((formulas.number(0), formulas.quotient(0)))
        nothing: Values = (None,) * formulas.count
        choice = rng.choice(("幂", "幂", "自然对数", "几何平均"))
        if choice == "自然对数":
            return Formula(f"自然对数({other.text}, {digits})", "number", nothing, divides=True)
        if choice == "几何平均":
            return Formula(f"几何平均({one.text}, {other.text}, {digits})", "number", nothing, divides=True)
        exponent = rng.choice(("0.5", "2", "-1", "0.25", "1.5", "0", self._small_exponent()))
        return Formula(f"幂({other.text}, {exponent}, {digits})", "number", nothing, divides=True)

    def _small_exponent(self) -> str:
        found = self.formulas.leaf(("small", "signed"), "number")
        return found.text if found else "3"

    def _first(self) -> Formula:
        one, other = self.formulas.number(0), self.formulas.number(0)
        values = tuple(b if a is None else a for a, b in zip(one.values, other.values, strict=True))
        return Formula(f"依次取({one.text}, {other.text})", "number", values)

    def _with_parameter(self) -> Formula:
        if not self.parameters:
            return self._rounded()
        found = self.rng.choice(self.favoured)
        if found.kind == "rate":
            other = self.formulas.rate(0)
            return other if other.kind != "rate" else Formula(f"{other.text} - {found.text}", "point", other.values)
        other = self.formulas.number(0)
        sign = self.rng.choice(("+", "-", "*"))
        return Formula(f"({other.text}) {sign} {found.text}", "number", other.values, other.divides)

    def _of_another(self) -> Formula:
        known = [id_ for id_, each in self.known.items() if each.kind in ("number", "quotient", "rate", "point")]
        if not known:
            return self._pooled()
        id_ = self.rng.choice(known)
        read = self.known[id_]
        other = Formula(f"{id_}.数值", read.kind, read.values, read.divides)
        return other if self.rng.random() < 0.5 else self.over(other)

    def condition(self) -> str:
        """Returns a condition that is always known: a fact's state, or what the unit is called."""
        rng = self.rng
        fact = rng.choice(self.formulas.facts).name
        found = [f"未报({fact})", f"不适用({fact})", f"单位 {rng.choice('=≠')} {rng.choice(list(self.units))}"]
        if self.groups:
            found.append(f"组 {rng.choice('=≠')} {rng.choice(list(self.groups))}")
        return rng.choice(found)

    def compared(self, figures: Sequence[str]) -> str:
        """Returns a comparison of one of a unit's figures with those of others."""
        rng = self.rng
        figure = rng.choice(figures)
        if rng.random() < 0.5:
            word = rng.choice(("全体名次", "本组名次", "全体倒数名次"))
            return f"{word}({figure}) {rng.choice(('<=', '>'))} {rng.randint(1, 3)}"
        word = rng.choice(("全体平均", "本组平均", "全体最高", "本组最低"))
        return f"{figure} {rng.choice(('>=', '<', '='))} {word}({figure})"

    def worked_out(self, points: Fraction) -> str:
        """Returns points by a formula."""
        made = self.formulas.number(rng_depth(self.rng))
        return self.rng.choice(
            (f"0 + {made.text}", f"{plain(points)} - {made.text}", f"{plain(points / 2)} + 全体名次({made.text})")
        )


def rng_depth(rng: random.Random) -> int:
    """Returns how deep a small formula is."""
    return rng.choice((0, 0, 1))


def _plain_kind(kind: str) -> str:
    return "number" if kind == "quotient" else kind
