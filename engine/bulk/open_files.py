"""Find and open the column files under a path."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from engine.arrow.files import UnreadableError, open_csv, open_parquet
from engine.bulk.which import CSV, is_parquet
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.sheets.csv_text import decoded, separator_of
from engine.sheets.faults import NotTextError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.arrow.files import ColumnFile

_LOOKED_AT = 1_000_000


def open_files(path: Path, name: str) -> tuple[list[ColumnFile], list[Problem]]:
    """Open one file, or all Parquet files of a folder; what else is in the folder is told."""
    paths, problems = _paths(path, name)
    files = []
    for each, shown in paths:
        try:
            if each.suffix.lower() == CSV:
                separator, encoding = _csv_form(each)
                files.append(open_csv(each, shown, separator=separator, encoding=encoding))
            else:
                files.append(open_parquet(each, shown))
        except (UnreadableError, NotTextError):
            problems.append(_broken(each, shown))
        except OSError as error:
            problems.append(
                Problem(Code.FILE_UNREADABLE, f"读不了“{shown}”：{reason(error)}", file=shown, help="请检查权限")
            )
    return files, problems


def _paths(path: Path, name: str) -> tuple[Sequence[tuple[Path, str]], list[Problem]]:
    if not path.is_dir():
        return [(path, name)], []
    entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$")) and entry.is_file())
    files = [entry for entry in entries if is_parquet(entry)]
    others = [entry.name for entry in entries if entry not in files]
    problems = []
    if others:
        listed = "、".join(others[:3]) + ("等" if len(others) > 3 else "")  # noqa: PLR2004
        fix = "同一批数据请全用 Parquet，或全用 .yaml 和表格；另一种请移到别的文件夹"
        message = f"“{name}”里有 Parquet 文件，又有 {len(others)} 个别的文件：{listed}"
        problems.append(Problem(Code.BULK_MIXED, message, file=name, help=fix))
    return [(each, f"{name}/{each.name}") for each in files], problems


def _csv_form(path: Path) -> tuple[str, str]:
    """Return the separator and the encoding, told from the beginning. Raises NotTextError."""
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    whole = head[: head.rfind(b"\n") + 1] or head
    text = decoded(whole)
    try:
        whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "gb18030"
    else:
        encoding = "utf-8-sig"
    return separator_of(text), encoding


def _broken(path: Path, name: str) -> Problem:
    """Word a file that the library does not read; of CSV, say which row does not fit the names of the columns."""
    if path.suffix.lower() != CSV:
        return broken_parquet(name)
    if (found := _uneven(path)) is not None:
        number, count, width = found
        message = f"“{name}”第 {number} 行有 {count} 格，第 1 行（列名）有 {width} 格"
        fix = "大的 CSV 文件第一行是列名，上面不要有标题；每行的格数要一样，文字里有逗号的要加引号"
        return Problem(Code.BULK_BROKEN, message, file=name, help=fix)
    fix = "可能是引号没有成对，或文件没有传完；请让系统重新导出，编码用 UTF-8"
    return Problem(Code.BULK_BROKEN, f"“{name}”不是完好的 CSV 文件", file=name, help=fix)


def broken_parquet(name: str) -> Problem:
    """Word a Parquet file that the library does not read."""
    fix = "文件可能没有传完，或改过扩展名；请让系统重新导出"
    return Problem(Code.BULK_BROKEN, f"“{name}”不是完好的 Parquet 文件", file=name, help=fix)


def _uneven(path: Path) -> tuple[int, int, int] | None:
    """Return the first row that has more or fewer cells than the first one, with how many the two have."""
    try:
        separator, encoding = _csv_form(path)
        with path.open(encoding=encoding, newline="") as file:
            rows = csv.reader(file, delimiter=separator, strict=True)
            width = len(next(rows, []))
            return next(((at, len(row), width) for at, row in enumerate(rows, 2) if row and len(row) != width), None)
    except (NotTextError, UnicodeError, csv.Error):
        return None
