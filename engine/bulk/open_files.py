"""Find and open the column files under a path."""

from __future__ import annotations

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
            kind = "CSV" if each.suffix.lower() == CSV else "Parquet"
            fix = "文件可能没有传完，或改过扩展名；请让系统重新导出"
            problems.append(Problem(Code.BULK_BROKEN, f"“{shown}”不是完好的 {kind} 文件", file=shown, help=fix))
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
