"""Find case files: those that are named, and those in the folders that are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.folders import find_yaml_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def find_case_files(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the case files under the paths, each once, and which folders have none or cannot be read."""
    return find_yaml_files(paths, _none)


def _none(folder: Path) -> Problem:
    fix = "用例文件的文件名以 .yaml 结尾；请核对文件夹的路径"
    return Problem(Code.NO_CASE_FILES, f"“{folder}”里没有用例文件", file=str(folder), help=fix)
