"""Find and read the files of a folder of facts: YAML files, one for each unit, and tables."""

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

    from engine.facts.inputs import Input
    from engine.sheets.grid import Workbook

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".et")
# What `kaohe check --fix` keeps of a file before it mends it.
_KEPT = re.compile(r"\.ya?ml\.bak[0-9]*$", re.IGNORECASE)


def read_sources(path: Path, name: str) -> tuple[list[Input], list[Problem]]:
    """Read all files of facts under a path: the texts of unit files, and the tables."""
    texts, tables, problems = fact_files(path, name)
    sources: list[Input] = []
    for file, shown in texts:
        source, found = read_source(file, shown)
        problems.extend(found)
        sources += [source] if source else []
    read, found = _read_tables(tables)
    return [*sources, *read], [*problems, *found]


def read_table_files(path: Path, name: str) -> tuple[list[Workbook], list[Problem]]:
    """Read the tables alone under a path."""
    return _read_tables(fact_files(path, name)[1])


def _read_tables(tables: list[tuple[Path, str]]) -> tuple[list[Workbook], list[Problem]]:
    if not tables:
        return [], []
    # Imported here: most folders have no tables.
    from engine.sheets.read_workbook import read_workbook  # noqa: PLC0415

    read, problems = [], []
    for file, shown in tables:
        workbook, found = read_workbook(file, shown)
        problems.extend(found)
        read += [workbook] if workbook else []
    return read, problems


def unit_files(path: Path, name: str) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """Return the YAML files under a path, each with what it is called, and which files are none of facts."""
    texts, _, problems = fact_files(path, name)
    return texts, problems


def fact_files(path: Path, name: str) -> tuple[list[tuple[Path, str]], list[tuple[Path, str]], list[Problem]]:
    """Return the YAML files and the tables under a path, each with what it is called, and which files are neither."""
    try:
        if path.is_file():
            return ([], [(path, name)], []) if _is_table(path) else ([(path, name)], [], [])
        found = sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$")))
    except (FileNotFoundError, ValueError):  # a path that no file can have
        fix = "请核对路径；数据应是一个文件夹，里面每个单位一个 .yaml 文件，或放数据表"
        return [], [], [Problem(Code.FILE_NOT_FOUND, f"找不到数据文件夹“{name}”", file=name, help=fix)]
    except OSError as error:
        told = Problem(Code.FILE_UNREADABLE, f"读不了“{name}”：{reason(error)}", file=name, help="请检查权限")
        return [], [], [told]
    texts = [entry for entry in found if entry.suffix.lower() in SUFFIXES and not entry.is_dir()]
    tables = [entry for entry in found if _is_table(entry) and entry.is_file()]
    ours = {*texts, *tables}
    others = [entry for entry in found if entry not in ours and entry.is_file()]
    skipped = [entry.name for entry in others if not _KEPT.search(entry.name)]
    problems = []
    if not texts and not tables:
        fix = "每个单位一个文件，文件名以 .yaml 结尾；或放一张数据表（.xlsx、.csv）"
        problems.append(Problem(Code.FOLDER_EMPTY, f"“{name}”里没有单位数据文件", file=name, help=fix))
    if skipped:
        listed = "、".join(skipped[:3]) + ("等" if len(skipped) > 3 else "")  # noqa: PLR2004
        fix = "这里只读 .yaml 文件和数据表（.xlsx、.xls、.csv）；其余文件没有用到"
        problems.append(Problem(Code.FILE_SKIPPED, f"跳过 {len(skipped)} 个文件：{listed}", file=name, help=fix))
    named = [[(file, f"{name}/{file.name}") for file in files] for files in (texts, tables)]
    return named[0], named[1], problems


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in TABLES
