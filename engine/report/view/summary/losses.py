"""Where points are lost, indicator by indicator, over all units: where everybody loses, no unit is to blame."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.columns.sums import exact_sum
from engine.dataclass import dataclass
from engine.explain.indicator_words import is_signed
from engine.number import about_text
from engine.report.view.summary.ground import added, fractions_of, ident, mean, median
from engine.report.view.summary.nouns import Chart, Column, Kind, Table, Topic
from engine.scheme.model import Indicator, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.report.view.summary.ground import Figures, Ground
    from engine.scheme.model import Item

ZERO, ONE = Fraction(0), Fraction(1)
MOST_BARS = 10
_COLUMNS = (
    Column("编号", width=8), Column("指标", width=26), Column("方面", width=18), Column("牵头", width=14),
    Column("分值", Kind.POINTS, 8), Column("计分单位", Kind.COUNT, 9), Column("满分单位", Kind.COUNT, 9),
    Column("失分单位", Kind.COUNT, 9), Column("平均得分率", Kind.RATE, 11), Column("得分率中位数", Kind.RATE, 13),
    Column("最低得分率", Kind.RATE, 11), Column("最低的单位", width=18),
    Column("共失分", Kind.POINTS, 10), Column("占全部失分", Kind.RATE, 11), Column("说明", width=22),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that points are lost in: an indicator, or a section that is no sum of its parts.

    `factor` turns its points into points of the total; None inside a section that is no sum, which tells the loss.
    `top` is the first-level item it belongs to.
    """

    item: Item
    factor: Fraction | None
    top: Item

    @property
    def signed(self) -> bool:
        """Whether its points may be negative by rule, so that falling short of the most is no loss."""
        return isinstance(self.item, Indicator) and is_signed(self.item)


@dataclass(frozen=True, slots=True, eq=False)
class Lost:
    """What each unit lost in a thing, in points of the total, in the order of the columns, and all units together.

    `words` say it where it is not the thing's own points: a rule took off a section's, or a floor gave some back.
    """

    thing: Thing
    of_unit: tuple[Fraction, ...]
    total: Fraction
    words: str = ""


def things(ground: Ground) -> Iterator[Thing]:
    """Yield in written order what points are lost in."""
    marking = ground.assessment.scheme.marking
    scale = ONE if marking.inner is None else marking.full / marking.inner
    for item in ground.assessment.scheme.items:
        yield from _things(item, scale, item)


def _things(item: Item, factor: Fraction | None, top: Item) -> Iterator[Thing]:
    if isinstance(item, Indicator) or item.combining.cycle is not None:
        yield Thing(item, factor, top)
        return
    if not item.combining.adds:
        yield Thing(item, factor, top)
        factor = None
    inner = None if factor is None else factor * item.points / item.inner
    for part in item.parts:
        yield from _things(part, inner, top)


def losses(ground: Ground) -> list[Lost]:
    """Return what was lost in each thing, what rules took off sections, and what floors gave back (negative)."""
    if not ground.lost:
        ground.lost.extend(_losses(ground))
    return ground.lost


def _losses(ground: Ground) -> Iterator[Lost]:
    for thing in things(ground):
        if thing.factor is None or thing.signed:
            continue
        figures = ground.figures(thing.item)
        pairs = zip(figures.available, figures.points, strict=True)
        lost = [ZERO if points is None else (available - points) * thing.factor for available, points in pairs]
        yield Lost(thing, tuple(lost), added(lost))
    for item in ground.assessment.scheme.items:
        marking = ground.assessment.scheme.marking
        yield from _on_sections(ground, item, ONE if marking.inner is None else marking.full / marking.inner, item)


def _on_sections(ground: Ground, item: Item, factor: Fraction, top: Item) -> Iterator[Lost]:
    """Yield what sections that add lost or won beside their parts; roundings and conversions are neither."""
    if not isinstance(item, Section) or item.combining.cycle is not None or not item.combining.adds:
        return
    node, count = ground.assessment.results.nodes[item.id], len(ground.units)
    stages, settled = node.stages, ground.figures(item).points
    if stages is not None:
        for words, before, after in (
            ("本类扣完为止，补回", stages.unfloored, stages.converted), ("规则扣本类的分", stages.unruled, node.terms)
        ):  # fmt: skip
            if before is after:
                continue
            pairs = zip(fractions_of(exact_sum(before), count), fractions_of(exact_sum(after), count), strict=True)
            lost = [(a - b) * factor for a, b in pairs]
            known = tuple(ZERO if points is None else each for each, points in zip(lost, settled, strict=True))
            if any(known):
                yield Lost(Thing(item, factor, top), known, added(known), words)
    for part in item.parts:
        yield from _on_sections(ground, part, factor * item.points / item.inner, top)


