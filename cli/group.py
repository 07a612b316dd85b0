"""Commands that have commands under them, each imported when it is called: `kaohe --help` answers at once."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from cli.chinese import Command, did_you_mean, parse
from cli.console import Console
from cli.ends import Misuse
from cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Mapping


class Group(Command, click.Group):
    """The commands that `listed` says there are: the module `modules` followed by NAME holds the command `command`."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  click's own
        listed: Mapping[str, str],
        modules: str,
        **attrs: Any,  # noqa: ANN401  as above
    ) -> None:
        super().__init__(*args, subcommand_metavar="命令 …", invoke_without_command=True, **attrs)
        self.listed, self.modules = listed, modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names of the commands, in the order of the help page."""
        return list(self.listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  as above
        """Return a command; None where there is none of that name."""
        if cmd_name not in self.listed:
            return None
        command: click.Command = import_module(f"{self.modules}{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named, or say which one is meant."""
        name = args[0]
        if name not in self.listed:
            what = "选项" if name.startswith("-") else "命令"
            raise Misuse(f"没有“{name}”这个{what}{did_you_mean(name, self.listed)}", ctx)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as a group: what follows the name of a command is its own."""
        return parse(ctx, args, partial(click.Group.parse_args, self))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what there is, and what the options mean."""
        with formatter.section("命令"):
            formatter.write_dl(self.listed.items())
        Command.format_options(self, ctx, formatter)


def show_help(ctx: click.Context) -> int:
    """Show the help page of a group where no command is named."""
    if ctx.invoked_subcommand is None:
        ctx.ensure_object(Console).say(ctx.get_help())
    return Exit.USAGE
