"""The ranking: every unit with rank, total, tier and what is special about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.judge.judgement import Status
from engine.report.score import remarks
from engine.report.view.summary.near import near_units
from engine.report.view.summary.nouns import Chart, Column, Kind, Stand, Table, Topic

if TYPE_CHECKING:
    from engine.report.view.summary.ground import Ground
    from engine.report.view.summary.nouns import Cell

MOST_BARS = 40
# So many of the units next to a line are picked out in a picture of all.
MOST_NEAR = 8
STATUS_WORDS = {
    Status.RATED: "已评定", Status.INCOMPLETE: "数据不全", Status.UNDECIDED: "未能判定", Status.EXEMPT: "免考",
}  # fmt: skip


def ranking_topic(ground: Ground) -> Topic:
    """List the units in order of rank, group by group where each is ranked by itself."""
    scheme, digits = ground.assessment.scheme, ground.assessment.results.digits
    by_group = scheme.ranking.by_group
    columns = (
        Column("组内名次" if by_group else "名次", Kind.COUNT, 9), Column("单位", width=22),
        *((Column("组", width=12),) if ground.grouped else ()), Column("得分", Kind.POINTS, 10, digits),
        Column("按分数等次", width=12), Column("等次", width=10), Column("状态", width=10), Column("说明", width=52),
    )  # fmt: skip
    rows = tuple(_row(ground, unit) for unit in ground.order)
    said = ["各组分别排名次。" if by_group else "全部单位一起排名次。"]
    if scheme.ranking.left_out is not None:
        said.append("按方案不参加排名的，没有名次。")
    scored = sum(total is not None for total in ground.totals)
    bars = min(scored, MOST_BARS)
    first = "" if bars == scored else f"（前 {bars} 名）"
    chart = Chart(f"各单位得分{first}", "单位", "得分", bars, "得分")
    charts = (chart,) if bars > 1 and _together(ground, bars) else ()
    return Topic("ranking", "名次", tuple(said), (Table("名次表", columns, rows, heads=2),), charts)


def _together(ground: Ground, bars: int) -> bool:
    """Say whether the units with a total stand first; where groups are ranked each by itself, they need not."""
    return all((row := ground.row(unit)) is not None and ground.totals[row] is not None for unit in ground.order[:bars])


def _row(ground: Ground, unit: str) -> tuple[Cell, ...]:
    group = (ground.group_of[unit] or "",) if ground.grouped else ()
    row, scheme = ground.row(unit), ground.assessment.scheme
    if row is None:
        words = f"免考：{scheme.exempt[unit]}"
        return (None, unit, *group, None, None, None, STATUS_WORDS[Status.EXEMPT], words)
    judgement = ground.assessment.judgement
    place = int(judgement.score_tiers[row])
    return (
        int(judgement.ranks[row]) or None, unit, *group, ground.totals[row],
        scheme.tiers[place].name if place >= 0 else None, ground.tiers[row],
        STATUS_WORDS[judgement.statuses[row]], "；".join(remarks(ground.assessment, unit, row)),
    )  # fmt: skip


def stands(ground: Ground) -> tuple[Stand, ...]:
    """Return the units that have a total, in order of rank."""
    found, near = [], list(dict.fromkeys(each.unit for each in near_units(ground)))[:MOST_NEAR]
    for unit in ground.order:
        row = ground.row(unit)
        if row is not None and (total := ground.totals[row]) is not None:
            found.append(Stand(unit, ground.group_of[unit], total, ground.tiers[row], unit in near))
    return tuple(found)
