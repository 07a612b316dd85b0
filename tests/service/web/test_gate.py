"""Who may ask, and what about requests that try to get in otherwise."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from service.web.gate import LARGEST_BODY
from tests.service.web.asking import API, BASE, BEARER, KEY, PORT, UNIT, Client, client_of, codes

if TYPE_CHECKING:
    from service.web.folder import Folder

COOKIE = {"Cookie": f"{KEY.cookie}={KEY.token}"}
FOREIGN = ["http://evil.example", "null", "http://127.0.0.1:9999", f"https://127.0.0.1:{PORT}", "file://", ""]


@pytest.fixture
def stranger(folder: Folder) -> Client:
    """One that has no token."""
    return client_of(folder, {})


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"127.0.0.1:{PORT}.evil.example", "",
     f"127.0.0.1.nip.io:{PORT}", f"192.168.1.7:{PORT}", f"0.0.0.0:{PORT}", f"LOCALHOST.:{PORT}"],
)  # fmt: skip
def test_a_name_that_leads_here_by_dns_is_refused(host: str, client: Client) -> None:
    answer = client.get("/score", headers={"Host": host})
    assert answer.status_code == 421
    assert codes(answer) == ["U512"]


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_our_own_names_are_not(host: str, client: Client) -> None:
    assert client.get("/score", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", FOREIGN)
def test_pages_of_others_are_refused(origin: str, folder: Folder) -> None:
    for headers in (BEARER, COOKIE | {"X-Kaohe-Csrf": KEY.csrf}):
        client = client_of(folder, headers | {"Origin": origin})
        assert client.get("/score").status_code == 403
        assert client.put("/scheme", {"text": "", "sha256": "0" * 64}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_port_of_this_computer_is_another_site(site: str, folder: Folder) -> None:
    client = client_of(folder, COOKIE | {"Sec-Fetch-Site": site})
    assert client.get("/score").status_code == 403
    opened = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.ask("GET", f"/?token={KEY.token}", headers=opened).status_code == 303


def test_nothing_without_a_token(stranger: Client) -> None:
    described = stranger.app
    for path in ("/", f"{API}/score", f"{API}/openapi.json", "/static/x.css", "/docs"):
        assert Client(described, {}).ask("GET", path).status_code == 401
    assert codes(stranger.get("/score")) == ["U512"]
    assert stranger.post("/lint", {"text": ""}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}, {"Authorization": f"Basic {KEY.token}"},
     {"Cookie": f"{KEY.cookie}=wrong"}, {"Cookie": f"kaohe-9999={KEY.token}"}, {"Cookie": f"kaohe={KEY.token}"},
     {"Authorization": "Bearer wrong"} | COOKIE],
)  # fmt: skip
def test_a_wrong_token_opens_nothing(headers: dict[str, str], stranger: Client) -> None:
    assert stranger.get("/score", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "others",
    ['{"a": 1}=x; ', "session=a b c; theme={dark}; ", "kaohe-9999=other; ", f"{KEY.cookie}=tossed; ", "=; ;; a; "],
)
def test_cookies_of_other_ports_do_not_matter(others: str, folder: Folder) -> None:
    assert client_of(folder, {"Cookie": f"{others}{KEY.cookie}={KEY.token}"}).get("/score").status_code == 200


def test_the_token_in_the_address_becomes_a_cookie(stranger: Client) -> None:
    answer = stranger.ask("GET", f"/x?a=1&token={KEY.token}&b=%E4%B8%80")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/x?a=1&b=%E4%B8%80"
    assert answer.headers["set-cookie"] == f"{KEY.cookie}={KEY.token}; HttpOnly; SameSite=Strict; Path=/"
    assert KEY.token not in answer.headers["location"]
    # The address itself lets nobody in: not to change anything, nor with another token.
    assert stranger.ask("POST", f"{API}/lint?token={KEY.token}", json={"text": ""}).status_code == 401
    assert stranger.ask("GET", "/?token=wrong").status_code == 401


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "///evil.example", "/\\evil.example", "/%5Cevil.example", "/%09/evil.example", "//%0d%0aX: 1",
     "/.//evil.example", "/\\/\\/evil.example"],
)  # fmt: skip
def test_the_way_on_leads_nowhere_else(path: str, folder: Folder) -> None:
    answer = raw(client_of(folder, {}), "GET", path.encode(), f"token={KEY.token}".encode())
    location = dict(answer["headers"])[b"location"].decode()
    assert answer["status"] == 303
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert not set(location) & set("\r\n\t ")


def test_changes_need_more_than_the_cookie(folder: Folder) -> None:
    text = {"text": folder.scheme.read_text("utf-8")}
    by_cookie = client_of(folder, COOKIE)
    assert by_cookie.get("/score").status_code == 200
    assert by_cookie.post("/lint", text).status_code == 403
    assert codes(by_cookie.post("/lint", text, headers={"X-Kaohe-Csrf": "wrong"})) == ["U512"]
    assert by_cookie.post("/lint", text, headers={"X-Kaohe-Csrf": KEY.csrf}).status_code == 200
    assert client_of(folder, {"X-Kaohe-Csrf": KEY.csrf}).post("/lint", text).status_code == 401


def test_every_answer_has_the_headers(client: Client, stranger: Client) -> None:
    for answer in (client.get("/score"), stranger.get("/score"), client.get("/nothing"), client.post("/lint", {})):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "access-control-allow-origin" not in answer.headers
    document = client.get(f"/units/{quote(UNIT)}/report.html")
    assert "script-src" not in document.headers["content-security-policy"]
    assert "default-src 'none'" in document.headers["content-security-policy"]


def raw(client: Client, method: str, path: bytes, query: bytes = b"", **scope: Any) -> dict[str, Any]:  # noqa: ANN401
    """Send what no client would, and return the status, the headers and the body."""
    answer: dict[str, Any] = {"body": b""}
    headers = [(b"host", f"127.0.0.1:{PORT}".encode()), *scope.pop("headers", [])]
    chunks = list(scope.pop("chunks", [b""]))

    async def receive() -> dict[str, Any]:
        body = chunks.pop(0) if chunks else b""
        return {"type": "http.request", "body": body, "more_body": bool(chunks)}

    async def send(message: Any) -> None:  # noqa: ANN401
        if message["type"] == "http.response.start":
            answer.update(status=message["status"], headers=message["headers"])
        else:
            answer["body"] += message.get("body", b"")

    asked = {"type": "http", "method": method, "path": path.decode("latin-1"), "raw_path": path, "query_string": query,
             "headers": headers, "http_version": "1.1", "scheme": "http", "root_path": "", **scope}  # fmt: skip

    async def whole() -> None:
        await client.app(asked, receive, send)

    asyncio.run(whole())
    return answer


@pytest.mark.parametrize("name", [b"host", b"origin", b"content-length", b"authorization"])
def test_a_header_that_comes_twice_is_refused(name: bytes, client: Client) -> None:
    value = {
        b"host": f"127.0.0.1:{PORT}",
        b"origin": BASE,
        b"content-length": "0",
        b"authorization": "Bearer the-token",
    }
    extra = [(name, value[name].encode())] * (1 if name == b"host" else 2)
    assert raw(client, "GET", b"/api/v1/score", headers=extra)["status"] == 400


@pytest.mark.parametrize("length", ["-1", "1e9", "0x10", "٣", str(LARGEST_BODY + 1), "9" * 5000])
def test_a_length_that_is_none_or_too_much(length: str, client: Client) -> None:
    given = [(b"authorization", b"Bearer the-token"), (b"content-length", length.encode())]
    assert raw(client, "POST", b"/api/v1/lint", headers=given)["status"] in (400, 413)


@pytest.mark.parametrize("kind", [b"application/json", b"multipart/form-data; boundary=x"])
def test_a_body_without_end_is_cut_off(kind: bytes, client: Client) -> None:
    path = b"/api/v1/lint" if b"json" in kind else b"/api/v1/returns"
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.xlsx"\r\n\r\n'
    start = head if b"multi" in kind else b'{"text": "'
    chunks = [start, *[b"x" * 2**20 for _ in range(LARGEST_BODY // 2**20 + 1)]]
    given = [(b"authorization", b"Bearer the-token"), (b"content-type", kind), (b"transfer-encoding", b"chunked")]
    answer = raw(client, "POST", path, headers=given, chunks=chunks)
    assert answer["status"] == 413
    assert b"kaohe/problems@1" in answer["body"]


def test_a_huge_query_is_only_a_query(client: Client) -> None:
    query = "&".join(f"a{number}=1" for number in range(4_000))
    assert client.get(f"/score?{query}&token={KEY.token}").status_code == 200
    assert client.get("/rank?group=" + "x" * 5000).status_code == 422
    assert client.get("/rank?top=" + "9" * 5000).status_code == 422


@pytest.mark.parametrize(
    "name",
    ["../方案.yaml", "..%2f方案.yaml", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cwin.ini", "%00", "a%00.xlsx", ".",
     "..", "%2e%2e", ".kaohe", "/etc/passwd", "%2fetc%2fpasswd", "C:%5cx", "CON", "x" * 299],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(name: str, folder: Folder, client: Client) -> None:
    folder.returned.mkdir()
    (folder.returned / "在.xlsx").write_bytes(b"")
    for path in (f"/returns/{name}/marked", f"/units/{name}/trace", f"/units/{name}/report.html"):
        answer = raw(client, "GET", f"{API}{path}".encode(), headers=[(b"authorization", b"Bearer the-token")])
        assert answer["status"] in (404, 422), path
        assert b"root:" not in answer["body"]
        assert client.get(path).status_code in (404, 422)


def test_a_link_out_of_the_folder_is_not_followed(folder: Folder, client: Client) -> None:
    folder.returned.mkdir()
    secret = folder.scheme.parent.parent / "secret.xlsx"
    secret.write_bytes(b"PK\x03\x04")
    (folder.returned / "link.xlsx").symlink_to(secret)
    assert client.get("/returns/link.xlsx/marked").status_code == 404


def test_a_header_cannot_be_put_in(folder: Folder, client: Client) -> None:
    strange = '甲"; filename=evil.exe\r\nX-Evil: 1'
    answer = client.get(f"/units/{quote(strange)}/trace")
    assert answer.status_code == 404
    assert "x-evil" not in answer.headers
    folder.scheme.write_text(folder.scheme.read_text("utf-8").replace(UNIT, "甲=x1"), "utf-8")
    for path in folder.facts.iterdir():
        path.write_text(path.read_text("utf-8").replace(UNIT, "甲=x1"), "utf-8")
    answer = client.get(f"/units/{quote('甲=x1')}/report.docx")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('甲=x1.docx')}"
