"""Results and trace as tables in files: what is asked for, whether it can be, and writing it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Self

from cli.crash import installed_version
from cli.ends import Misuse, Stopped
from cli.output import check_target, replacing
from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    import click

    from cli.console import Console
    from engine.evaluate.results import Results
    from engine.export.export import TraceWriter
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


class Tables:
    """The tables that are being written, all of them or none: the trace while units are scored, the results after.

    Used with `with`: at the end the files are put in place, and it is said.
    """

    def __init__(self, console: Console, asked: Wanted) -> None:
        self._console, self._asked = console, asked
        self._drafts = ExitStack()
        self._trace: TraceWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._drafts.__exit__(kind, error, at)
        if kind is None:
            for path, what in ((self._asked.results, "结果"), (self._asked.trace, "明细")):
                if path is not None:
                    self._console.note(f"{what}已写入“{path}”")

    @property
    def watch(self) -> Callable[[Results], None] | None:
        """What is shown the figures of units as they are made; None where no trace is asked for."""
        return None if self._asked.trace is None else self._write_trace

    def _write_trace(self, results: Results) -> None:
        path = self._asked.trace
        assert path is not None, "watched only where a trace is asked for"  # noqa: S101
        with _told(path, "明细"):
            if self._trace is None:
                self._trace = self._open_trace(path, results)
            self._trace.add(results)

    def _open_trace(self, path: Path, results: Results) -> TraceWriter:
        # Imported here: most runs write no table.
        from engine.export.export import Format, TraceWriter  # noqa: PLC0415

        draft, format_ = self._drafts.enter_context(replacing(path)), Format(path.suffix.lower())
        progress = self._console.progress()
        return self._drafts.enter_context(TraceWriter(draft, format_, results, installed_version(), progress))

    def write_results(self, assessment: Assessment) -> None:
        """Write the results, if they are asked for as a table."""
        path = self._asked.results
        if path is None:
            return
        from engine.export.export import Format, write_results  # noqa: PLC0415  as above

        draft = self._drafts.enter_context(replacing(path))
        with _told(path, "结果"):
            format_, progress = Format(path.suffix.lower()), self._console.progress()
            write_results(draft, format_, assessment, installed_version(), progress)


@contextmanager
def _told(path: Path, what: str) -> Iterator[None]:
    """Tell where a format has not room for so much."""
    from engine.export.table import TooLargeError  # noqa: PLC0415  as above

    try:
        yield
    except TooLargeError as error:
        raise Stopped([_too_large(what, path, error)]) from error


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
