"""`kaohe score`: the result of an assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.assessing import assess, exit_of
from cli.chinese import Command
from cli.ends import Misuse
from cli.exporting import Tables, wanted
from cli.options import find_inputs, problem_options, scheme_and_facts, speech_options, table_options, view_options
from cli.output import deliver
from engine.report.leads import leads_json, leads_text
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
@click.option("--by-lead", is_flag=True, help="另按牵头科室（牵头单位）列出指标、平均得分率和失分最多的地方")
@table_options
@view_options
@problem_options
@speech_options
@click.pass_obj
def command(
    console: Console,
    scheme: str | None,
    facts: str | None,
    *,
    by_lead: bool,
    out: Path | None,
    trace: Path | None,
    force: bool,
    view: View,
) -> int:
    """Show or write the whole result."""
    inputs, ctx = find_inputs(scheme, facts, view), click.get_current_context()
    asked = wanted(out, trace, force=force, inputs=(inputs.scheme, inputs.facts), ctx=ctx)
    if asked.results is not None and (console.as_json or by_lead):
        option, what = ("--json", " JSON") if console.as_json else ("--by-lead", "牵头科室的内容")
        raise Misuse(f"{option} 不能与表格文件“{asked.results}”同用：表格里写不进{what}", ctx)
    with Tables(console, asked) as tables:
        assessment = assess(console, inputs, watch=tables.watch)
        tables.write_results(assessment)
    if asked.results is not None:
        return exit_of(assessment)
    results = assessment.results
    if console.as_json:
        text = score_json(assessment, leads=leads_json(results)) if by_lead else score_json(assessment)
    else:
        text = score_text(assessment) + (f"\n{leads_text(results)}" if by_lead else "")
    deliver(console, text, asked.text)
    return exit_of(assessment)
