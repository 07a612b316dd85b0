"""One trial: the files of a folder, and what `kaohe check` is told to look at."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from engine.scheme.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCHEME, FACTS, LAST, RESULTS, CASES, FORMS = "方案.yaml", "事实", "上年", "上年结果.json", "用例", "收回"
_SETTINGS = "trial.json"


@dataclass(frozen=True, slots=True)
class Told:
    """What stands on the command line; a name that ends with `.yaml` or `.json` is a file, another one a folder.

    `forms` is a folder of forms that came back, which are imported instead of facts being checked.
    """

    scheme: str = SCHEME
    facts: str | None = None
    cases: str | None = None
    as_of: str | None = None
    last_facts: str | None = None
    last_results: str | None = None
    forms: str | None = None

    def view(self, folder: Path) -> View:
        """The options of the command."""
        facts = folder / self.last_facts if self.last_facts else None
        results = folder / self.last_results if self.last_results else None
        return View(date.fromisoformat(self.as_of) if self.as_of else None, facts, results)


@dataclass(frozen=True, slots=True)
class Trial:
    """Files by their names; `links` are symbolic links, `folders` stand where a file is looked for."""

    files: Mapping[str, bytes]
    told: Told = field(default_factory=Told)
    links: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    pipes: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()

    def write(self, folder: Path) -> None:
        """Puts the files into an empty folder."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            if name in self.locked:
                path.chmod(0)
        for name in self.folders:
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, target in self.links.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(target)
        for name in self.pipes:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.mkfifo(folder / name)

    def save(self, folder: Path) -> None:
        """Keeps a trial as a folder, for `load`. Links, pipes and rights are told, not kept."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, data in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        settings = {key: value for key, value in asdict(self.told).items() if value and value != SCHEME}
        others = {key: value for key in ("links", "folders", "pipes", "locked") if (value := getattr(self, key))}
        text = json.dumps(settings | others, ensure_ascii=False, indent=2) + "\n"
        (folder / _SETTINGS).write_text(text, "utf-8")


def load(folder: Path) -> Trial:
    """Reads a trial that was saved."""
    settings = json.loads((folder / _SETTINGS).read_text("utf-8"))
    others = {key: settings.pop(key, ()) for key in ("folders", "pipes", "locked")}
    links = settings.pop("links", {})
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != _SETTINGS)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return Trial(files, Told(**settings), links, **{key: tuple(value) for key, value in others.items()})
