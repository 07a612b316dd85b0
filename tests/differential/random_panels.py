"""Random facts with marks: raters who mark alike, too high or too seldom low, too few marks, and none at all."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.differential.random_facts import Fact, Habits

if TYPE_CHECKING:
    import random

    from tests.differential.texts import Map, Node

FIGURES = {"平均": "decimal", "最高": "decimal", "最低": "decimal", "合计": "decimal", "个数": "positive"}


@dataclass(frozen=True, slots=True)
class Panel:
    """A fact with marks, and about what its units have."""

    name: str
    declaration: Map
    cells: tuple[Node | None, ...]
    levels: tuple[Fraction | None, ...]

    def figures(self) -> list[Fact]:
        """Returns the figures that formulas may read; their values are a guess."""
        counts = tuple(None if level is None else Fraction(3) for level in self.levels)
        return [
            Fact(f"{self.name}.{word}", kind, {}, counts if word == "个数" else self.levels, self.cells, figure=True)
            for word, kind in FIGURES.items()
        ]


def random_panels(rng: random.Random, habits: Habits) -> list[Panel]:
    """Makes a fact with marks in a third of the cases."""
    if rng.random() < 0.65:
        return []
    declaration: Map = {"类型": "多值", "下限": "0", "上限": "100", "小数位": str(rng.choice((0, 1)))}
    if rng.random() < 0.6:
        declaration["最少"] = str(rng.choice((1, 2, 3, 4)))
    if rng.random() < 0.6:
        declaration["去高低"] = str(rng.choice((2, 3, 5)))
    if rng.random() < 0.7:
        declaration["无效"] = _invalid(rng)
    raters = [f"评委{number}" for number in range(1, rng.choice((2, 3, 4, 6, 7)) + 1)]
    favourite = {rater: rng.choice((None, None, str(rng.choice((60, 90))))) for rater in raters}
    cells = tuple(_marks(rng, raters, favourite, habits) for _ in range(habits.units))
    return [Panel("评甲", declaration, cells, tuple(_level(cell) for cell in cells))]


def _invalid(rng: random.Random) -> Map:
    rules: Map = {}
    if rng.random() < 0.6:
        rules["全部相同"] = rng.choice(("是", "是", "否"))
    if rng.random() < 0.5:
        rules["高分"] = {"不低于": "90", "最多": str(rng.choice((0, 1, 2)))}
    if rng.random() < 0.4 or not rules:
        rules["低分"] = {"低于": "70", "至少": str(rng.choice((0, 1, 2)))}
    return rules


def _marks(rng: random.Random, raters: list[str], favourite: dict[str, str | None], habits: Habits) -> Node | None:
    chance = rng.random()
    if chance < habits.missing:
        return rng.choice((None, "未报"))
    if chance < habits.missing + habits.void:
        return {"核定": "不适用"}
    marks: Map = {}
    for rater in raters:
        own = favourite[rater] or str(rng.choice((50, 60, 69, 70, 80, 80, 90, 95)))
        marks[rater] = rng.choice(("未评", "未报")) if rng.random() < 0.1 else own
    return {"自评": {raters[0]: "1"}, "核定": marks} if rng.random() < 0.15 else marks


def _level(cell: Node | None) -> Fraction | None:
    """Returns one of the marks, near which targets may be set."""
    if not isinstance(cell, dict):
        return None
    marks = cell.get("核定", cell)
    known = (
        [text for text in marks.values() if isinstance(text, str) and text.isdigit()] if isinstance(marks, dict) else []
    )
    return Fraction(known[0]) if known else None
