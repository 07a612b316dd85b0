"""The first page: what a leader has to know, in the order in which it will be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.number import Rounding, about_text, exact_text, fixed_text, round_fraction
from engine.report.view.summary.ground import added, ident, mean, median, named
from engine.report.view.summary.losses import everywhere, losses, nothing_lost
from engine.report.view.summary.near import distance, near_units
from engine.report.view.summary.nouns import Chart, Column, Kind, Table, Topic
from engine.report.view.summary.places import arithmetic, loss_of, lowest_in, outside
from engine.report.view.summary.quality import qualities
from engine.report.view.summary.rules import fired_in, undecided_in
from engine.scheme.judging import RuleKind
from engine.text.spacing import joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.judge.judgement import Allotment
    from engine.report.view.summary.ground import Ground
    from engine.report.view.summary.nouns import Cell

MOST_LOST = 3


def conclusions_topic(ground: Ground) -> Topic:
    """Tell the result in one page."""
    points = Table("要点", (Column("事项", width=14), Column("情况", width=80)), tuple(_points(ground)))
    tables = [points]
    if ground.assessment.scheme.tiers:
        tables.insert(0, _tiers(ground))
    tables.append(_totals(ground))
    counted = len(tables[0].rows)
    charts = (Chart("各等次的单位数", "等次", "单位数", counted, "单位数"),) if ground.assessment.scheme.tiers else ()
    return Topic("conclusions", "结论", (), tuple(tables), charts)


def _tiers(ground: Ground) -> Table:
    scheme, rows = ground.assessment.scheme, []
    members: dict[str | None, list[str]] = {}
    for unit in ground.order:
        row = ground.row(unit)
        if row is not None:
            members.setdefault(ground.tiers[row], []).append(unit)
    for tier in scheme.tiers:
        own = members.get(tier.name, [])
        rows.append((tier.name, len(own), named(own)))
    if None in members:
        rows.append(("还没有定", len(members[None]), named(members[None])))
    if scheme.exempt:
        rows.append(("免考", len(scheme.exempt), named(list(scheme.exempt))))
    columns = (Column("等次", width=14), Column("单位数", Kind.COUNT, 9), Column("单位（按名次）", width=72))
    return Table("各等次", columns, tuple(rows))


def _totals(ground: Ground) -> Table:
    digits = ground.assessment.results.digits
    columns = (
        Column("范围", width=14), Column("有得分的", Kind.COUNT, 9), Column("平均", Kind.POINTS, 10),
        Column("中位数", Kind.POINTS, 10), Column("最高", Kind.POINTS, 9, digits), Column("最高的单位", width=17),
        Column("最低", Kind.POINTS, 9, digits), Column("最低的单位", width=17),
    )  # fmt: skip
    groups: dict[str, list[int]] = {"全部单位": list(range(len(ground.units)))}
    if ground.grouped:
        for row, unit in enumerate(ground.units):
            groups.setdefault(ground.group_of[unit] or "没有分组", []).append(row)
    return Table("得分", columns, tuple(_range(ground, name, rows) for name, rows in groups.items()))


def _range(ground: Ground, name: str, rows: list[int]) -> tuple[Cell, ...]:
    known = [(total, ground.units[row]) for row in rows if (total := ground.totals[row]) is not None]
    totals = [total for total, _ in known]
    if not totals:
        return (name, 0, None, None, None, None, None, None)
    highest, lowest = max(totals), min(totals)
    top, last = ([unit for total, unit in known if total == end] for end in (highest, lowest))
    return (name, len(totals), mean(totals), median(totals), highest, named(top, 3), lowest, named(last, 3))


def _points(ground: Ground) -> Iterator[tuple[str, str]]:
    yield "评定情况", _rated(ground)
    yield "得分", _spread(ground)
    yield "名额", "；".join(_places(ground)) or "各等次都不设名额"
    yield "一票否决", _vetoes(ground)
    yield "失分最多", _lost(ground)
    all_lose = everywhere(ground)
    if all_lose:
        listed = "、".join(ident(each.item.id, each.item.title) for each in all_lose[:6])
        more = f"等 {len(all_lose)} 项" if len(all_lose) > 6 else ""  # noqa: PLR2004  as above
        yield "单位全都失分", f"{listed}{more}。先看目标、口径和数据是不是合适，再看单位"
    yield "临界单位", _near(ground)
    yield "数据", _data(ground)


def _rated(ground: Ground) -> str:
    judgement, exempt = ground.assessment.judgement, ground.assessment.scheme.exempt
    pending = judgement.pending
    told = f"参评 {len(ground.units)} 个，已评定 {len(ground.units) - len(pending)} 个"
    if pending:
        told += f"；还没有评定 {len(pending)} 个：{named(pending)}"
    return told + (f"；免考 {len(exempt)} 个：{named(list(exempt))}" if exempt else "")


def _spread(ground: Ground) -> str:
    known = [(total, unit) for total, unit in zip(ground.totals, ground.units, strict=True) if total is not None]
    if not known:
        return "还没有单位有得分"
    totals = [total for total, _ in known]
    ends = []
    for word, end in (("最高", max(totals)), ("最低", min(totals))):
        at = named([unit for total, unit in known if total == end], 3)
        ends.append(f"{word} {ground.total_text(end)}（{at}）")
    return "，".join([f"平均 {_about(mean(totals))}，中位数 {_about(median(totals))}", *ends])


def _about(value: Fraction | None) -> str:
    return "" if value is None else about_text(value, 2)


def _places(ground: Ground) -> Iterator[str]:
    for each in ground.assessment.judgement.allotments:
        told = f"{each.group or ''}{each.tier}名额 {each.places} 个（{arithmetic(ground, each)}）"
        told += f"，进入 {len(each.entered)} 个"
        if each.entered:
            told += f"，末位 {ground.total_text(lowest_in(ground, each))} 分（{each.entered[-1]}）"
        if each.empty:
            kept = f"（为{named(each.kept_empty_for)}保留）" if each.kept_empty_for else ""
            told += f"，空出 {each.empty} 个{kept}"
        if out := outside(ground, each):
            gaps = [_out(ground, unit, each) for unit in out[:6]]
            more = f"等 {len(out)} 个" if len(out) > len(gaps) else ""
            told += f"；够条件没有进入：{'、'.join(gaps)}{more}"
        yield joined(told)


def _out(ground: Ground, unit: str, allotment: Allotment) -> str:
    loss = loss_of(ground, unit, allotment)
    gap = f"，差 {ground.total_text(loss.gap)} 分" if loss.gap else "，" + loss.words
    return f"{unit}（{ground.points_text(ground.assessment.facts.row(unit))}{gap}）"


def _vetoes(ground: Ground) -> str:
    vetoes = [rule for rule in ground.assessment.scheme.rules if rule.kind is RuleKind.VETO]
    if not vetoes:
        return "方案没有一票否决的规则"
    told = [f"{rule.id} {rule.title}：{named(units)}" for rule in vetoes if (units := fired_in(ground, rule))]
    told = told or ["没有单位触发"]
    told += [f"{rule.id} 还不能判定：{named(units)}" for rule in vetoes if (units := undecided_in(ground, rule))]
    return "；".join(told)


def _lost(ground: Ground) -> str:
    found = [each for each in losses(ground) if each.total > 0]
    whole = added(each.total for each in losses(ground))
    if not found or not whole:
        return nothing_lost(ground).removesuffix("。")
    found.sort(key=lambda each: -each.total)
    told = []
    for each in found[:MOST_LOST]:
        share = fixed_text(round_fraction(each.total / whole * 100, 1, Rounding.HALF_UP), 1)
        units = sum(lost > 0 for lost in each.of_unit)
        title = ident(each.thing.item.id, each.thing.item.title)
        told.append(f"{title}（{units} 个单位共失 {_about(each.total)} 分，占 {share}%）")
    return "；".join(told)


def _near(ground: Ground) -> str:
    found, most = near_units(ground), exact_text(distance(ground))
    units = list(dict.fromkeys(each.unit for each in found))
    if not units:
        return f"没有单位离分数线或名额线在 {most} 分以内"
    return f"{len(units)} 个单位离分数线或名额线在 {most} 分以内：{named(units)}。下发以前先核对它们的数据"


def _data(ground: Ground) -> str:
    found = qualities(ground)
    absent = [unit for unit, each in zip(ground.units, found, strict=True) if not each.handed_in]
    missing = sum(each.missing for each in found if each.handed_in)
    open_ = sum(each.open_ for each in found if each.handed_in)
    told = [f"没有交数据的 {len(absent)} 个：{named(absent)}"] if absent else []
    told.append(f"未报的数 {missing} 个，其中影响评定的 {open_} 个" if missing else "应报的都报了")
    if (unchecked := sum(each.unchecked or 0 for each in found)) and len(
        ground.assessment.scheme.origins.precedence
    ) > 1:
        told.append(f"只有自评、没有人核过的数 {unchecked} 个")
    if differing := sum(each.differing or 0 for each in found):
        told.append(f"各来源不一致的数 {differing} 个")
    if lacking := sum(bool(each.lacking) for each in found):
        told.append(f"{lacking} 个单位有加分、扣分待补佐证")
    return "；".join(told)
