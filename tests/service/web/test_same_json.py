"""What the API answers is what the commands print, byte for byte."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from cli.main import main
from tests.service.web.asking import UNIT, Client, client_of

if TYPE_CHECKING:
    from service.web.folder import Folder


def printed(*words: str) -> bytes:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        main([*words, "--json"])
    out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    return out.buffer.getvalue().rstrip(b"\n")


@pytest.mark.parametrize(
    ("command", "path"),
    [
        (("check",), "/problems"),
        (("score",), "/score"),
        (("rank",), "/rank"),
        (("rank", "--top", "3"), "/rank?top=3"),
        (("rank", "--group", "街道"), "/rank?group=" + quote("街道")),
    ],
)
def test_results(command: tuple[str, ...], path: str, folder: Folder, client: Client) -> None:
    answer = client.get(path)
    assert answer.content == printed(command[0], str(folder.scheme), str(folder.facts), *command[1:])
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("item", [None, "C2", "V1", "C"])
def test_why(item: str | None, folder: Folder, client: Client) -> None:
    words = ["why", UNIT, *([item] if item else []), "-s", str(folder.scheme), "-f", str(folder.facts)]
    answer = client.get(f"/units/{quote(UNIT)}/trace" + (f"?item={item}" if item else ""))
    assert answer.content == printed(*words)


def test_read_and_lint(folder: Folder, client: Client) -> None:
    text = folder.scheme.read_text("utf-8")
    assert client.post("/read", {"text": text}).content == printed("read", str(folder.scheme))
    assert client.post("/read", {"text": text, "item": "C2"}).content == printed("read", str(folder.scheme), "C2")
    assert client.post("/lint", {"text": text}).content == printed("check", str(folder.scheme))


def test_lint_of_mistakes(folder: Folder, client: Client) -> None:
    text = folder.scheme.read_text("utf-8").replace("分值:", "分直:", 1)
    folder.scheme.write_text(text, "utf-8")
    assert client.post("/lint", {"text": text}).content == printed("check", str(folder.scheme))
    # What ends a command ends a request: with all that is wrong.
    assert client.get("/score").status_code == 422
    assert client.get("/score").json()["errors"] > 0
    assert client.get("/problems").content == printed("check", str(folder.scheme), str(folder.facts))


def test_diff_and_trial(folder: Folder, client: Client) -> None:
    old = folder.scheme.read_text("utf-8")
    new = old.replace("扣: 0.5", "扣: 0.6", 2)
    other = folder.scheme.with_name("新.yaml")
    other.write_text(new, "utf-8")
    said = printed("diff", str(folder.scheme), str(other), str(folder.facts))
    expected = said.replace(str(other).encode(), str(folder.scheme).encode())
    other.unlink()
    for answer in (client.post("/diff", {"new": new}), client.post("/diff", {"old": old, "new": new})):
        assert answer.status_code == 200, answer.text
        assert answer.content == expected
    trial = client.post("/trial", {"text": new})
    assert trial.status_code == 200
    assert {**trial.json(), "problems": []} == {**client.post("/diff", {"new": new}).json(), "problems": []}


def test_forms(folder: Folder, client: Client) -> None:
    folder.returned.mkdir()
    words = [str(folder.returned), "-s", str(folder.scheme), "--to", str(folder.facts)]
    assert client.get("/returns").content == printed("form", "status", *words)
    assert client.post("/returns/import", {"dry_run": True}).json()["doing"] == "dry run"


def test_an_exempt_unit(folder: Folder) -> None:
    text = folder.scheme.read_text("utf-8").replace("\n数据来源:", f"\n免考:\n  {UNIT}: 机构调整\n\n数据来源:", 1)
    folder.scheme.write_text(text, "utf-8")
    (folder.facts / f"{UNIT}.yaml").unlink(missing_ok=True)
    answer = client_of(folder).get(f"/units/{quote(UNIT)}/trace")
    assert answer.content == printed("why", UNIT, "-s", str(folder.scheme), "-f", str(folder.facts))
    assert client_of(folder).get(f"/units/{quote(UNIT)}/report.html").status_code == 404
