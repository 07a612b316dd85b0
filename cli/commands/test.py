"""`kaohe test`: whether cases, written as data, come out as expected, and how much of a scheme they prove."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.chinese import Argument, Command
from cli.ends import Misuse
from cli.exits import Exit, exit_for
from cli.options import problem_options, speech_options
from engine.cases.coverage import coverages, nothing_to_cover
from engine.cases.coverage_report import below, coverage_json, coverage_text
from engine.cases.report import cases_json, cases_text
from engine.cases.run import run_paths
from engine.number import parse_decimal

if TYPE_CHECKING:
    from cli.console import Console
    from engine.cases.case import CasesRun

CASES_FOLDER = Path("用例")
_HELP = """\
运行用例文件：给出什么数据，应得什么结果；列出不符合的用例和算分的过程。

用例文件里用“方案”指明方案文件，或直接写出要核对的指标。有用例不符合，或文件有错误时，退出码为 1。"""
_PATHS_HELP = "用例文件或文件夹，可以写几个；不写则用当前文件夹的“用例”"
_COVERAGE_HELP = "另列出方案的哪些条款、档次、规则、等次已有用例核对，哪些还没有"
_ANNOTATE_HELP = "同 --coverage，并在方案原文的左边逐行标出"
_THRESHOLD_HELP = "同 --coverage，条款覆盖率低于这个百分数时退出码为 1，如 90"


def _share(ctx: click.Context, _param: click.Parameter, text: str | None) -> Fraction | None:
    number = parse_decimal(text.strip().rstrip("%％")) if text is not None else None
    if text is not None and (number is None or not 0 <= number <= 100):  # noqa: PLR2004  per cent
        raise Misuse(f"--threshold 后面应写 0 到 100 的一个数，如 90，现在是“{text}”", ctx)
    return None if number is None else number / 100


@click.command(cls=Command, name="test", help=_HELP)
@click.argument("paths", cls=Argument, metavar="[用例]…", nargs=-1, says=_PATHS_HELP)
@click.option("--coverage", is_flag=True, help=_COVERAGE_HELP)
@click.option("--annotate", is_flag=True, help=_ANNOTATE_HELP)
@click.option("--threshold", metavar="百分数", callback=_share, help=_THRESHOLD_HELP)
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
) -> int:
    """Show what differs, and count; with coverage, show what the cases prove."""
    if not paths and not CASES_FOLDER.is_dir():
        message = f"没有指明用例，当前文件夹里也没有“{CASES_FOLDER}”文件夹"
        raise Misuse(message, click.get_current_context())
    run = run_paths([Path(each) for each in paths] or [CASES_FOLDER])
    if not run.results:
        console.stopped(run.problems)
        return exit_for(run.problems)
    end = max(exit_for(run.problems), Exit.PROBLEMS if run.failed else Exit.OK)
    if coverage or annotate or threshold is not None:
        return max(end, _show_coverage(console, run, threshold, annotate=annotate))
    if console.as_json:
        console.result(cases_json(run))
    else:
        console.remarks(run.problems)
        console.result(cases_text(run))
    return end


def _show_coverage(console: Console, run: CasesRun, threshold: Fraction | None, *, annotate: bool) -> Exit:
    found = coverages(run)
    missing = below(found, threshold or Fraction(0))
    problems = [*run.problems, *nothing_to_cover(run)]
    if console.as_json:
        console.result(coverage_json(run, found))
    else:
        console.remarks(problems)
        console.result(f"{cases_text(run)}\n{coverage_text(found, annotate=annotate)}" if found else cases_text(run))
        for sentence in missing:
            console.say(sentence)
    return max(exit_for(problems), Exit.PROBLEMS if missing else Exit.OK)
