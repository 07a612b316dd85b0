"""`kaohe test`: whether cases, written as data, come out as expected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.chinese import Argument, Command
from cli.ends import Misuse
from cli.exits import Exit, exit_for
from cli.options import problem_options, speech_options
from engine.cases.report import cases_json, cases_text
from engine.cases.run import run_paths

if TYPE_CHECKING:
    from cli.console import Console

CASES_FOLDER = Path("用例")
_HELP = """\
运行用例文件：给出什么数据，应得什么结果；列出不符合的用例和算分的过程。

用例文件里用“方案”指明方案文件，或直接写出要核对的指标。有用例不符合，或文件有错误时，退出码为 1。"""
_PATHS_HELP = "用例文件或文件夹，可以写几个；不写则用当前文件夹的“用例”"


@click.command(cls=Command, name="test", help=_HELP)
@click.argument("paths", cls=Argument, metavar="[用例]…", nargs=-1, says=_PATHS_HELP)
@problem_options
@speech_options
@click.pass_obj
def command(console: Console, paths: tuple[str, ...]) -> int:
    """Show what differs, and count."""
    if not paths and not CASES_FOLDER.is_dir():
        message = f"没有指明用例，当前文件夹里也没有“{CASES_FOLDER}”文件夹"
        raise Misuse(message, click.get_current_context())
    run = run_paths([Path(each) for each in paths] or [CASES_FOLDER])
    if not run.results:
        console.stopped(run.problems)
        return exit_for(run.problems)
    if console.as_json:
        console.result(cases_json(run))
    else:
        console.remarks(run.problems)
        console.result(cases_text(run))
    return max(exit_for(run.problems), Exit.PROBLEMS if run.failed else Exit.OK)
