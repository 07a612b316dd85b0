"""A unit's page, which says what its letter says, and the page on any one of its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from engine.number import fixed_text
from engine.report.said import fact_lines
from engine.report.view.entries import entry
from engine.report.why import why_text
from engine.report.write.letter_pictures import sections_picture, way_picture
from engine.text.spacing import closed_up
from service.web.pages.frame import Asked, Page, not_yet, nothing_here, show, why_link

if TYPE_CHECKING:
    from engine.explain.derivation import Derivation, Explanation, Judged

router = APIRouter(include_in_schema=False)


@router.get("/units/{rest:path}")
def unit_page(of: Page, rest: str) -> Response:
    """Show a unit, or one of its items; the name of a unit may have a slash."""
    derived = of.derived
    if derived.state.assessment is None:
        return not_yet(of, "单位")
    exempt = derived.assessment.scheme.exempt
    if rest in derived.known:
        return _unit(of, rest)
    if rest in exempt:
        return show(of, "exempt.html", rest, unit=rest, why=exempt[rest])
    at = rest.rfind("/")
    while at > 0:
        if rest[:at] in derived.known:
            return _item(of, rest[:at], rest[at + 1 :])
        at = rest.rfind("/", 0, at)
    return nothing_here(of, f"没有“{rest}”这个单位")


def _unit(of: Asked, unit: str) -> Response:
    letter = of.derived.letter(unit)
    at = next(place.at for place in of.derived.places if place.unit == unit)
    order = of.derived.places
    return show(
        of,
        "unit.html",
        f"{unit} 评分说明",
        letter=letter,
        way=way_picture(letter),
        sections=sections_picture(letter),
        why=lambda ref: why_link(ref, unit),
        before=order[at - 1].unit if at else None,
        after=order[at + 1].unit if at + 1 < len(order) else None,
    )


def _item(of: Asked, unit: str, item: str) -> Response:
    found = of.derived.explanation(unit)
    for way in _ways(found.derivation, ()):
        if way[-1].id in {item, f"{unit}/{item}"}:
            return _part(of, found, way)
    for judged in found.judgement:
        if judged.id == item:
            return _judged(of, unit, judged)
    return nothing_here(of, f"“{unit}”没有“{item}”这一项")


def _ways(node: Derivation, above: tuple[Derivation, ...]) -> list[tuple[Derivation, ...]]:
    """Return the way to every node below and with this one."""
    way = (*above, node)
    return [way, *(each for part in node.parts for each in _ways(part, way))]


def _part(of: Asked, found: Explanation, way: tuple[Derivation, ...]) -> Response:
    node, unit = way[-1], found.unit
    written = {part.id: entry(part, unit) for part in (node, *node.parts)}
    total = node is found.derivation
    return show(
        of,
        "why.html",
        f"{unit} {node.title}" if total else f"{unit} {node.id} {node.title}",
        unit=unit,
        way=way[:-1],
        entry=written[node.id],
        total=fixed_text(node.value, found.digits) if total and node.value is not None else "",
        exact=f"{node.exact.numerator}/{node.exact.denominator}" if node.exact is not None else "",
        parts=[written[part.id] for part in node.parts],
        line=node.at.line if node.at and node.at.cell is None else None,
        said=of.derived.sentences.get(node.id, ""),
        indicator=node.id in of.derived.assessment.results.nodes,
        text="" if total else why_text(found, node.id),
        why=lambda ref: why_link(ref, unit),
    )


def _judged(of: Asked, unit: str, judged: Judged) -> Response:
    return show(
        of,
        "why_judged.html",
        f"{unit} {judged.title}",
        unit=unit,
        judged=judged,
        lines=[closed_up(line) for line in judged.text],
        facts=[closed_up(line) for line in fact_lines(judged.facts)],
        said=of.derived.sentences.get(judged.id, ""),
        line=judged.at.line if judged.at and judged.at.cell is None else None,
    )
