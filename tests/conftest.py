"""What every test may use: golden files and the profiles of hypothesis.

`golden("room/name.txt", text)` compares a text with `tests/golden/room/name.txt`.
`--golden-update` rewrites what differs; `--golden-clean` also deletes what no test asked for.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).parent / "golden"

settings.register_profile("ci", derandomize=True, max_examples=200, deadline=None, database=None)
settings.register_profile("dev", max_examples=50, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


class Golden(Protocol):
    """Compares a text with the golden file of that name."""

    def __call__(self, name: str, text: str) -> None:
        """Fails the test when the two differ, or rewrites the file under --golden-update."""


class GoldenFiles:
    """The golden files that this run has asked for."""

    def __init__(self, root: Path, *, update: bool) -> None:
        self.root = root
        self.update = update
        self.asked: set[Path] = set()

    def compare(self, name: str, text: str) -> None:
        """Fails when `text` is not what the file holds, character for character."""
        path = self.root / name
        self.asked.add(path)
        held = path.read_bytes().decode("utf-8") if path.exists() else None
        if held == text:
            return
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
            return
        assert held is not None, f"tests/golden/{name} is missing: `make golden` writes it"
        assert text == held, f"tests/golden/{name} differs: if it should, `make golden` rewrites it"

    def orphans(self) -> Iterator[Path]:
        """The files that no test has asked for."""
        files = (path for path in sorted(self.root.rglob("*")) if path.is_file())
        return (path for path in files if path not in self.asked)


FILES = pytest.StashKey[GoldenFiles]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("golden")
    group.addoption("--golden-update", action="store_true", help="rewrite the golden files")
    group.addoption(
        "--golden-clean",
        action="store_true",
        help="delete the golden files that no test asks for (a full, passing run only)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FILES] = GoldenFiles(GOLDEN, update=config.getoption("--golden-update"))
    partial = (
        config.args_source is pytest.Config.ArgsSource.ARGS
        or config.getoption("keyword")
        or config.getoption("markexpr")
    )
    if config.getoption("--golden-clean") and partial:
        message = "--golden-clean needs a run of all tests: leave out paths, -k and -m"
        raise pytest.UsageError(message)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    if not config.getoption("--golden-clean"):
        return
    if exitstatus != pytest.ExitCode.OK or terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("--golden-clean deleted nothing: not every test passed")
        return
    for path in config.stash[FILES].orphans():
        path.unlink()
        name = path.relative_to(GOLDEN).as_posix()
        terminalreporter.write_line(f"deleted tests/golden/{name}")


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Golden:
    """Compares a text with a file under tests/golden."""
    return pytestconfig.stash[FILES].compare
