"""`kaohe facts`: what can be done with facts beside scoring them."""

from __future__ import annotations

from types import MappingProxyType

import click

from cli.console import Console
from cli.exits import Exit
from cli.groups import Commands
from cli.options import speech_options

# The module `cli.commands.facts_NAME` holds the command of that name.
FACTS_COMMANDS = MappingProxyType({"export": "把数据写成一张表（.csv 或 .xlsx）"})


@click.command(
    cls=Commands,
    known=FACTS_COMMANDS,
    modules="cli.commands.facts_",
    name="facts",
    subcommand_metavar="命令 …",
    invoke_without_command=True,
    help="数据的导出等。",
)
@speech_options
@click.pass_context
def command(ctx: click.Context) -> int:
    """Show the help page when no command is named."""
    if ctx.invoked_subcommand is None:
        ctx.ensure_object(Console).say(ctx.get_help())
    return Exit.USAGE
