"""The service on a real port: events, raw requests, and the command."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from cli.exits import Exit
from cli.main import main
from service.web import watch
from tests.assessing import ROOT
from tests.service.web.asking import BEARER, running

if TYPE_CHECKING:
    from pathlib import Path

    from service.web.folder import Folder


def test_a_change_is_told_as_it_happens(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "SECONDS", 0.02)
    with running(folder) as key, httpx.Client(base_url=f"http://127.0.0.1:{key.port}", headers=BEARER) as client:
        with client.stream("GET", "/api/v1/events", timeout=10) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            lines = (line for line in answer.iter_lines() if line.startswith("event:"))
            assert next(lines) == "event: ready"
            folder.scheme.write_text(folder.scheme.read_text("utf-8") + "\n", "utf-8")
            assert next(lines) == "event: changed"
            next(iter(folder.facts.iterdir())).unlink()
            assert next(lines) == "event: changed"
        assert client.get("/api/v1/scheme").status_code == 200


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /api/v1/score HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /api/v1/score HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n",
        b"GET /api/v1/score HTTP/1.1\r\n\r\n",
        b"GET http://evil.example/?token=the-token HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /%0d%0aX-Evil:1?token=the-token HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"GET //evil.example/%2e%2e?token=the-token HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"POST /api/v1/lint HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 99999999999\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_raw_requests(request_: bytes, folder: Folder) -> None:
    with running(folder) as key:
        with socket.create_connection(("127.0.0.1", key.port), timeout=10) as at:
            at.sendall(request_.replace(b"{port}", str(key.port).encode()))
            answer = at.recv(65536)
        status = int(answer.split(b" ", 2)[1]) if answer else 400
        head = answer.partition(b"\r\n\r\n")[0].lower()
        assert status in (303, 400, 401, 413, 421), answer
        assert b"x-evil" not in re.sub(rb"location:[^\r]*", b"", head)
        location = re.search(rb"location: ([^\r]*)", head)
        assert location is None or re.match(rb"/(?![/\\])", location[1])
        assert httpx.get(f"http://127.0.0.1:{key.port}/api/v1/rank?top=1", headers=BEARER).status_code == 200


def test_it_listens_on_this_computer_alone(folder: Folder) -> None:
    with running(folder) as key, pytest.raises(OSError, match="refused"):
        socket.create_connection((_other_address(), key.port), timeout=2).close()


def _other_address() -> str:
    """Another address of this computer; every one beginning with 127 is."""
    return "127.0.0.2"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_command_serves_until_it_is_told_to_end(folder: Folder, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "cli", "serve", str(folder.scheme), str(folder.facts), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen(words, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        process.stdout.readline()
        address = process.stdout.readline().strip()
        with httpx.Client() as client:
            opened = client.get(address)
            assert opened.status_code == 303
            assert opened.headers["location"] == "/"
            base = address.partition("/?")[0]
            assert client.get(f"{base}/api/v1/score").json()["schema"] == "kaohe/score@1"
        assert httpx.get(f"{base}/api/v1/score").status_code == 401
        process.send_signal(signal.SIGINT)
        assert process.wait(15) in (0, 130, -signal.SIGINT)


def test_a_port_that_is_taken_is_told(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with running(folder) as key:
        assert main(["serve", str(folder.scheme), str(folder.facts), "--port", str(key.port)]) == Exit.FILE
    said = capsys.readouterr().err
    assert f"打不开端口 {key.port}" in said
    assert "--port 0" in said
