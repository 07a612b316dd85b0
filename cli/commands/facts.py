"""`kaohe facts`: what can be done with facts beside scoring them."""

from __future__ import annotations

from types import MappingProxyType

import click

from cli.group import Group, show_help
from cli.options import speech_options

# The module `cli.commands.facts_NAME` holds the command `command`.
FACTS_COMMANDS = MappingProxyType({"export": "把所有单位的数据写成一张表（.xlsx 或 .csv）"})
_HELP = "数据：导出成一张表。"


@click.command(cls=Group, name="facts", listed=FACTS_COMMANDS, modules="cli.commands.facts_", help=_HELP)
@speech_options
@click.pass_context
def command(ctx: click.Context) -> int:
    """Show the help page when no command is named."""
    return show_help(ctx)
