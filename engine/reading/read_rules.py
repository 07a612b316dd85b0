"""Read rules, tiers with their quotas, ranking and publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import Rounding, Unit
from engine.problem.codes import Code
from engine.reading.ranges import undefined_parts, zero_denominators
from engine.reading.read_facts import one_or_many, read_not_for
from engine.scheme.judging import (
    Bar,
    CutTies,
    Effect,
    ImposeGrade,
    Publication,
    Quota,
    QuotaBase,
    Ranking,
    RankTies,
    Rule,
    RuleKind,
    StepDown,
    Tier,
    Warn,
)
from engine.scheme.vocabulary import EFFECT, REST, RULE, TIER
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from fractions import Fraction

    from engine.reading.context import Context
    from engine.scheme.formula import Expr
    from engine.scheme.model import UnitEntry
    from engine.text.tree import Entry, Node
    from engine.vocabulary.record import Record


def read_rule(entry: Entry, tiers: Collection[str], units: Sequence[UnitEntry], context: Context) -> Rule | None:
    """Read one rule."""
    record = context.record(entry.value, RULE)
    if record is None:
        return None
    when = _condition(record, "when", context)
    inner = record.record("effect", EFFECT)
    effect = _effect(inner, tiers, context) if inner else None
    kind, title = record.choice("kind"), record.text("title")
    not_for = read_not_for(record, units, context)
    if kind and effect and inner and (RuleKind[kind] is RuleKind.WARNING) != isinstance(effect, Warn):
        fix = "一票否决写“评定为”“不得确定为”或“降档”；预警督办写“预警等级”"
        context.report(Code.KEYS_EXCLUSIVE, "“处理”与规则的“类别”不符", inner.node.entries[0].key.span, fix)
    if when is None or effect is None or kind is None or title is None:
        return None
    return Rule(
        entry.key.text, RuleKind[kind], title, when, effect, record.text("clause"), record.text("note"),
        not_for, span=entry.key.span, when_text=record.text("when") or "",
    )  # fmt: skip


def _condition(record: Record, name: str, context: Context) -> Expr | None:
    expr = context.formula(record.scalar(name))
    if expr is None:
        return None
    before = len(context.kinds.problems)
    context.kinds.condition(expr)
    for divisor in zero_denominators(expr, context.kinds.facts):
        context.report(
            Code.CONDITION_DENOMINATOR,
            f"条件里的分母“{divisor.span.text}”可能为 0",
            divisor.span,
            "请把该数据项的下限设为大于 0，或改用某个指标的数值（如 C2.数值），由指标的“分母为零”规定",
        )
    for part in undefined_parts(expr, context.kinds.facts):
        context.report(
            Code.CONDITION_DENOMINATOR,
            f"条件里的“{part.span.text}”可能算不出来",
            part.span,
            "请给数据项写上下限，或改用某个指标的数值（如 C2.数值），由指标的“分母为零”规定",
        )
    return expr if len(context.kinds.problems) == before else None


def _effect(record: Record, tiers: Collection[str], context: Context) -> Effect | None:
    if (scalar := record.scalar("impose")) is not None:
        tier = context.known(scalar, tiers, "等次", Code.TIER_UNKNOWN)
        effect: Effect | None = ImposeGrade(tier) if tier else None
    elif record.has("bar"):
        effect = _bar(record, list(tiers), context)
    elif record.has("down"):
        effect = _step_down(record, context)
    else:
        level = record.text("warn")
        effect = Warn(level) if level else None
    if record.has("keeps_place") and not record.has("bar"):
        context.report(
            Code.KEYS_EXCLUSIVE,
            "“占名额”只与“不得确定为”一起写",
            record.key_place("keeps_place"),
            "请删去这一行，或改用“不得确定为”",
        )
    return effect


def _step_down(record: Record, context: Context) -> StepDown | None:
    by = record.whole("down")
    if by == 0:
        context.report(Code.STEP_NOT_POSITIVE, "“降档”应大于 0", record.place("down"), "请写降几档，如 1")
    return StepDown(by) if by else None


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


def read_tier(node: Node, last: bool, items: Collection[str], context: Context) -> Tier | None:  # noqa: FBT001
    """Read one tier; only the last one takes the rest."""
    record = context.record(node, TIER)
    if record is None:
        return None
    name, text = record.text("name"), record.text("condition")
    rest = text == REST
    if rest and not last:
        context.report(
            Code.TIER_REST, "只有最后一个等次的条件能写“其余”", record.place("condition"), "请写出这个等次的条件"
        )
    misspelt = last and text is not None and not rest and suggest(text, [REST]) is not None
    if last and text is not None and not rest:
        fix = "请把最后一个等次的条件写成“其余”，否则有的得分不属于任何等次"
        fix = f"是不是“{REST}”？" if misspelt else fix
        context.report(Code.TIER_REST, "最后一个等次的条件应为“其余”", record.place("condition"), fix)
    condition = None if rest or misspelt or text is None else _condition(record, "condition", context)
    quota = _quota(record, items, context)
    if last and quota:
        context.report(Code.TIER_REST, "最后一个等次不能有名额限制", quota.span, "没有别的等次可去；请删去名额")
    if name is None or text is None or (condition is None and not rest):
        return None
    return Tier(
        name,
        condition,
        quota,
        record.text("clause"),
        record.text("note"),
        span=record.place("name"),
        condition_text=text,
    )


QUOTA_KEYS = ("rounding", "base", "ties", "keys")


def _quota(record: Record, items: Collection[str], context: Context) -> Quota | None:
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
    return Quota(
        share, record.whole("count"), Rounding[mode] if mode else None, QuotaBase[base],
        CutTies[ties] if ties else CutTies.KEYS, read_keys(record, items, context), span=record.key_place(stated[0]),
    )  # fmt: skip


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


def read_ranking(record: Record | None, items: Collection[str], context: Context) -> Ranking:
    """Read 名次; without it all units are ranked together, ties taking up ranks."""
    if record is None:
        return Ranking(RankTies.COMPETITION, (), by_group=False)
    keys = read_keys(record, items, context)
    if keys and record.has("ties"):
        context.report(Code.KEYS_EXCLUSIVE, "“并列”和“依次比较”只能写一个", record.key_place("ties"), "请留下一个")
    word = record.choice("ties")
    ties = RankTies.KEYS if keys else RankTies[word] if word else RankTies.COMPETITION
    return Ranking(ties, keys, by_group=record.choice("scope") == "GROUP")


def read_publication(record: Record, context: Context) -> Publication:
    """Read 公布; a public list in order of score would tell the ranks."""
    public, score = record.choice("edition") == "PUBLIC", record.choice("order") == "SCORE"
    if public and score:
        context.report(
            Code.SCORE_ORDER_PUBLIC,
            "公开版不能按得分顺序列名单",
            record.place("order"),
            "公开版“排名不分先后”，请写“单位顺序”；需要按得分排列时请用内部版",
        )
    return Publication(public, score)
