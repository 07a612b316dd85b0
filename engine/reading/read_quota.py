"""Read the places of a tier, and the items that break ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import Rounding, Unit, parse_decimal
from engine.problem.codes import Code
from engine.scheme.judging import CutTies, Quota, QuotaBase
from engine.scheme.vocabulary import TIER
from engine.text.tree import Scalar

if TYPE_CHECKING:
    from collections.abc import Collection
    from fractions import Fraction

    from engine.reading.context import Context
    from engine.vocabulary.record import Record

QUOTA_KEYS = ("rounding", "base", "ties", "keys")


def read_quota(record: Record, items: Collection[str], groups: Collection[str], context: Context) -> Quota | None:
    """Read the places of a tier; None where it has no limit, or a part of it is wrong."""
    stated = [name for name in ("share", "count") if record.has(name)]
    if not stated:
        for name in QUOTA_KEYS:
            if record.has(name):
                word = TIER.by_name[name].key
                context.report(
                    Code.KEY_MISSING,
                    f"写了“{word}”，却没有写名额",
                    record.key_place(name),
                    "请补写“比例上限”或“名额”，或删去这一行",
                )
                return None
        return None
    if len(stated) > 1:
        context.report(Code.KEYS_EXCLUSIVE, "“比例上限”和“名额”只能写一个", record.key_place("count"), "请留下一个")
    needed = ("base", "rounding") if stated[0] == "share" else ("base",)
    complete = True
    for name in needed:
        if not record.has(name):
            word = TIER.by_name[name].key
            help_ = f"请补写“{word}”：{TIER.by_name[name].kind.says}"
            context.report(Code.QUOTA_BASE, f"名额缺少“{word}”", record.key_place(stated[0]), help_)
            complete = False
    if not record.has("ties") and not record.has("keys"):
        help_ = "请补写“并列: 从严”或“并列: 从宽”，或用“依次比较”列出指标"
        context.report(Code.QUOTA_BASE, "名额没有写得分并列时怎么办", record.key_place(stated[0]), help_)
        complete = False
    elif record.has("ties") and record.has("keys"):
        fix = "写了“依次比较”就不再写“并列”；依次比较后仍相同的都不进"
        context.report(Code.KEYS_EXCLUSIVE, "“并列”和“依次比较”只能写一个", record.key_place("ties"), fix)
    share, base = _share(record, context), record.choice("base")
    if not complete or base is None:
        return None
    mode, ties = record.choice("rounding"), record.choice("ties")
    counts = _counts(record, QuotaBase[base], groups, context)
    return Quota(
        share, record.whole("count"), Rounding[mode] if mode else None, QuotaBase[base],
        CutTies[ties] if ties else CutTies.KEYS, read_keys(record, items, context), counts,
        span=record.key_place(stated[0]),
    )  # fmt: skip


def _counts(record: Record, base: QuotaBase, groups: Collection[str], context: Context) -> tuple[tuple[str, int], ...]:
    """Read the numbers of places that groups have each for itself; every group has to have one."""
    if record.mapping("count") is None:
        return ()
    found: list[tuple[str, int]] = []
    for entry in record.entries("count"):
        group = context.known(entry.key, groups, "组", Code.UNIT_UNKNOWN)
        number = parse_decimal(entry.value.text) if isinstance(entry.value, Scalar) else None
        if group and number is not None:
            found.append((group, int(number)))
    if not base.by_group:
        help_ = f"请写“名额基数: {QuotaBase.GROUP_ALL.value}”"
        context.report(Code.QUOTA_BASE, "名额按组写，名额基数却不是本组的", record.key_place("count"), help_)
    named = {group for group, _ in found}
    lacking = [group for group in groups if group not in named]
    if lacking and len(found) == len(record.entries("count")):
        help_ = f"请补写，如 {lacking[0]}: 1；没有名额的组写 0"
        context.report(Code.KEY_MISSING, f"“名额”没有写{'、'.join(lacking)}", record.key_place("count"), help_)
    return tuple(found)


def _share(record: Record, context: Context) -> Fraction | None:
    amount = record.amount("share")
    if amount is None:
        return None
    if amount.unit is not Unit.PERCENT or not 0 <= amount.value <= 1:
        fix = "请写 0% 到 100% 之间的百分数，如 30%"
        context.report(Code.UNIT_OF_QUANTITY, f"比例上限不能是“{amount}”", record.place("share"), fix)
        return None
    return amount.value


def read_keys(record: Record, items: Collection[str], context: Context) -> tuple[str, ...]:
    """Read the items whose points break ties."""
    found = (context.known(scalar, items, "指标编号", Code.NAME_UNKNOWN) for scalar in record.words("keys"))
    return tuple(word for word in found if word)
