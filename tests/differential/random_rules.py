"""Random rules: in the order in which they may read each other, each with a condition that reads what is complete."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.differential.random_judging import Judging, Reach
from tests.differential.texts import Map, Node, plain

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

EACH_PERIOD = 0.35
EXCLUDED = 0.2


@dataclass
class Rules:
    """Makes 规则; `judging` makes their conditions, and asks about the rules that are decided by then.

    `digits` are those that points may have where items are rounded.
    """

    rng: random.Random
    judging: Judging
    tiers: Sequence[str]
    digits: int

    def all(self) -> Map:
        """Returns all rules: on items, sections, the total, the grade, eligibility, and warnings in between."""
        made: Map = {}
        judging, rng = self.judging, self.rng
        self._add(made, "E", (0, 1, 1, 2), judging.reaching(Reach.VALUES))
        if 0 in judging.heights.values():
            self._add(made, "I", (0, 0, 1, 2), judging.reaching(Reach.VALUES))
        for height in range(1, max(judging.heights.values(), default=0) + 1):
            self._add(made, f"S{height}_", (0, 0, 1), judging.reaching(Reach.ITEMS, below=height), height)
        self.early = list(judging.rules)
        self._add(made, "R", (0, 0, 1, 2), judging.reaching(Reach.BASE))
        self._add(made, "W", (0, 1, 1, 2), judging)
        self._add(made, "V", (0, 0, 1, 2, 3), judging)
        self._add(made, "N", (0, 1, 1, 2, 3), judging)
        self._add(made, "X", (0, 0, 1), judging.reaching(Reach.RANK))
        judging.rules = [id_ for id_ in made if id_[0] in "EWISR"]
        order = list(made)
        if rng.random() < EXCLUDED:  # the order in which rules are written never matters
            rng.shuffle(order)
        return {id_: made[id_] for id_ in order}

    def _add(self, made: Map, letter: str, counts: Sequence[int], judging: Judging, height: int = 0) -> None:
        """Adds rules of one sort; warnings may ask about each other, the others wait until all are there."""
        ids = [f"{letter}{number}" for number in range(1, self.rng.choice(counts) + 1)]
        for id_ in ids:
            made[id_] = self._rule(letter[0], id_, judging, height)
            if letter in "EWX":
                self.judging.rules.append(id_)
        self.judging.rules.extend(id_ for id_ in ids if id_ not in self.judging.rules)

    def _rule(self, letter: str, id_: str, judging: Judging, height: int) -> Map:
        rng = self.rng
        warning = letter in "EWX"
        each_period = judging.each_period() if rng.random() < EACH_PERIOD else None
        kind = "预警督办" if warning else rng.choice(("一票否决", "其他规定"))
        node: Map = {"类别": kind, "名称": f"规则{id_}"}
        node["触发条件"] = each_period or judging.condition(rng.choice((0, 1, 1, 2)))
        if each_period:
            node["逐期"] = "是"
        node["处理"] = effect = self._effect(letter, height)
        if "升档" in effect:
            node["类别"] = "其他规定"
        if rng.random() < EXCLUDED:
            labels = self.judging.labels
            named = rng.sample(labels, min(len(labels), rng.choice((1, 1, 2))))
            node[rng.choice(("不适用于", "适用于"))] = list(named)
        return node

    def _effect(self, letter: str, height: int) -> Map:
        rng = self.rng
        match letter:
            case "I":
                return self._on_items(0)
            case "S":
                return self._on_items(height)
            case "R":
                return {"总分计零": "是"} if rng.random() < 0.3 else {"扣分": self._points(2)}
            case "V":
                return self._on_grade()
            case "N":
                named = rng.sample(self.tiers[:-1], rng.randint(1, min(3, len(self.tiers) - 1)))
                barred: Node = list(named) if len(named) > 1 or rng.random() < 0.5 else named[0]
                return {"不得确定为": barred, "占名额": rng.choice(("是", "是", "否"))}
            case _:
                return {"预警等级": rng.choice(("黄色", "红色"))}

    def _on_items(self, height: int) -> Map:
        """Returns an effect on items of a height, or of that height and more where several are named."""
        rng, heights = self.rng, self.judging.heights
        here = [item for item, its in heights.items() if its == height]
        if rng.random() < 0.5:
            return {"扣分": self._points(self.digits), "扣自": rng.choice(here)}
        higher = [item for item, its in heights.items() if its > height]
        named = [rng.choice(here), *rng.sample(higher, min(len(higher), rng.choice((0, 0, 1))))]
        voided: Node = list(named) if len(named) > 1 or rng.random() < 0.3 else named[0]
        return {"得分计零": voided}

    def _points(self, digits: int) -> str:
        return plain(Fraction(self.rng.randint(1, 4 * 10**digits), 10**digits))

    def _on_grade(self) -> Map:
        rng = self.rng
        chance = rng.random()
        if chance < 0.4:
            return {rng.choice(("评定为", "等次不高于")): rng.choice(self.tiers)}
        step: Map = {rng.choice(("降档", "降档", "升档")): rng.choice(("1", "1", "2"))}
        return step | ({"次序": rng.choice(("1", "2", "3"))} if rng.random() < 0.4 else {})
