"""Options that commands share, and where scheme and facts are looked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from cli.chinese import Argument
from cli.console import Console
from cli.ends import Misuse, Stopped, unreadable
from engine.dataclass import dataclass
from engine.founding.draft import CASES_NAME, FACTS_NAME, SCHEME_NAME
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason
from engine.scheme.calendar import parse_date
from engine.scheme.view import AS_SAID, View
from engine.text.suggest import suggest

if TYPE_CHECKING:
    from datetime import date

F = TypeVar("F", bound=Callable[..., Any])

SCHEME_FILE, FACTS_FOLDER = Path(SCHEME_NAME), Path(FACTS_NAME)
CASES_FOLDER = Path(CASES_NAME)
SCHEMES, FACTS = Path("schemes"), Path("facts")

SCHEME_HELP = "方案文件，或 schemes 文件夹里方案的编号；不写则用当前文件夹的“方案.yaml”"
_FACTS_HELP = "数据文件夹或文件，或 facts 文件夹里的编号；不写则用当前文件夹的“事实”"

_AS_OF_HELP = "算到这一天（如 2021-08-31），还没有结束的各期不算；不写则依方案的“截至”"
_LAST_FACTS_HELP = "上年的数据文件夹；不写则依方案的“上年”"
_LAST_RESULTS_HELP = "上年的结果文件（kaohe score --json 的输出）；不写则依方案的“上年”"

_OUT_TABLE_HELP = (
    "把结果写入文件，不显示在屏幕上；文件名以 .xlsx、.csv 或 .parquet 结尾的写成表格，其余的写成文字（UTF-8）"
)
_TRACE_HELP = "把每个单位每一项得分的来历写成一张表，文件名以 .xlsx、.csv 或 .parquet 结尾"


def scheme_and_facts(command: F) -> F:
    """Add the arguments for the scheme and the facts."""
    command = click.argument("facts", cls=Argument, metavar="[数据]", required=False, says=_FACTS_HELP)(command)
    return click.argument("scheme", cls=Argument, metavar="[方案]", required=False, says=SCHEME_HELP)(command)


def scheme_and_facts_options(command: F) -> F:
    """Add the options --scheme and --facts."""
    command = click.option("-f", "--facts", metavar="数据", help=_FACTS_HELP)(command)
    return click.option("-s", "--scheme", metavar="方案", help=SCHEME_HELP)(command)


def speech_options(command: F) -> F:
    """Add --no-color and --quiet, which may stand before the command or after it."""
    command = _switch("-q", "--quiet", sets="quiet", says="不显示警告和提示，只显示错误")(command)
    return _switch("--no-color", sets="no_color", says="不用颜色；环境变量 NO_COLOR 也有此效果")(command)


def problem_options(command: F) -> F:
    """Add --json and --all."""
    command = _switch("--all", sets="list_all", says="列出全部问题（不加则最多列 20 条）")(command)
    return _switch("--json", sets="as_json", says="以 JSON 格式输出，供其他程序读取")(command)


def view_options(command: F) -> F:
    """Add --as-of, --last-facts and --last-results, and pass them to the command as one `view`."""

    @wraps(command)
    def with_view(
        *args: object, as_of: date | None, last_facts: Path | None, last_results: Path | None, **given: object
    ) -> object:
        return command(*args, view=View(as_of, last_facts, last_results), **given)

    path = click.Path(path_type=Path)
    wrapped = click.option("--last-results", type=path, metavar="文件", help=_LAST_RESULTS_HELP)(with_view)
    wrapped = click.option("--last-facts", type=path, metavar="数据", help=_LAST_FACTS_HELP)(wrapped)
    return cast("F", click.option("--as-of", metavar="日期", callback=_day, help=_AS_OF_HELP)(wrapped))


def _day(ctx: click.Context, _param: click.Parameter, text: str | None) -> date | None:
    day = parse_date(text) if text is not None else None
    if text is not None and day is None:
        raise Misuse(f"--as-of 后面应写一个日期，如 2021-08-31，要有这一天；现在是“{text}”", ctx)
    return day


def out_options(command: F) -> F:
    """Add --out and --force."""
    command = click.option("--force", is_flag=True, help="文件已经存在时覆盖它")(command)
    path = click.Path(path_type=Path)
    return click.option("--out", type=path, metavar="文件", help="把结果写入文件（UTF-8），不显示在屏幕上")(command)


def table_options(command: F) -> F:
    """Add --out, which may be a table, --trace and --force."""
    command = click.option("--force", is_flag=True, help="文件已经存在时覆盖它")(command)
    path = click.Path(path_type=Path)
    command = click.option("--trace", type=path, metavar="文件", help=_TRACE_HELP)(command)
    return click.option("--out", type=path, metavar="文件", help=_OUT_TABLE_HELP)(command)


def _switch(*names: str, sets: str, says: str) -> Callable[[F], F]:
    def note(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001  click calls it so
        console = ctx.find_object(Console)
        if value and console is not None:
            setattr(console, sets, True)

    return click.option(*names, is_flag=True, expose_value=False, is_eager=True, callback=note, help=says)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that a command reads."""

    scheme: Path
    facts: Path
    view: View = AS_SAID


