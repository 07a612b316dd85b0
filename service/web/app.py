"""The application: routes of the API and of the pages over one folder, behind the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from service.web import assets
from service.web.api import results
from service.web.gate import Gate
from service.web.pages import add_pages

if TYPE_CHECKING:
    from service.web.folder import Folder
    from service.web.gate import App, Key


def make_app(folder: Folder, key: Key, version: str) -> App:
    """Return the application. It holds no state but the folder: everything is in the files."""
    app = FastAPI(
        title="考核",
        version=version or "0",
        description="按写明的方案给各单位评分定等。各接口与命令同名，输出的 JSON 也相同。",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.folder = folder
    app.state.key = key
    app.include_router(results.router)
    app.include_router(assets.router)
    add_pages(app)
    return Gate(app, key)
