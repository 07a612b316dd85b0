"""The overview, and the list of units: the ranking with all that units can be chosen by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from engine.report.write.summary_rows import shown_rows
from service.web.pages.frame import Asked, Page, listed, not_yet, show, unit_link
from service.web.pages.paged import paged
from service.web.pages.places import Place, Wanted, chosen, facets

if TYPE_CHECKING:
    from engine.report.view.summary.nouns import Table

router = APIRouter(include_in_schema=False)
_MOST_ROWS = 30
_PARAMETERS = ("group", "tier", "rule", "status", "near", "q")


@router.get("/")
def overview(of: Page) -> Response:
    """Show the state of the files, the result, the ranking, and what it hangs on."""
    derived = of.derived
    if derived.state.assessment is None:
        return show(of, "overview.html", "总览", problems=[] if of.folder.masked else listed(of), assessed=False)
    quality = derived.quality.tables[0].rows
    handed_in = sum("没有交" not in str(row[-1]) for row in quality)
    return show(
        of,
        "overview.html",
        "总览",
        assessed=True,
        problems=[] if of.folder.masked else listed(of),
        asked_for=len(derived.assessment.facts.units),
        handed_in=handed_in,
        conclusions=derived.conclusions,
        picture=derived.picture,
        topics=(derived.allotments, derived.near, derived.vetoes),
        most=_MOST_ROWS,
        shown=lambda table: shown_rows(table, table.rows[:_MOST_ROWS]),
        link_of=lambda table, column, text: _link(of, table, column, text),
        **_ranking(of, "/"),
    )


@router.get("/quality")
def quality(of: Page) -> Response:
    """Show what each unit has handed in, and what lacks in which facts."""
    if of.derived.state.assessment is None:
        return not_yet(of, "各单位的数据")
    topic = of.derived.quality
    page = paged(topic.tables[0].rows, of.query("page"))
    return show(
        of,
        "quality.html",
        "各单位的数据",
        topic=topic,
        page=page,
        shown=lambda table: shown_rows(table, page.rows if table is topic.tables[0] else table.rows),
        link_of=lambda table, column, text: _link(of, table, column, text),
    )


@router.get("/units")
def units(of: Page) -> Response:
    """List the units."""
    if of.derived.state.assessment is None:
        return not_yet(of, "单位")
    return show(of, "units.html", "单位", **_ranking(of, "/units"))


def places_wanted(of: Asked) -> list[Place]:
    """Return the units that an address asks for."""
    return chosen(of.derived.places, _wanted(of))


def _wanted(of: Asked) -> Wanted:
    given = {name: of.query(name) for name in _PARAMETERS}
    return Wanted(**given, sort=of.query("sort") or "rank", down=of.query("down") == "1")


def _ranking(of: Asked, path: str) -> dict[str, Any]:
    derived, wanted = of.derived, _wanted(of)
    given = {name: of.query(name) for name in _PARAMETERS}
    rows = chosen(derived.places, wanted)
    state = {**given, "sort": of.query("sort"), "down": of.query("down")}
    return {
        "ranking": paged(rows, of.query("page")),
        "whole": len(derived.places),
        "facets": facets(derived.ground, derived.places, wanted),
        "wanted": wanted,
        "nearby": sum(place.near for place in derived.places),
        "narrowed": any(given.values()),
        "grouped": derived.ground.grouped,
        "titles": {rule.id: rule.title for rule in derived.assessment.scheme.rules},
        "state": state,
        "path": path,
    }


def _link(of: Asked, table: Table, column: int, text: str) -> str:
    """Return where a cell of a topic's table leads."""
    title = table.columns[column].title
    if title in {"单位", "前一个单位", "后一个单位"} and text in of.derived.known:
        return unit_link(text)
    return ""
