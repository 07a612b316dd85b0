"""`kaohe form`: the Excel forms in which units report."""

from __future__ import annotations

from types import MappingProxyType

import click

from cli.group import Group, show_help
from cli.options import speech_options

# The module `cli.commands.form_NAME` holds the command `command`.
FORM_COMMANDS = MappingProxyType(
    {
        "make": "制作填报表：每个单位一份，或一份汇总，或评委的评分表",
    }
)
_HELP = "填报表：把方案要的数据做成 Excel 表发下去，填好收回来，再读成数据。"


@click.command(cls=Group, name="form", listed=FORM_COMMANDS, modules="cli.commands.form_", help=_HELP)
@speech_options
@click.pass_context
def command(ctx: click.Context) -> int:
    """Show the help page when no command is named."""
    return show_help(ctx)
