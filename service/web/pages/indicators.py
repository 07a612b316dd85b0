"""Indicators: where points are lost, and of each one its clause, its rule, its facts and every unit's points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from engine.dataclass import dataclass
from engine.explain.facts import fact_use
from engine.number import about_text
from engine.report.view.summary.nouns import Column, Kind, Table, Topic
from engine.report.write.summary_rows import shown_rows
from engine.scheme import formula as f
from engine.scheme.model import Section, all_items
from engine.sentences.facts import fact_sentence, written_facts
from engine.sentences.formulas import fact_name
from service.web.pages.frame import Asked, Page, item_link, not_yet, nothing_here, show
from service.web.pages.paged import paged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scheme.model import Item

router = APIRouter(include_in_schema=False)
# Of a formula over many periods not every fact has a column.
_MOST_FACTS = 4


@dataclass(frozen=True, slots=True)
class UnitPoints:
    """What a unit has in an item; the texts are ready, `share` is how much of what applies, in hundredths."""

    unit: str
    facts: tuple[str, ...]
    points: str
    available: str
    lost: str


@router.get("/indicators")
def indicators(of: Page) -> Response:
    """List the indicators, the most lost first."""
    if of.derived.state.assessment is None:
        return not_yet(of, "指标")
    topic = of.derived.losses
    return show(
        of,
        "indicators.html",
        "指标",
        topic=topic,
        sections=[(each.id, each.title) for each in of.derived.assessment.scheme.items if isinstance(each, Section)],
        shown=lambda table: shown_rows(table, table.rows),
        link_of=_link,
        chapters=[chapter for chapter in of.derived.chapters if chapter.title in {"加分", "扣分", "规则", "等次"}],
    )


def _link(table: Table, column: int, text: str) -> str:
    return item_link(text) if table.columns[column].title == "编号" else ""


@router.get("/indicators/{id_:path}")
def indicator(of: Page, id_: str) -> Response:
    """Show an indicator or a section."""
    if of.derived.state.assessment is None:
        return not_yet(of, "指标")
    scheme = of.derived.assessment.scheme
    ways = _ways(scheme.items, ())
    way = next((way for way in ways if way[-1].id == id_), None)
    if way is None:
        return nothing_here(of, f"方案没有“{id_}”这一项指标")
    item = way[-1]
    table = of.derived.losses.tables[0]
    own = next((row for row in table.rows if row[0] == id_), None)
    rows = [place.unit for place in of.derived.places if place.unit in of.derived.known]
    page = paged(rows, of.query("page"))
    facts = _facts(item)
    order = [each.id for each in all_items(scheme.items)]
    at = order.index(id_)
    return show(
        of,
        "indicator.html",
        f"{item.id} {item.title}",
        item=item,
        way=way[:-1],
        parts=item.parts if isinstance(item, Section) else (),
        points=about_text(item.points, 2),
        said=of.derived.sentences.get(id_, ""),
        line=item.span.line if item.span.cell is None else None,
        facts=list(_told_facts(of, facts)),
        figures=[
            (column.title, cell.text)
            for column, cell in zip(table.columns[3:], shown_rows(table, [own])[0][3:], strict=True)
        ]
        if own
        else [],
        names=[fact_name(name) for name in facts[:_MOST_FACTS]],
        page=page,
        rows=[_points(of, item, unit, facts[:_MOST_FACTS]) for unit in page.rows],
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
    )


def _ways(items: tuple[Item, ...], above: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    for item in items:
        yield (*above, item)
        if isinstance(item, Section):
            yield from _ways(item.parts, (*above, item))


def _facts(item: Item) -> list[str]:
    """Return the facts that an item reads itself; a section in periods reads those of its parts."""
    formulas = list(item.formulas)
    if isinstance(item, Section) and item.combining.cycle is not None:
        formulas += [formula for part in item.parts for formula in part.formulas]
    return list(dict.fromkeys(name for formula in formulas for name in f.facts_in(formula)))


def of_units(of: Asked, id_: str) -> Topic | None:
    """Return every unit's facts and points of an item, for a file; None where there is no such item."""
    item = next((each for each in all_items(of.derived.assessment.scheme.items) if each.id == id_), None)
    if item is None:
        return None
    facts = _facts(item)[:_MOST_FACTS]
    columns = (
        Column("单位", width=22), *(Column(fact_name(name), width=16) for name in facts),
        Column("得分", Kind.POINTS, 10), Column("适用的分值", Kind.POINTS, 12), Column("说明", width=12),
    )  # fmt: skip
    figures, rows = of.derived.ground.figures(item), []
    for unit in (place.unit for place in of.derived.places if place.unit in of.derived.known):
        row = of.derived.assessment.facts.row(unit)
        points = figures.points[row]
        words = "" if points is not None else _points(of, item, unit, []).points
        rows.append((unit, *_values(of, unit, facts), points, figures.available[row], words))
    table = Table("各单位的数据和得分，按名次", columns, tuple(rows))
    return Topic("indicator", f"{item.id} {item.title}", (), (table,), wide=True)


def _told_facts(of: Asked, names: list[str]) -> Iterator[tuple[str, str]]:
    scheme, used = of.derived.assessment.scheme, of.derived.uses
    written = written_facts(scheme)
    whole = dict.fromkeys((scheme.facts[name].of or name).partition(".")[0] for name in names)
    for name in whole:
        if name in written:
            yield name, fact_sentence(name, written[name], used.get(name, ())).partition("：")[2]


def _points(of: Asked, item: Item, unit: str, facts: list[str]) -> UnitPoints:
    ground, row = of.derived.ground, of.derived.assessment.facts.row(unit)
    figures = ground.figures(item)
    points, available = figures.points[row], figures.available[row]
    node = of.derived.assessment.results.nodes[item.id]
    if points is None:
        words = "算不出来" if node.incomplete[row] else "不适用"
        return UnitPoints(unit, _values(of, unit, facts), words, "", "")
    lost = available - points
    return UnitPoints(
        unit, _values(of, unit, facts), about_text(points, 2), about_text(available, 2),
        f"-{about_text(lost, 2)}" if lost > 0 else "",
    )  # fmt: skip


def _values(of: Asked, unit: str, facts: list[str]) -> tuple[str, ...]:
    uses = [fact_use(of.derived.assessment.results, unit, name) for name in facts]
    return tuple(f"{each.value} {each.measure}".rstrip() for each in uses)
