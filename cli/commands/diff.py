"""`kaohe diff`: what differs between two editions of a scheme, or two results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.chinese import Argument, Command
from cli.ends import Misuse, Stopped
from cli.exits import Exit
from cli.options import (
    find_facts,
    find_scheme,
    out_options,
    problem_options,
    speech_options,
    view_options,
)
from cli.output import check_target, deliver
from engine.compare.compare import diff_schemes
from engine.compare.report import diff_text
from engine.compare.report_json import diff_json
from engine.compare.results import SUFFIX, diff_results
from engine.problem.codes import Code
from engine.problem.problem import Problem

if TYPE_CHECKING:
    from cli.console import Console
    from engine.scheme.view import View

_HELP = """\
比较两版方案：改了什么；再给数据，还说明谁的得分、名次、等次变了，每项改动各有多少影响。

也可以比较两份结果（kaohe score --json 写出的文件）。有没有改动，退出码都是 0。"""
_OLD_HELP = "旧方案的文件或编号，或旧结果的文件"
_NEW_HELP = "新方案的文件或编号，或新结果的文件"
_FACTS_HELP = "数据文件夹或文件，或 facts 文件夹里的编号；不写则只比较方案"


@click.command(cls=Command, name="diff", help=_HELP)
@click.argument("old", cls=Argument, metavar="旧方案", says=_OLD_HELP)
@click.argument("new", cls=Argument, metavar="新方案", says=_NEW_HELP)
@click.argument("facts", cls=Argument, metavar="[数据]", required=False, says=_FACTS_HELP)
@out_options
@view_options
@problem_options
@speech_options
@click.pass_obj
def command(
    console: Console, old: str, new: str, facts: str | None, *, out: Path | None, force: bool, view: View
) -> int:
    """Show or write what differs."""
    results = [each.lower().endswith(SUFFIX) for each in (old, new)]
    if any(results):
        _check_sort(old, new, results, facts)
    paths = [Path(each) if any(results) else find_scheme(each) for each in (old, new)]
    facts_path = None if facts is None else find_facts(facts)
    if out is not None:
        check_target(out, force=force, inputs=(*paths, *([facts_path] if facts_path else [])))
    diff, problems = diff_results(*paths) if any(results) else diff_schemes(paths[0], paths[1], facts_path, view)
    if diff is None:
        raise Stopped(problems)
    if not console.as_json:
        console.remarks(problems)
    text = diff_json(diff, problems) if console.as_json else diff_text(diff)
    deliver(console, text, out)
    return Exit.INCOMPLETE if diff.provisional else Exit.OK


def _check_sort(old: str, new: str, results: list[bool], facts: str | None) -> None:
    if not all(results):
        named = new if results[1] else old
        help_ = "请两边都写方案，或者都写结果；结果用 kaohe score 方案 数据 --json --out 结果.json 生成"
        message = f"“{named}”是结果文件，另一个是方案，无从比较"
        raise Stopped([Problem(Code.NOT_ALIKE, message, file=named, help=help_)])
    if facts is not None:
        raise Misuse(f"比较两份结果时不写数据，现在多写了“{facts}”", click.get_current_context())
