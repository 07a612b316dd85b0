"""What a matter is worth, in the words of a scheme: shared by 加分, 扣分 and the methods that score matters."""

from __future__ import annotations

from enum import Enum

from engine.vocabulary.shape import Amount, Choice, Either, Field, MapOf, Named, Number, Text, YesNo


class Same(Enum):
    """What becomes of a matter that is listed several times; the value is what the scheme says."""

    ONCE = "就高不就低"
    EACH_TIME = "逐项累计"
    LESSENING = "依次酌减"


NEEDED, NOT_NEEDED = "必需", "不要求"
SAME_CHOICE = Choice({each.value: each.name for each in Same})
POINTS_EACH = Either((Number(), MapOf(Number(), "类别", "分", of=(Named.CLASS,))))
# What only the worth of matters has.
MATTER_KEYS = ("once", "share", "again", "circumstances", "per_level", "within")


def matters_field(verb: str, *, required: bool) -> Field:
    """Return the key that names the fact; `verb` is 加, 扣 or 得."""
    return Field("matters", "事项", Text(of=(Named.FACT,)), f"按哪个“事项”类数据项逐件{verb}分", required)


def each_field(verb: str, *, required: bool) -> Field:
    """Return the key for the points of a matter."""
    return Field("each", "每项", POINTS_EACH, f"每一项{verb}几分，可以分类别写", required)


def same_field(*, required: bool) -> Field:
    """Return the key that says what becomes of a matter that is listed several times."""
    help_ = (
        "同一件事项列了几次时：就高不就低，只按最高的计一次；逐项累计，每次都计；"
        "依次酌减，最高的全计，其余按“酌减比例”逐次打折"
    )
    return Field("once", "同一事项", SAME_CHOICE, help_, required)


def worth_fields(verb: str) -> tuple[Field, ...]:
    """Return the keys that change what a matter is worth, all of which may be left out."""
    return (
        Field("share", "酌减比例", Amount("一个百分数，如 50%"), "写 50% 即第二高的计一半，第三高的计四分之一"),
        Field("per_level", "每级加", Number(), f"“级次”每高一级，一件多{verb}几分"),
        Field("again", "再次发生", Number(), f"从同类的第二件起，{verb}的分乘以几，如 2 即加倍"),
        Field(
            "circumstances", "情形加倍", MapOf(Number(), "情形", "倍数", of=(Named.CIRCUMSTANCE,)),
            f"有这种情形的，{verb}的分乘以几；几种倍数都合的，只乘最大的一个",
        ),
        Field("within", "只计期内", YesNo(), "是：只计归属年度是本年度的；没有写归属年度的，看日期在不在考核期间"),
    )  # fmt: skip


def evidence_field(verb: str) -> Field:
    """Return the key that says whether evidence is needed."""
    help_ = f"必需：没有写佐证的暂不{verb}分，补报佐证后再{verb}；不写即不要求"
    return Field("evidence", "佐证", Choice({NEEDED: "NEEDED", NOT_NEEDED: "NOT_NEEDED"}), help_)
