"""`kaohe explain`: what a problem code means and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.chinese import Argument, Command, did_you_mean
from cli.ends import Stopped
from cli.exits import Exit
from cli.options import speech_options
from engine.problem.catalogue import page, title
from engine.problem.codes import Code
from engine.problem.problem import Problem

if TYPE_CHECKING:
    from cli.console import Console

_HELP = "说明一个问题代码是什么意思、怎么改；不写代码时列出全部代码。"


@click.command(cls=Command, name="explain", help=_HELP)
@click.argument("code", cls=Argument, metavar="[代码]", required=False, says="问题代码，如 S102")
@speech_options
@click.pass_obj
def command(console: Console, code: str | None) -> int:
    """Show the page of a code, or the list of all."""
    codes = {each.value: each for each in Code}
    if code is None:
        console.result("\n".join(f"{each.value}  {title(each)}" for each in Code))
        return Exit.OK
    wanted = code.strip().upper()
    if wanted not in codes:
        fix = "不带代码运行 kaohe explain，可以看到全部代码"
        message = f"没有“{code}”这个问题代码{did_you_mean(wanted, codes)}"
        raise Stopped([Problem(Code.NO_SUCH_CODE, message, help=fix)])
    console.result(page(codes[wanted]))
    return Exit.OK
