"""Files made out of the vocabulary: every concept and kind occurs, right in form, nonsense in content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.scheme.unit_vocabulary import UNIT_FILE
from engine.scheme.vocabulary import REFS, SCHEME
from engine.vocabulary.shape import (
    Amount,
    Choice,
    Concept,
    Either,
    Formula,
    ListOf,
    MapOf,
    Number,
    Ref,
    Text,
    Variants,
    Whole,
    YesNo,
)
from tests.differential.texts import to_yaml
from tests.fuzz.formulas import random_formula
from tests.fuzz.scalars import DATES, random_scalar

if TYPE_CHECKING:
    import random

    from engine.vocabulary.shape import Field, Kind
    from tests.differential.texts import Map, Node

FACTS = ("户数", "件数", "比率", "达标", "级别", "逐月数", "事故", "评议", "户数（年末）", "A股")
UNITS = ("甲单位", "乙单位", "丙镇", "丁")
GROUPS = ("街道", "镇")
IDS = ("A", "A1", "A2", "B", "B1", "V1", "V2", "W1", "K", "甲.乙")
TIERS = ("优秀", "良好", "合格", "不合格")
ORIGINS = ("核定", "自评", "信息系统")
OPTIONS = ("甲级", "乙级", "1", "是")
_WORDS = (*FACTS, *UNITS, *GROUPS, *IDS, *TIERS, *ORIGINS, *OPTIONS)
# What stands in a text or as a name under these keys, so that much of it is found where it is looked for.
_BY_KEY = {
    "方案编号": ("shili",), "考核对象": UNITS, "数据项名称": FACTS, "组名": GROUPS, "单位": UNITS, "编号": IDS,
    "来源": ORIGINS,
    "取值顺序": ORIGINS, "可认定不适用": ORIGINS, "评定为": TIERS, "等次不高于": TIERS, "不得确定为": TIERS,
    "得分计零": IDS,
    "扣自": IDS, "依次比较": IDS, "不适用于": (*UNITS, *GROUPS), "适用于": (*UNITS, *GROUPS), "不超过": FACTS,
    "选项": OPTIONS,
    "截至": DATES, "考核期间": DATES, "参数名称": ("系数甲", "目标值", "户数"), "类别": ("重大", "一般"),
    "条件": ("其余", "得分 >= 60"),
    "单位名称": UNITS, "日期": DATES, "佐证": ("材料", "无"), "取自上年": (*FACTS, "得分", "等次", "名次"),
    "数据": ("事实", "上年"),
    "结果": ("上年结果.json", "上年"), "分项编号": IDS, "日期、组、单位或选项": (*DATES, *GROUPS, *UNITS, *OPTIONS),
}  # fmt: skip
DEEPEST = 7
_SMALL = ("0", "1", "2", "5", "10", "50", "100", "0.5", "2.25", "-1", "1000000")
_AMOUNTS = (*_SMALL, "95%", "100%", "0%", "1个百分点", "0.5个百分点", "60", "80", "90")


class Maker:
    """Makes values of any kind."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        # How often a key that may be left out stands there, and a value is one of the pool, whatever the kind.
        self.often, self.odd = rng.choice((0.1, 0.25, 0.5)), rng.choice((0, 0, 0, 0.02, 0.1))

    def file(self, concept: Concept) -> str:
        """The text of a whole file."""
        return to_yaml(self.concept(concept, 0))

    def concept(self, concept: Concept, depth: int) -> Map:
        chosen = [field for field in concept.fields if self._stands(field, depth)]
        for group in concept.exclusive:
            one = self.rng.choice(group)
            chosen = [field for field in chosen if field.name not in group or field.name == one]
            chosen += [field for field in concept.fields if field.name == one and field not in chosen]
        if self.rng.random() < 0.1:
            self.rng.shuffle(chosen)
        return {field.key: self.value(field.kind, field.key, depth + 1) for field in chosen}

    def _stands(self, field: Field, depth: int) -> bool:
        return self.rng.random() < (0.99 if field.required else self.often if depth < DEEPEST else 0.03)

    def value(self, kind: Kind, key: str, depth: int) -> Node:  # noqa: C901, PLR0911, PLR0912  a case for each kind
        rng = self.rng
        if rng.random() < self.odd:
            return random_scalar(rng)
        match kind:
            case Text():
                return rng.choice(_BY_KEY.get(key, ("名称", "某科", *_WORDS)))
            case Number():
                return rng.choice(_SMALL)
            case Whole(most):
                return str(rng.randint(0, most or rng.choice((1, 3, 12, 2021))))
            case Amount():
                return rng.choice(_AMOUNTS)
            case YesNo():
                return rng.choice("是否")
            case Formula():
                said = _BY_KEY.get(key)
                return rng.choice(said) if said and rng.random() < 0.6 else random_formula(rng, (*FACTS, *IDS), 2)
            case Choice(words):
                return rng.choice(list(words))
            case ListOf(item):
                return [self.value(item, key, depth + 1) for _ in range(self._size(depth))]
            case MapOf(item):
                names = _BY_KEY.get(kind.key_title, _WORDS)
                taken = rng.sample(names, min(self._size(depth), len(names)))
                return {name: self.value(item, kind.key_title, depth + 1) for name in taken}
            case Either(kinds):
                return self.value(rng.choice(kinds), key, depth)
            case Ref(name):
                return self.concept(REFS[name], depth)
            case Variants():
                word = rng.choice(list(kind.concepts))
                return {kind.key: word, **self.concept(kind.concepts[word], depth)}
            case Concept():
                return self.concept(kind, depth)

    def _size(self, depth: int) -> int:
        return self.rng.randint(1, 4) if depth < DEEPEST else 1


def random_scheme(rng: random.Random) -> str:
    """The text of a scheme; most say that they are of the one format there is, and have a last tier."""
    maker = Maker(rng)
    scheme = maker.concept(SCHEME, 0)
    if rng.random() < 0.9:
        scheme["格式"] = "1"
    tiers = scheme.get("等次")
    if isinstance(tiers, list) and isinstance(tiers[-1], dict) and rng.random() < 0.9:
        tiers[-1]["条件"] = "其余"
    return to_yaml(scheme)


def random_unit(rng: random.Random) -> str:
    """The text of a unit's file."""
    return Maker(rng).file(UNIT_FILE)
