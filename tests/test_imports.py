"""Commands import only what they use: `tests/imports.yaml` holds what that is.

Each command is run as a user runs it, in a process of its own; then the packages are told that are loaded. What is
listed for a command and not loaded is told as well: the list never holds more than there is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
HELD: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "imports.yaml").read_text("utf-8"))
FOREIGN = set(HELD["外部程序库"])
_RUN = "import sys; from cli.main import main; main({!r}); sys.stderr.write('|' + ' '.join(sys.modules))"


def loaded(words: list[str], folder: Path) -> set[str]:
    """The foreign packages and the rooms of the engine that a command has loaded when it ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [word.replace("{此处}", str(ROOT)).replace("{空处}", str(folder)) for word in words]
    ran = subprocess.run(
        [sys.executable, "-c", _RUN.format(words)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    modules = [name.split(".") for name in ran.stderr.rpartition("|")[2].split()]
    # Which of the two rule engines is there to be loaded is the machine's affair.
    modules = [["durable"] if name[0] == "clips" else name for name in modules]
    rooms = {".".join(name[:2]) for name in modules if name[0] == "engine" and len(name) > 2}
    return rooms | {name[0] for name in modules if name[0] in FOREIGN}


@pytest.mark.parametrize("name", HELD["命令"])
def test_a_command_loads_what_the_list_says(name: str, tmp_path: Path) -> None:
    held = HELD["命令"][name]
    found = loaded(held["运行"].split(), tmp_path)
    rooms = {f"engine.{room}" for room in held["引擎"].split()}
    assert sorted(found) == sorted(rooms | set(held["外部"].split()))


def test_every_command_is_listed() -> None:
    listed = {held["运行"].split()[0] for held in HELD["命令"].values()}
    assert set(COMMANDS) - {"lsp", "serve"} <= listed


def test_every_package_that_kaohe_needs_is_looked_for() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert all(word in text for word in HELD["怎么叫"].values())
    assert set(HELD["怎么叫"]) == FOREIGN
