"""Tiers that nobody can be given."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.lint.words import number_text, text_of, total_text, why_never
from engine.number import Unit, quantity_text, round_fraction
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme import formula as f
from engine.scheme.judging import Bar, ImposeGrade, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.lint.study import Study
    from engine.lint.truth import Truth, Wanted
    from engine.scheme.judging import Quota, Tier

_USUALLY = "各项指标都适用、数据都报齐的单位，"
_FIX = "请核对各等次的条件和“最低分”“最高分”；确实用不上的请删去"


def check_tiers(study: Study) -> Iterator[Problem]:
    """A tier is for somebody: its condition holds for some unit that is in no better tier already."""
    if any(isinstance(rule.effect, Step) for rule in study.live):
        return  # which tiers are reached by 升档 and 降档 depends on all of them together
    for place, tier in enumerate(study.scheme.tiers):
        yield from _unreachable(study, place, tier)


def unreachable(study: Study, place: int, truth: Truth) -> bool:
    """Say whether no unit can be given a tier: neither by its total, nor by rules, nor for want of better places."""
    return not truth.can(*_wanted(study, place))


def _wanted(study: Study, place: int) -> list[Wanted]:
    own = study.scheme.tiers[place].condition
    better = [(tier.condition, False) for tier in _closed(study, place) if tier.condition is not None]
    last = place == len(study.scheme.tiers) - 1
    return better if last or own is None else [(own, True), *better]


def _closed(study: Study, place: int) -> list[Tier]:
    """Return the better tiers that whoever meets them is given, rather than this one.

    They are without limits of places, and barred by no rule that does not bar this one as well.
    """
    tiers = study.scheme.tiers
    places = {tier.name: index for index, tier in enumerate(tiers)}
    bars = [rule.effect.tiers for rule in study.live if isinstance(rule.effect, Bar)]
    barred = {name for names in bars if tiers[place].name not in names for name in names}
    imposed = [places[rule.effect.tier] for rule in study.live if isinstance(rule.effect, ImposeGrade)]
    return [
        tier
        for index, tier in enumerate(tiers[:place])
        if tier.quota is None and tier.name not in barred and not any(index < each <= place for each in imposed)
    ]


def _unreachable(study: Study, place: int, tier: Tier) -> Iterator[Problem]:
    for truth, whose in ((study.truth, ""), (study.usually, _USUALLY)):
        if unreachable(study, place, truth):
            reason = _reason(study, place, tier, truth)
            yield Problem(Code.TIER_UNREACHABLE, f"{whose}没有单位能评为“{tier.name}”：{reason}", tier.span, help=_FIX)
            return


def _reason(study: Study, place: int, tier: Tier, truth: Truth) -> str:
    own = tier.condition
    last = place == len(study.scheme.tiers) - 1
    if own is not None and not last and truth.never(own):
        return _by_total(study, own, truth) or why_never(truth, own)
    for better in _closed(study, place):
        wanted: list[Wanted] = [] if last or own is None else [(own, True)]
        if better.condition is not None and not truth.can(*wanted, (better.condition, False)):
            if last:
                low = truth.reach.of(f.FigureRef(f.Figure.TOTAL, span=tier.span)).low
                least = "" if low is None else f"（总分最低 {total_text(study, low)}）"
                return f"谁都至少评为“{better.name}”{least}"
            return f"凡是符合它的条件的，都先评为“{better.name}”"
    return "凡是符合它的条件的，都先评为更高的等次"


def _by_total(study: Study, condition: f.Expr, truth: Truth) -> str:
    """Say that a line lies outside of what can be scored."""
    total = f.FigureRef(f.Figure.TOTAL, span=condition.span)
    for part in f.comparisons_in(condition):
        if isinstance(part, f.Compare) and total in (part.left, part.right) and truth.never(part):
            found = truth.reach.of(total)
            if found.low is not None and found.high is not None:
                ends = f"{total_text(study, found.low)} 到 {total_text(study, found.high)} 之间"
                return f"总分在 {ends}，不会“{text_of(part)}”"
    return ""


def check_places(study: Study) -> Iterator[Problem]:
    """Places of which there are none, because a share of few units is less than one."""
    for tier in study.scheme.tiers:
        if tier.quota is None:
            continue
        pools = pools_of(study, tier.quota)
        none = [(group, count) for group, count in pools if not places_of(tier.quota, group, count)]
        if not none or (tier.quota.share is None and tier.quota.counts):
            continue
        if tier.quota.share is None:
            message = f"“{tier.name}”的名额是 0，没有单位能评上"
        else:
            listed = "；".join(_arithmetic(tier.quota, group, count) for group, count in none)
            message = f"“{tier.name}”没有名额：{listed}"
        fix = "请改“取整”或“比例上限”，或直接写“名额”"
        yield Problem(Code.QUOTA_EMPTY, message, tier.quota.span, help=fix)


def pools_of(study: Study, quota: Quota) -> list[tuple[str | None, int]]:
    """Return the pools that have places of their own, each with the most units that can be its base."""
    units = study.reach.units
    if not quota.base.by_group:
        return [(None, len(units))]
    groups = dict.fromkeys(unit.group for unit in units)
    return [(group, sum(unit.group == group for unit in units)) for group in groups]


def places_of(quota: Quota, group: str | None, count: int) -> int:
    """Return how many places a pool of so many units has."""
    stated = quota.count_of(group)
    if stated is not None or quota.share is None or quota.rounding is None:
        return stated or 0
    return int(round_fraction(quota.share * count, 0, quota.rounding))


def _arithmetic(quota: Quota, group: str | None, count: int) -> str:
    share = quota.share or Fraction(0)
    whose = f"{group} {count} 个单位" if group else f"{count} 个单位"
    return f"{whose} × {quantity_text(share, Unit.PERCENT)} = {number_text(share * count)}，取整为 0"
