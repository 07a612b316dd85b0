"""The kinds of value that a key can have, and the concepts made of them."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


class Named(Enum):
    """What a name in a file is the name of; the value is what the user calls it."""

    SCHEME = "方案"
    FACT = "数据项"
    OPTION = "选项"
    CLASS = "类别"
    CIRCUMSTANCE = "情形"
    ORIGIN = "来源"
    PARAMETER = "参数"
    ITEM = "指标"
    ADJUSTMENT = "加分、扣分项"
    RULE = "规则"
    TIER = "等次"
    UNIT = "单位"
    GROUP = "组"


@dataclass(frozen=True, slots=True)
class Text:
    """Any text; a number or date written plainly is taken as it was typed.

    It may be `of` names that stand elsewhere, or one of a few `words`; or it `declares` a name itself.
    """

    says: str = "一段文字"
    of: tuple[Named, ...] = ()
    words: tuple[str, ...] = ()
    declares: Named | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A plain decimal."""

    says: str = "一个数，如 2 或 0.5"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from 0 up to `most`; `sample` is one that would be written there."""

    most: int | None = None
    sample: int | None = None

    @property
    def says(self) -> str:
        """What may be written."""
        return f"一个不带小数的数，如 {self.sample or 2}" if self.most is None else f"0 到 {self.most} 之间的整数"


@dataclass(frozen=True, slots=True)
class Amount:
    """A decimal that may be a percentage or percentage points."""

    says: str = "一个数、百分数或百分点，如 90、95%、1个百分点"


@dataclass(frozen=True, slots=True)
class YesNo:
    """是 or 否."""

    says: str = "“是”或“否”"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula or condition in kaohe's own language, or one of `words`."""

    says: str = "一个算式或条件"
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One of a few words, each standing for a name in code."""

    words: Mapping[str, str]

    @property
    def says(self) -> str:
        """What may be written."""
        return "、".join(f"“{word}”" for word in self.words) + ("之一" if len(self.words) > 1 else "")


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of like values."""

    item: Kind

    @property
    def says(self) -> str:
        """What may be written."""
        return "一个列表（每行以“- ”开头，或写成 [甲, 乙]）"


@dataclass(frozen=True, slots=True)
class MapOf:
    """Names or ids that the user chooses, each with a like value; the keys are names as those of `Text` are."""

    item: Kind
    key_title: str = "编号"
    value_title: str = "内容"
    may_be_empty: bool = False
    of: tuple[Named, ...] = ()
    declares: Named | None = None

    @property
    def says(self) -> str:
        """What may be written."""
        return f"若干行“{self.key_title}: {self.value_title}”"


@dataclass(frozen=True, slots=True)
class Either:
    """One kind or another, told apart by their form in YAML."""

    kinds: tuple[Kind, ...]

    @property
    def says(self) -> str:
        """What may be written."""
        return "，或".join(kind.says for kind in self.kinds)


@dataclass(frozen=True, slots=True, eq=False)
class Variants:
    """A concept whose other keys depend on the word under one key (`方法`)."""

    key: str
    title: str
    help: str
    concepts: Mapping[str, Concept]

    @property
    def says(self) -> str:
        """What may be written."""
        return f"若干行“键: 值”，其中要有“{self.key}”"


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One key of a concept: its name in code, the Chinese key, its kind and its hover help."""

    name: str
    key: str
    kind: Kind
    help: str
    required: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """A group of keys, such as an indicator; `exclusive` lists names of which one must stand."""

    name: str
    title: str
    help: str
    fields: tuple[Field, ...]
    exclusive: tuple[tuple[str, ...], ...] = ()
    by_name: Mapping[str, Field] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", MappingProxyType({f.name: f for f in self.fields}))

    @property
    def says(self) -> str:
        """What may be written."""
        return "若干行“键: 值”"

    @property
    def keys(self) -> list[str]:
        """The Chinese keys, in their usual order."""
        return [f.key for f in self.fields]


@dataclass(frozen=True, slots=True)
class Ref:
    """A concept that contains itself (an indicator's parts); looked up when it is needed."""

    name: str

    @property
    def says(self) -> str:
        """What may be written."""
        return "若干行“键: 值”"


Kind = Text | Number | Whole | Amount | YesNo | Formula | Choice | ListOf | MapOf | Either | Variants | Concept | Ref
YES_NO = MappingProxyType({"是": True, "否": False})
