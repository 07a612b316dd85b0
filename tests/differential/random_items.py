"""Random indicators, sections and bonuses, with targets that real values land on."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.differential.random_formula import Formula, Formulas, amount, near
from tests.differential.texts import Map, Node, decimal, plain

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

LEAST_STEP = Fraction(1, 10**6)


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
    twin: tuple[Formula, Map] | None = None

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
        return self._indicator(id_, points), points

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

    def _indicator(self, id_: str, points: Fraction) -> Map:
        rng = self.rng
        formula = self.formulas.indicator()
        self.kinds[id_] = formula
        node: Map = {"名称": f"指标{id_}", "分值": plain(points), "计算公式": formula.text}
        if formula.divides:
            node["分母为零"] = rng.choice(("不适用", "计满分", "计零分"))
        if self.missing or rng.random() < 0.1:
            node["未报"] = rng.choice(("须补报", "计零分", "视同不适用"))
        if rng.random() < 0.15:
            node["不适用于"] = list(rng.sample(self.labels, min(len(self.labels), rng.choice((1, 1, 2)))))
        if rng.random() < 0.25:
            node["数值修约"] = rounding(rng, 4, percent=formula.kind != "yes")
        node["计分"] = self._method(formula, points)
        return node

    def _method(self, formula: Formula, points: Fraction) -> Map:
        if formula.kind == "yes":
            return {"方法": "达标得满分", "等于": self.rng.choice(("是", "是", "否"))}
        make = self.rng.choice((self._threshold, self._deduction, self._deduction, self._bands))
        return make(formula, points)

    def _threshold(self, formula: Formula, _points: Fraction) -> Map:
        key = self.rng.choice(("不低于", "高于", "不高于", "低于", "等于"))
        return {"方法": "达标得满分", key: self._level(formula)}

    def _level(self, formula: Formula) -> str:
        kind = formula.kind
        if kind == "quotient":
            kind = self.rng.choice(("number", "rate", "point"))
        return amount(near(self.rng, formula.values), kind)

    def _deduction(self, formula: Formula, points: Fraction) -> Map:
        rng = self.rng
        target = near(rng, formula.values)
        gaps = [abs(value - target) for value in formula.values if value is not None and value != target]
        step = decimal(rng.choice(gaps) / rng.choice((1, 2, 3, 4))) if gaps and rng.random() < 0.6 else Fraction(0)
        if step < LEAST_STEP:
            step = Fraction(rng.choice((1, 2, 3, 5)), rng.choice((1, 10, 100)))
        kind, step_kind = formula.kind, formula.kind
        if kind == "quotient":
            kind = rng.choice(("number", "rate", "point"))
            step_kind = kind
        each = Fraction(rng.choice((1, 2, 3, 5, 10, 25)), rng.choice((1, 2, 10)))
        node: Map = {
            "方法": "未达扣分",
            "目标": amount(target, kind),
            rng.choice(("每低", "每高")): amount(step, "point" if step_kind == "rate" else step_kind),
            "扣": plain(each),
            "不足一个扣分单位": rng.choice(("按比例", "按比例", "不足不计", "不足按一个单位计")),
            "扣完为止": rng.choice(("是", "是", "否")),
        }
        if rng.random() < 0.5:
            node["最多扣"] = plain(decimal(points * rng.choice((1, 3, 5)) / rng.choice((2, 4))))
        return node

    def _bands(self, formula: Formula, points: Fraction) -> Map:
        rng = self.rng
        kind = rng.choice(("number", "rate", "point")) if formula.kind == "quotient" else formula.kind
        edges = sorted({near(rng, formula.values) for _ in range(rng.randint(1, 4))})
        shares = [Fraction(rng.randint(0, 4), 4) for _ in edges]
        worth = [plain(decimal(points * share)) if share < 1 else plain(points) for share in shares]
        bands = rng.choice((_from_below, _from_above, _closed))(rng, [amount(edge, kind) for edge in edges], worth)
        rest = rng.choice(("0", "0", "-2", plain(decimal(points / 3) if points > 1 else points)))
        return {"方法": "分档计分", "档次": bands, "其余得": rest}

    def _claimed(self) -> Formula:
        chance = self.rng.random()
        if chance < 0.3 and self.twins < 1:
            return self.formulas.divided_number()
        return self.formulas.number(0 if chance < 0.6 else self.rng.choice((1, 2)))

    def bonus(self, number: int) -> Map:
        """Returns a bonus; its cap bites often."""
        rng = self.rng
        unit = 10 ** (2 if self.digits is None else self.digits)
        cap = Fraction(rng.randint(1, 5)) if rng.random() < 0.7 else Fraction(rng.randint(1, 5 * unit), unit)
        each = Fraction(rng.choice((1, 1, 2, 1, 3)), rng.choice((1, 2, 4, 8)))
        formula = self._claimed()
        return {"名称": f"加分{number}", "计算公式": formula.text, "每项": plain(each), "加分上限": plain(cap)}


def _from_below(rng: random.Random, edges: list[str], worth: list[str]) -> list[Node]:
    keys = [rng.choice(("不低于", "不低于", "高于")) for _ in edges]
    found: list[Node] = [{key: edge, "得": points} for key, edge, points in zip(keys, edges, worth, strict=True)]
    return found[::-1] if rng.random() < 0.5 else found


def _from_above(rng: random.Random, edges: list[str], worth: list[str]) -> list[Node]:
    keys = [rng.choice(("不高于", "低于", "低于")) for _ in edges]
    return [{key: edge, "得": points} for key, edge, points in zip(keys, edges, worth, strict=True)]


def _closed(rng: random.Random, edges: list[str], worth: list[str]) -> list[Node]:
    """Returns bands with both ends written, every border belonging to one side."""
    if len(edges) == 1:
        return _from_below(rng, edges, worth)
    upper = [rng.random() < 0.5 for _ in edges]
    found: list[Node] = [
        {
            "不低于" if upper[i] else "高于": edges[i],
            "低于" if upper[i + 1] else "不高于": edges[i + 1],
            "得": worth[i],
        }
        for i in range(len(edges) - 1)
    ]
    return found


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
