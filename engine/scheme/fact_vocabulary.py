"""The words of a declared fact."""

from __future__ import annotations

from engine.scheme.cycle import Cycle
from engine.scheme.model import FactType
from engine.scheme.panel_vocabulary import PANEL_FIELDS
from engine.scheme.silence_vocabulary import SILENCES
from engine.vocabulary.shape import Amount, Choice, Concept, Either, Field, ListOf, Named, Text, Whole, YesNo

# More decimals than these are a slip: nobody reports figures so finely.
MOST_REPORTED = 9
TYPES = Choice({each.value: each.name for each in FactType})
CYCLES = Choice({each.value: each.name for each in Cycle})
_FACT = Text(of=(Named.FACT,))
FACT = Concept(
    "fact",
    "数据项",
    "考核要收集的一个数：它是什么、用什么单位、在什么范围内。",
    (
        Field("type", "类型", TYPES, "数据的类型", required=True),
        Field("measure", "计量单位", Text(), "如 户、次、件、万元"),
        Field(
            "cycle",
            "周期",
            CYCLES,
            "每月、每季度、每半年或每年填报一个数；不写即整个考核期间一个数",
        ),
        Field("cumulative", "累计", YesNo(), "是：逐期填报的是从考核期间开始累计到该期的数"),
        Field("digits", "小数位", Whole(MOST_REPORTED), "最多几位小数；小数和百分数默认 2 位"),
        Field("low", "下限", Amount(), "不得小于这个数"),
        Field("high", "上限", Amount(), "不得大于这个数"),
        Field("at_most", "不超过", Either((_FACT, ListOf(_FACT))), "不得大于另一个（或几个）数据项"),
        Field("options", "选项", ListOf(Text(declares=Named.OPTION)), "类型为“选项”时可以填的词"),
        Field(
            "classes",
            "类别",
            ListOf(Text(declares=Named.CLASS)),
            "类型为“事项”时，每件事项可以属于的类别，如 [国家级, 省级, 市级]",
        ),
        Field(
            "circumstances",
            "情形",
            ListOf(Text(declares=Named.CIRCUMSTANCE)),
            "类型为“事项”时，一件事项可以有的情形，如 [重大活动期间]",
        ),
        *PANEL_FIELDS,
        Field(
            "from_last",
            "取自上年",
            Text(of=(Named.FACT,), words=("得分", "等次", "名次")),
            "本年没有填报时，取上年的哪个数据项；也可写“得分”“等次”“名次”，取上年的结果",
        ),
        Field("may_not_apply", "可不适用", YesNo(), "是：单位可以自行填“不适用”；否：只有认定来源可以"),
        Field("meaning", "口径", Text(), "统计口径说明"),
        SILENCES,
    ),
)
