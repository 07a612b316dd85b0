"""Commands that are groups of commands, each imported when it is called."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from cli.chinese import Command, did_you_mean, parse
from cli.ends import Misuse

if TYPE_CHECKING:
    from collections.abc import Mapping


class Commands(Command, click.Group):
    """A group; `known` are its commands with what they do, and `modules` + NAME holds the one called NAME.

    A module's command is called `command`.
    """

    def __init__(self, *args: Any, known: Mapping[str, str], modules: str, **attrs: Any) -> None:  # noqa: ANN401  click's own
        super().__init__(*args, **attrs)
        self.known, self.modules = known, modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names of the commands."""
        return list(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  as above
        """Import a command."""
        if cmd_name not in self.known:
            return None
        command: click.Command = import_module(f"{self.modules}{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named first, or complain."""
        name = args[0]
        if name not in self.known:
            what = "选项" if name.startswith("-") else "命令"
            raise Misuse(f"没有“{name}”这个{what}{did_you_mean(name, self.known)}", ctx)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and know which group a complaint is about."""
        return parse(ctx, args, partial(click.Group.parse_args, self))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the commands do, and what the options mean."""
        with formatter.section("命令"):
            formatter.write_dl(self.known.items())
        Command.format_options(self, ctx, formatter)
