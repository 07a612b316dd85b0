"""Lay out files: what each of them would be, and which are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.layout.formatted import formatted
from engine.problem.codes import Code
from engine.problem.problem import Problem, without_edits
from engine.reading.files import decode, read_written
from engine.reading.folders import find_yaml_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.text.written import Written


@dataclass(frozen=True, slots=True, eq=False)
class LaidOut:
    """A file that could be laid out, before and after; they are equal where nothing changes."""

    path: Path
    before: Written
    after: Written

    @property
    def changed(self) -> bool:
        """Whether it is not laid out yet."""
        return self.before.data != self.after.data


def lay_out_files(paths: Sequence[Path]) -> tuple[list[LaidOut], list[Problem]]:
    """Lay out the YAML files that are named or stand in folders that are; problems are those of the others."""
    files, problems = find_yaml_files(paths, _none)
    found = []
    for path in files:
        before, told = read_written(path)
        problems += told
        if before is not None and not told:
            after, told = lay_out(before)
            problems += told
            if after is not None:
                found.append(LaidOut(path, before, after))
    return found, without_edits(problems)


def lay_out(before: Written) -> tuple[Written | None, list[Problem]]:
    """Return a file as it would be, its line ends of the kind that they are; None where it cannot be laid out."""
    text, problems = formatted(before.source)
    return (None if text is None else before.rewritten(text)), problems


def lay_out_bytes(data: bytes, name: str) -> tuple[bytes | None, list[Problem]]:
    """Lay out what is not in a file; None where it cannot be."""
    before, problems = decode(name, data)
    if before is None or problems:
        return None, without_edits(problems)
    after, problems = lay_out(before)
    return (None if after is None else after.data), without_edits(problems)


def _none(folder: Path) -> Problem:
    fix = "这里只排版 .yaml 文件；请核对文件夹的路径"
    return Problem(Code.NO_YAML_FILES, f"“{folder}”里没有 YAML 文件", file=str(folder), help=fix)
