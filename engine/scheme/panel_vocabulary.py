"""The words for facts that several raters give marks for."""

from __future__ import annotations

from engine.vocabulary.shape import Concept, Field, Number, Whole, YesNo

MOST_HIGH = Concept(
    "most_high",
    "高分",
    "高分最多打几个。",
    (
        Field("at", "不低于", Number(), "打到这个数就算高分，如 90", required=True),
        Field("most", "最多", Whole(sample=3), "每个评委的高分最多几个；多了，他的分全部无效", required=True),
    ),
)
LEAST_LOW = Concept(
    "least_low",
    "低分",
    "低分至少打几个。",
    (
        Field("at", "低于", Number(), "低于这个数就算低分，如 70", required=True),
        Field("least", "至少", Whole(sample=2), "每个评委的低分至少几个；少了，他的分全部无效", required=True),
    ),
)
INVALID = Concept(
    "invalid",
    "无效",
    "哪些评委的分无效：看他给全部单位打的分。",
    (
        Field("all_same", "全部相同", YesNo(), "是：给各单位打的分全都一样的，无效"),
        Field("high", "高分", MOST_HIGH, "高分打得太多的，无效"),
        Field("low", "低分", LEAST_LOW, "低分打得太少的，无效"),
    ),
)
PANEL_FIELDS = (
    Field("quorum", "最少", Whole(sample=3), "类型为“多值”时，至少要有几个有效的数；不足的视同未报"),
    Field("trim_over", "去高低", Whole(sample=5), "类型为“多值”时，有效的数多于几个，就去掉一个最高、一个最低再平均"),
    Field("invalid", "无效", INVALID, "类型为“多值”时，怎样打分的评委无效"),
)
PANEL_KEYS = tuple(field.name for field in PANEL_FIELDS)
