"""Read what a rule does once it has fired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import exact_text
from engine.problem.codes import Code
from engine.reading.read_facts import one_or_many
from engine.scheme.judging import Bar, Deduct, Effect, ImposeGrade, Step, VoidItems, VoidTotal, Warn

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.reading.context import Context
    from engine.scheme.model import Marking
    from engine.vocabulary.record import Record

# What is written beside one effect only.
COMPANIONS = {"keeps_place": ("bar",), "deduct_from": ("deduct",), "order": ("down", "up")}


def read_effect(record: Record, tiers: list[str], marking: Marking | None, context: Context) -> Effect | None:
    """Read 处理; `marking` says how many decimals points may have."""
    _check_companions(record, context)
    for name, ceiling in (("impose", False), ("ceiling", True)):
        if (scalar := record.scalar(name)) is not None:
            tier = context.known(scalar, tiers, "等次", Code.TIER_UNKNOWN)
            return ImposeGrade(tier, ceiling) if tier else None
    if record.has("bar"):
        return _bar(record, tiers, context)
    for name, sign in (("down", 1), ("up", -1)):
        if record.has(name):
            return _step(record, name, sign, context)
    if record.has("void_items"):
        return _void_items(record, context)
    if record.has("void_total"):
        return _void_total(record, context)
    if record.has("deduct"):
        return _deduct(record, marking, context)
    level = record.text("warn")
    return Warn(level) if level else None


def _check_companions(record: Record, context: Context) -> None:
    for name, with_ in COMPANIONS.items():
        if record.has(name) and not any(record.has(each) for each in with_):
            word = record.concept.by_name[name].key
            named = "”或“".join(record.concept.by_name[each].key for each in with_)
            fix = f"请删去这一行，或改用“{named}”"
            context.report(Code.KEYS_EXCLUSIVE, f"“{word}”只与“{named}”一起写", record.key_place(name), fix)


def _step(record: Record, name: str, sign: int, context: Context) -> Step | None:
    by, order = record.whole(name), record.whole("order")
    if by == 0:
        word = record.concept.by_name[name].key
        context.report(Code.STEP_NOT_POSITIVE, f"“{word}”应大于 0", record.place(name), f"请写{word[0]}几档，如 1")
    return Step(sign * by, order) if by else None


def _bar(record: Record, tiers: list[str], context: Context) -> Bar | None:
    words = list(one_or_many(record, "bar"))
    found = [context.known(scalar, tiers, "等次", Code.TIER_UNKNOWN) for scalar in words]
    if tiers and tiers[-1] in found:
        context.report(
            Code.TIER_REST,
            f"“{tiers[-1]}”是最后一个等次，不能排除",
            words[found.index(tiers[-1])].span,
            "总要有一个等次可评；请删去它",
        )
    if not record.has("keeps_place"):
        context.report(
            Code.KEY_MISSING,
            "“不得确定为”缺少“占名额”",
            record.key_place("bar"),
            "请补写“占名额: 否”（名额让给下一个单位）或“占名额: 是”",
        )
    names = tuple(tier for tier in found if tier)
    return Bar(names, record.yes("keeps_place", default=False)) if len(names) == len(found) and names else None


def _void_items(record: Record, context: Context) -> VoidItems | None:
    words = list(one_or_many(record, "void_items"))
    found = [context.known(scalar, context.names.items, "指标编号", Code.NAME_UNKNOWN) for scalar in words]
    items = tuple(item for item in found if item)
    return VoidItems(items) if items and len(items) == len(words) else None


def _void_total(record: Record, context: Context) -> VoidTotal | None:
    if record.yes("void_total", default=False):
        return VoidTotal()
    if record.text("void_total") is not None:
        message = "“总分计零”写“否”就没有任何处理"
        context.report(Code.KEYS_EXCLUSIVE, message, record.place("void_total"), "请写“是”，或换一种处理")
    return None


def _deduct(record: Record, marking: Marking | None, context: Context) -> Deduct | None:
    points, scalar = record.number("deduct"), record.scalar("deduct_from")
    item = context.known(scalar, context.names.items, "指标编号", Code.NAME_UNKNOWN) if scalar else None
    if points is not None and points <= 0:
        context.report(Code.STEP_NOT_POSITIVE, "“扣分”应大于 0", record.place("deduct"), "请写正数，不带负号")
        return None
    if points is not None and marking is not None and item is not None:
        _check_digits(record, points, marking, context)
    return Deduct(points, item) if points is not None and (item or not record.has("deduct_from")) else None


def _check_digits(record: Record, points: Fraction, marking: Marking, context: Context) -> None:
    """What is taken off rounded points may not have more decimals than they have."""
    rules = (marking.rounding.indicator, marking.rounding.section)
    digits = min((rule.digits for rule in rules if rule), default=None)
    if digits is not None and (points * 10**digits).denominator != 1:
        message = f"“扣分”{exact_text(points)} 的小数位多于得分修约的 {digits} 位"
        context.report(Code.SCORE_RANGE, message, record.place("deduct"), "请减少小数位，或增加“修约”的小数位")
