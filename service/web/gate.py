"""Who may ask the service anything, and how much: nothing behind it sees a request that does not pass.

The service answers the computer that it runs on, and there only whoever has its token: another program, another user
and any page that a browser has open besides could send requests to a loopback address as well.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from typing import TypeAlias

    Scope: TypeAlias = MutableMapping[str, Any]
    Message: TypeAlias = MutableMapping[str, Any]
    Receive: TypeAlias = Callable[[], Awaitable[Message]]
    Send: TypeAlias = Callable[[Message], Awaitable[None]]
    App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

# The largest body that is read: some hundred forms.
LARGEST_BODY = 64 * 2**20
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_HEADER = b"x-kaohe-csrf"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    # Under no-referrer browsers would not say either that a form was sent from our own page.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
]


@dataclass(frozen=True, slots=True)
class Key:
    """What opens the service: the token that the opened address carries, and what pages send along with changes.

    `port` is where it listens: cookies do not tell ports apart, so the cookie's name does.
    """

    token: str
    csrf: str
    port: int

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the token."""
        return f"kaohe-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What a request may call the service."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))


class Gate:
    """Lets pass what comes from this computer, is meant for the service, has its token, and is not too large."""

    def __init__(self, app: App, key: Key) -> None:
        self._app, self._key = app, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {name.lower(): value for name, value in scope["headers"]}
        refused = self._refused(headers)
        if refused is not None:
            await _answer(send, *refused)
            return
        if location := self._opened(scope):
            cookie = f"{self._key.cookie}={self._key.token}; HttpOnly; SameSite=Strict; Path=/"
            await _answer(send, 303, "", [(b"location", location.encode()), (b"set-cookie", cookie.encode())])
            return
        if not self._has_token(headers):
            await _answer(send, 401, "请用启动时显示的完整地址打开；其他程序请在 Authorization 里带上 Bearer 令牌。")
            return
        if scope["method"] not in _SAFE and not self._is_meant(headers, scope["query_string"]):
            await _answer(send, 403, "这个请求不是从本服务的页面发来的，没有执行。")
            return
        await self._app(scope, _Limited(receive), _with_headers(send))

    def _refused(self, headers: dict[bytes, bytes]) -> tuple[int, str] | None:
        host = headers.get(b"host", b"").decode("latin-1")
        if host not in self._key.hosts:
            return 421, "这个地址不是本服务的地址。"
        origin = headers.get(b"origin")
        if origin is not None and origin.decode("latin-1").partition("://")[2] not in self._key.hosts:
            return 403, "别的网站不能使用本服务。"
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return 413, f"内容太大，一次最多 {LARGEST_BODY // 2**20} MB。"
        return None

    def _opened(self, scope: Scope) -> str | None:
        """Return where to go on, without the token in the address, where the address carries the right one."""
        pairs = parse_qsl(scope["query_string"].decode("latin-1"))
        given = [value for name, value in pairs if name == "token"]
        if scope["method"] != "GET" or not given or not _same(given[0], self._key.token):
            return None
        rest = urlencode([pair for pair in pairs if pair[0] != "token"])
        raw: bytes | None = scope.get("raw_path")
        path = raw.decode("latin-1") if raw else quote(scope["path"])
        # Two slashes would lead to another host.
        return "/" + path.lstrip("/\\") + (f"?{rest}" if rest else "")

    def _has_token(self, headers: dict[bytes, bytes]) -> bool:
        scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        if scheme.lower() == "bearer":
            return _same(token, self._key.token)
        try:
            cookie = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get(self._key.cookie)
        except CookieError:
            return False
        return cookie is not None and _same(cookie.value, self._key.token)

    def _is_meant(self, headers: dict[bytes, bytes], query: bytes) -> bool:
        """Say whether a change was sent by one of our pages, or by a program that has the token itself.

        A form that is sent without scripts can have no header: it has the key in the address that it is sent to.
        """
        if headers.get(b"authorization", b"").lower().startswith(b"bearer "):
            return True
        given = headers.get(CSRF_HEADER, b"").decode("latin-1") or dict(parse_qsl(query.decode("latin-1"))).get(
            "csrf", ""
        )
        return _same(given, self._key.csrf)


class TooLargeError(Exception):
    """A body goes on beyond what is read."""


class _Limited:
    """Reads no more of a body than may be: its length need not be told beforehand."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._read = receive, 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > LARGEST_BODY:
            raise TooLargeError
        return message


def _with_headers(send: Send) -> Send:
    async def passed(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message["headers"]}
            added = [(name, value) for name, value in _ALWAYS if name not in own]
            if b"cache-control" not in own:
                added.append((b"cache-control", b"no-store"))
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return passed


async def _answer(send: Send, status: int, text: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    body = text.encode()
    given = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*given, *_ALWAYS, *(headers or [])]})
    await send({"type": "http.response.body", "body": body})


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())
