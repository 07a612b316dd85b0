"""A copy of a shipped assessment, and the service over it as a process of its own."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.assessing import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHIPPED = "changning-2021"


@dataclass(frozen=True)
class Served:
    """An assessment folder, and where its pages are; `opened` carries the token."""

    folder: Path
    opened: str

    @property
    def scheme(self) -> Path:
        return self.folder / "方案.yaml"

    @property
    def facts(self) -> Path:
        return self.folder / "事实"

    @property
    def root(self) -> str:
        return self.opened.partition("/?")[0]

    def page(self, path: str) -> str:
        """Return the address of a page with the token."""
        return f"{self.root}{path}{'&' if '?' in path else '?'}token={self.opened.partition('token=')[2]}"

    def change(self, old: str, new: str) -> None:
        """Change the scheme's file as another program would."""
        text = self.scheme.read_text("utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        self.scheme.write_text(text.replace(old, new), "utf-8")


def copy_assessment(folder: Path) -> None:
    """Put the shipped assessment into a folder as `kaohe init` would lay it out."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "schemes" / f"{SHIPPED}.yaml", folder / "方案.yaml")
    shutil.copytree(ROOT / "facts" / SHIPPED, folder / "事实")


@contextlib.contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """Serve a folder until the block ends."""
    command = [sys.executable, "-m", "cli", "serve", str(folder / "方案.yaml"), str(folder / "事实"), "--port", "0"]
    errors = folder.parent / "errors.txt"
    with (
        errors.open("w", encoding="utf-8") as told,
        subprocess.Popen(
            [*command, *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=told, encoding="utf-8"
        ) as process,
    ):
        try:
            assert process.stdout is not None
            address = next((line.strip() for line in process.stdout if line.startswith("http")), None)
            assert address is not None, errors.read_text("utf-8")
            yield Served(folder, address)
        finally:
            process.terminate()
            process.wait(timeout=20)
    assert errors.read_text("utf-8") == "", "the service told of errors"
