"""Help, and the search for anything that has a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from engine.problem.codes import Code
from engine.scheme.model import all_items
from service.web.pages.frame import Asked, Page, item_link, show, unit_link

if TYPE_CHECKING:
    from collections.abc import Iterator

router = APIRouter(include_in_schema=False)
_MOST_FOUND = 60


@router.get("/help")
def guide(of: Page) -> Response:
    """Say what the pages are, which keys there are, and who can open them."""
    return show(of, "help.html", "帮助")


@router.get("/search")
def search(of: Page) -> Response:
    """Find units, indicators, facts, rules and codes whose name has a text."""
    text = of.query("q").strip()
    found = list(_found(of, text.casefold())) if text else []
    return show(of, "search.html", "查找", text=text, found=found[:_MOST_FOUND], more=max(len(found) - _MOST_FOUND, 0))


def _found(of: Asked, text: str) -> Iterator[tuple[str, str, str]]:
    for code in Code:
        if text == code.value.casefold():
            yield "问题代码", code.value, f"/problems/{code.value}"
    assessment, scheme = of.derived.state.assessment, of.derived.state.scheme
    if assessment is None or scheme is None:
        return
    for unit in (*assessment.facts.units, *scheme.exempt):
        if text in unit.casefold():
            yield "单位", unit, unit_link(unit)
    for item in all_items(scheme.items):
        if text in f"{item.id} {item.title}".casefold():
            yield "指标", f"{item.id} {item.title}", item_link(item.id)
    for rule in scheme.rules:
        if text in f"{rule.id} {rule.title}".casefold():
            yield "规则", f"{rule.id} {rule.title}", f"/scheme?line={rule.span.line}"
    for name, fact in scheme.facts.items():
        if fact.of is None and text in name.casefold():
            yield "数据项", name, f"/scheme?line={fact.span.line}"
