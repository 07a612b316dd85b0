"""Tiers and their places: how many there are, who has them, who is displaced and by how much."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import Unit, exact_text, quantity_text
from engine.report.view.summary.ground import named
from engine.report.view.summary.nouns import Column, Kind, Line, Table, Topic
from engine.scheme import formula as f
from engine.sentences.function_words import MODES
from engine.sentences.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.judge.judgement import Allotment, Displacement
    from engine.report.view.summary.ground import Ground
    from engine.report.view.summary.nouns import Cell


def places_topic(ground: Ground) -> Topic:
    """Tell the places of every tier, the displaced units, and what each tier takes."""
    allotments = ground.assessment.judgement.allotments
    digits = ground.assessment.results.digits
    columns = (
        Column("等次", width=12), Column("范围", width=14), Column("名额怎么算", width=30),
        Column("名额", Kind.COUNT, 8),
        Column("进入", Kind.COUNT, 8), Column("进入的最低得分", Kind.POINTS, 12, digits),
        Column("名额线", Kind.POINTS, 10, digits), Column("空出", Kind.COUNT, 8),
        Column("够条件没有进入", Kind.COUNT, 11), Column("进入的单位", width=30), Column("说明", width=24),
    )  # fmt: skip
    said = [] if allotments else ["各等次都不设名额，达到条件就评定。"]
    rows = tuple(_row(ground, each) for each in allotments)
    left = tuple(sorted(_displaced(ground), key=lambda row: (str(row[2]), row[-2] or 0)))
    displaced = (
        Column("单位", width=22), Column("得分", Kind.POINTS, 10, digits), Column("够条件的等次", width=13),
        Column("范围", width=14), Column("最后评定", width=12), Column("差", Kind.POINTS, 10, digits),
        Column("为什么没有进入", width=34),
    )  # fmt: skip
    conditions = (
        Column("等次", width=12), Column("符合条件", Kind.COUNT, 10), Column("不能判定", Kind.COUNT, 10),
        Column("最后评定", Kind.COUNT, 10), Column("条件", width=60),
    )  # fmt: skip
    note = "名额线是第几名得分定的线：从高到低数到名额数的那个得分，不论那个位置上的单位进入没有。"
    tables = (
        Table("各等次的名额", columns, rows, "各等次都不设名额。", heads=2, note=note if rows else ""),
        Table("各等次的条件", conditions, tuple(_conditions(ground)), "方案不分等次。"),
        Table("够条件而没有进入的单位，差得少的在前", displaced, left, "没有。"),
    )
    return Topic("places", "名额与边界", tuple(said), tables, wide=True)


def lines(ground: Ground) -> tuple[Line, ...]:
    """Return the totals at which something changes: those in tiers' conditions, and the last places of quotas."""
    tiers: dict[Fraction, list[str]] = {}
    for tier in ground.assessment.scheme.tiers:
        for value in _thresholds(tier.condition) if tier.condition is not None else ():
            tiers.setdefault(value, []).append(tier.name)
    found = []
    for value, names in tiers.items():
        # Tiers above and below one number have one line.
        told = "、".join(dict.fromkeys(names))
        found.append(Line(f"{told}线 {exact_text(value)} 分", names[0], value))
    for each in ground.assessment.judgement.allotments:
        if (edge := line_of(ground, each)) is not None:
            words = f"{each.group or ''}{each.tier}名额线 {ground.total_text(edge)} 分"
            found.append(Line(words, each.tier, edge, each.group, place=True))
    return tuple(found)


def line_of(ground: Ground, allotment: Allotment) -> Fraction | None:
    """Return the total of the last place, whoever holds it or none; None where nobody had to stay outside."""
    out = outside(ground, allotment)
    total = ground.totals[ground.assessment.facts.row(out[0])] if out and allotment.places else None
    return None if total is None else total + loss_of(ground, out[0], allotment).gap


def loss_of(ground: Ground, unit: str, allotment: Allotment) -> Displacement:
    """Return why a unit stayed outside."""
    return next(each for each in ground.assessment.judgement.displaced[unit] if each.allotment is allotment)


def _thresholds(condition: f.Expr) -> Iterator[Fraction]:
    for node in f.comparisons_in(condition):
        match node:
            case f.Compare(_, f.FigureRef(f.Figure.TOTAL), f.Literal(value)) if not isinstance(value, bool):
                yield value.value
            case f.Compare(_, f.Literal(value), f.FigureRef(f.Figure.TOTAL)) if not isinstance(value, bool):
                yield value.value
            case _:
                pass


def lowest_in(ground: Ground, allotment: Allotment) -> Fraction:
    """Return the lowest total that entered a tier."""
    return Fraction(int(allotment.totals[-1]), 10**ground.assessment.results.digits)


def outside(ground: Ground, allotment: Allotment) -> list[str]:
    """Return the units that met a tier's condition and did not enter, as they stand in the scheme."""
    by_allotment = ground.displaced_by
    return by_allotment.get(id(allotment), [])


def arithmetic(ground: Ground, allotment: Allotment) -> str:
    """Say how the places of a tier come about: `30% × 10 = 3，只舍不入`."""
    tier = next(tier for tier in ground.assessment.scheme.tiers if tier.name == allotment.tier)
    quota = tier.quota
    if quota is None or quota.share is None or quota.rounding is None:
        return f"定为 {allotment.places} 个"
    if quota.count_of(allotment.group) is not None:
        return f"定为 {allotment.places} 个"
    share = quantity_text(quota.share, Unit.PERCENT)
    base = f"{quota.base.value} {allotment.base} 个"
    return f"{share} × {base} = {exact_text(allotment.exact)}，{MODES[quota.rounding]}"


def _row(ground: Ground, allotment: Allotment) -> tuple[Cell, ...]:
    told = []
    if allotment.kept_empty_for:
        told.append(f"为{named(allotment.kept_empty_for)}保留而空着")
    if len(allotment.entered) > allotment.places:
        told.append(f"末位并列从宽，多进 {len(allotment.entered) - allotment.places} 个")
    if allotment.tied:
        told.append(f"末位并列没有进入：{named(allotment.tied)}")
    lowest = lowest_in(ground, allotment) if allotment.entered else None
    return (
        allotment.tier, allotment.group or "全部单位", arithmetic(ground, allotment), allotment.places,
        len(allotment.entered), lowest, line_of(ground, allotment), allotment.empty, len(outside(ground, allotment)),
        named(allotment.entered, 30), "；".join(told),
    )  # fmt: skip


def _displaced(ground: Ground) -> Iterator[tuple[Cell, ...]]:
    for unit, losses in ground.assessment.judgement.displaced.items():
        row = ground.assessment.facts.row(unit)
        for loss in losses:
            yield (
                unit, ground.totals[row], loss.allotment.tier, loss.allotment.group or "全部单位", ground.tiers[row],
                loss.gap, loss.words,
            )  # fmt: skip


def _conditions(ground: Ground) -> Iterator[tuple[Cell, ...]]:
    scheme, judgement = ground.assessment.scheme, ground.assessment.judgement
    for tier in scheme.tiers:
        given = ground.tiers.count(tier.name)
        if tier.condition is None:
            yield tier.name, None, None, given, "其余的"
            continue
        truth = judgement.conditions[tier.name]
        met, open_ = sum(truth.true.tolist()), sum(truth.undecided.tolist())
        yield tier.name, met, open_, given, Voice(scheme).condition(tier.condition)
