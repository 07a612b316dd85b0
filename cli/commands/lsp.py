"""`kaohe lsp`: the language server that editors start."""

from __future__ import annotations

import click

from cli.chinese import Command
from cli.crash import version
from cli.ends import Stopped
from cli.exits import Exit
from engine.problem.codes import Code
from engine.problem.problem import Problem

_HELP = """\
供编辑器使用的语言服务：边写边查错、补全、悬停说明、转到定义。

由编辑器启动，不必自己运行；怎样设置，见文档“编辑器”。它从标准输入读，向标准输出写，不写任何文件。"""
_PARTS = frozenset({"pygls", "lsprotocol"})


@click.command(cls=Command, name="lsp", help=_HELP)
@click.option("--stdio", is_flag=True, help="从标准输入读、向标准输出写；只有这一种，写不写都一样")
def command(*, stdio: bool) -> int:  # noqa: ARG001  editors say it
    """Serve an editor until it takes its leave."""
    try:
        from service.stdio import serve  # noqa: PLC0415  it is not always installed
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _PARTS:
            raise
        fix = '请运行 pip install pygls；或者在 kaohe 的文件夹里运行 pip install ".[editor]"'
        raise Stopped([Problem(Code.NO_EDITOR_SUPPORT, "没有安装编辑器要用的部分（pygls）", help=fix)]) from error
    return Exit.OK if serve(version().strip()) else Exit.PROBLEMS
