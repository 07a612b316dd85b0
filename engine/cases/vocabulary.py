"""The words of a case file: every key of a scheme, the cases, and what may be expected."""

from __future__ import annotations

from dataclasses import replace

from engine.scheme.unit_vocabulary import UNIT_FILE
from engine.scheme.vocabulary import MARKING, SCHEME
from engine.vocabulary.shape import Concept, Either, Field, ListOf, MapOf, Named, Text, YesNo

NO_POINTS, NOT_SCORED = "算不出来", "不计分"
NO_TIER, NO_RANK, NOTHING = "暂不能定", "不排名次", "无"

POINTS = Text(f"一个数、分数（如 160/3）、“{NO_POINTS}”或“{NOT_SCORED}”", words=(NO_POINTS, NOT_SCORED))
TOTAL = Text(f"一个数或“{NO_POINTS}”", words=(NO_POINTS,))
RANK = Text(f"一个名次（如 1）或“{NO_RANK}”", words=(NO_RANK,))
_ANY_FACTS = UNIT_FILE.by_name["facts"].kind
# A case may have no facts but those that all cases share: `数据: {}`.
_FACTS = replace(_ANY_FACTS, may_be_empty=True) if isinstance(_ANY_FACTS, MapOf) else _ANY_FACTS


def _words(says: str, *of: Named, words: tuple[str, ...] = ()) -> Either:
    return Either((Text(says, of, words), ListOf(Text(of=of))))


EXPECTATIONS = (
    Field(
        "points",
        "得分",
        Either((POINTS, MapOf(POINTS, "编号", "得分", of=(Named.ITEM, Named.ADJUSTMENT)))),
        "应得的分，须完全相等；有几个指标时按编号写",
    ),
    Field("total", "总分", TOTAL, "修约以后的总分"),
    Field("tier", "等次", Text(of=(Named.TIER,), words=(NO_TIER,)), f"最终等次；还不能定的写“{NO_TIER}”"),
    Field("rank", "名次", RANK, "在本用例的各单位中排第几"),
    Field(
        "fired",
        "触发",
        _words(f"规则的编号或“{NOTHING}”", Named.RULE, words=(NOTHING,)),
        f"触发的规则，不多不少；一条也不触发的写“{NOTHING}”",
    ),
    Field("says", "说明含", _words("一段文字"), "说明（kaohe why）里应当出现的文字，可以写几段"),
)
UNIT_IN_CASE = Concept(
    "unit_in_case",
    "单位",
    "用例中的一个单位：它的数据和应得的结果。",
    (Field("facts", "数据", _FACTS, "各数据项的数值", required=True), *EXPECTATIONS),
)
CASE = Concept(
    "case",
    "用例",
    "给出数据，写明应得的结果。",
    (
        Field("facts", "数据", _FACTS, "只有一个单位时，它的数据；写法同单位数据；只用各用例共同的数据时写 {}"),
        Field(
            "units", "单位", MapOf(UNIT_IN_CASE, "单位名称", of=(Named.UNIT,)), "有几个单位时，各单位的数据和应得的结果"
        ),
        *EXPECTATIONS,
        Field("codes", "问题", _words("问题代码"), "数据应当被拒绝时，写问题代码，如 F307；不再写其他结果"),
        Field("unconfirmed", "待确认", YesNo(), "是：应得的结果是程序填的，还没有人核对；核对以后删去这一行"),
        Field("note", "说明", Text(), "这个用例核对什么，手工怎样算出来的"),
    ),
    exclusive=(("facts", "units"),),
)


def _optional(field: Field) -> Field:
    """Return a key of a scheme as a case file has it: the frame supplies what is not written."""
    kind = field.kind
    if kind is MARKING:
        kind = Concept(MARKING.name, MARKING.title, MARKING.help, tuple(_optional(each) for each in MARKING.fields))
    return Field(field.name, field.key, kind, field.help)


CASE_FILE = Concept(
    "case_file",
    "用例文件",
    "一个方案或几个条款的用例：给出什么数据，应得什么结果。",
    (
        Field("scheme", "方案", Text(), "方案文件的路径（相对于本文件）；不写即在本文件里写出指标等"),
        *(_optional(field) for field in SCHEME.fields),
        Field("common", "数据", _ANY_FACTS, "各用例共同的数据；用例里另有写明的，以用例为准"),
        Field("cases", "用例", MapOf(CASE, "用例名称"), "各个用例，名称自定", required=True),
    ),
    exclusive=(("scheme", "items"),),
)
