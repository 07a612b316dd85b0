"""The veil before everything in a demonstration: what goes out is covered, what comes in uncovered, the rest refused.

It stands around the whole application, so that no page and no part of the API can forget it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode

from service.web.answers import FORBIDDEN, HTML, problems_answer, refusal
from service.web.mask import Mask

if TYPE_CHECKING:
    from fastapi import Response

    from service.web.folder import Folder
    from service.web.gate import App, Message, Receive, Scope, Send

_API = "/api/v1/"
STATIC = "/static/"
# Of the API, what a demonstration may ask for.
_READ = frozenset({"score", "rank", "units", "scheme", "events", "openapi.json"})
# Trials and what-if would let scores be worked out, by asking again and again.
_WORKED_OUT = frozenset({"lint", "read"})
# Pages of files, forms and problems quote what nobody can cover; a search would find units by their own names.
_PAGES = frozenset({"", "units", "indicators", "scheme", "help"})
_NOT_ASKED = frozenset({"q"})
_AS_IT_IS = ("text/event-stream", "text/css", "text/javascript", "application/javascript", "font/")
_JSON = "application/json"
_OK = 200


class Veil:
    """Covers names and scores in all answers."""

    def __init__(self, app: App, folder: Folder) -> None:
        self._app, self._folder = app, folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on uncovered, and its answer covered."""
        if scope["type"] != "http" or scope["path"].startswith(STATIC):
            await self._app(scope, receive, send)
            return
        scheme = (await asyncio.to_thread(self._folder.state)).scheme
        if scheme is None:
            await _refused("方案有错误，不知道要遮住哪些名称，演示方式下什么都不显示")(scope, receive, send)
            return
        mask = Mask(scheme)
        path = mask.real(scope["path"])
        if not _allowed(scope["method"], path) or mask.names(scope["path"]) != scope["path"]:
            await _refused("演示方式不提供这一项")(scope, receive, send)
            return
        query = [
            (name, mask.real(value))
            for name, value in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            if name not in _NOT_ASKED and mask.names(value) == value
        ]
        inner = {**scope, "path": path, "raw_path": quote(path).encode(), "query_string": urlencode(query).encode()}
        if scope["method"] == "POST":
            receive, inner["headers"] = await _uncovered(mask, receive, scope)
        await self._app(inner, receive, _Covering(mask, scope, receive, send))


class _Covering:
    """Holds an answer back until it is whole, and sends it covered; events are passed on as they come."""

    def __init__(self, mask: Mask, scope: Scope, receive: Receive, send: Send) -> None:
        self._mask, self._scope, self._receive, self._send = mask, scope, receive, send
        self._start: Message | None = None
        self._body: list[bytes] = []
        self._passes = False

    async def __call__(self, message: Message) -> None:
        """Take a part of the answer."""
        if message["type"] == "http.response.start":
            kind = _header(message, b"content-type")
            self._passes = kind.startswith(_AS_IT_IS) or self._scope["path"].endswith("/openapi.json")
            self._start = message
            if self._passes:
                await self._send(message)
            return
        if self._passes:
            await self._send(message)
            return
        self._body.append(message.get("body", b""))
        if not message.get("more_body"):
            await self._whole()

    async def _whole(self) -> None:
        start, body = self._start, b"".join(self._body)
        if start is None:
            return
        kind = _header(start, b"content-type")
        if kind.startswith(_JSON):
            body = json.dumps(self._mask.json(json.loads(body)), ensure_ascii=False, indent=2).encode() if body else b""
        elif kind.startswith(HTML):
            body = self._mask.html(body.decode()).encode()
        elif kind.startswith("text/plain"):
            body = self._mask.text(body.decode()).encode()
        elif body:
            await _refused("演示方式不给文件")(self._scope, self._receive, self._send)
            return
        headers = [(name, self._header(name, value, len(body))) for name, value in start["headers"]]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})

    def _header(self, name: bytes, value: bytes, length: int) -> bytes:
        if name.lower() == b"content-length":
            return str(length).encode()
        return self._mask.names(value.decode("latin-1")).encode("latin-1", errors="replace")


async def _uncovered(mask: Mask, receive: Receive, scope: Scope) -> tuple[Receive, list[tuple[bytes, bytes]]]:
    """Return what gives the body with the units' own names, and the headers that fit it."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = bool(message.get("more_body")) and message["type"] == "http.request"
    with contextlib.suppress(ValueError, RecursionError):  # what is wrong with it is told further in
        body = json.dumps(mask.uncovered(json.loads(body)), ensure_ascii=False).encode()
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    length = (b"content-length", str(len(body)).encode())
    return again, [*((name, value) for name, value in scope["headers"] if name.lower() != b"content-length"), length]


def _allowed(method: str, path: str) -> bool:
    if path.startswith(_API):
        name, *rest = path.removeprefix(_API).split("/")
        if method == "POST":
            return name in _WORKED_OUT and not rest
        of_unit = name == "units" and len(rest) == 2 and rest[1] == "trace"  # noqa: PLR2004
        return method in {"GET", "HEAD"} and name in _READ and (not rest or of_unit)
    return method in {"GET", "HEAD"} and path.split("/")[1] in _PAGES


def _refused(message: str) -> Response:
    error = refusal(message, "要看全部，请不加 --demo 重新运行 kaohe serve", FORBIDDEN)
    return problems_answer(error.problems, error.status)


def _header(message: Message, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in message["headers"] if key.lower() == name), "")
