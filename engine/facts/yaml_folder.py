"""Find and read the YAML files of a folder, one for each unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.reading.files import read_source
from engine.reading.folders import SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from engine.text.source import Source

# What `kaohe check --fix` keeps of a file before it mends it.
_KEPT = re.compile(r"\.ya?ml\.bak[0-9]*$", re.IGNORECASE)


def read_sources(path: Path, name: str) -> tuple[list[Source], list[Problem]]:
    """Read the texts of all unit files under a path."""
    files, problems = unit_files(path, name)
    sources = []
    for file, shown in files:
        source, found = read_source(file, shown)
        problems.extend(found)
        if source is not None:
            sources.append(source)
    return sources, problems


def unit_files(path: Path, name: str) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """Return the unit files under a path, each with what it is called, and which files there are none."""
    try:
        if path.is_file():
            return [(path, name)], []
        found = sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$")))
    except (FileNotFoundError, ValueError):  # a path that no file can have
        fix = "请核对路径；数据应是一个文件夹，里面每个单位一个 .yaml 文件"
        return [], [Problem(Code.FILE_NOT_FOUND, f"找不到数据文件夹“{name}”", file=name, help=fix)]
    except OSError as error:
        return [], [Problem(Code.FILE_UNREADABLE, f"读不了“{name}”：{reason(error)}", file=name, help="请检查权限")]
    named = [entry.suffix.lower() in SUFFIXES for entry in found]
    files = [entry for entry, ours in zip(found, named, strict=True) if ours and not entry.is_dir()]
    others = [entry for entry, ours in zip(found, named, strict=True) if not ours and entry.is_file()]
    skipped = [entry.name for entry in others if not _KEPT.search(entry.name)]
    problems = []
    if not files:
        fix = "每个单位一个文件，文件名以 .yaml 结尾"
        problems.append(Problem(Code.FOLDER_EMPTY, f"“{name}”里没有单位数据文件", file=name, help=fix))
    if skipped:
        listed = "、".join(skipped[:3]) + ("等" if len(skipped) > 3 else "")  # noqa: PLR2004
        fix = "这里只读 .yaml 文件；其余文件没有用到"
        problems.append(Problem(Code.FILE_SKIPPED, f"跳过 {len(skipped)} 个文件：{listed}", file=name, help=fix))
    return [(file, f"{name}/{file.name}") for file in files], problems
