"""Read how points add up, how they are rounded, and where values come from."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import Rounding, exact_text
from engine.problem.codes import Code
from engine.reading.read_sections import is_positive, read_least
from engine.scheme.model import Conversion, Marking, Missing, Origins, RoundingLevels, RoundingRule
from engine.scheme.unit_vocabulary import EVIDENCE_KEYS, SELF_ASSESSED
from engine.scheme.vocabulary import ROUNDING, ROUNDING_RULE
from engine.text.tree import Mapping, Scalar
from engine.vocabulary.record import Record

if TYPE_CHECKING:
    from engine.reading.context import Context

ZERO = Fraction(0)
KEYS_TOLD = ("inner", "least", "bonus_cap", "penalty_cap")


def read_marking(record: Record, context: Context, count: int) -> Marking | None:
    """Read 分数; `count` is the number of top items."""
    full, lowest, highest = record.number("full"), record.number("lowest"), record.number("highest")
    rounding = _read_levels(record.record("rounding", ROUNDING), context)
    missing, conversion = record.choice("missing"), record.choice("conversion")
    if full is None or lowest is None or highest is None or rounding is None or missing is None or conversion is None:
        return None
    marking = Marking(
        full, lowest, highest, rounding, Missing[missing], Conversion[conversion], record.number("bonus_cap"),
        record.number("penalty_cap"),
        span=record.key_place("full"),
        inner=record.number("inner"),
        least=read_least(record, count, "一级指标", context),
        at={name: record.key_place(name) for name in (*KEYS_TOLD, "missing", "conversion", "lowest", "highest")},
    )  # fmt: skip
    is_positive(record, "inner", marking.inner, context)
    _check_range(record, marking, context, starts=count == 0)
    return marking


def _check_range(record: Record, marking: Marking, context: Context, *, starts: bool) -> None:
    """Check the bounds of the total; where it `starts` from 总分, that may be the lowest one too."""
    bounds = {"最低分": marking.lowest, "总分": marking.full, "最高分": marking.highest}
    above = marking.lowest < marking.full or (starts and marking.lowest == marking.full < marking.highest)
    if not above or marking.full > marking.highest:
        context.report(
            Code.SCORE_RANGE,
            "".join(f"{name} {exact_text(value)}，" for name, value in bounds.items()) + "三个数不合理",
            record.place("highest"),
            "应有：最低分 < 总分 ≤ 最高分；有加分时最高分一般是总分加“加分合计上限”",
        )
    for name, cap in (("bonus_cap", marking.bonus_cap), ("penalty_cap", marking.penalty_cap)):
        if cap is not None and cap < 0:
            word = record.concept.by_name[name].key
            fix = f"请写正数；不设{word[:2]}时把这一行和“{word[:2]}”一起删去"
            context.report(Code.SCORE_RANGE, f"“{word}”不能小于 0", record.place(name), fix)
    unit = Fraction(1, 10**marking.rounding.total.digits)
    for name, bound in (("lowest", marking.lowest), ("highest", marking.highest)):
        if (bound / unit).denominator != 1:
            context.report(
                Code.SCORE_RANGE,
                f"“{record.concept.by_name[name].key}”的小数位数多于总分的小数位",
                record.place(name),
                "请减少小数位，或增加“修约”下“总分”的小数位",
            )


def _read_levels(record: Record | None, context: Context) -> RoundingLevels | None:
    if record is None or (mode := record.choice("mode")) is None:
        return None
    levels = {name: read_rounding(record, name, Rounding[mode]) for name in ("value", "indicator", "section", "total")}
    for name in ("indicator", "section", "total"):
        if (level := levels[name]) and level.as_percent:
            context.report(
                Code.UNIT_OF_QUANTITY, "得分不能“按百分数”修约", level.span, "“按百分数”只用于指标数值；请删去"
            )
    total = levels["total"]
    if total is None:
        return None
    finer = [level for name in ("indicator", "section") if (level := levels[name]) and level.digits > total.digits]
    for level in finer:
        context.report(
            Code.ROUNDED_TWICE,
            f"得分先修约到 {level.digits} 位小数，总分又修约到 {total.digits} 位，等于修约两次",
            level.span,
            "GB/T 8170 要求一次修约；请把这一层的小数位改成与总分一致，或不在这一层修约",
            also=(("总分的修约在这里", total.span),),
        )
    return RoundingLevels(total, levels["value"], levels["indicator"], levels["section"])


def read_rounding(record: Record, name: str, default: Rounding) -> RoundingRule | None:
    """Read digits alone, or digits with a mode of their own."""
    entry = record.entry(name)
    if entry is None:
        return None
    if isinstance(entry.value, Scalar):
        digits = record.whole(name)
        return None if digits is None else RoundingRule(digits, default, span=entry.value.span)
    if not isinstance(entry.value, Mapping):
        return None
    inner = Record(entry.value, ROUNDING_RULE, record.broken)
    digits, mode = inner.whole("digits"), inner.choice("mode")
    if digits is None:
        return None
    return RoundingRule(
        digits,
        Rounding[mode] if mode else default,
        inner.yes("as_percent", default=False),
        span=inner.key_place("digits"),
    )


def read_origins(record: Record, context: Context) -> Origins:
    """Read 数据来源."""
    order: list[str] = []
    written = [scalar for scalar in record.words("precedence") if context.one_word(scalar, "来源名称")]
    for scalar in written:
        if scalar.text in order or scalar.text in EVIDENCE_KEYS:
            help_ = "每个来源只写一次，且不能与“佐证”“出处”等键同名"
            context.report(Code.ORIGIN_UNKNOWN, f"“{scalar.text}”不能再作为一个来源", scalar.span, help_)
        else:
            order.append(scalar.text)
    granted = {
        scalar.text
        for scalar in record.words("may_exempt")
        if written
        and len(written) == record.count("precedence")
        and context.known(scalar, order, "来源", Code.ORIGIN_UNKNOWN)
        and not _own_word(scalar, context)
    }
    return Origins(tuple(order), frozenset(granted), span=record.place("precedence"))


def _own_word(scalar: Scalar, context: Context) -> bool:
    if scalar.text != SELF_ASSESSED:
        return False
    help_ = "“不适用”不能由单位自己说了算；确需如此的数据项，请在该数据项下写“可不适用: 是”"
    context.report(Code.ORIGIN_UNKNOWN, f"“{SELF_ASSESSED}”不能认定不适用", scalar.span, help_)
    return True
