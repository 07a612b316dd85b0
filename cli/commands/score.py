"""`kaohe score`: the result of an assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.assessing import assess, exit_of
from cli.chinese import Command
from cli.options import find_inputs, out_options, problem_options, scheme_and_facts, speech_options, view_options
from cli.output import check_target, write_file
from engine.report.score import score_json, score_text

if TYPE_CHECKING:
    from pathlib import Path

    from cli.console import Console
    from engine.scheme.view import View

_HELP = """\
按方案给各单位评分、排名、定等。

方案或数据有错误时不评分，只列出错误；还有单位不能评定时照常输出，名次和等次是暂定的（退出码 3）。"""


@click.command(cls=Command, name="score", help=_HELP)
@scheme_and_facts
@out_options
@view_options
@problem_options
@speech_options
@click.pass_obj
def command(
    console: Console, scheme: str | None, facts: str | None, *, out: Path | None, force: bool, view: View
) -> int:
    """Show or write the whole result."""
    inputs = find_inputs(scheme, facts, view)
    if out is not None:
        check_target(out, force=force, inputs=(inputs.scheme, inputs.facts))
    assessment = assess(console, inputs)
    text = score_json(assessment) if console.as_json else score_text(assessment)
    if out is None:
        console.result(text)
    else:
        write_file(out, text)
        console.note(f"结果已写入“{out}”")
    return exit_of(assessment)
