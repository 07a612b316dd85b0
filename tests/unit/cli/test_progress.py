"""A line tells how far long work is: on a terminal, after a second, and never where somebody else reads."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cli.console import Console
from cli.progress import ProgressLine
from engine.progress import silent, watched
from tests.assessing import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# Every step of the work is due to be told.
_EAGER = """
import sys
from cli import progress
progress._AFTER = progress._AGAIN = 0
from cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def on_terminal(folder: Path, *args: str) -> tuple[str, str]:
    """What a run writes to stdout, which is piped, and to stderr, which is a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm", "NO_COLOR": "1"}
    run = subprocess.Popen(
        [sys.executable, "-c", _EAGER, *args], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=theirs,
        encoding="utf-8",
    )  # fmt: skip
    os.close(theirs)
    out = run.communicate(timeout=60)[0]
    told = b""
    while piece := _read(ours):
        told += piece
    os.close(ours)
    return out, told.decode("utf-8")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_a_terminal_sees_the_line_and_then_no_more_of_it(folder: Path) -> None:
    out, told = on_terminal(folder, "score")
    assert "天山街道" in out
    assert "\r读数据 " in told
    assert "/10" in told
    # The last thing is to wipe it out: blanks, and back to the margin.
    assert told.endswith(" \r")
    assert told.rsplit("\r", 2)[-2].strip() == ""


@pytest.mark.parametrize("option", ["--quiet", "--json"])
def test_who_wants_quiet_or_json_sees_none(option: str, folder: Path) -> None:
    assert "读数据" not in on_terminal(folder, "score", option)[1]


def test_where_stderr_is_no_terminal_there_is_no_line() -> None:
    assert Console().progress() is silent


def test_the_line_waits_a_second(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    line = ProgressLine(_began=now)
    line("读数据", 1, 4)
    assert capsys.readouterr().err == ""
    now += 1.5
    line("读数据", 2, 4)
    assert capsys.readouterr().err == "\r读数据 2/4"  # no terminal says how wide it is: no bar
    now += 0.01
    line("读数据", 3, 4)
    assert capsys.readouterr().err == ""
    line.clear()
    assert capsys.readouterr().err == "\r" + " " * 10 + "\r"
    line.clear()
    assert capsys.readouterr().err == ""


def test_a_wide_terminal_has_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.progress._columns", lambda: 80)
    line = ProgressLine(_began=-10.0)
    line("写明细", 300_000, 600_000)
    shown = capsys.readouterr().err
    assert shown == "\r写明细 [##########----------] 300,000/600,000"
    shown.encode("gbk")


def test_watching_tells_what_is_done_when_the_next_is_asked_for() -> None:
    told: list[tuple[str, int, int]] = []
    parts = watched("ab", 2, "读", lambda *step: told.append(step))
    assert next(parts) == "a"
    assert told == []
    assert list(parts) == ["b"]
    assert told == [("读", 1, 2), ("读", 2, 2)]
