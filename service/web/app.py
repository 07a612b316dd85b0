"""The application: routes of the API and of the pages over one folder, behind the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from service.web import assets
from service.web.api import documents, editor, events, outline, results, returns, scheme, trial
from service.web.api.described import components
from service.web.faults import Crashed, Watched, answer_faults, unforeseen
from service.web.gate import Gate
from service.web.pages.mount import add_pages
from service.web.veil import Veil

if TYPE_CHECKING:
    from service.web.folder import Folder
    from service.web.gate import App, Key


def make_app(folder: Folder, key: Key, version: str, crashed: Crashed = unforeseen) -> App:
    """Return the application. It holds no state but the folder: everything is in the files.

    `crashed` leaves a record of an unforeseen error, without any data, and returns what the user is told.
    """
    app = FastAPI(
        title="考核",
        version=version or "0",
        description="按写明的方案给各单位评分定等。各接口与命令同名，输出的 JSON 也相同。",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        redirect_slashes=False,
    )
    app.state.folder = folder
    app.state.key = key
    app.state.version = version
    for each in (results, scheme, editor, outline, trial, documents, returns, events):
        app.include_router(each.router)
    app.include_router(assets.router)
    answer_faults(app, crashed)
    add_pages(app)
    described = app.openapi()
    described.setdefault("components", {}).setdefault("schemas", {}).update(components())
    return Gate(Watched(Veil(app, folder) if folder.masked else app, crashed), key)
