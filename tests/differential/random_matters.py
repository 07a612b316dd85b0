"""Facts that list matters, and what schemes say that matters are worth, at random."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.differential.random_facts import UNREPORTED
from tests.differential.texts import Map, Node, plain

if TYPE_CHECKING:
    import random

    from tests.differential.random_facts import Habits

CLASSES = ("国家级", "省级", "市级")
CIRCUMSTANCES = ("活动期间", "整改不力")
YEAR = "2021"
# Days on both ends of the commonest period, next to them, and twice the same.
DATES = ("2020-09-30", "2020-10-01", "2021-03-05", "2021-03-05", "2021-04-01", "2021-09-30", "2021-10-01")


@dataclass(frozen=True, slots=True)
class Matters:
    """A fact of a case that lists matters, of some classes or of none; `dated`: each has a date or a year."""

    name: str
    classes: tuple[str, ...]
    circumstances: tuple[str, ...]
    dated: bool
    declaration: Map
    cells: tuple[Node | None, ...]


def random_matters(rng: random.Random, habits: Habits) -> list[Matters]:
    """Makes facts that list matters; the same few names come back, in one fact and in several."""
    if rng.random() < 0.35:
        return []
    made = []
    for name in ("事甲", "事乙")[: rng.choice((1, 1, 2))]:
        classes = CLASSES[: rng.choice((0, 0, 2, 3))]
        circumstances = CIRCUMSTANCES[: rng.choice((0, 1, 2))]
        declaration: Map = {"类型": "事项"}
        if classes:
            declaration["类别"] = list(classes)
        if circumstances:
            declaration["情形"] = list(circumstances)
        bare = Matters(name, classes, circumstances, rng.random() < 0.5, declaration, ())
        cells = tuple(_of_unit(rng, bare, habits) for _ in range(habits.units))
        made.append(Matters(name, classes, circumstances, bare.dated, declaration, cells))
    return made


def _of_unit(rng: random.Random, fact: Matters, habits: Habits) -> Node | None:
    chance = rng.random()
    if chance < habits.missing:
        return rng.choice(UNREPORTED)
    if chance < habits.missing + habits.void:
        return {"核定": "不适用"}
    told: Node = [_matter(rng, fact) for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4, 5)))] or "无"
    return rng.choice((told, {"核定": told}, {"自评": "无", "核定": told}, {"自评": told}))


def _matter(rng: random.Random, fact: Matters) -> Node:
    matter: Map = {"事项": rng.choice(("文一", "文 一", "文二", "文三", "文四"))}
    if fact.classes:
        matter["类别"] = rng.choice(fact.classes)
    if rng.random() < 0.3:
        matter["级次"] = rng.choice(("1", "2", "3"))
    if fact.circumstances and rng.random() < 0.4:
        some = rng.sample(fact.circumstances, rng.randint(1, len(fact.circumstances)))
        matter["情形"] = some[0] if len(some) == 1 and rng.random() < 0.5 else list(some)
    by_year = rng.random() < 0.25
    if by_year:
        matter["归属年度"] = rng.choice(("2020", YEAR, YEAR))
    if rng.random() < 0.7 or (fact.dated and not by_year):
        matter["日期"] = rng.choice(DATES)
    if rng.random() < 0.7:
        matter["佐证"] = rng.choice(("材料", "材料", "材料", "无"))
    return matter


def worth(rng: random.Random, fact: Matters) -> Map:
    """Returns what the matters of a fact are worth, as an adjustment or a method says it."""
    same = rng.choice(("就高不就低", "就高不就低", "逐项累计", "依次酌减"))
    node: Map = {"事项": fact.name, "每项": _each_of(rng, fact), "同一事项": same}
    if same == "依次酌减":
        node["酌减比例"] = rng.choice(("50%", "50%", "30%", "0%", "12.5%"))
    if rng.random() < 0.3:
        node["每级加"] = each(rng)
    if rng.random() < 0.4:
        node["再次发生"] = rng.choice(("2", "2", "1.5", "3"))
    if fact.circumstances and rng.random() < 0.6:
        some = rng.sample(fact.circumstances, rng.randint(1, len(fact.circumstances)))
        node["情形加倍"] = {word: rng.choice(("2", "2", "1.5", "4")) for word in some}
    if fact.dated and rng.random() < 0.6:
        node["只计期内"] = rng.choice(("是", "是", "是", "否"))
    return node


def each(rng: random.Random) -> str:
    """Returns the points of one thing."""
    return plain(Fraction(rng.choice((1, 1, 2, 1, 3)), rng.choice((1, 2, 4, 8))))


def _each_of(rng: random.Random, fact: Matters) -> Node:
    if not fact.classes or rng.random() < 0.3:
        return each(rng)
    return {class_: "0" if rng.random() < 0.1 else each(rng) for class_ in fact.classes}
