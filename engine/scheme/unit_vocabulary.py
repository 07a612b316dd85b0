"""The words of the files about units: their facts, and the list of them."""

from __future__ import annotations

from engine.vocabulary.shape import Concept, Either, Field, ListOf, MapOf, Named, Text, Whole, YesNo

MISSING, NOT_APPLICABLE = "未报", "不适用"
MISSING_WORDS = ("", "~", "null", MISSING)
NOT_RATED = "未评"
NO_MATTERS = ("无", "没有", "0")
UNIT = Concept(
    "unit",
    "参评单位",
    "一个参评单位。",
    (
        Field("name", "名称", Text(declares=Named.UNIT), "单位名称", required=True),
        Field("code", "编码", Text(), "单位编码"),
    ),
)
UNIT_LIST = ListOf(Either((Text(declares=Named.UNIT), UNIT)))
EVIDENCE, SOURCE = "佐证", "出处"
# What stands for nothing where evidence should be named.
NO_EVIDENCE = frozenset({"", "~", "null", "无", "没有", "暂无", "未报", "未提供", "不适用", "/", "-", "否"})
EVIDENCE_KEYS = ("核定方式", EVIDENCE, SOURCE, "说明")
_CIRCUMSTANCE = Text(of=(Named.CIRCUMSTANCE,))
MATTER = Concept(
    "matter",
    "事项",
    "一件事项：如一次表彰、一起事故。",
    (
        Field("name", "事项", Text(), "事项名称或文号；名称相同就是同一事项", required=True),
        Field("class_", "类别", Text(of=(Named.CLASS,)), "属于方案规定的哪一类"),
        Field("level", "级次", Whole(sample=2), "第几级，从 1 起；不写即 1"),
        Field(
            "circumstances", "情形", Either((_CIRCUMSTANCE, ListOf(_CIRCUMSTANCE))), "有方案规定的哪种（或哪几种）情形"
        ),
        Field("date", "日期", Text(), "发生的日期，如 2021-06-01"),
        Field("year", "归属年度", Whole(sample=2021), "算在哪一年；与日期不一致时以它为准"),
        Field("evidence", EVIDENCE, Text(), "有什么材料为证"),
        Field("source", SOURCE, Text(), "记在哪里"),
        Field("note", "说明", Text(), "其他要说明的"),
    ),
)
# What one origin says, or what is said of one period, origin by origin.
TOLD = Either((Text(), ListOf(MATTER), MapOf(Text(), "来源", of=(Named.ORIGIN,))))
IMPORTED = Concept(
    "imported",
    "导入的记录",
    "由填报表导入的，程序记下是哪个文件；凭它知道导入以后有没有人改过。",
    (
        Field("file", "文件", Text(), "填报表的文件名", required=True),
        Field("sha256", "校验码", Text(), "填报表文件的 SHA-256", required=True),
        Field("time", "时间", Text(), "什么时候导入的"),
        Field("intact", "原样", Text(), "本文件导入时的校验码；改动以后对不上，再导入时就不会覆盖"),
    ),
)
UNIT_FILE = Concept(
    "unit_file",
    "单位数据",
    "一个单位的数据文件。",
    (
        Field("unit", "单位", Text(of=(Named.UNIT,)), "单位名称，与方案的考核对象一致", required=True),
        Field("scheme", "方案编号", Text(of=(Named.SCHEME,)), "这些数据是为哪个方案填的", required=True),
        Field("illustrative", "示例", YesNo(), "是：数据是编造的示例，一切结果都会注明"),
        Field("origin", "来源", Text(of=(Named.ORIGIN,)), "本文件中单独列出的数值来自哪里；不写即为自评"),
        Field("imported", "导入", IMPORTED, "由填报表导入的，程序记下的来历；手写的文件没有"),
        Field(
            "facts",
            "数据",
            MapOf(
                Either((Text(), ListOf(MATTER), MapOf(TOLD, "来源", of=(Named.ORIGIN,)))),
                "数据项名称",
                of=(Named.FACT,),
            ),
            "各数据项的数值；可以分来源写，逐期填报的先分期，“事项”类的逐件列出",
            required=True,
        ),
        Field("narrative", "工作完成情况", Text(), "文字评语，用于结果通知"),
    ),
)
UNITS_FILE = Concept(
    "units_file",
    "考核对象文件",
    "参评单位名单。",
    (
        Field(
            "units",
            "考核对象",
            Either((UNIT_LIST, MapOf(UNIT_LIST, "组名", declares=Named.GROUP))),
            "参评单位，可以分组",
            required=True,
        ),
    ),
)
SELF_ASSESSED = "自评"
