"""The words of 参数: numbers that a scheme states by name."""

from __future__ import annotations

from engine.vocabulary.shape import Amount, Concept, Either, Field, MapOf, Named, Text

REST = "其余"
BY_DATE, BY_GROUP, BY_UNIT = "日期", "组", "单位"

_BY = Text("“日期”“组”“单位”，或一个“选项”类的数据项", of=(Named.FACT,), words=(BY_DATE, BY_GROUP, BY_UNIT))
_VALUES = MapOf(Amount(), "日期、组、单位或选项", "取值", of=(Named.GROUP, Named.UNIT, Named.OPTION))
TABLE = Concept(
    "parameter_table",
    "参数表",
    "一个按日期、组、单位或选项取值的参数。",
    (
        Field("by", "按", _BY, "按什么取值", required=True),
        Field("values", "取值", _VALUES, "各种情况取多少", required=True),
        Field("rest", "其余", Amount(), "“取值”里没有列出的组、单位或选项取多少；按日期时不写"),
    ),
)
PARAMETERS = MapOf(Either((Amount(), TABLE)), "参数名称", declares=Named.PARAMETER)