def find_inputs(scheme: str | None, facts: str | None, view: View = AS_SAID) -> Inputs:
    """Return where scheme and facts are, as named or from the current assessment folder, and how to look at them.

    Where both are named and neither is found, both are told.
    """
    try:
        scheme_path = find_scheme(scheme)
    except Stopped as end:
        if facts is not None:
            raise Stopped([*end.problems, *_problems_of_facts(facts)]) from end
        raise
    return Inputs(scheme_path, find_facts(facts), view)


def _problems_of_facts(named: str) -> tuple[Problem, ...]:
    try:
        find_facts(named)
    except Stopped as end:
        return end.problems
    return ()


def find_scheme(named: str | None) -> Path:
    """Return the scheme's file: a path, `schemes/ID.yaml`, or the current folder's."""
    if named is None:
        if not _exists(SCHEME_FILE):
            raise Misuse(f"没有指明方案，当前文件夹里也没有“{SCHEME_FILE}”", click.get_current_context())
        return SCHEME_FILE
    path = Path(named)
    listed = SCHEMES / f"{named}.yaml"
    if _is_id(named) and not _is_file(path) and _exists(listed):
        return listed
    if not _exists(path):
        known = {each.stem: each.stem for each in _entries(SCHEMES) if each.suffix == ".yaml"}
        beside = [each for each in _entries(path.parent) if each.suffix in {".yaml", ".yml"} or each.stem == path.stem]
        raise _not_found("方案", named, listed, known | {each.name: str(each) for each in beside if _is_file(each)})
    if _is_folder(path):
        inside = path / SCHEME_FILE
        fix = f"请写“{inside}”" if _exists(inside) else "方案应是一个 .yaml 文件，请写它的路径"
        raise unreadable(path, "这是一个文件夹，不是方案文件", fix)
    return path


def find_scheme_folder(named: str | None) -> Path | None:
    """Return the folder that is named in the place of a scheme; None where it is a scheme, or nothing is named."""
    if named is None or not _is_folder(Path(named)):
        return None
    return None if _is_id(named) and _exists(SCHEMES / f"{named}.yaml") else Path(named)


def find_facts(named: str | None) -> Path:
    """Return the folder or file of facts: a path, `facts/ID`, or the current folder's."""
    if named is None:
        if not _exists(FACTS_FOLDER):
            raise Misuse(f"没有指明数据，当前文件夹里也没有“{FACTS_FOLDER}”文件夹", click.get_current_context())
        return FACTS_FOLDER
    path, listed = Path(named), FACTS / named
    if _is_id(named) and not _exists(path) and _exists(listed):
        return listed
    if not _exists(path):
        beside = {each.name: str(each) for each in _entries(path.parent) if _is_folder(each)}
        raise _not_found("数据", named, listed, beside | {each.name: each.name for each in _entries(FACTS)})
    return path


def has_facts_here() -> bool:
    """Say whether the current folder is an assessment folder with facts."""
    return _exists(FACTS_FOLDER)


def _not_found(what: str, named: str, listed: Path, known: dict[str, str]) -> Stopped:
    nor_listed = f"：没有这个文件，也没有“{listed}”" if _is_id(named) else ""
    message = f"找不到{what}“{named}”{nor_listed}"
    meant = suggest(Path(named).name, known)
    fix = f"请核对路径和文件名{f'，是不是“{known[meant]}”？' if meant else ''}"
    return Stopped([Problem(Code.FILE_NOT_FOUND, message, file=named, help=fix)])


def _is_id(named: str) -> bool:
    return Path(named).name == named and named not in {".", ".."} and Path(named).suffix not in {".yaml", ".yml"}


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _exists(path: Path) -> bool:
    """Say whether there is such a file; what may not be looked at is left to the reading."""
    try:
        return path.exists()
    except PermissionError:
        return True
    except OSError as error:
        raise unreadable(path, reason(error), "请核对路径和文件名") from error


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
