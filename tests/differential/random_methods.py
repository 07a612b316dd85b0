"""A random use of every scoring method, with all its options and marks that real values land on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.differential.random_formula import Formula, amount, near
from tests.differential.texts import Map, Node, decimal, plain

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

LEAST_STEP = Fraction(1, 10**6)
PARTS = ("按比例", "按比例", "不足不计", "不足按一个单位计")


@dataclass(frozen=True, slots=True)
class Given:
    """What a method is made for: the value, full points, and whether a section is around it."""

    rng: random.Random
    formula: Formula
    points: Fraction
    inside: bool

    def kinds(self) -> tuple[str, str]:
        """Returns how a level and a step are written."""
        kind = self.formula.kind
        if kind == "quotient":
            kind = self.rng.choice(("number", "rate", "point"))
        return kind, "point" if kind == "rate" else kind

    def level(self) -> Fraction:
        """Returns a number on or next to a value."""
        return near(self.rng, self.formula.values)

    def levels(self, least: int, most: int) -> list[Fraction]:
        """Returns different numbers, ascending."""
        found = {self.level() for _ in range(self.rng.randint(least, most))}
        while len(found) < least:
            found.add(max(found) + self.rng.randint(1, 5))
        return sorted(found)

    def step(self, target: Fraction) -> Fraction:
        """Returns a step that often divides a gap."""
        rng = self.rng
        gaps = [abs(value - target) for value in self.formula.values if value is not None and value != target]
        step = decimal(rng.choice(gaps) / rng.choice((1, 2, 3, 4))) if gaps and rng.random() < 0.6 else Fraction(0)
        return step if step >= LEAST_STEP else Fraction(rng.choice((1, 2, 3, 5)), rng.choice((1, 10, 100)))

    def charge(self) -> str:
        """Returns points for a step."""
        return plain(Fraction(self.rng.choice((1, 2, 3, 5, 10, 25)), self.rng.choice((1, 2, 10))))

    def share(self) -> str:
        """Returns some of the full points."""
        return plain(_down(self.points * self.rng.randint(0, 4) / 4, self.points))

    def most(self) -> Map:
        """Returns 最多扣, or not."""
        if self.rng.random() < 0.5:
            return {}
        return {"最多扣": plain(decimal(self.points * self.rng.choice((1, 3, 5)) / self.rng.choice((2, 4))))}


def _down(value: Fraction, most: Fraction) -> Fraction:
    return min(decimal(value), most)


def threshold(of: Given) -> Map:
    if of.formula.kind == "yes":
        return {"等于": of.rng.choice(("是", "是", "否"))}
    return {of.rng.choice(("不低于", "高于", "不高于", "低于", "等于")): amount(of.level(), of.kinds()[0])}


def yes_no(of: Given) -> Map:
    return {"要求": of.rng.choice(("是", "否"))}


def shortfall(of: Given) -> Map:
    target, (kind, step_kind) = of.level(), of.kinds()
    return {
        "目标": amount(target, kind),
        of.rng.choice(("每低", "每高")): amount(of.step(target), step_kind),
        "扣": of.charge(),
        "不足一个扣分单位": of.rng.choice(PARTS),
        "扣完为止": of.rng.choice(("是", "是", "否")),
        **of.most(),
    }


def two_slope(of: Given) -> Map:
    low, *_, high = of.levels(2, 3)
    kind, step_kind = of.kinds()
    falling = of.rng.random() < 0.5
    return {
        "目标": amount(high if falling else low, kind),
        "第二目标": amount(low if falling else high, kind),
        "每低" if falling else "每高": amount(of.step(high if falling else low), step_kind),
        "扣": of.charge(),
        "第二档扣": of.charge(),
        "计法": of.rng.choice(("分段", "全额")),
        "不足一个扣分单位": of.rng.choice(PARTS),
        "扣完为止": of.rng.choice(("是", "是", "否")),
        **of.most(),
    }


def occurrence(of: Given) -> Map:
    scopes = ("本项", "本类", "本类", "总分") if of.inside else ("本项", "总分")
    scope = of.rng.choice(scopes)
    if scope != "本类":
        return {"每发生": _count(of), "扣": of.charge(), "扣分范围": scope, **of.most()}
    # So much that it often takes all that the section has.
    each = plain(decimal(of.points * of.rng.choice((1, 2, 5))))
    return {"每发生": of.rng.choice(("1", "0.5")), "扣": each, "扣分范围": scope}


def count(of: Given) -> Map:
    return {"每": _count(of), "得": of.charge()}


def _count(of: Given) -> str:
    return of.rng.choice(("1", "1", "2", "0.5", plain(of.step(Fraction(0)))))


def surplus(of: Given) -> Map:
    mark, (kind, step_kind) = of.level(), of.kinds()
    return {
        "起点": amount(mark, kind),
        of.rng.choice(("每高", "每高", "每低")): amount(of.step(mark), step_kind),
        "加": of.charge(),
        "不足一个加分单位": of.rng.choice(PARTS),
    }


def bands(of: Given) -> Map:
    rng, kind = of.rng, of.kinds()[0]
    edges = of.levels(1, 4)
    form = rng.choice((_from_below, _from_above, _closed))
    found = form(rng, [amount(edge, kind) for edge in edges], [of.share() for _ in edges])
    third = plain(decimal(of.points / 3) if of.points > 1 else of.points)
    return {"档次": found, "其余得": rng.choice(("0", "0", "-2", third))}


def window(of: Given) -> Map:
    (low, *_, high), (kind, step_kind) = of.levels(2, 3), of.kinds()
    node: Map = {"不低于": amount(low, kind), "不高于": amount(high, kind)}
    if of.rng.random() < 0.6:
        node["每偏离"] = amount(of.step(of.rng.choice((low, high))), step_kind)
        node |= {"扣": of.charge(), "不足一个扣分单位": of.rng.choice(PARTS)}
    return node


def proportional(of: Given) -> Map:
    level = of.level()
    return {"目标": amount(level if level > 0 else Fraction(of.rng.randint(1, 9)), of.kinds()[0])}


def inverse(of: Given) -> Map:
    (one, *_, other), kind = of.levels(2, 3), of.kinds()[0]
    best, worst = of.rng.choice(((one, other), (other, one)))
    node: Map = {"最优值": amount(best, kind), "最差值": amount(worst, kind)}
    return node | ({"基础分": of.share()} if of.rng.random() < 0.5 else {})


def interpolation(of: Given) -> Map:
    kind = of.kinds()[0]
    knots: list[Node] = [{"数值": amount(level, kind), "得": of.share()} for level in of.levels(2, 5)]
    return {"各点": knots[::-1] if of.rng.random() < 0.5 else knots}


def year_on_year(of: Given) -> Map:
    rng, step_kind = of.rng, of.kinds()[1]
    node: Map = {
        "向好": rng.choice(("上升", "下降")),
        "持平得": of.share(),
        "每变化": amount(of.step(Fraction(0)), step_kind),
        "不足一个扣分单位": rng.choice(PARTS),
    }
    if rng.random() < 0.6:
        node["改善加"] = of.charge()
    return node | ({"恶化不得分": "是"} if rng.random() < 0.3 else {"恶化扣": of.charge()})


def rank_points(of: Given) -> Map:
    node: Map = {
        "排序": of.rng.choice(("由高到低", "由低到高")),
        "每名递减": of.rng.choice(("5%", "10%", "2.5%", "40%")),
        "最低得": of.rng.choice(("0", of.share())),
        "并列": of.rng.choice(("占名次", "不占名次")),
    }
    return node | ({"范围": of.rng.choice(("全部", "分组", "分组"))} if of.rng.random() < 0.7 else {})


def as_points(of: Given) -> Map:
    least = of.rng.choice((Fraction(0), Fraction(-5), Fraction(-1, 2), -of.points))
    return {"最低得": plain(decimal(least))}


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
    return [
        {"不低于" if upper[i] else "高于": edges[i], "低于" if upper[i + 1] else "不高于": edges[i + 1], "得": worth[i]}
        for i in range(len(edges) - 1)
    ]


ALL = frozenset(("number", "rate", "point", "quotient"))
COUNTED = frozenset(("number", "quotient"))
# By the word of the method: the kinds of value that it can score, and how it is made.
STRATEGIES: MappingProxyType[str, tuple[frozenset[str], Callable[[Given], Map]]] = MappingProxyType(
    {
        "达标得满分": (ALL | {"yes"}, threshold),
        "是否得分": (frozenset(("yes",)), yes_no),
        "未达扣分": (ALL, shortfall),
        "双斜率扣分": (ALL, two_slope),
        "每发生扣分": (COUNTED, occurrence),
        "按次得分": (COUNTED, count),
        "每超加分": (ALL, surplus),
        "分档计分": (ALL, bands),
        "目标区间": (ALL, window),
        "按比例得分": (ALL, proportional),
        "优劣值计分": (ALL, inverse),
        "插值计分": (ALL, interpolation),
        "按值得分": (COUNTED, as_points),
        "同比计分": (frozenset(("number", "point", "quotient")), year_on_year),
        "按名次得分": (ALL, rank_points),
    }
)
# They make their own values: see `random_items`.
CHECKLIST, CASES = "清单计分", "按情形得分"
MATTERS = ("按事项扣分", "按事项得分")


def method(of: Given) -> Map:
    """Returns 计分, by one of the methods that can score the value; the oldest ones more often."""
    words = [word for word, (kinds, _) in STRATEGIES.items() if of.formula.kind in kinds]
    words += ["未达扣分", "未达扣分", "分档计分", "达标得满分"] if of.formula.kind != "yes" else []
    if of.inside and "每发生扣分" in words:
        words += ["每发生扣分", "每发生扣分", "每发生扣分"]
    word = of.rng.choice(words)
    return {"方法": word, **STRATEGIES[word][1](of)}
