"""Who may ask the service anything, and how much: nothing behind it sees a request that does not pass.

The service answers the computer that it runs on, and there only whoever has its token: another program, another user
and any page that a browser has open besides could send requests to a loopback address as well.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode

from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.report.problems import problems_json

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
TOO_LARGE = f"内容太大，一次最多 {LARGEST_BODY // 2**20} MB"
API = "/api/"
_BAD = 400
_MOST_DIGITS, _MOST_FIELDS = 15, 100
_ONCE = (b"host", b"origin", b"content-length", b"authorization", b"x-kaohe-csrf")
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


class TooLargeError(Exception):
    """A body goes on beyond what is read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gate answers itself."""

    status: int
    text: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


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
        answer = self._answer(scope)
        if answer is not None:
            await _send(scope, send, answer)
            return
        limited = _Limited(receive)
        await self._app(scope, limited, _Checked(scope, send, limited))

    def _answer(self, scope: Scope) -> Answer | None:
        """Return what the gate itself answers; None where a request may pass."""
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.lower(), []).append(value)
        refused = self._refused(headers)
        if refused is not None:
            return refused
        if location := self._opened(scope):
            cookie = f"{self._key.cookie}={self._key.token}; HttpOnly; SameSite=Strict; Path=/"
            return Answer(303, "", ((b"location", location.encode("ascii")), (b"set-cookie", cookie.encode("ascii"))))
        if not self._has_token(headers):
            return Answer(401, "请用启动时显示的完整地址打开；其他程序请在 Authorization 里带上 Bearer 令牌")
        if scope["method"] not in _SAFE and not self._is_meant(headers, scope["query_string"]):
            return Answer(403, "这个请求不是从本服务的页面发来的，没有执行")
        return None

    def _refused(self, headers: dict[bytes, list[bytes]]) -> Answer | None:
        if any(len(headers.get(name, ())) > 1 for name in _ONCE):
            return Answer(400, "请求读不懂：同一个请求头写了两次")
        host = _only(headers, b"host")
        if host not in self._key.hosts:
            return Answer(421, "这个地址不是本服务的地址")
        origin = _only(headers, b"origin")
        if b"origin" in headers and origin not in {f"http://{each}" for each in self._key.hosts}:
            return Answer(403, "别的网站不能使用本服务")
        # Another port of this computer is the same site to a browser, and gets our cookie sent along.
        navigates = _only(headers, b"sec-fetch-mode") == "navigate" and _only(headers, b"sec-fetch-dest") == "document"
        if _only(headers, b"sec-fetch-site") in {"cross-site", "same-site"} and not navigates:
            return Answer(403, "别的网站不能使用本服务")
        length = _only(headers, b"content-length") or "0"
        if not (length.isascii() and length.isdigit()):
            return Answer(400, "请求读不懂：Content-Length 不是数")
        if len(length) > _MOST_DIGITS or int(length) > LARGEST_BODY:
            return Answer(413, TOO_LARGE)
        return None

    def _opened(self, scope: Scope) -> str | None:
        """Return where to go on, without the token in the address, where the address carries the right one."""
        if scope["method"] != "GET" or b"token=" not in scope["query_string"]:
            return None
        try:
            pairs = parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=_MOST_FIELDS)
        except ValueError:
            return None
        given = [value for name, value in pairs if name == "token"]
        if not given or not _same(given[0], self._key.token):
            return None
        rest = urlencode([pair for pair in pairs if pair[0] != "token"])
        raw: bytes | None = scope.get("raw_path")
        path = raw.partition(b"?")[0].decode("latin-1") if raw else quote(scope["path"])
        # Two slashes would lead to another host; what browsers leave out of an address must not bring two together.
        return "/" + quote(path, safe="/%:@!$&'()*+,;=~-._").lstrip("/\\") + (f"?{rest}" if rest else "")

    def _has_token(self, headers: dict[bytes, list[bytes]]) -> bool:
        scheme, _, token = _only(headers, b"authorization").partition(" ")
        if scheme.lower() == "bearer":
            return _same(token.strip(), self._key.token)
        # Services on other ports set cookies here too, of whatever form: only what has our name is looked at.
        pairs = (
            each.partition("=") for line in headers.get(b"cookie", ()) for each in line.decode("latin-1").split(";")
        )
        return any(
            name.strip() == self._key.cookie and _same(value.strip(), self._key.token) for name, _, value in pairs
        )

    def _is_meant(self, headers: dict[bytes, list[bytes]], query: bytes) -> bool:
        """Say whether a change was sent by one of our pages, or by a program that has the token itself.

        A form that is sent without scripts can have no header: it has the key in the address that it is sent to.
        """
        if _only(headers, b"authorization").lower().startswith("bearer "):
            return True
        given = _only(headers, CSRF_HEADER) or dict(parse_qsl(query.decode("latin-1"))).get("csrf", "")
        return _same(given, self._key.csrf)


class _Limited:
    """Reads no more of a body than may be: its length need not be told beforehand."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._read = receive, 0

    @property
    def exceeded(self) -> bool:
        """Whether there was more."""
        return self._read > LARGEST_BODY

    async def __call__(self) -> Message:
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self.exceeded:
            raise TooLargeError
        return message


class _Checked:
    """Sends an answer with the headers that all have; of a body that was too large, nothing but that it was."""

    def __init__(self, scope: Scope, send: Send, limited: _Limited) -> None:
        self._scope, self._send, self._limited = scope, send, limited
        self._replaced = False

    async def __call__(self, message: Message) -> None:
        if self._replaced:
            return
        if message["type"] == "http.response.start":
            if self._limited.exceeded:
                self._replaced = True
                await _send(self._scope, self._send, Answer(413, TOO_LARGE))
                return
            own = {name.lower() for name, _ in message["headers"]}
            added = [(name, value) for name, value in _ALWAYS if name not in own]
            if b"cache-control" not in own:
                added.append((b"cache-control", b"no-store"))
            message = {**message, "headers": [*message["headers"], *added]}
        await self._send(message)


async def _send(scope: Scope, send: Send, answer: Answer) -> None:
    """Send what the gate itself answers: problems to programs, a line to people."""
    told, media_type = answer.text, "text/plain; charset=utf-8"
    if scope["path"].startswith(API) and answer.status >= _BAD:
        media_type = "application/json"
        told = problems_json([Problem(Code.NOT_SERVED, answer.text, help="怎样使用，见文档“接口”")])
    body = told.encode()
    head = [(b"content-type", media_type.encode()), (b"content-length", str(len(body)).encode())]
    headers = [*head, *_ALWAYS, (b"cache-control", b"no-store"), *answer.headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body if scope["method"] != "HEAD" else b""})


def _only(headers: dict[bytes, list[bytes]], name: bytes) -> str:
    return headers.get(name, [b""])[0].decode("latin-1")


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())
