"""`kaohe serve`: the page and the HTTP API over one assessment folder."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import click

from cli.chinese import Command
from cli.crash import crash_sentence, installed_version
from cli.ends import Misuse, Stopped, Unwritable
from cli.exits import Exit
from cli.options import find_inputs, scheme_and_facts, speech_options
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason

if TYPE_CHECKING:
    from cli.console import Console

PORT, LAST_PORT = 8765, 65535
_HELP = """\
在这台电脑上打开考核的网页：看结果、改方案、边改边看谁的名次会变、收填报表、做文书。

网页里的一切都在文件里，关掉就没有别的东西。只有这台电脑能打开，地址里带着令牌，每次启动都不同。按 Ctrl+C 结束。"""
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PARTS = frozenset({"fastapi", "multipart", "python_multipart", "starlette", "uvicorn"})


def _port(ctx: click.Context, _param: click.Parameter, text: str | None) -> int:
    if text is None:
        return PORT
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PORT)) and int(text) <= LAST_PORT):
        raise Misuse(f"--port 后面应写 0 到 {LAST_PORT} 的整数，现在是“{text}”", ctx)
    return int(text)


@click.command(cls=Command, name="serve", help=_HELP)
@scheme_and_facts
@click.option("--port", callback=_port, metavar="端口", help=f"不写则是 {PORT}；0 由系统挑一个")
@click.option("--host", default="127.0.0.1", metavar="地址", help="只能是这台电脑自己（127.0.0.1）")
@click.option("--read-only", is_flag=True, help="只看不改，给领导看时用")
@click.option("--demo", is_flag=True, help="遮住单位名称和得分，投影时用")
@speech_options
@click.pass_obj
def command(
    console: Console, scheme: str | None, facts: str | None, *, port: int, host: str, read_only: bool, demo: bool
) -> int:
    """Serve until it is interrupted."""
    if host not in _LOOPBACK:
        message = f"不能在“{host}”上打开：本服务只给这台电脑自己用"
        fix = "请不写 --host；要给别的电脑用，请放在有统一登录的代理后面，见文档“网页”里“放在代理后面”"
        raise Stopped([Problem(Code.NOT_SERVED, message, help=fix)])
    inputs = find_inputs(scheme, facts)
    try:
        from service.web.app import make_app  # noqa: PLC0415  it is not always installed
        from service.web.folder import Folder  # noqa: PLC0415
        from service.web.gate import Key  # noqa: PLC0415
        from service.web.serve import listening, serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _PARTS:
            raise
        fix = '请运行 pip install fastapi uvicorn python-multipart；或者在 kaohe 的文件夹里运行 pip install ".[web]"'
        raise Stopped([Problem(Code.NO_WEB_SUPPORT, f"没有安装网页要用的部分（{error.name}）", help=fix)]) from error
    try:
        at = listening(port)
    except OSError as error:
        raise Unwritable(
            f"打不开端口 {port}：{reason(error)}", "可能已经开着一个；请关掉它，或加 --port 0 换一个"
        ) from error
    taken = at.getsockname()[1]
    key = Key(secrets.token_urlsafe(24), secrets.token_urlsafe(24), taken)
    said = f"请用浏览器打开：\nhttp://127.0.0.1:{taken}/?token={key.token}\n按 Ctrl+C 结束。"
    folder = Folder(inputs.scheme, inputs.facts, read_only=read_only, masked=demo)
    app = make_app(folder, key, installed_version(), crash_sentence)
    serve(app, at, lambda: console.result(said))
    return Exit.OK
