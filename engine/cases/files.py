"""Find case files: those that are named, and those in the folders that are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.facts.yaml_folder import SUFFIXES
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def find_case_files(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the case files under the paths, each once, and which folders have none or cannot be read."""
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        found = [path]
        try:
            if path.is_dir():
                found = sorted(_below(path))
        except OSError as error:
            found = []
            name = error.filename or str(path)
            problems.append(
                Problem(Code.FILE_UNREADABLE, f"读不了“{name}”：{reason(error)}", file=name, help="请检查权限")
            )
        else:
            if not found:
                fix = "用例文件的文件名以 .yaml 结尾；请核对文件夹的路径"
                problems.append(Problem(Code.NO_CASE_FILES, f"“{path}”里没有用例文件", file=str(path), help=fix))
        for each in found:
            files.setdefault(each.absolute(), each)
    return list(files.values()), problems


def _below(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _below(entry)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry
