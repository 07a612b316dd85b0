"""Everything that is wrong, each thing with what to do; and what the codes mean."""

from __future__ import annotations

from fastapi import APIRouter, Response

from engine.problem.catalogue import PAGES
from engine.problem.codes import SEVERITY, Code, Severity
from service.web.pages.frame import Page, nothing_here, show
from service.web.pages.paged import paged
from service.web.pages.told import told

router = APIRouter(include_in_schema=False)


@router.get("/problems")
def problems(of: Page) -> Response:
    """List the problems, of one kind where one is asked for."""
    every = told(of.derived.state.problems, of.folder)
    kind = of.query("kind")
    kinds = [(each.value, of.derived.counts[each]) for each in Severity]
    wanted = [each for each in every if kind in {"", each.severity}]
    page = paged(wanted, of.query("page"))
    return show(of, "problems.html", "问题", kinds=kinds, kind=kind, problems=page.rows, page=page, whole=len(every))


@router.get("/problems/{code}")
def code_page(of: Page, code: str) -> Response:
    """Explain a code."""
    found = next((each for each in Code if each.value == code.strip().upper()), None)
    if found is None:
        return nothing_here(of, f"没有“{code}”这个问题代码")
    severity = SEVERITY[found].value
    return show(
        of, "code.html", f"{found.value} {PAGES[found].title}", code=found.value, page=PAGES[found], severity=severity
    )
