"""What is around every page: the head with its links, the state of the files, and the keys that changes need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast
from urllib.parse import quote, urlencode

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse

from engine.dataclass import dataclass
from engine.problem.codes import Severity
from engine.report.score import warnings
from engine.report.write.pages import page
from engine.report.write.summary_rows import least_width
from service.web.asked import folder_of, version_of
from service.web.assets import asset
from service.web.pages.told import Told, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.web.folder import Folder
    from service.web.gate import Key
    from service.web.pages.derived import Cache, Derived

TEMPLATES = Path(__file__).parents[1] / "templates"
# Where the head leads: the address, the words, and the key after `g`.
# What a demonstration has, as `service.web.veil` lets it pass.
_COVERED = frozenset({"/", "/scheme", "/indicators", "/units", "/help"})
LINKS = (
    ("/", "总览", "o"), ("/scheme", "方案", "s"), ("/indicators", "指标", "i"), ("/units", "单位", "u"),
    ("/returns", "填报", "r"), ("/whatif", "试算", "w"), ("/exports", "导出", "e"), ("/problems", "问题", "p"),
    ("/help", "帮助", "h"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with what follows from the files."""

    request: Request
    derived: Derived

    @property
    def folder(self) -> Folder:
        """The folder that is served."""
        return self.derived.folder

    def query(self, name: str) -> str:
        """Return a parameter of the address; empty where there is none."""
        return self.request.query_params.get(name, "")


def asked(request: Request) -> Asked:
    """Return what a page is made of. Raises RuleEngineError."""
    cache = cast("Cache", request.app.state.cache)
    return Asked(request, cache.of(folder_of(request), version_of(request)))


Page = Annotated[Asked, Depends(asked)]


def unit_link(unit: str, item: str = "") -> str:
    """Return the address of a unit's page, or of that on one of its items."""
    return f"/units/{quote(unit, safe='')}" + (f"/{quote(item, safe='')}" if item else "")


def item_link(id_: str) -> str:
    """Return the address of an indicator's page."""
    return f"/indicators/{quote(id_, safe='')}"


def with_query(path: str, given: Mapping[str, object]) -> str:
    """Return an address with those parameters that say anything."""
    told = urlencode({name: value for name, value in given.items() if value not in {"", None, False}})
    return path + (f"?{told}" if told else "")


def why_link(ref: str, unit: str) -> str:
    """Return the address that a number of a letter leads to."""
    return unit_link(unit, ref.removeprefix(f"{unit}/"))


def show(of: Asked, template: str, title: str, status: int = 200, **said: object) -> Response:
    """Return a page."""
    key = cast("Key", of.request.app.state.key)
    derived, state = of.derived, of.derived.state
    path = of.request.url.path
    return HTMLResponse(
        page(
            template,
            folder=TEMPLATES,
            title=title,
            links=[each for each in LINKS if not of.folder.masked or each[0] in _COVERED],
            here=next((to for to, _, _ in LINKS[1:] if path == to or path.startswith(f"{to}/")), "/"),
            errors=derived.counts[Severity.ERROR],
            remarks=derived.counts[Severity.WARNING] + derived.counts[Severity.HINT],
            scheme=state.scheme.title if state.scheme else "",
            notes=warnings(state.assessment) if state.assessment else [],
            sample=bool(state.assessment and state.assessment.facts.illustrative),
            read_only=of.folder.read_only,
            masked=of.folder.masked,
            csrf=key.csrf,
            program=derived.program,
            asset=asset,
            unit_link=unit_link,
            item_link=item_link,
            api_unit=lambda unit: f"/api/v1{unit_link(unit)}",
            with_query=with_query,
            least=least_width,
            query=of.request.query_params,
            **said,
        ),
        status,
    )


def nothing_here(of: Asked, message: str) -> Response:
    """Say that there is no such page."""
    return show(of, "missing.html", "没有这一页", 404, message=message)


def not_yet(of: Asked, title: str) -> Response:
    """Say that there is no result as long as there are errors."""
    return show(of, "not_yet.html", title, problems=listed(of))


def listed(of: Asked) -> list[Told]:
    """Return the errors, which have to be put right before anything can be worked out."""
    return [each for each in told(of.derived.state.problems, of.folder) if each.grave][:20]
