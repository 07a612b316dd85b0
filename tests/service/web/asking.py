"""Asking the service without a network: a folder of its own for each test, and a client that has the token."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

import httpx
import uvicorn

from service.web.app import make_app
from service.web.folder import Folder
from service.web.gate import Key
from service.web.serve import listening
from tests.assessing import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service.web.gate import App

PORT = 8765
KEY = Key("the-token", "the-csrf", PORT)
BASE = f"http://127.0.0.1:{PORT}"
BEARER = {"Authorization": f"Bearer {KEY.token}"}
API = "/api/v1"
UNIT = "天山街道"


def assessment_folder(home: Path) -> Folder:
    """A folder with the shipped scheme and facts, as `kaohe init` lays one out."""
    shutil.copy(ROOT / "schemes" / "changning-2021.yaml", home / "方案.yaml")
    shutil.copytree(ROOT / "facts" / "changning-2021", home / "事实")
    return Folder(home / "方案.yaml", home / "事实")


class Client:
    """Asks an application; with `headers` sent along each time."""

    def __init__(self, app: App, headers: dict[str, str] | None = None) -> None:
        self.app, self.headers = app, BEARER if headers is None else headers

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:  # noqa: ANN401  what httpx takes
        headers = {**self.headers, **given.pop("headers", {})}

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
                return await client.request(method, path, headers=headers, **given)

        return asyncio.run(asked())

    def get(self, path: str, **given: Any) -> httpx.Response:  # noqa: ANN401  as above
        return self.ask("GET", API + path, **given)

    def post(self, path: str, data: object = None, **given: Any) -> httpx.Response:  # noqa: ANN401  as above
        return self.ask("POST", API + path, **({"json": data} if data is not None else {}), **given)

    def put(self, path: str, data: object) -> httpx.Response:
        return self.ask("PUT", API + path, json=data)


def client_of(folder: Folder, headers: dict[str, str] | None = None) -> Client:
    return Client(make_app(folder, KEY, "1.0"), headers)


def codes(answer: httpx.Response) -> list[str]:
    """The codes of the problems that came back."""
    data = answer.json()
    assert data["schema"] == "kaohe/problems@1"
    return [each["code"] for each in data["problems"]]


@contextmanager
def running(folder: Folder) -> Iterator[Key]:
    """Serve on a real port for as long as a test needs it."""
    at = listening(0)
    key = Key(KEY.token, KEY.csrf, at.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(make_app(folder, key, "1.0"), log_level="critical", ws="none"))
    thread = Thread(target=server.run, kwargs={"sockets": [at]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
        yield key
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(10)
        at.close()
