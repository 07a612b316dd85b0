"""A folder to work in, and one call that runs a command line there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Ran:
    """How a command line ended."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the machine that runs the tests has a say."""
    for name in ("NO_COLOR", "FORCE_COLOR", "KAOHE_RULES", "_KAOHE_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs `kaohe ARGS` in the current folder."""

    def call(*args: str | Path) -> Ran:
        code = main([str(each) for each in args])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An assessment folder with a blank in its name, without problems; the current folder."""
    home = tmp_path / "2021 计生考核"
    shutil.copytree(ROOT / "facts" / "changning-2021", home / "事实")
    shutil.copy(ROOT / "schemes" / "changning-2021.yaml", home / "方案.yaml")
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def incomplete(folder: Path) -> Path:
    """The assessment folder, the facts of one unit missing."""
    (folder / "事实" / "10-新泾镇.yaml").unlink()
    return folder


@pytest.fixture
def broken(folder: Path) -> Path:
    """The assessment folder, its scheme broken in one place."""
    scheme = folder / "方案.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("\n等次:", "\n等级:"), "utf-8")
    return folder


@pytest.fixture
def exempting(folder: Path) -> Path:
    """The assessment folder, one unit exempt."""
    (folder / "事实" / "10-新泾镇.yaml").unlink()
    scheme = folder / "方案.yaml"
    with scheme.open("a", encoding="utf-8") as file:
        file.write("\n免考:\n  新泾镇: 年内撤并\n")
    return folder


@pytest.fixture
def repository(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository as the current folder, with its schemes/ and facts/."""
    monkeypatch.chdir(ROOT)
    return ROOT
