"""Results and trace as tables in files: what is asked for, whether it can be, and writing it."""

from __future__ import annotations

from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING

from cli.crash import installed_version
from cli.ends import Misuse, Stopped
from cli.output import check_target, replacing
from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import click

    from cli.console import Console
    from engine.judge.assessment import Assessment

TABLES = (".xlsx", ".csv", ".parquet")
# Files in which whoever opens them expects no text of ours.
_NO_TEXTS = frozenset(
    {".xls", ".xlsm", ".xlsb", ".et", ".ods", ".tsv", ".doc", ".docx", ".wps", ".pdf", ".pq", ".feather", ".arrow"}
)
_MEANT = "表格的文件名请以 .xlsx（Excel、WPS）、.csv 或 .parquet 结尾"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The files that are asked for: results as a table, results as a text, and the trace."""

    results: Path | None
    text: Path | None
    trace: Path | None


def wanted(out: Path | None, trace: Path | None, *, force: bool, inputs: Sequence[Path], ctx: click.Context) -> Wanted:
    """Return what is asked for; raises Misuse, Stopped or Unwritable where it cannot be: before any work."""
    problems = []
    if out is not None and out.suffix.lower() in _NO_TEXTS:
        problems.append(_other_format("结果", out, _MEANT + "；要文字的，以 .txt 结尾"))
    if trace is not None and trace.suffix.lower() not in TABLES:
        problems.append(_other_format("明细", trace, _MEANT))
    as_table = out is not None and out.suffix.lower() in TABLES
    tables = [path for path in (out if as_table else None, trace) if path is not None]
    problems += [_no_pyarrow(path) for path in tables if path.suffix.lower() == ".parquet" and not _has_pyarrow()]
    if problems:
        raise Stopped(problems)
    for path in (out, trace):
        if path is not None:
            check_target(path, force=force, inputs=inputs)
    if out is not None and trace is not None and out.resolve() == trace.resolve():
        raise Misuse("--out 和 --trace 不能写到同一个文件", ctx)
    return Wanted(out, None, trace) if as_table else Wanted(None, out, trace)


def write_tables(console: Console, assessment: Assessment, asked: Wanted) -> None:
    """Write the tables that are asked for, all of them or none, and say so."""
    if asked.results is None and asked.trace is None:
        return
    # Imported here: most runs write no table.
    from engine.export import export  # noqa: PLC0415
    from engine.export.table import TooLargeError  # noqa: PLC0415

    jobs = ((asked.results, export.write_results, "结果"), (asked.trace, export.write_trace, "明细"))
    progress, version = console.progress(), installed_version()
    with ExitStack() as drafts:
        for path, write, what in jobs:
            if path is None:
                continue
            draft = drafts.enter_context(replacing(path))
            try:
                write(draft, export.Format(path.suffix.lower()), assessment, version, progress)
            except TooLargeError as error:
                raise Stopped([_too_large(what, path, error)]) from error
    for path, _, what in jobs:
        if path is not None:
            console.note(f"{what}已写入“{path}”")


def _has_pyarrow() -> bool:
    try:
        import_module("engine.export.arrow")
    except ModuleNotFoundError:
        return False
    return True


def _other_format(what: str, path: Path, fix: str) -> Problem:
    ends = f"“{path.suffix}”" if path.suffix else "没有扩展名的"
    return Problem(Code.EXPORT_FORMAT, f"写不了“{path}”：{what}不能写成{ends}文件", file=str(path), help=fix)


def _no_pyarrow(path: Path) -> Problem:
    fix = "请改写 .xlsx 或 .csv；确实要 Parquet 的，请运行 pip install pyarrow"
    return Problem(Code.EXPORT_NO_PARQUET, f"写不了“{path}”：没有安装 pyarrow", file=str(path), help=fix)


def _too_large(what: str, path: Path, error: Exception) -> Problem:
    message = f"写不了“{path}”：{what}有 {error}，Excel 的一张表放不下"
    return Problem(Code.EXPORT_TOO_LARGE, message, file=str(path), help="请改写 .csv 或 .parquet")
