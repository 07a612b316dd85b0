"""The words of 加分 and 扣分."""

from __future__ import annotations

from engine.methods.matter_fields import each_field, evidence_field, matters_field, same_field, worth_fields
from engine.methods.registry import SCORING
from engine.scheme.silence_vocabulary import SILENCES
from engine.vocabulary.shape import Choice, Concept, Field, Formula, MapOf, Named, Number, Ref, Text, Whole

MUST_REPORT, NONE_REPORTED = "须补报", "视同没有"


def _adjustment(name: str, word: str, *also: Field) -> Concept:
    """Make the concept of a bonus or of a penalty, which differ in one word."""
    parts = MapOf(Ref(name), declares=Named.ADJUSTMENT)
    return Concept(
        name,
        word,
        f"一个{word}项：按数值或逐件事项{word}；或者几个{word}项合成一类，共用一个上限。",
        (
            Field("title", "名称", Text(), f"{word}项名称", required=True),
            Field("parts", "分项", parts, f"同一类的几个{word}项，编号在前，共用本级的上限"),
            Field("formula", "计算公式", Formula(), f"算出{word}的项数，再乘以“每项”的分；或者算出按“计分”{word}的数"),
            matters_field(word[0], required=False),
            each_field(word[0], required=False),
            Field("scoring", "计分", SCORING, f"代替“每项”：按一种计分方法算{word[0]}几分，满分就是“{word}上限”"),
            Field("cap", f"{word}上限", Number(), f"最多{word[0]}几分"),
            same_field(required=False),
            *worth_fields(word[0]),
            evidence_field(word[0]),
            Field("gate", "条件", Formula(), f"符合这个条件才{word}，如 基础分 >= 90"),
            Field("order", "次序", Whole(sample=1), f"依次{word}的写第几步；每一步之后，总分都不超出最高分、最低分"),
            *also,
            Field("clause", "条款", Text(), "依据文件的哪一条"),
            Field("note", "说明", Text(), "其他要说明的"),
            SILENCES,
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
