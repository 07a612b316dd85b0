"""The words for where last year's facts and results are."""

from __future__ import annotations

from engine.vocabulary.shape import Concept, Field, Text

LAST_YEAR = Concept(
    "last_year",
    "上年",
    "上年的数据和结果在哪里，供“取自上年”的数据项取数。",
    (
        Field("facts", "数据", Text(), "上年的数据文件夹（路径相对于方案），如 ../2020/事实"),
        Field("results", "结果", Text(), "上年的结果文件，即 kaohe score --json 的输出，如 ../2020/结果.json"),
        Field("scheme", "方案编号", Text(), "上年方案的编号；写了就核对上年的数据和结果是不是它的"),
    ),
)
