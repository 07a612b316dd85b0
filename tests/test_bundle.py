"""The editor that is shipped is what its source and lock file make: built again, it is the same to the byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.assessing import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FRONTEND, STATIC = ROOT / "frontend", ROOT / "service" / "web" / "static"
BUILT = {"editor.LICENSES.txt", "editor.css", "editor.js"}
NPM = shutil.which("npm")


def test_every_version_is_pinned() -> None:
    said = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    wanted = said["dependencies"] | said["devDependencies"]
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))["packages"]
    assert {name: version for name, version in wanted.items() if not version[0].isdigit()} == {}
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, each in lock.items() if name and "integrity" not in each] == []


def test_the_editor_asks_nobody_but_the_service() -> None:
    text = (STATIC / "editor.js").read_text("utf-8")
    assert "sourceMappingURL" not in text
    assert "eval(" not in text
    assert "new Function" not in text
    # Names of XML vocabularies and nothing else.
    assert {part.split("/")[0] for part in text.split("http://")[1:]} <= {"www.w3.org"}
    assert "https://" not in text


@pytest.mark.slow
@pytest.mark.skipif(
    NPM is None and os.environ.get("KAOHE_NEED_NODE") != "1", reason="npm is not installed: the editor is not rebuilt"
)
def test_the_editor_is_built_again_to_the_byte(tmp_path: Path) -> None:
    assert NPM is not None, "KAOHE_NEED_NODE=1, and there is no npm"
    source, out = tmp_path / "frontend", tmp_path / "built"
    shutil.copytree(FRONTEND, source, ignore=shutil.ignore_patterns("node_modules"))
    for command in (
        [NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        [NPM, "run", "--silent", "check"],
        ["node", "build.mjs", str(out)],
    ):
        run = subprocess.run(command, cwd=source, capture_output=True, encoding="utf-8", check=False)
        assert run.returncode == 0, run.stdout + run.stderr
    assert {path.name for path in out.iterdir()} == BUILT
    changed = [name for name in sorted(BUILT) if (out / name).read_bytes() != (STATIC / name).read_bytes()]
    assert changed == [], "run `make editor` and commit what it writes"
