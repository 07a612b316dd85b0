"""The words of 加分 and 扣分."""

from __future__ import annotations

from engine.vocabulary.shape import Choice, Concept, Either, Field, Formula, MapOf, Number, Ref, Text, Whole

ONCE, EACH_TIME = "就高不就低", "逐项累计"
POINTS_EACH = Either((Number(), MapOf(Number(), "类别", "分")))
NEEDED, NOT_NEEDED = "必需", "不要求"
MUST_REPORT, NONE_REPORTED = "须补报", "视同没有"


def _adjustment(name: str, word: str, *also: Field) -> Concept:
    """Make the concept of a bonus or of a penalty, which differ in one word."""
    return Concept(
        name,
        word,
        f"一个{word}项：按数值或逐件事项{word}；或者几个{word}项合成一类，共用一个上限。",
        (
            Field("title", "名称", Text(), f"{word}项名称", required=True),
            Field("parts", "分项", MapOf(Ref(name)), f"同一类的几个{word}项，编号在前，共用本级的上限"),
            Field("formula", "计算公式", Formula(), f"算出{word}的项数，再乘以“每项”的分"),
            Field("matters", "事项", Text(), f"按哪个“事项”类数据项逐件{word}"),
            Field("each", "每项", POINTS_EACH, f"每一项{word[0]}几分，可以分类别写"),
            Field("cap", f"{word}上限", Number(), f"最多{word[0]}几分"),
            Field(
                "once", "同一事项", Choice({ONCE: "ONCE", EACH_TIME: "EACH_TIME"}),
                "同一件事项列了几次时：就高不就低，只按最高的计一次；逐项累计，每次都计",
            ),
            Field(
                "evidence", "佐证", Choice({NEEDED: "NEEDED", NOT_NEEDED: "NOT_NEEDED"}),
                f"必需：没有写佐证的暂不{word}，补报佐证后再{word[0]}；不写即不要求",
            ),
            Field("gate", "条件", Formula(), f"符合这个条件才{word}，如 基础分 >= 90"),
            Field("order", "次序", Whole(sample=1), f"依次{word}的写第几步；每一步之后，总分都不超出最高分、最低分"),
            *also,
            Field("clause", "条款", Text(), "依据文件的哪一条"),
            Field("note", "说明", Text(), "其他要说明的"),
        ),
        exclusive=(("parts", "formula", "matters"),),
    )  # fmt: skip


BONUS = _adjustment("bonus", "加分")
PENALTY = _adjustment(
    "penalty",
    "扣分",
    Field(
        "missing", "未报", Choice({MUST_REPORT: "MUST_REPORT", NONE_REPORTED: "NONE_REPORTED"}),
        "需要的数据没有报时：须补报，总分算不出来；视同没有，不扣分。不写即须补报",
    ),
)  # fmt: skip
