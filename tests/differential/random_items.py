"""Random indicators, sections and adjustments, with targets that real values land on."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.differential.random_formula import Formula, Formulas, amount, near
from tests.differential.random_functions import SOME_FUNCTIONS, Functions
from tests.differential.random_matters import each, worth
from tests.differential.random_methods import CASES, CHECKLIST, MATTERS, Given, method
from tests.differential.random_sections import by_period, points_of
from tests.differential.texts import Map, Node, decimal, plain

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.differential.random_matters import Matters


@dataclass
class Items:
    """Makes the tree of items; the fields are what conditions may refer to, and what is allowed."""

    rng: random.Random
    formulas: Formulas
    digits: int | None
    labels: Sequence[str]
    deepest: int
    missing: bool
    twins: float
    kinds: dict[str, Formula] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    matters: Sequence[Matters] = ()
    twin: tuple[Formula, Map] | None = None
    functions: Functions | None = None

    def tree(self) -> tuple[Map, Fraction]:
        """Returns 指标 and the sum of its points."""
        count = self.rng.choice((1, 2, 2, 3, 3, 4))
        tree = self._parts([chr(ord("A") + number) for number in range(count)], 1)
        if self.twin is not None:  # a third without its twin is charged three times by itself
            scoring = self.twin[1]
            scoring["扣"] = plain(3 * Fraction(str(scoring["扣"])))
        return tree

    def _parts(self, ids: Sequence[str], depth: int) -> tuple[Map, Fraction]:
        parts: Map = {}
        total = Fraction(0)
        for id_ in ids:
            parts[id_], points = self._item(id_, depth)
            total += points
        return parts, total

    def _item(self, id_: str, depth: int) -> tuple[Map, Fraction]:
        if depth < self.deepest and self.rng.random() < 0.55:
            count = self.rng.choice((1, 2, 2, 3))
            parts, points = self._parts([f"{id_}{number}" for number in range(1, count + 1)], depth + 1)
            self.sections.append(id_)
            return {"名称": f"分项{id_}", "分值": plain(points), "分项": parts}, points
        points = self._points()
        if self.twin is not None or self.rng.random() < self.twins:
            return self._twin(id_, points), points
        node = self._indicator(id_, points, inside=depth > 1)
        return node, points_of(node)

    def _twin(self, id_: str, points: Fraction) -> Map:
        """Charges a quotient, and the next time twice as much: thirds then add up to wholes and halves."""
        rng = self.rng
        if self.twin is None:
            formula = self.formulas.safe_quotient()
            scoring: Map = {
                "方法": "未达扣分", "目标": rng.choice(("0", "1", "3", "10")), rng.choice(("每低", "每高")): "1",
                "扣": rng.choice(("0.5", "0.5", "1", "0.05", "0.005")), "不足一个扣分单位": "按比例", "扣完为止": "否",
            }  # fmt: skip
            self.twin = formula, scoring
        else:
            formula, first = self.twin
            scoring = {**first, "扣": plain(2 * Fraction(str(first["扣"])))}
            self.twin = None
        self.kinds[id_] = formula
        node: Map = {"名称": f"指标{id_}", "分值": plain(points), "计算公式": formula.text}
        return node | {"分母为零": rng.choice(("计满分", "计零分")), "计分": scoring}

    def _points(self) -> Fraction:
        digits = 2 if self.digits is None else self.digits
        if self.rng.random() < 0.8:
            return Fraction(self.rng.choice((1, 3, 5, 6, 7, 10, 15, 20, 30, 40)))
        return Fraction(self.rng.randint(1, 30 * 10**digits), 10**digits)

    def _indicator(self, id_: str, points: Fraction, *, inside: bool) -> Map:
        rng = self.rng
        if rng.random() < 0.12 and (made := by_period(rng, self.formulas.facts, points, inside=inside)):
            self.sections.append(id_)
            return made
        if rng.random() < 0.08 and (listed := self._checklist(id_, points)):
            return listed
        if rng.random() < 0.08:
            return self._by_cases(id_, points)
        if self.matters and rng.random() < 0.14:
            return self._by_matters(id_, points, inside=inside)
        formula = self._formula()
        self.kinds[id_] = formula
        node: Map = {"名称": f"指标{id_}", "分值": plain(points), "计算公式": formula.text}
        if formula.divides or ".数值" in formula.text:  # the indicator that is read may divide by zero
            node["分母为零"] = rng.choice(("不适用", "计满分", "计零分"))
        if self.missing or rng.random() < 0.1:
            node["未报"] = rng.choice(("须补报", "计零分", "视同不适用"))
        if rng.random() < 0.15:
            named = rng.sample(self.labels, min(len(self.labels), rng.choice((1, 1, 2))))
            node[rng.choice(("不适用于", "不适用于", "适用于"))] = list(named)
        if rng.random() < 0.25:
            node["数值修约"] = rounding(rng, 4, percent=formula.kind != "yes")
        if rng.random() < 0.25:
            node["系数"] = self._factor()
        if rng.random() < 0.08:
            node["不适用时"] = "计满分"
        node["计分"] = method(Given(rng, formula, points, inside))
        return node

    def _formula(self) -> Formula:
        """Returns a formula, now and then one of functions, which may read the values of indicators made before."""
        if self.functions is None or self.rng.random() >= SOME_FUNCTIONS:
            return self.formulas.indicator()
        self.functions.known = self.kinds
        return self.functions.any()

    def _factor(self) -> str:
        """Returns a factor: a number, or a fact that may be missing, not applicable or negative."""
        if self.rng.random() < 0.3:
            return self.rng.choice(("1.2", "0.8", "1", "3", "-1"))
        return f"{self.formulas.number(0).text} / {self.rng.choice(('1', '2', '5', '8'))}"

    def _checklist(self, id_: str, points: Fraction) -> Map | None:
        """Returns a list of things to be done, where there are facts for one."""
        facts = [fact for fact in self.formulas.facts if fact.kind == "yes" and not fact.of]
        if not facts:
            return None
        share = points / 2 if len(facts) > 1 else points
        worth = {fact.name: min(decimal(share), points) for fact in facts[:2]}
        if len(worth) > 1 and sum(worth.values()) > points:
            return None
        rows = zip(*(fact.values for fact in facts[:2]), strict=True)
        values = [
            None if None in row else sum((v * w for v, w in zip(row, worth.values(), strict=True) if v), Fraction(0))
            for row in rows
        ]
        self.kinds[id_] = Formula("", "number", tuple(values))
        items: Map = {name: plain(each) for name, each in worth.items()}
        return {"名称": f"指标{id_}", "分值": plain(points), "计分": {"方法": CHECKLIST, "清单": items}}

    def _by_cases(self, id_: str, points: Fraction) -> Map:
        """Returns points by cases; what its value is by unit is left to the evaluators."""
        rng = self.rng
        worth = [points, *(points * rng.randint(0, 4) / 4 for _ in range(rng.choice((0, 1, 2))))]
        rng.shuffle(worth)
        cases: list[Node] = [{"条件": self._case(), "得": plain(decimal(each))} for each in worth]
        node: Map = {"名称": f"指标{id_}", "分值": plain(points)}
        more: Map = {}
        if self.functions is not None and rng.random() < 0.4:
            first = cases[0]
            assert isinstance(first, dict), "a case has keys"
            first["得"] = self.functions.worked_out(points)
            more = {"最低得": plain(Fraction(-rng.randint(1, 5)))} if rng.random() < 0.5 else {}
            node["分母为零"] = rng.choice(("不适用", "计零分"))
        if rng.random() < 0.2:
            node["未报"] = rng.choice(("须补报", "计零分", "视同不适用"))
        self.kinds[id_] = Formula("", "number", (None,) * self.formulas.count, divides="分母为零" in node)
        return node | {"计分": {"方法": CASES, "情形": cases, "其余得": "0", **more}}

    def _by_matters(self, id_: str, points: Fraction, *, inside: bool) -> Map:
        """Returns points for matters, or points off for them; what their value is is left to the evaluators."""
        rng = self.rng
        scoring: Map = {"方法": rng.choice(MATTERS), **worth(rng, rng.choice(self.matters))}
        if scoring["方法"] == MATTERS[0]:
            scoring["扣分范围"] = rng.choice(("本项", "本类", "总分") if inside else ("本项", "总分"))
            if rng.random() < 0.3 and scoring["扣分范围"] != "本类":
                scoring["最多扣"] = plain(decimal(points * rng.choice((1, 3)) / rng.choice((2, 4))))
        if rng.random() < 0.3:
            scoring["佐证"] = rng.choice(("必需", "必需", "不要求"))
        node: Map = {"名称": f"指标{id_}", "分值": plain(points)}
        if rng.random() < 0.3:
            node["未报"] = rng.choice(("须补报", "计零分", "视同不适用"))
        self.kinds[id_] = Formula("", "number", (None,) * self.formulas.count)
        return node | {"计分": scoring}

    def _case(self) -> str:
        """Returns a condition over facts, now and then one over their options."""
        rng = self.rng
        facts = [fact for fact in self.formulas.facts if fact.kind == "choice"]
        if facts and rng.random() < 0.4:
            fact = rng.choice(facts)
            options = fact.declaration["选项"]
            assert isinstance(options, list), "a choice has options"
            return f"{fact.name} {rng.choice(('=', '≠'))} {rng.choice(options)}"
        if self.functions is not None and rng.random() < 0.2:
            return self.functions.condition()
        made = self.formulas.number(0)
        one = f"{made.text} {rng.choice(('>=', '<', '='))} {amount(near(rng, made.values), 'number')}"
        joined = rng.choice(("", "", " 且 ", " 或 "))
        return f"{one}{joined}{self._case()}" if joined else rng.choice((one, f"非 ({one})"))

    def _claimed(self) -> Formula:
        chance = self.rng.random()
        if chance < 0.2 and self.twins < 1 and self.functions is not None:
            return self.functions.number()
        if chance < 0.3 and self.twins < 1:
            return self.formulas.divided_number()
        return self.formulas.number(0 if chance < 0.6 else self.rng.choice((1, 2)))

    def adjustments(self, word: str, letter: str) -> Map:
        """Returns 加分 or 扣分: adjustments, some of them in groups."""
        rng = self.rng
        made: Map = {}
        for number in range(1, rng.choice((1, 2, 3, 4))):
            id_ = f"{letter}{number}"
            if rng.random() < 0.25:
                parts: Map = {
                    f"{id_}_{part}": self._adjustment(word, grouped=True) for part in range(1, rng.choice((2, 3, 4)))
                }
                made[id_] = {"名称": f"类{id_}", f"{word}上限": plain(self._cap()), "分项": parts}
            else:
                made[id_] = self._adjustment(word, grouped=False)
        return made

    def _cap(self) -> Fraction:
        rng, unit = self.rng, 10 ** (2 if self.digits is None else self.digits)
        return Fraction(rng.randint(1, 5)) if rng.random() < 0.7 else Fraction(rng.randint(1, 5 * unit), unit)

    def _adjustment(self, word: str, *, grouped: bool) -> Map:
        """Returns an adjustment by matters, by a method, or by so much for each; its cap bites often."""
        rng = self.rng
        node: Map = {"名称": f"{word}项"}
        cap = self._cap()
        scored = False
        if self.matters and rng.random() < 0.6:
            node |= worth(rng, rng.choice(self.matters))
        elif scored := self.twins < 1 and rng.random() < 0.35:
            formula = self.formulas.indicator()
            node |= {"计算公式": formula.text, "计分": method(Given(rng, formula, cap, inside=False))}
        else:
            node |= {"计算公式": self._claimed().text, "每项": each(rng)}
        if scored or not (grouped or word == "扣分") or rng.random() < 0.6:
            node[f"{word}上限"] = plain(cap)
        if rng.random() < 0.4:
            node["佐证"] = rng.choice(("必需", "必需", "不要求"))
        if word == "扣分" and rng.random() < 0.5:
            node["未报"] = rng.choice(("须补报", "视同没有"))
        return node


def rounding(rng: random.Random, most: int, *, percent: bool = False, least: int = 0) -> Node:
    """Returns digits alone, or digits with a mode of their own."""
    digits = str(rng.randint(least, most))
    if rng.random() < 0.3:
        return digits
    node: Map = {"小数位": digits, "方式": rng.choice(MODES)}
    if percent and rng.random() < 0.8:
        node["按百分数"] = rng.choice(("是", "是", "是", "否"))
    return node


MODES = ("四舍五入", "四舍六入五成双", "只舍不入", "只入不舍")
