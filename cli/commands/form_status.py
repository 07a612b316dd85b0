"""`kaohe form status`: who has sent a form, who has not, and which are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.chinese import Command
from cli.options import problem_options, speech_options
from cli.receiving import exit_of_forms, receive, receiving_options
from engine.forms.outcome import Doing
from engine.forms.report import outcomes_json, outcomes_text

if TYPE_CHECKING:
    from cli.console import Console
    from cli.receiving import Receiving

_HELP = """\
查看收回的填报表：谁交了，谁没交，填了多少，哪些有错误，哪些已经导入。

只看，什么都不写。还有单位没有交的，退出码为 3；有错误的，退出码为 1。"""


@click.command(cls=Command, name="status", help=_HELP)
@receiving_options
@problem_options
@speech_options
@click.pass_obj
def command(console: Console, *, receiving: Receiving) -> int:
    """Show the table."""
    outcomes = receive(console, receiving, Doing.STATUS)
    console.result(outcomes_json(outcomes) if console.as_json else outcomes_text(outcomes))
    if not console.as_json:
        console.remarks(outcomes.problems)
    return exit_of_forms(outcomes)
