"""The web service under load: fifty readers and one who edits, at two hundred units; the overview of ten thousand.

Times are those of the client, from the first byte sent to the last byte read, on the same computer.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from tests.assessing import ROOT
from tests.bench.files import write_shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS, MANY_UNITS = 200, 10_000
READERS, EVERY, SECONDS = 50, 5.0, 30.0
# Somebody who types stops for thought about that often.
TRIAL_EVERY = 1.0
PAGE_TARGET, TRIAL_TARGET = 0.150, 0.200
_OK = 200
# What is tried is another score for a tier: each unit is scored and ranked anew.
_BAR = re.compile("条件: 得分 >= 80\n")


@dataclass
class Asking:
    """One client of a service, and how long each answer took; a reader's connection would be closed while he reads."""

    host: str
    token: str
    times: list[float] = field(default_factory=list)

    def ask(self, path: str, sent: dict[str, Any] | None = None) -> bytes:
        """Ask for something, and note the time."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        body = None if sent is None else json.dumps(sent).encode()
        start = time.perf_counter()
        connection = http.client.HTTPConnection(self.host, timeout=120)
        connection.request("GET" if sent is None else "POST", path, body, headers)
        answer = connection.getresponse()
        data = answer.read()
        self.times.append(time.perf_counter() - start)
        connection.close()
        assert answer.status == _OK, (path, answer.status, data[:300])
        return data


def measure_service(
    units: int = UNITS, many: int = MANY_UNITS, seconds: float = SECONDS
) -> Iterator[tuple[str, float, str, float | None, float | None]]:
    """Yield (name, value, unit, ratio, target): the targets are of seconds, so value and ratio are one."""
    with _serving(units) as (folder, host, token):
        alone = Asking(host, token)
        text = (folder / "方案.yaml").read_text("utf-8")
        for bar in range(21):
            alone.ask("/api/v1/trial", {"text": _tried(text, bar)})
        pages, trials = _loaded(folder, Asking(host, token), seconds)
    # The first reads the facts, as opening the page does.
    alone.times.pop(0)
    yield f"a trial, median, nobody else, {units} units", _quantile(alone.times, 0.5), "s", None, None
    yield f"a trial, p95, nobody else, {units} units", _p95(alone.times), "s", _p95(alone.times), TRIAL_TARGET
    load = f"{READERS} readers and one editor, {units} units"
    yield f"a page, p95, {load}", _p95(pages), "s", _p95(pages), PAGE_TARGET
    yield f"a page, median, {load}", _quantile(pages, 0.5), "s", None, None
    yield f"a trial, p95, {load}", _p95(trials), "s", _p95(trials), TRIAL_TARGET
    yield f"a trial, median, {load}", _quantile(trials, 0.5), "s", None, None
    if not many:
        return
    with _serving(many) as (_, host, token):
        client = Asking(host, token)
        for _ in range(4):
            client.ask("/")
        yield f"overview of {many} units, first, all files read", client.times[0], "s", None, None
        yield f"overview of {many} units, afterwards", max(client.times[1:]), "s", None, None


@contextmanager
def _serving(units: int) -> Iterator[tuple[Path, str, str]]:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_shipped(folder, units)
        command = [sys.executable, "-m", "cli", "serve", str(folder / "方案.yaml"), str(folder / "事实"), "--port", "0"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as process:
            try:
                assert process.stdout is not None
                opened = next(urlsplit(line.strip()) for line in process.stdout if line.startswith("http"))
                yield folder, opened.netloc, opened.query.removeprefix("token=")
            finally:
                process.terminate()


def _loaded(folder: Path, first: Asking, seconds: float) -> tuple[list[float], list[float]]:
    """Return how long pages and trials took while everybody was at work."""
    text = (folder / "方案.yaml").read_text("utf-8")
    names = [each["unit"] for each in json.loads(first.ask("/api/v1/score"))["units"]]
    units = [f"/units/{quote(name, safe='')}" for name in names]
    # What is worked out once is not what readers wait for.
    for path in ("/", "/units", "/indicators", units[0]):
        first.ask(path)
    first.ask("/api/v1/trial", {"text": text})
    end = time.perf_counter() + seconds
    readers = [Asking(first.host, first.token) for _ in range(READERS)]
    editor = Asking(first.host, first.token)
    threads = [Thread(target=_read, args=(each, units, end, seed)) for seed, each in enumerate(readers)]
    threads.append(Thread(target=_edit, args=(editor, text, end)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [each for reader in readers for each in reader.times], editor.times


def _read(client: Asking, units: list[str], end: float, seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311  not a secret
    time.sleep(chosen.uniform(0, EVERY))
    while time.perf_counter() < end:
        began = time.perf_counter()
        client.ask(chosen.choice(["/", "/units", "/indicators", *[chosen.choice(units) for _ in range(5)]]))
        time.sleep(max(0.0, EVERY - (time.perf_counter() - began)))


def _edit(client: Asking, text: str, end: float) -> None:
    bar = 0
    while time.perf_counter() < end:
        began = time.perf_counter()
        bar += 1
        client.ask("/api/v1/trial", {"text": _tried(text, bar)})
        time.sleep(max(0.0, TRIAL_EVERY - (time.perf_counter() - began)))


def _tried(text: str, bar: int) -> str:
    return _BAR.sub(f"条件: 得分 >= {81 + bar % 8}\n", text)


def _p95(times: list[float]) -> float:
    return _quantile(times, 0.95)


def _quantile(times: list[float], share: float) -> float:
    """Return the time within which that share of the answers came."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]
