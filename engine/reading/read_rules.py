"""Read rules, tiers with their quotas, ranking and publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.reading.ranges import undefined_parts, zero_denominators
from engine.reading.read_effects import read_effect
from engine.reading.read_facts import read_not_for
from engine.reading.read_quota import read_keys, read_quota
from engine.scheme.formula import parts_of, periods_in
from engine.scheme.judging import (
    Effect,
    Publication,
    Ranking,
    RankTies,
    Rule,
    RuleKind,
    Step,
    Tier,
    Warn,
)
from engine.scheme.vocabulary import EFFECT, REST, RULE, TIER
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from engine.reading.context import Context
    from engine.scheme.formula import Expr
    from engine.scheme.model import Marking, UnitEntry
    from engine.text.tree import Entry, Node
    from engine.vocabulary.record import Record


def read_rule(
    entry: Entry, tiers: Collection[str], units: Sequence[UnitEntry], marking: Marking | None, context: Context
) -> Rule | None:
    """Read one rule."""
    record = context.record(entry.value, RULE)
    if record is None:
        return None
    each_period = record.yes("each_period", default=False)
    when = read_condition(record, "when", context, each_period=each_period)
    inner = record.record("effect", EFFECT)
    effect = read_effect(inner, list(tiers), marking, context) if inner else None
    kind, title = record.choice("kind"), record.text("title")
    not_for = read_not_for(record, units, context)
    if kind and effect and inner:
        _check_kind(RuleKind[kind], effect, inner, context)
    if when is None or effect is None or kind is None or title is None:
        return None
    # Where a cycle does not fit the time, which is told with the fact, there are none.
    periods = tuple(found[0] for part in parts_of(when) if (found := periods_in(part))) if each_period else ()
    return Rule(
        entry.key.text, RuleKind[kind], title, when, effect, record.text("clause"), record.text("note"),
        not_for, periods, span=entry.key.span, when_text=record.text("when") or "",
    )  # fmt: skip


def _check_kind(kind: RuleKind, effect: Effect, record: Record, context: Context) -> None:
    """A warning warns, and nothing else does; a veto does not raise a grade."""
    if (kind is RuleKind.WARNING) == isinstance(effect, Warn) and (kind is not RuleKind.VETO or not _raises(effect)):
        return
    fix = "预警督办写“预警等级”；一票否决和其他规定写其余各种处理；“升档”的类别写“其他规定”"
    context.report(Code.KEYS_EXCLUSIVE, "“处理”与规则的“类别”不符", record.node.entries[0].key.span, fix)


def _raises(effect: Effect) -> bool:
    return isinstance(effect, Step) and effect.by < 0


def read_condition(record: Record, name: str, context: Context, *, each_period: bool = False) -> Expr | None:
    """Read a condition, which may not divide by zero."""
    expr = context.formula(record.scalar(name), each_period=each_period)
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


def read_tier(
    node: Node, items: Collection[str], groups: Collection[str], context: Context, *, last: bool
) -> Tier | None:
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
    condition = None if rest or misspelt or text is None else read_condition(record, "condition", context)
    quota = read_quota(record, items, groups, context)
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


def read_ranking(record: Record | None, items: Collection[str], context: Context) -> Ranking:
    """Read 名次; without it all units are ranked together, ties taking up ranks."""
    if record is None:
        return Ranking(RankTies.COMPETITION, (), by_group=False, stated=False)
    keys = read_keys(record, items, context)
    if keys and record.has("ties"):
        context.report(Code.KEYS_EXCLUSIVE, "“并列”和“依次比较”只能写一个", record.key_place("ties"), "请留下一个")
    word = record.choice("ties")
    ties = RankTies.KEYS if keys else RankTies[word] if word else RankTies.COMPETITION
    left_out = read_condition(record, "left_out", context)
    return Ranking(ties, keys, by_group=record.choice("scope") == "GROUP", left_out=left_out, stated=bool(keys or word))


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
