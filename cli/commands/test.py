"""`kaohe test`: whether cases, written as data, come out as expected, and how much of a scheme they prove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.chinese import Argument, Command
from cli.ends import Misuse
from cli.exits import Exit, exit_for
from cli.options import CASES_FOLDER, problem_options, speech_options
from cli.testing import make_cases, share, show_coverage
from engine.cases.report import cases_json, cases_text
from engine.cases.run import run_paths

if TYPE_CHECKING:
    from fractions import Fraction

    from cli.console import Console

_HELP = """\
运行用例文件：给出什么数据，应得什么结果；列出不符合的用例和算分的过程。

用例文件里用“方案”指明方案文件，或直接写出要核对的指标。有用例不符合，或文件有错误时，退出码为 1。"""
_PATHS_HELP = "用例文件或文件夹，可以写几个；不写则用当前文件夹的“用例”"
_COVERAGE_HELP = "另列出方案的条款、档次、规则、等次，哪些已有用例核对，哪些还没有"
_ANNOTATE_HELP = "同 --coverage，并在方案原文的左边逐行标出"
_THRESHOLD_HELP = "同 --coverage，条款覆盖率低于这个百分数（如 90）时退出码为 1"
_GENERATE_HELP = "不运行用例，而是为这个方案造出边界用例，结果留待人工确认"
_OUT_HELP = "把造出的边界用例写入这个新文件；不写则显示在屏幕上"


@click.command(cls=Command, name="test", help=_HELP)
@click.argument("paths", cls=Argument, metavar="[用例]…", nargs=-1, says=_PATHS_HELP)
@click.option("--coverage", is_flag=True, help=_COVERAGE_HELP)
@click.option("--annotate", is_flag=True, help=_ANNOTATE_HELP)
@click.option("--threshold", metavar="百分数", callback=share, help=_THRESHOLD_HELP)
@click.option("--generate", metavar="方案", help=_GENERATE_HELP)
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="文件", help=_OUT_HELP)
@problem_options
@speech_options
@click.pass_obj
def command(
    console: Console,
    paths: tuple[str, ...],
    *,
    coverage: bool,
    annotate: bool,
    threshold: Fraction | None,
    generate: str | None,
    out: Path | None,
) -> int:
    """Show what differs, and count; with coverage, show what the cases prove; or make cases."""
    coverage = coverage or annotate or threshold is not None
    if generate is not None and (paths or coverage):
        raise Misuse("--generate 只造用例，不能同时运行用例或统计覆盖率", click.get_current_context())
    if out is not None and generate is None:
        raise Misuse("--out 只和 --generate 一起用", click.get_current_context())
    if generate is not None:
        return make_cases(console, generate, out)
    if not paths and not CASES_FOLDER.is_dir():
        message = f"没有指明用例，当前文件夹里也没有“{CASES_FOLDER}”文件夹"
        raise Misuse(message, click.get_current_context())
    run = run_paths([Path(each) for each in paths] or [CASES_FOLDER])
    if not run.results:
        console.stopped(run.problems)
        return exit_for(run.problems)
    end = max(exit_for(run.problems), Exit.PROBLEMS if run.failed else Exit.OK)
    if coverage:
        return max(end, show_coverage(console, run, threshold, annotate=annotate))
    if console.as_json:
        console.result(cases_json(run))
    else:
        console.remarks(run.problems)
        console.result(cases_text(run))
    return end
