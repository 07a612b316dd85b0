"""What can be taken away: letters, the summary, the notice, tables."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service.web.pages.frame import Page, not_yet, show
from service.web.pages.paged import paged

router = APIRouter(include_in_schema=False)


@router.get("/exports")
def exports(of: Page) -> Response:
    """List the documents and tables, and the letters of all units."""
    if of.derived.state.assessment is None:
        return not_yet(of, "导出")
    units = [place.unit for place in of.derived.places if place.unit in of.derived.known]
    return show(of, "exports.html", "导出", page=paged(units, of.query("page")))
