"""Random ways of putting parts together: a tree of items that add up is turned into one of which some do not."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.differential.random_formula import Formula, amount, near
from tests.differential.random_methods import Given, method
from tests.differential.texts import Map, Node, plain

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.differential.random_facts import Fact
    from tests.differential.random_formula import Formulas

WAYS = ("取低", "取高", "平均", "加权", "加权")
NAMED = ("不适用于", "适用于")
SIZES = (1, 5, 8, 12, 30, 50, 100)


@dataclass
class Sections:
    """Turns the parts of sections into what is compared, weighed, scaled or told apart by groups."""

    rng: random.Random
    formulas: Formulas
    groups: Sequence[str]
    made: list[str] = field(default_factory=list)
    twins: dict[str, str] = field(default_factory=dict)

    def turned(self, parts: Map) -> Fraction:
        """Turns all sections among the parts, and returns what the parts add up to now; `made` are new ids."""
        for id_, node in list(parts.items()):
            assert isinstance(node, dict), "an item is a mapping"
            if "分项" in node:
                parts[id_] = self._section(node)
        total = sum((points_of(node) for node in parts.values()), Fraction(0))
        if self.groups and self.rng.random() < 0.25:
            self._alternative(parts)
        return total

    def _section(self, node: Map) -> Map:
        rng, parts = self.rng, node["分项"]
        assert isinstance(parts, dict), "parts are a mapping"
        together = self.turned(parts)
        head: Map = {"名称": node["名称"]}
        if rng.random() < 0.35:
            head |= self._combined(parts)
        else:
            points = self._size() if rng.random() < 0.3 else together
            head |= {"分值": plain(points)} | ({} if points == together else {"内部满分": plain(together)})
        if rng.random() < 0.25:
            head["至少适用"] = str(rng.randint(1, len(parts)))
        return head | {"分项": parts}

    def _size(self) -> Fraction:
        return Fraction(self.rng.choice(SIZES))

    def _combined(self, parts: Map) -> Map:
        """Makes all parts worth the same, and returns how they are put together."""
        rng, ids = self.rng, list(parts)
        first = parts[ids[0]]
        inner = points_of(first)
        resized = {id_: self._resized(id_, parts[id_], inner) for id_ in ids[1:]}
        for id_, (own, node) in resized.items():
            del parts[id_]
            parts[own] = node
        ids = list(parts)
        way = rng.choice(WAYS)
        made: Map = {"合成": way}
        if self.groups and rng.random() < 0.4:
            group, rest = rng.choice(self.groups), rng.choice((*WAYS, "相加"))
            if rest == "相加" and not self._only_for(parts, ids[1:], group):
                rest = way
            made["合成"] = {group: way, "其余": rest}
            way += rest
        if "加权" in way:
            made |= self._weights(ids)
        points = self._size() if rng.random() < 0.3 else inner
        return made | {"分值": plain(points)} | ({} if points == inner else {"内部满分": plain(inner)})

    def _resized(self, id_: str, node: Node, points: Fraction) -> tuple[str, Node]:
        """Returns a part that is worth so many points, with its id: a section is, an indicator is put into one."""
        assert isinstance(node, dict), "an item is a mapping"
        own = points_of(node)
        if own == points:
            return id_, node
        if "分项" in node:
            return id_, {"内部满分": plain(own), **node, "分值": plain(points)}
        self.made.append(f"{id_}w")
        return f"{id_}w", {"名称": "一项", "分值": plain(points), "内部满分": plain(own), "分项": {id_: node}}

    def _only_for(self, parts: Map, ids: Sequence[str], group: str) -> bool:
        """Leaves the parts to one group; says whether that can be done."""
        everything = [leaf for part in parts.values() for leaf in _leaves(part)]
        if any(word in leaf for leaf in everything for word in NAMED) or any(
            "至少适用" in each for each in _sections(parts)
        ):
            return False
        for leaf in (leaf for id_ in ids for leaf in _leaves(parts[id_])):
            leaf.pop("不适用时", None)
            leaf["适用于"] = [group]
        return True

    def _weights(self, ids: Sequence[str]) -> Map:
        cases = self.rng.choice((0, 1, 1, 2))
        if not cases:
            return {"权重": self._weighed(ids)}
        listed: list[Node] = [{"条件": self._case(), "各项": self._weighed(ids)} for _ in range(cases)]
        return {"权重": listed, "其余权重": self._weighed(ids)}

    def _weighed(self, ids: Sequence[str]) -> Map:
        cuts = sorted(self.rng.choice((0, 10, 30, 50, 70, 100)) for _ in ids[1:])
        ends = [0, *cuts, 100]
        return {id_: f"{high - low}%" for id_, low, high in zip(ids, ends[:-1], ends[1:], strict=True)}

    def _case(self) -> str:
        made = self.formulas.number(0)
        return f"{made.text} {self.rng.choice(('>=', '<', '='))} {amount(near(self.rng, made.values), 'number')}"

    def _alternative(self, parts: Map) -> None:
        """Lets another indicator of the same points stand for one in one group."""
        leaves = [id_ for id_, node in parts.items() if isinstance(node, dict) and "分项" not in node]
        told_apart = any(word in leaf for node in parts.values() for leaf in _leaves(node) for word in NAMED)
        if not leaves or told_apart or any("至少适用" in each for each in _sections(parts)):
            return
        id_, group = self.rng.choice(leaves), self.rng.choice(self.groups)
        node = parts[id_]
        assert isinstance(node, dict), "an item is a mapping"
        node.pop("不适用时", None)
        other = deepcopy(node)
        other["适用于"], node["不适用于"] = [group], [group]
        parts[f"{id_}b"] = other
        self.twins[f"{id_}b"] = id_


def points_of(node: Node) -> Fraction:
    """The points that an item says it has."""
    assert isinstance(node, dict), "an item is a mapping"
    return Fraction(str(node["分值"]))


def _leaves(node: Node) -> list[Map]:
    assert isinstance(node, dict), "an item is a mapping"
    parts = node.get("分项")
    return [node] if not isinstance(parts, dict) else [leaf for part in parts.values() for leaf in _leaves(part)]


def _sections(parts: Map) -> list[Map]:
    found = []
    for node in parts.values():
        if isinstance(node, dict) and isinstance(inner := node.get("分项"), dict):
            found += [node, *_sections(inner)]
    return found


def by_period(rng: random.Random, facts: Sequence[Fact], points: Fraction, *, inside: bool) -> Map | None:
    """Returns an indicator that is scored in every period, and all its points; None where no fact has periods."""
    names = sorted({fact.of for fact in facts if fact.of and fact.kind in ("small", "positive", "signed", "decimal")})
    if not names:
        return None
    name = rng.choice(names)
    periods = [fact for fact in facts if fact.of == name]
    value = Formula(name, "number", rng.choice(periods).values)
    way = rng.choice(("平均", "合计", "最低"))
    node: Map = {"名称": "逐期", "分值": plain(points * len(periods) if way == "合计" else points), "计算公式": name}
    node["逐期计分"] = way
    return node | {"计分": method(Given(rng, value, points, inside))}