def nothing_lost(ground: Ground) -> str:
    """Say why there are no losses: nobody lost any points, or falling short of the most is none."""
    return "没有失分。" if losses(ground) else "得分可以为负，不算失分。"


def worst_of_unit(ground: Ground, row: int) -> Lost | None:
    """Return where a unit lost most, the first of equal ones; None where it lost nothing."""
    found = max(losses(ground), key=lambda each: each.of_unit[row], default=None)
    return found if found is not None and found.of_unit[row] > 0 else None


def everywhere(ground: Ground) -> list[Thing]:
    """Return the things in which all units lose that are scored in them, two at least."""
    found = []
    for lost in losses(ground):
        scored = sum(each is not None for each in ground.figures(lost.thing.item).points)
        if not lost.words and scored > 1 and sum(each > 0 for each in lost.of_unit) == scored:
            found.append(lost.thing)
    return found


def losses_topic(ground: Ground) -> Topic:
    """Tell of every indicator how the units did, the most lost first."""
    lost = losses(ground)
    whole = added(each.total for each in lost)
    of_thing = {each.thing.item.id: each for each in lost if not each.words}
    rows = [_row(ground, thing, of_thing.get(thing.item.id), whole) for thing in things(ground)]
    rows += [_extra(each, whole) for each in lost if each.words]
    rows.sort(key=lambda row: (row[-3] is None, -Fraction(row[-3] or 0)))
    bars = min(sum(isinstance(row[-3], Fraction) and row[-3] > 0 for row in rows), MOST_BARS)
    said = [
        (
            "得分率 = 得分 ÷ 适用的分值。共失分是各单位没有得到的分（折成总分的分）相加；不适用、没有报齐的单位不算，"
            "加分和扣分另列。"
        ),
        f"各项合计共失 {about_text(whole, 2)} 分。" if whole else nothing_lost(ground),
    ]
    if all_lose := everywhere(ground):
        listed = "、".join(ident(each.item.id, each.item.title) for each in all_lose)
        said.append(
            f"计分的单位全都失分的指标 {len(all_lose)} 项：{listed}。这样的指标，先看目标、口径和数据是不是合适。"
        )
    chart = Chart("失分最多的指标", "指标", "共失分", bars, "各单位共失分")
    table = Table("各指标的得分情况，失分多的在前", _COLUMNS, tuple(rows), "方案没有指标。", heads=2)
    return Topic("losses", "扣分最多的指标", tuple(said), (table,), (chart,) if bars else (), wide=True)


Row = tuple[str | int | Fraction | None, ...]


def _row(ground: Ground, thing: Thing, lost: Lost | None, whole: Fraction) -> Row:
    item, figures = thing.item, ground.figures(thing.item)
    units, pairs = ground.units, zip(figures.points, figures.available, strict=True)
    given = [(points, available) for points, available in pairs if points is not None]
    rates = [] if thing.signed else [(figures.rate(row), unit) for row, unit in enumerate(units)]
    known = [rate for rate, _ in rates if rate is not None]
    least = min(known, default=None)
    lowest = [unit for rate, unit in rates if rate == least] if least is not None and least < 1 else []
    total = None if lost is None else lost.total
    at_full = None if thing.signed else sum(points >= available for points, available in given)
    below = None if thing.signed else sum(points < available for points, available in given)
    return (
        item.id, item.title, "" if thing.top is item else thing.top.title, ground.leads.get(item.id) or "",
        item.points, len(given), at_full, below, mean(known), median(known), least,
        _first(lowest), total, total / whole if total is not None and whole else None, _words(thing, figures),
    )  # fmt: skip


def _extra(lost: Lost, whole: Fraction) -> Row:
    item, total = lost.thing.item, lost.total
    touched = sum(each != 0 for each in lost.of_unit)
    return (
        item.id, f"{item.title}（{lost.words}）", lost.thing.top.title, "", None, touched, None, touched, None, None,
        None, "", total, total / whole if whole else None, lost.words,
    )  # fmt: skip


def _first(units: list[str]) -> str:
    return "" if not units else units[0] if len(units) == 1 else f"{units[0]}等 {len(units)} 个"


def _words(thing: Thing, figures: Figures) -> str:
    """Say what is special about an indicator's figures."""
    told = []
    if thing.signed:
        told.append("得分可以为负，不算失分")
    elif thing.factor is None:
        told.append("失分并在所属的合成项里")
    elif isinstance(thing.item, Section) and thing.item.combining.cycle is not None:
        told.append("逐期计分，各期合起来看")
    elif isinstance(thing.item, Section):
        told.append("各分项合成，失分按合成后的算")
    if figures.absent:
        told.append(f"{figures.absent} 个单位不适用")
    if figures.open_:
        told.append(f"{figures.open_} 个单位没有报齐")
    return "；".join(told)
