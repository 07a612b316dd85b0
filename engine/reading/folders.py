"""The YAML files that a person names, or keeps in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

SUFFIXES = (".yaml", ".yml")


def find_yaml_files(paths: Sequence[Path], nothing: Callable[[Path], Problem]) -> tuple[list[Path], list[Problem]]:
    """Return the files that are named or stand below folders that are, each once, and which folders gave none.

    `nothing` words the problem of a folder without any.
    """
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
                problems.append(nothing(path))
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
