"""Units against first-level items: what each got of what it could get, to be coloured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.indicator_words import is_signed
from engine.report.view.summary.ground import added, ident
from engine.report.view.summary.losses import losses, worst_of_unit
from engine.report.view.summary.nouns import Column, Kind, Table, Topic
from engine.scheme.model import Indicator

if TYPE_CHECKING:
    from engine.report.view.summary.ground import Ground
    from engine.report.view.summary.nouns import Cell
    from engine.scheme.model import Item


def sections_topic(ground: Ground) -> Topic:
    """Tell every unit's rate in each first-level item, then the points."""
    scheme, digits = ground.assessment.scheme, ground.assessment.results.digits
    items = scheme.items
    rated = tuple(item for item in items if not (isinstance(item, Indicator) and is_signed(item)))
    head = (Column("单位", width=22), *((Column("组", width=12),) if ground.grouped else ()))
    heat = tuple(Column(ident(item.id, item.title), Kind.RATE, 11, heat=True) for item in rated)
    rates = Table(
        "得分率（得分 ÷ 适用的分值）",
        (*head, Column("得分", Kind.POINTS, 10, digits), *heat, Column("共失分", Kind.POINTS, 10),
         Column("失分最多的", width=30)),
        tuple(_rates(ground, unit, rated) for unit in ground.order), "方案没有指标。",
        note="颜色越深，得分率越低（60% 及以下最深）。空着的是不适用或者没有报齐。共失分不含加分和扣分，不适用的不算。",
    )  # fmt: skip
    points = Table(
        "得分和适用的分值",
        (*head, *(column for item in items for column in _pair(item.id, item.title))),
        tuple(_points(ground, unit) for unit in ground.order), "方案没有指标。",
    )  # fmt: skip
    said = "一行一个单位，一列一个方面（一级指标）：看一行，是这个单位哪里弱；看一列，是这个方面大家怎么样。"
    return Topic("sections", "单位×方面", (said,), (rates, points) if items else (), wide=True)


def _pair(id_: str, title: str) -> tuple[Column, Column]:
    return Column(f"{ident(id_, title)}（得分）", Kind.POINTS, 11), Column(f"{id_} 适用分值", Kind.POINTS, 8)


def _head(ground: Ground, unit: str) -> tuple[Cell, ...]:
    return (unit, ground.group_of[unit] or "") if ground.grouped else (unit,)


def _rates(ground: Ground, unit: str, items: tuple[Item, ...]) -> tuple[Cell, ...]:
    row = ground.row(unit)
    if row is None:
        return (*_head(ground, unit), None, *(None for _ in items), None, "免考")
    rates = (ground.figures(item).rate(row) for item in items)
    found, worst = losses(ground), worst_of_unit(ground, row)
    lost = added(each.of_unit[row] for each in found) if found else None
    words = "" if worst is None else ident(worst.thing.item.id, worst.thing.item.title)
    return (*_head(ground, unit), ground.totals[row], *rates, lost, words)


def _points(ground: Ground, unit: str) -> tuple[Cell, ...]:
    row = ground.row(unit)
    told: list[Cell] = []
    for item in ground.assessment.scheme.items:
        figures = ground.figures(item)
        told += [None, None] if row is None else [figures.points[row], figures.available[row]]
    return (*_head(ground, unit), *told)
