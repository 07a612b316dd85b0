"""All pages put into the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler
from starlette.exceptions import HTTPException

from service.web.pages import guide, indicators, overview, problems, scheme, units
from service.web.pages.derived import Cache
from service.web.pages.frame import asked, nothing_here

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_ROUTERS = (overview.router, units.router, indicators.router, problems.router, scheme.router, guide.router)
_NOT_FOUND = 404


def add_pages(app: FastAPI) -> None:
    """Add every page, and one for addresses that have none."""
    app.state.cache = Cache()
    for router in _ROUTERS:
        app.include_router(router)
    app.exception_handler(HTTPException)(_missing())


def _missing() -> Callable[[Request, HTTPException], Awaitable[Response]]:
    async def missing(request: Request, error: HTTPException) -> Response:
        if error.status_code != _NOT_FOUND or request.url.path.startswith("/api/"):
            return await http_exception_handler(request, error)
        return nothing_here(asked(request), f"没有“{request.url.path}”这个地址")

    return missing
