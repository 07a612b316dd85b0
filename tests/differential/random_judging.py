"""Random conditions, tiers with quotas, and rankings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.differential.random_formula import Formula, Formulas, amount, near
from tests.differential.random_items import MODES
from tests.differential.texts import Map, Node, decimal, plain

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.differential.random_functions import Functions
    from tests.differential.random_matters import Matters

TIERS = ("优秀", "优良", "合格", "基本合格", "不合格")
SHARES = ("0%", "10%", "15%", "25%", "30%", "33%", "37.5%", "50%", "66.67%", "100%")
BASES = ("全部参评单位", "已评定单位", "本组参评单位", "本组已评定单位")
PERIODS = 0.4
COMPARED = 0.25
OPERATORS = (">=", ">", "<=", "<", "=", "≠")
ORDERED = (">=", ">", "<=", "<", ">=", "<")


class Reach(IntEnum):
    """How far a condition reads: what is complete when it is decided."""

    VALUES = 1
    ITEMS = 2
    BASE = 3
    TOTAL = 4
    RANK = 5


@dataclass
class Judging:
    """Makes conditions, tiers and rankings; `rules` are those that a condition may ask about.

    `heights` says of every item how many levels of parts it has; `reach` and `below` bound what conditions read.
    """

    rng: random.Random
    formulas: Formulas
    values: dict[str, Formula]
    items: list[str]
    full: Fraction
    by_group: bool
    labels: Sequence[str] = ()
    groups: Sequence[str] = ()
    matters: Sequence[Matters] = ()
    heights: dict[str, int] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    reach: Reach = Reach.TOTAL
    below: int = 0
    functions: Functions | None = None

    def reaching(self, reach: Reach, below: int = 0) -> Judging:
        """Returns a maker of conditions that read no further; items only of less than a height, where one is given."""
        return replace(self, reach=reach, below=below)

    def condition(self, depth: int) -> str:
        """Returns a condition of comparisons joined by 且, 或 and 非."""
        if depth == 0:
            return self._atom()
        choice = self.rng.random()
        if choice < 0.25:
            return f"非 ({self.condition(depth - 1)})"
        word = " 且 " if choice < 0.6 else " 或 "
        count = self.rng.choice((2, 2, 3))
        return word.join(f"({self.condition(depth - 1)})" for _ in range(count))

    def _atom(self) -> str:
        makers = [self._fact, self._fact, self._fact, self._value]
        if self._readable():
            makers += [self._item, self._item]
        if self.reach >= Reach.BASE:
            makers += [self._figure, self._figure]
        if self.rules and self.rng.random() < 0.25:
            return self._fired()
        if self.rng.random() < PERIODS and (found := self._periods()):
            return found
        if self.functions is not None and self.rng.random() < COMPARED:
            figures = self._figures()
            compares = figures and self.rng.random() < 0.5
            return self.functions.compared(figures) if compares else self.functions.condition()
        return self.rng.choice(makers)()

    def _fired(self) -> str:
        """Asks about a rule, or counts how many of several have fired."""
        rng = self.rng
        if rng.random() < 0.5:
            return f"已触发({rng.choice(self.rules)})"
        some = rng.sample(self.rules, rng.randint(1, min(3, len(self.rules))))
        counted = f"触发数({', '.join(some)})"
        level = rng.choice(("1", "1", "2", "2", "0", "3", "1.5", f"触发数({rng.choice(self.rules)})"))
        sides = [counted, level] if rng.random() < 0.8 else [level, counted]
        return f" {rng.choice(OPERATORS)} ".join(sides)

    def _figures(self) -> list[str]:
        """Returns the points that a condition may compare with those of other units."""
        figures = [f"{item}.得分" for item in self.rng.sample(self._readable(), min(1, len(self._readable())))]
        figures += ["基础分"] if self.reach >= Reach.BASE else []
        return figures + (["得分", "扣分"] if self.reach >= Reach.TOTAL else [])

    def _readable(self) -> list[str]:
        """Returns the items that a condition may read."""
        if self.reach < Reach.ITEMS:
            return []
        return [item for item in self.items if not self.below or self.heights[item] < self.below]

    def each_period(self) -> str | None:
        """Returns a condition that is decided period by period, where a case has a fact with periods."""
        facts = [fact for fact in self.formulas.facts if fact.of]
        if not facts:
            return None
        fact = self.rng.choice(facts)
        if fact.kind == "yes":
            return self.rng.choice((str(fact.of), f"非 {fact.of}"))
        level = amount(near(self.rng, fact.values), {"percent": "rate"}.get(fact.kind, "number"))
        return f"{fact.of} {self.rng.choice(ORDERED)} {level}"

    def _periods(self) -> str | None:
        """Returns a condition over the periods of a fact, where a case has one."""
        facts = [fact for fact in self.formulas.facts if fact.of]
        facts = [fact for fact in facts if sum(each.of == fact.of for each in facts) > 1]
        if not facts or self.rng.random() < PERIODS:
            found = self.formulas.over_periods()
            return self._against(found) if found else None
        fact = self.rng.choice(facts)
        count = sum(each.of == fact.of for each in facts)
        kind = {"percent": "rate"}.get(fact.kind, "number")
        level = amount(near(self.rng, fact.values), kind)
        condition = str(fact.of) if fact.kind == "yes" else f"{fact.of} {self.rng.choice(ORDERED)} {level}"
        if self.rng.random() < PERIODS:
            condition = f"非 ({condition})"
        return f"连续({condition}, {self.rng.randint(2, min(count, 4))})"

    def _matters(self) -> str:
        """Compares the number of matters, of all or of one class."""
        fact = self.rng.choice(self.matters)
        name = (
            f"{fact.name}.{self.rng.choice(fact.classes)}"
            if fact.classes and self.rng.random() < PERIODS
            else fact.name
        )
        return f"{name} {self.rng.choice(OPERATORS)} {self.rng.randint(0, 3)}"

    def _fact(self) -> str:
        rng, formulas = self.rng, self.formulas
        if self.matters and rng.random() < PERIODS:
            return self._matters()
        choice = rng.choice(("number", "number", "yes", "yes", "choice", "choice", "rate", "quotient", "point"))
        if choice == "yes" and (fact := formulas.leaf(("yes",), "yes")):
            return rng.choice((fact.text, fact.text, f"{fact.text} = 否", f"{fact.text} ≠ 是", f"是 = {fact.text}"))
        if choice == "choice" and (found := self._options()):
            return found
        made = {
            "rate": lambda: formulas.leaf(("percent",), "rate") or formulas.safe_quotient(),
            "quotient": formulas.safe_quotient,
            "point": self._point,
        }.get(choice, lambda: formulas.number(0))()
        return self._against(made)

    def _point(self) -> Formula:
        left = self.formulas.leaf(("percent",), "rate")
        if left is None:
            return self.formulas.safe_quotient()
        right = self.formulas.leaf(("percent",), "rate")
        assert right is not None, "there is a percentage"
        pairs = zip(left.values, right.values, strict=True)
        values = tuple(None if a is None or b is None else a - b for a, b in pairs)
        return Formula(f"{left.text} - {right.text}", "point", values)

    def _against(self, formula: Formula) -> str:
        """Compares a formula with a level that is near its values, or with two."""
        level = amount(near(self.rng, formula.values), formula.kind)
        if self.rng.random() < 0.15:
            return f"{level} <= {formula.text} < {amount(near(self.rng, formula.values), formula.kind)}"
        return f"{formula.text} {self.rng.choice(OPERATORS)} {level}"

    def _options(self) -> str | None:
        facts = [fact for fact in self.formulas.facts if fact.kind == "choice"]
        if not facts:
            return None
        fact, other = self.rng.choice(facts), self.rng.choice(facts)
        operator = self.rng.choice(("=", "≠"))
        if other is not fact:
            return f"{fact.name} {operator} {other.name}"
        options = fact.declaration["选项"]
        assert isinstance(options, list), "a choice has options"
        return f"{fact.name} {operator} {self.rng.choice(options)}"

    def _figure(self) -> str:
        rng = self.rng
        figures = ["基础分", "基础分", "各一级指标最低得分率"]
        if self.reach >= Reach.TOTAL:
            figures += ["得分", "得分", "得分", "加分", "扣分"]
        if self.reach is Reach.RANK:
            figures += ["名次"] * 4 + ["倒数名次"] * 2
        figure = rng.choice(figures)
        if "名次" in figure:
            return f"{figure} {rng.choice(OPERATORS)} {rng.randint(1, 4)}"
        if figure == "各一级指标最低得分率":
            return f"{figure} {rng.choice(ORDERED)} {self._share()}"
        if figure in ("加分", "扣分"):
            return f"{figure} {rng.choice(OPERATORS)} {plain(Fraction(rng.randint(0, 6), 2))}"
        return f"{figure} {rng.choice(ORDERED)} {self.line()}"

    def line(self) -> str:
        """Returns a line between the lowest and the highest total."""
        return plain(decimal(self.full * self.rng.randint(0, 20) / 20))

    def _share(self) -> str:
        return self.rng.choice(("0%", "25%", "33.33%", "50%", "60%", "75%", "80%", "90%", "100%"))

    def _item(self) -> str:
        item = self.rng.choice(self._readable())
        if self.rng.random() < 0.5:
            return f"{item}.得分率 {self.rng.choice(ORDERED)} {self._share()}"
        points = plain(Fraction(self.rng.randint(0, 40), 2))
        return f"{item}.得分 {self.rng.choice(OPERATORS)} {points}"

    def _value(self) -> str:
        if not self.values:
            return self._fact()
        id_ = self.rng.choice(list(self.values))
        formula = self.values[id_]
        if formula.kind == "yes":
            return self.rng.choice((f"{id_}.数值", f"{id_}.数值 = 否"))
        return self._against(Formula(f"{id_}.数值", formula.kind, formula.values))

    def all_tiers(self, names: list[str]) -> list[Node]:
        """Returns 等次, the lines descending as a rule."""
        lines = sorted((self.rng.randint(0, 20) for _ in names[:-1]), reverse=True)
        tiers: list[Node] = []
        for name, line in zip(names[:-1], lines, strict=True):
            condition = f"得分 >= {plain(decimal(self.full * line / 20))}"
            chance = self.rng.random()
            if chance < 0.25:
                condition += f" 且 ({self.condition(self.rng.choice((0, 0, 1)))})"
            elif chance < 0.35:
                condition = self.condition(1)
            tier: Map = {"名称": name, "条件": condition}
            if self.rng.random() < 0.55:
                tier.update(self._quota())
            tiers.append(tier)
        return [*tiers, {"名称": names[-1], "条件": "其余"}]

    def _quota(self) -> Map:
        rng = self.rng
        node: Map = {}
        if rng.random() < 0.65:
            node |= {"比例上限": rng.choice(SHARES), "取整": rng.choice(MODES)}
        else:
            node["名额"] = str(rng.choice((0, 1, 1, 2, 3)))
        node["名额基数"] = base = rng.choice(BASES[2:] if self.by_group else BASES)
        if "名额" in node and self.groups and base.startswith("本组") and rng.random() < 0.5:
            node["名额"] = {group: str(rng.choice((0, 1, 1, 2, 3))) for group in self.groups}
        return node | self._ties(("从严", "从宽"))

    def _ties(self, words: tuple[str, ...]) -> Map:
        if self.items and self.rng.random() < 0.35:
            return {"依次比较": list(self.rng.sample(self.items, self.rng.randint(1, min(2, len(self.items)))))}
        return {"并列": self.rng.choice(words)}

    def ranking(self) -> Map:
        """Returns 名次; by group more often than practice has it."""
        node = self._ties(("占名次", "不占名次"))
        node["范围"] = "分组" if self.by_group else self.rng.choice(("全部", "分组"))
        if self.rng.random() < 0.2:
            node["不参加排名"] = self.condition(self.rng.choice((0, 1)))
        return node


def set_lines(scheme: Map, totals: list[Fraction], rng: random.Random) -> None:
    """Moves the lines of tiers onto totals that units have."""
    tiers = scheme["等次"]
    assert isinstance(tiers, list), "a scheme has tiers"
    chosen = sorted((rng.choice(totals) for _ in tiers), reverse=True)
    for tier, line in zip(tiers, chosen, strict=True):
        assert isinstance(tier, dict), "a tier has keys"
        condition = str(tier["条件"])
        if condition.startswith("得分 >= "):
            _, _, rest = condition.removeprefix("得分 >= ").partition(" ")
            tier["条件"] = f"得分 >= {plain(line)}{' ' + rest if rest else ''}"
