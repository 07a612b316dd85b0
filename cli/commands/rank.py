"""`kaohe rank`: the table of ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.assessing import assess, exit_of
from cli.chinese import Command, did_you_mean
from cli.console import Console
from cli.ends import Misuse
from cli.options import find_inputs, problem_options, scheme_and_facts, speech_options, view_options
from engine.report.score import rank_json, rank_text

if TYPE_CHECKING:
    from engine.scheme.view import View

_HELP = "列出名次表，可以只看一组（--group）或前几名（--top）。"


def _count(ctx: click.Context, _param: click.Parameter, text: str | None) -> int | None:
    if text is not None and not (text.isascii() and text.isdigit() and int(text)):
        raise Misuse(f"--top 后面应写大于 0 的整数，现在是“{text}”", ctx)
    return None if text is None else int(text)


@click.command(cls=Command, name="rank", help=_HELP)
@scheme_and_facts
@click.option("--group", metavar="组", help="只列这一组的单位")
@click.option("--top", callback=_count, metavar="个数", help="只列前几个单位")
@view_options
@problem_options
@speech_options
@click.pass_context
def command(
    ctx: click.Context, scheme: str | None, facts: str | None, *, group: str | None, top: int | None, view: View
) -> int:
    """Show the ranks."""
    console = ctx.ensure_object(Console)
    assessment = assess(console, find_inputs(scheme, facts, view))
    groups = sorted({unit.group for unit in assessment.scheme.units if unit.group})
    if group is not None and group not in groups:
        listed = "方案里的组有：" + "、".join(groups) if groups else "这个方案没有分组"
        raise Misuse(f"没有“{group}”这个组{did_you_mean(group, groups) or '。'}{listed}", ctx)
    report = rank_json if console.as_json else rank_text
    console.result(report(assessment, group=group, top=top))
    return exit_of(assessment)
