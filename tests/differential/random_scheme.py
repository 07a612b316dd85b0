"""A random valid scheme and the files of its units, as YAML, chosen so that every mechanism meets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.differential.random_facts import Habits, declared, random_facts, random_habits, reported
from tests.differential.random_formula import Formulas
from tests.differential.random_functions import Functions
from tests.differential.random_items import MODES, Items, rounding
from tests.differential.random_judging import TIERS, Judging, Reach
from tests.differential.random_matters import random_matters
from tests.differential.random_panels import Panel, random_panels
from tests.differential.random_rules import Rules
from tests.differential.random_sections import Sections
from tests.differential.random_time import last_files, random_time
from tests.differential.texts import Case, Map, Node, decimal, plain

if TYPE_CHECKING:
    import random

    from tests.differential.random_facts import Fact
    from tests.differential.random_matters import Matters

ADJUSTED = 0.6
GATED = 0.25
ORDERED = 0.35
TURNED = 0.5
BARE = 0.03
GROUPS = ("街道", "镇", "园区")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a case stands on: its units, its time, and the facts that there are."""

    habits: Habits
    units: list[str]
    groups: dict[str, list[str]]
    time: Map
    facts: list[Fact]
    matters: list[Matters]
    panels: list[Panel]
    with_functions: bool

    @property
    def lists(self) -> list[Matters | Panel]:
        """Facts of which a unit says more than one thing."""
        return [*self.matters, *self.panels]

    def said(self, rng: random.Random) -> Map:
        """Returns the units and facts as a scheme declares them."""
        by_group: Map = {group: list(members) for group, members in self.groups.items()}
        said: Map = {"考核对象": by_group or list(self.units)}
        share = rng.choices((0, 0.1, 1), (70, 26, 4))[0]
        if exempt := [unit for unit in self.units if rng.random() < share]:
            said["免考"] = dict.fromkeys(exempt, "另有安排")
        said["数据来源"] = {"取值顺序": ["核定", "自评"], "可认定不适用": ["核定"]}
        return said | {"数据项": declared(self.facts) | {fact.name: fact.declaration for fact in self.lists}}


def random_case(rng: random.Random) -> Case:
    """Makes a case; the same state of `rng` makes the same one."""
    ground = random_ground(rng)
    total_digits = rng.choice((0, 0, 1, 1, 2, 2, 3, 4))
    twins = rng.choice((0, 0, 0.2, 1))
    levels = _levels(rng, total_digits, only_total=twins == 1)
    formulas = Formulas(rng, ground.facts)
    functions = Functions(rng, formulas, ground.groups, ground.units) if ground.with_functions else None
    parameters = functions.declare() if functions else {}
    items = Items(
        rng, formulas, _digits_of(levels.get("指标得分")), [*ground.units, *ground.groups],
        deepest=rng.choice((1, 1, 2, 3)), missing=rng.random() < 0.3,
        twins=twins, matters=ground.matters, functions=functions,
    )  # fmt: skip
    tree, full = items.tree()
    inner = None
    if rng.random() < TURNED:
        inner, full = _turned(rng, items, tree, tuple(ground.groups))
    marking = _marking(rng, full, levels, total_digits)
    if rng.random() < 0.1:
        marking["至少适用"] = str(rng.randint(1, len(tree)))
    adjusted: Map = {}
    if rng.random() < BARE:
        items.kinds.clear()
        items.sections.clear()
        marking.pop("至少适用", None)
        tree, inner = {}, None
        while not adjusted:
            adjusted = _adjusted(items, 1)
    else:
        adjusted = _adjusted(items, ADJUSTED)
    if inner:
        marking["内部满分"] = plain(inner)
    names = sorted([*rng.sample(TIERS[:-1], rng.choice((1, 2, 3, 3, 4))), TIERS[-1]], key=TIERS.index)
    heights = heights_of(tree)
    judging = Judging(
        rng, formulas, items.kinds, list(heights), full, rng.random() < 0.35, labels=items.labels,
        groups=list(ground.groups), matters=items.matters, heights=heights, functions=functions,
    )  # fmt: skip
    rules = Rules(rng, judging, names, _finest(levels))
    made_rules = rules.all()
    if functions and rng.random() < 0.5:  # an indicator may read the value of one that stands after it
        tree = dict(reversed(tree.items()))
    scheme: Map = {"方案编号": "t", "格式": "1", "名称": "随机方案", **ground.time}
    scheme |= {"参数": parameters} if parameters else {}
    scheme |= {"分数": marking, **ground.said(rng), **({"指标": tree} if tree else {}), **adjusted}
    _gate(rng, scheme, replace(judging.reaching(Reach.BASE), rules=rules.early))
    _order(rng, scheme)
    scheme |= {"规则": made_rules} if made_rules else {}
    scheme["等次"] = judging.all_tiers(names)
    if rng.random() < 0.8:
        scheme["名次"] = judging.ranking()
    scheme["公布"] = {"版本": "内部版", "名单顺序": "单位顺序"}
    return Case(scheme, _files(rng, ground), last_files(ground.units, ground.facts))


