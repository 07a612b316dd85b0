"""The words for how a section's parts are put together."""

from __future__ import annotations

from engine.scheme.combining import Filling, Way
from engine.vocabulary.shape import Amount, Choice, Concept, Field, Formula, MapOf, Named

WAY = Choice({way.value: way.name for way in Way})
FILLED = Choice({Filling.ALWAYS.value: Filling.ALWAYS.name})
WEIGHTS = MapOf(Amount(), "分项编号", "百分数", of=(Named.ITEM,))
WEIGHT_CASE = Concept(
    "weight_case",
    "权重情形",
    "一种情形：符合条件的，各分项按写明的权重合成。",
    (
        Field("when", "条件", Formula(), "什么情况算这一种，如 上年完成率 < 90%", required=True),
        Field("weights", "各项", WEIGHTS, "这种情形下各分项的权重，加起来是 100%", required=True),
    ),
)
