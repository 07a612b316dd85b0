"""The service with its pages in this process, and what every page has to be."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from shutil import copytree
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import httpx

from service.web.app import make_app
from service.web.folder import Folder
from service.web.gate import Key
from tests.assessing import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = Key("token", "csrf-key", 8765)
HOME = f"http://127.0.0.1:{KEY.port}"
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta"})
_FIELDS = frozenset({"input", "select", "textarea"})


@dataclass
class Site:
    """A folder that is served; `get` and `post` answer as a browser would be answered that keeps no page."""

    folder: Folder

    def __post_init__(self) -> None:
        self.app = make_app(self.folder, KEY, "1.2.3")

    def get(self, path: str) -> httpx.Response:
        return self._send("GET", path)

    def post(self, path: str, **sent: Any) -> httpx.Response:  # noqa: ANN401  what httpx takes
        return self._send("POST", path, **sent)

    def page(self, path: str, status: int = 200) -> str:
        answer = self.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[-2000:])
        check(answer.text, path)
        return answer.text

    def _send(self, method: str, path: str, **sent: Any) -> httpx.Response:  # noqa: ANN401  as above
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=HOME, cookies={KEY.cookie: KEY.token}) as client:
                return await client.request(method, path, **sent)

        return asyncio.run(ask())


def served(tmp_path: Path, name: str = "changning-2021", *, read_only: bool = False, masked: bool = False) -> Site:
    """Serve a copy of a shipped assessment."""
    (tmp_path / "方案.yaml").write_bytes((ROOT / "schemes" / f"{name}.yaml").read_bytes())
    copytree(ROOT / "facts" / name, tmp_path / "事实")
    return Site(Folder(tmp_path / "方案.yaml", tmp_path / "事实", read_only=read_only, masked=masked))


def links(page: str, at: str) -> Iterator[str]:
    """Yield where a page leads."""
    found = _Read(at)
    found.feed(page)
    yield from (urljoin(at, unescape(to)) for to in found.to)


def check(page: str, at: str) -> None:
    """Hold a page against what all pages have to be."""
    found = _Read(at)
    found.feed(page)
    found.close()
    assert found.open == [], (at, "not closed")
    assert found.wrong == [], at
    assert len(found.ids) == len(set(found.ids)), (at, sorted(each for each in found.ids if found.ids.count(each) > 1))
    assert found.headings.count(1) == 1, (at, found.headings)
    for above, below in zip(found.headings, found.headings[1:], strict=False):
        assert below <= above + 1, (at, found.headings)
    unlabelled = found.fields - found.labelled
    assert not unlabelled, (at, unlabelled)
    lost = found.targets - set(found.ids)
    assert not lost, (at, lost)


@dataclass
class _Read(HTMLParser):
    """What is in a page."""

    at: str
    open: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    labelled: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag not in _VOID:
            self.open.append(tag)
        if len(said) < len(attrs):
            self.wrong.append(f"<{tag}> says something twice")
        self.wrong += [f"<{tag} {name}>" for name in said if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not said.get("src")):
            self.wrong.append(f"<{tag}> in the page")
        if tag in {"script", "link", "img"}:
            source = said.get("src") or said.get("href") or ""
            self.wrong += [] if source.startswith("/static/") else [f"{tag} from {source}"]
        if said.get("id") is not None:
            self.ids.append(str(said["id"]))
        if tag in _FIELDS and said.get("type") not in {"hidden", "submit"}:
            self.fields.add(str(said.get("id")))
        if tag == "label":
            self.labelled.add(str(said.get("for")))
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        to = said.get("href") or said.get("src")
        if tag in {"a", "script", "link"} and to:
            if to.startswith("#"):
                self.targets.add(to[1:])
            else:
                self.to.append(to)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()