def random_ground(rng: random.Random) -> Ground:
    """Makes the units and facts of a case; what asks for days has them."""
    habits = random_habits(rng)
    matters, with_functions = random_matters(rng, habits), rng.random() < 0.6
    time, calendar = random_time(rng, dated=bool(matters) or with_functions)
    panels = random_panels(rng, habits)
    facts = [*random_facts(rng, habits, calendar), *(figure for panel in panels for figure in panel.figures())]
    units = [f"单位{number}" for number in range(1, habits.units + 1)]
    return Ground(habits, units, _groups(rng, units) or {}, time, facts, matters, panels, with_functions)


def _adjusted(items: Items, share: float) -> Map:
    """Returns 加分 and 扣分, each with a chance of its own."""
    made = {word: items.adjustments(word, letter) for word, letter in (("加分", "J"), ("扣分", "K"))}
    return {word: nodes for word, nodes in made.items() if nodes and items.rng.random() < share}


def _finest(levels: Map) -> int:
    """Returns to how many decimals points are kept before the total, at most 2 where they are not rounded."""
    digits = (_digits_of(levels.get(level)) for level in ("指标得分", "分项得分"))
    return min((each for each in digits if each is not None), default=2)


def heights_of(tree: Map) -> dict[str, int]:
    """Returns how many levels of parts each item has: 0 for an indicator."""
    found: dict[str, int] = {}
    for id_, node in tree.items():
        assert isinstance(node, dict), "an item has keys"
        parts = node.get("分项")
        inner = heights_of(parts) if isinstance(parts, dict) else {}
        # What is scored in every period becomes a section of periods.
        least = 1 if "逐期计分" in node else 0
        found |= {id_: 1 + max(inner[part] for part in parts) if isinstance(parts, dict) else least} | inner
    return found


def _gate(rng: random.Random, scheme: Map, judging: Judging) -> None:
    """Lets some adjustments count only where a condition holds, and some penalties count rules that have fired."""
    for word in ("加分", "扣分"):
        for node in _adjustments(scheme.get(word, {})):
            if "分项" not in node and rng.random() < GATED:
                node["条件"] = judging.condition(rng.choice((0, 0, 1)))
            if {"计算公式", "每项"} <= node.keys() and judging.rules and rng.random() < GATED:
                node["计算公式"] = f"{node['计算公式']} + 触发数({rng.choice(judging.rules)})"
                node.pop("佐证", None)


def _order(rng: random.Random, scheme: Map) -> None:
    """Puts the adjustments of a scheme in an order, where they have no common cap."""
    marking = scheme["分数"]
    assert isinstance(marking, dict), "a scheme has marks"
    for word in ("加分", "扣分"):
        nodes = scheme.get(word, {})
        if isinstance(nodes, dict) and f"{word}合计上限" not in marking and rng.random() < ORDERED:
            for node in nodes.values():
                if isinstance(node, dict) and rng.random() < 0.8:
                    node["次序"] = str(rng.randint(1, 3))


