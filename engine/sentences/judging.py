"""Rules, tiers and ranks in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import Quantity, Unit
from engine.scheme.cycle import cycle_of
from engine.scheme.judging import CutTies, RankTies
from engine.sentences.effects import effect_words
from engine.sentences.function_words import MODES
from engine.sentences.items import asked_words, ending
from engine.sentences.voice import Voice
from engine.text.spacing import joined

if TYPE_CHECKING:
    from engine.scheme.judging import Quota, Rule, Tier
    from engine.scheme.model import Scheme


def rule_sentence(rule: Rule, scheme: Scheme) -> str:
    """Say a rule: when it fires, what it does then, and for whom."""
    when = joined(Voice(scheme).condition(rule.when), "的")
    told = [f"{rule.kind.value} {rule.id} {rule.title}：{when}，{effect_words(rule)}"]
    if rule.periods:
        cycle = cycle_of(rule.periods[0])
        told.append(f"逐{cycle.value if cycle else '期'}判定，每期触发的各计一次")
    if rule.not_for:
        told.append(asked_words(rule.not_for, scheme.units, "适用于"))
    return ending(told, rule.clause)


def tier_sentence(tier: Tier, scheme: Scheme) -> str:
    """Say a tier: what it takes, how many places it has, and who has them where units are level."""
    if tier.condition is None:
        return ending([f"{tier.name}：其余的"], tier.clause)
    told = [joined(Voice(scheme).condition(tier.condition), "的")]
    if tier.quota is not None:
        told += _places(tier.quota)
    return ending([f"{tier.name}：{'；'.join(told)}"], tier.clause)


def _places(quota: Quota) -> list[str]:
    base = quota.base.value
    if quota.share is not None:
        rounding = f"（取整时{MODES[quota.rounding]}）" if quota.rounding else ""
        told = [f"名额不超过{base}的 {Quantity(quota.share, Unit.PERCENT)}{rounding}"]
    elif quota.counts:
        rest = [] if quota.count is None else [f"其余各 {quota.count} 个"]
        told = [f"名额{'、'.join([f'{group} {count} 个' for group, count in quota.counts] + rest)}"]
    else:
        told = [f"名额{'每组' if quota.base.by_group else ''} {quota.count} 个"]
    match quota.ties:
        case CutTies.STRICT:
            told.append("得分相同而名额不够的从严，都不进")
        case CutTies.LENIENT:
            told.append("得分相同而名额不够的从宽，都进")
        case CutTies.KEYS:
            told.append(f"得分相同而名额不够的，依次比较 {'、'.join(quota.keys)} 的得分，仍相同的都不进")
    return [*told, "没有进入的，看下一个等次"]


def ranking_sentence(scheme: Scheme) -> str:
    """Say how ranks are given."""
    ranking = scheme.ranking
    told = ["名次：各组分别由高到低排" if ranking.by_group else "名次：全部单位一起，按总分由高到低排"]
    match ranking.ties:
        case RankTies.COMPETITION:
            told.append("总分相同的名次相同，占名次（1、1、3）")
        case RankTies.DENSE:
            told.append("总分相同的名次相同，不占名次（1、1、2）")
        case RankTies.KEYS:
            told.append(f"总分相同的，依次比较 {'、'.join(ranking.keys)} 的得分，仍相同的名次相同，占名次（1、1、3）")
    if ranking.left_out is not None:
        told.append(joined(Voice(scheme).condition(ranking.left_out), "的单位不排名次，也不占名次"))
    return f"{'；'.join(told)}。"


def publication_sentence(scheme: Scheme) -> str:
    """Say how the results are made known."""
    public, score = scheme.publication.public, scheme.publication.score_order
    edition = "公开版，只列等次" if public else "内部版，列出得分"
    return f"公布：{edition}；名单按{'得分' if score else '单位'}顺序列。"
