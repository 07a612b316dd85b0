"""What ends a command early."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.problem.codes import Code
from engine.problem.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Misuse(click.UsageError):
    """The command line is wrong; the message is a Chinese sentence."""


class Stopped(Exception):  # noqa: N818  no error of the program: the user's problems end the command
    """Problems that leave nothing to show."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class Unwritable(Exception):  # noqa: N818  as above
    """A result cannot be written; the message is a Chinese sentence, `fix` says what to do."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix


class ReaderGone(Exception):  # noqa: N818  as above
    """Whoever read our output has stopped reading (`kaohe rank | head`)."""


def unreadable(path: Path, why: str, fix: str) -> Stopped:
    """Return the end of a command whose file cannot be read."""
    return Stopped([Problem(Code.FILE_UNREADABLE, f"读不了“{path}”：{why}", file=str(path), help=fix)])
