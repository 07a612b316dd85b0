"""docs/接口.md: every endpoint is in it, and every example is what the service answers."""

from __future__ import annotations

import contextlib
import json
import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from service.web.app import make_app
from service.web.folder import Folder
from tests.assessing import ROOT
from tests.service.web.asking import KEY, Client, client_of

if TYPE_CHECKING:
    import httpx

PAGE = (ROOT / "docs" / "接口.md").read_text("utf-8")
_HEADING = re.compile(r"^### (GET|PUT|POST) (/api/v1/\S+)$(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
SECTIONS = _HEADING.findall(PAGE + "\n##")
_BLOCK = re.compile(r"```(json 请求|json 回答|http)\n(.*?)```", re.DOTALL)
_FILE = re.compile(r"回答是文件：`([^`]+)`")


def fits(said: Any, real: Any) -> bool:  # noqa: ANN401  whatever JSON holds
    """Say whether an answer is what the page says: `…` stands for anything, and a list shows its beginning."""
    match said, real:
        case str(), str():
            return re.fullmatch(".*".join(map(re.escape, said.split("…"))), real, re.DOTALL) is not None
        case dict(), dict():
            return said.keys() == real.keys() and all(fits(said[key], real[key]) for key in said)
        case list(), list():
            return bool(said) <= bool(real) and all(map(fits, said, real))
        case _:
            return bool(said == real)


def sent(data: Any, text: str, digest: str) -> Any:  # noqa: ANN401  as above
    if isinstance(data, dict):
        return {key: sent(value, text, digest) for key, value in data.items()}
    changed = text.replace("扣: 0.5", "扣: 3", 2)
    words = {"（方案全文）": text, "（改过的方案全文）": changed, "（读出时的 SHA-256）": digest}
    return words.get(data, data) if isinstance(data, str) else data


def answer_of(client: Client, folder: Folder, section: tuple[str, str, str]) -> httpx.Response:
    method, path, body = section
    blocks = dict(_BLOCK.findall(body))
    if "http" in blocks:
        name = blocks["http"].split(":")[1].strip()
        return client.ask(method, path, files=[("files", (name, b"x"))])
    if "json 请求" not in blocks:
        return client.ask(method, path)
    text, digest = folder.scheme.read_text("utf-8"), sha256(folder.scheme.read_bytes()).hexdigest()
    return client.ask(method, path, json=sent(json.loads(blocks["json 请求"]), text, digest))


def test_examples_are_what_the_service_answers(folder: Folder) -> None:
    with contextlib.chdir(folder.scheme.parent):
        here = Folder(Path("方案.yaml"), Path("事实"))
        client = client_of(here)
        for section in SECTIONS:
            if section[1].endswith("/events"):
                continue
            answer = answer_of(client, here, section)
            assert answer.status_code == 200, (section[1], answer.text)
            if kind := _FILE.search(section[2]):
                assert answer.headers["content-type"].partition(";")[0] == kind[1]
            blocks = dict(_BLOCK.findall(section[2]))
            if "json 回答" in blocks:
                assert fits(json.loads(blocks["json 回答"]), answer.json()), section[1]


def test_every_endpoint_is_on_the_page(folder: Folder) -> None:
    described = Client(make_app(folder, KEY, "1")).get("/openapi.json").json()["paths"]
    said = {(method, path.partition("?")[0]) for method, path, _ in SECTIONS}
    for path, methods in described.items():
        form = re.compile(re.sub(r"\\{.*?\\}", "[^/]+", re.escape(path)))
        for method in methods:
            assert any(name == method.upper() and form.fullmatch(each) for name, each in said), (method, path)


@pytest.mark.parametrize(
    ("said", "real", "expected"),
    [("a…", "abc", True), ("a…", "bc", False), ([], [1], True), ([1], [], False), ({"a": 1}, {"a": 1, "b": 2}, False),
     ([{"a": "x…"}], [{"a": "xy"}, {"a": "z"}], True), (1, 2, False), ("1", 1, False)],
)  # fmt: skip
def test_what_fits(said: Any, real: Any, expected: bool) -> None:  # noqa: ANN401, FBT001
    assert fits(said, real) is expected
