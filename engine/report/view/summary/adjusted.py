"""Bonuses and penalties: what each brought to how many units, and what each unit has of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.facts.table import State
from engine.number import about_text, exact_text
from engine.report.view.summary.ground import added, fractions_of, named
from engine.report.view.summary.nouns import Column, Kind, Table, Topic
from engine.scheme.adjustment import AdjustmentGroup, adjustable, adjustments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluate.results import AdjustmentTrace, SideTrace
    from engine.report.view.summary.ground import Ground
    from engine.report.view.summary.nouns import Cell
    from engine.scheme.adjustment import Adjustable

BONUS, PENALTY = "加分", "扣分"
_EACH = (
    Column("编号", width=8), Column("名称", width=30), Column("类别", width=10), Column("上限", Kind.POINTS, 8),
    Column("有分的单位", Kind.COUNT, 11), Column("合计分数", Kind.POINTS, 10), Column("最多的单位", width=24),
    Column("最多几分", Kind.POINTS, 10), Column("待补佐证的单位", Kind.COUNT, 14),
    Column("没有报的单位", Kind.COUNT, 12),
)  # fmt: skip


def sides(ground: Ground) -> Iterator[tuple[str, tuple[Adjustable, ...], SideTrace]]:
    """Yield the two sides: their word, what the scheme lists, and what came of it."""
    scheme, results = ground.assessment.scheme, ground.assessment.results
    yield BONUS, scheme.bonuses, results.bonuses
    yield PENALTY, scheme.penalties, results.penalties


def adjusted_topic(ground: Ground) -> Topic:
    """Tell what was added and taken off."""
    count = len(ground.units)
    each: list[tuple[Cell, ...]] = []
    of_unit: list[list[str]] = [[] for _ in range(count)]
    for word, parts, trace in sides(ground):
        for part in adjustable(parts):
            points = fractions_of(trace.points[part.id], count)
            each.append(_part(ground, word, part, trace, points))
            if not isinstance(part, AdjustmentGroup):
                for row in range(count):
                    if points[row]:
                        of_unit[row].append(f"{part.id} {'+' if word == BONUS else '-'}{about_text(points[row])}")
    results = ground.assessment.results
    bonus, penalty, off = (
        fractions_of(column, count) for column in (results.bonuses.total, results.penalties.total, results.deducted)
    )
    rows: list[tuple[Cell, ...]] = []
    for unit in ground.order:
        at = ground.row(unit)
        if at is not None and (of_unit[at] or off[at]):
            rows.append((unit, bonus[at], penalty[at], off[at], "；".join(of_unit[at])))
    columns = (
        Column("单位", width=22), Column("加分合计", Kind.POINTS, 10), Column("扣分合计", Kind.POINTS, 10),
        Column("规则扣总分", Kind.POINTS, 11), Column("各是什么（封顶以前）", width=60),
    )  # fmt: skip
    scheme, said = ground.assessment.scheme, []
    for word, cap in ((BONUS, scheme.marking.bonus_cap), (PENALTY, scheme.marking.penalty_cap)):
        if cap is not None:
            said.append(f"{word}合计最多 {exact_text(cap)} 分。")
    if not scheme.bonuses and not scheme.penalties:
        said.append("方案没有加分和扣分。")
    tables = (
        Table("各项加分和扣分", _EACH, tuple(each), "方案没有加分和扣分。", heads=2),
        Table("各单位的加分和扣分", columns, tuple(rows), "没有单位有加分或扣分。"),
    )
    return Topic("adjusted", "加分扣分", tuple(said), tables)


def _part(
    ground: Ground, word: str, part: Adjustable, trace: SideTrace, points: list[Fraction]
) -> tuple[Cell, ...]:  # fmt: skip
    most = max(points, default=Fraction(0))
    first = [unit for unit, each in zip(ground.units, points, strict=True) if most and each == most]
    leaf = trace.leaves.get(part.id)
    pending = None if leaf is None else len(waiting(leaf))
    missing = None if leaf is None else leaf.state.tolist().count(int(State.MISSING))
    kind = f"{word}（类）" if isinstance(part, AdjustmentGroup) else word
    return (
        part.id, part.title, kind, part.cap, sum(each != 0 for each in points), added(points), named(first, 3),
        most or None, pending, missing,
    )  # fmt: skip


def lacking_evidence(ground: Ground) -> list[list[str]]:
    """Return for every unit what waits for evidence, by id."""
    found: list[list[str]] = [[] for _ in ground.units]
    for _, parts, trace in sides(ground):
        for part in adjustments(parts):
            leaf = trace.leaves.get(part.id)
            for row in waiting(leaf) if leaf is not None else ():
                found[row].append(part.id)
    return found


def waiting(leaf: AdjustmentTrace) -> list[int]:
    """Return the rows in which there would be points if there were evidence."""
    rows = [row for row, pending in enumerate(leaf.pending.tolist()) if pending]
    if leaf.awards is not None or not rows:
        return rows
    # Of what is counted or scored, evidence is missed also where there is nothing to be proved.
    worth = leaf.value if leaf.scored is None else leaf.scored.points
    return [row for row in rows if int(leaf.state[row]) == int(State.VALUE) and worth.at(row) > 0]
