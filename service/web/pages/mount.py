"""All pages put into the application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from service.web.answers import NOT_FOUND, RefusedError
from service.web.gate import API
from service.web.pages import exports, guide, indicators, overview, problems, returns, scheme, tables, units, whatif
from service.web.pages.derived import Cache
from service.web.pages.frame import Asked, asked, nothing_here, show

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import TypeAlias

    Handler: TypeAlias = Callable[[Request, Exception], Awaitable[Response]]

_PAGES = (overview, scheme, units, indicators, problems, returns, whatif, exports, tables, guide)


def add_pages(app: FastAPI) -> None:
    """Add every page, and one for addresses that have none."""
    app.state.cache = Cache()
    for each in _PAGES:
        app.include_router(each.router)
    for kind, show_it in ((HTTPException, _missing), (RefusedError, _refused)):
        app.exception_handler(kind)(_on_pages(app.exception_handlers[kind], show_it))


def _on_pages(of_api: Any, of_page: Callable[[Asked, Any], Response]) -> Handler:  # noqa: ANN401  Starlette's
    async def answer(request: Request, error: Exception) -> Response:
        if request.url.path.startswith(API):
            answered: Response = await of_api(request, error)
            return answered
        return of_page(await run_in_threadpool(asked, request), error)

    return answer


def _missing(of: Asked, error: HTTPException) -> Response:
    if error.status_code == NOT_FOUND:
        return nothing_here(of, f"没有“{of.request.url.path}”这个地址")
    return show(of, "missing.html", "不能这样用", error.status_code, message="这个地址不能这样用")


def _refused(of: Asked, error: RefusedError) -> Response:
    return show(of, "refused.html", "没有做", error.status, problems=error.problems)