def _adjustments(nodes: Node) -> list[Map]:
    """Returns adjustments and groups, at every depth."""
    found: list[Map] = []
    for node in nodes.values() if isinstance(nodes, dict) else ():
        if isinstance(node, dict):
            found += [node, *_adjustments(node.get("分项", {}))]
    return found


def _turned(rng: random.Random, items: Items, tree: Map, groups: tuple[str, ...]) -> tuple[Fraction | None, Fraction]:
    """Lets parts be put together in other ways; returns 内部满分, if there is any, and 总分."""
    sections = Sections(rng, items.formulas, groups)
    full = sections.turned(tree)
    items.sections += sections.made
    items.kinds |= {twin: items.kinds[of] for twin, of in sections.twins.items() if of in items.kinds}
    return (full, rng.choice((Fraction(50), Fraction(100)))) if rng.random() < 0.25 else (None, full)


def _groups(rng: random.Random, units: list[str]) -> dict[str, list[str]] | None:
    if rng.random() < 0.35:
        return None
    names = GROUPS[: rng.randint(1, min(3, len(units)))]
    groups: dict[str, list[str]] = {name: [units[index]] for index, name in enumerate(names)}
    for unit in units[len(names) :]:
        groups[rng.choice(names)].append(unit)
    return groups


def _levels(rng: random.Random, total_digits: int, *, only_total: bool) -> Map:
    """Returns 修约; often only the total is rounded, which is the hard case."""
    levels: Map = {"方式": rng.choice(MODES)}
    chances = rng.choice(((0, 0, 0), (0.4, 0, 0), (0.3, 0.8, 0), (0.3, 0, 0.8), (0.6, 0.6, 0.6)))
    if only_total:
        chances = (0, 0, 0)
    finest = {"数值": 4, "指标得分": total_digits, "分项得分": total_digits}
    for (key, most), chance in zip(finest.items(), chances, strict=True):
        if rng.random() < chance:
            levels[key] = rounding(rng, most, percent=key == "数值")
    own: Map = {"小数位": str(total_digits), "方式": rng.choice(MODES)}
    levels["总分"] = own if rng.random() < 0.3 else str(total_digits)
    return levels


def _digits_of(rule: Node | None) -> int | None:
    if isinstance(rule, dict):
        rule = rule["小数位"]
    return None if rule is None else int(str(rule))


def _marking(rng: random.Random, full: Fraction, levels: Map, digits: int) -> Map:
    unit = 10**digits
    lowest = rng.choice((Fraction(0), Fraction(0), Fraction(-10), Fraction(int(full * unit / 2), unit)))
    # The bounds have no more decimals than the total, whatever the full points have.
    top = Fraction(-(-full * unit // 1), unit)
    highest = top + rng.choice((0, 0, 1, 5))
    node: Map = {"总分": plain(full), "最低分": plain(lowest), "最高分": plain(highest), "修约": levels}
    node["未报"] = rng.choice(("须补报", "须补报", "计零分", "视同不适用"))
    node["缺项折算"] = rng.choice(("按总分比例", "按上级比例", "计满分"))
    for key in ("加分合计上限", "扣分合计上限"):
        if rng.random() < ADJUSTED:
            node[key] = plain(decimal(Fraction(rng.randint(0, 8), rng.choice((1, 2, 4)))))
    return node


def _files(rng: random.Random, ground: Ground) -> dict[str, Map]:
    files: dict[str, Map] = {}
    rows: dict[str, Map] = {}
    for index, unit in enumerate(ground.units):
        row = reported(ground.facts, index)
        row |= {fact.name: cell for fact in ground.lists if (cell := fact.cells[index]) is not None}
        if rows and rng.random() < 0.25:
            row = dict(rng.choice(list(rows.values())))
        rows[unit] = row
        if ground.habits.missing and rng.random() < 0.04:
            continue
        files[unit] = {"单位": unit, "方案编号": "t", "数据": row}
    return files
