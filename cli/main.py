"""The entry point: finds the command, runs it, and turns whatever ends it into an exit code.

Commands are imported when they are called, and so is what tells of a crash: `kaohe --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from cli.chinese import complaint
from cli.console import Console, close_quietly, flush, prepare_streams
from cli.ends import ReaderGone, Stopped, Unwritable
from cli.exits import Exit, exit_for
from cli.group import Group, show_help
from cli.options import speech_options
from engine.judge.production import RuleEngineError
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.problem.refusals import reason

if TYPE_CHECKING:
    from collections.abc import Sequence

# The module `cli.commands.NAME` holds the command, or the group, of that name.
COMMANDS = MappingProxyType(
    {
        "init": "建立考核文件夹：按模板，或由上年的考核",
        "check": "检查方案和数据，列出所有问题",
        "score": "按方案评分、定等",
        "rank": "列出名次表，可只看一组或前几名",
        "summary": "汇总给领导看：结论、名次、失分、名额、数据质量",
        "why": "说明一个单位的得分和等次从何而来",
        "notice": "把结果写成结果通知（通报）的 Word 文件",
        "report": "做每个单位的评分说明，HTML 和 Word",
        "facts": "把数据导出成表格，或对照各来源的数",
        "diff": "比较两版方案：改了什么，对谁有什么影响",
        "test": "运行用例文件，核对方案算得对不对",
        "form": "填报表：制作、查收、汇总、退回各单位填报的 Excel 表",
        "read": "把方案念成文字，每个指标、规则各是一段话",
        "explain": "说明一个问题代码是什么意思、怎么改",
        "serve": "在这台电脑上打开网页：看结果，边改方案边看谁会变",
        "lsp": "供编辑器使用的语言服务：边写边查错、补全、说明",
        "fmt": "统一排版方案、数据和用例文件，内容和注释不变",
        "schema": "输出方案、数据或用例文件的 JSON Schema，供编辑器使用",
    }
)

_EXAMPLES = """\
举例：
  kaohe check 方案.yaml 事实
  kaohe score changning-2021 changning-2021
  kaohe why 江苏街道 -s changning-2021 -f changning-2021

退出码：
  0 正常；1 发现问题；2 命令写法不对；3 数据不全；
  4 文件读写不了；70 程序出错；130 已中断。"""


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001  click calls it so
    if value:
        from cli.crash import version

        ctx.ensure_object(Console).result(f"kaohe{version()}")
        ctx.exit(Exit.OK)


@click.command(
    cls=Group,
    name="kaohe",
    listed=COMMANDS,
    modules="cli.commands.",
    help="考核：按写明的方案给各单位评分定等，并能说明每一分的来历。",
    epilog=_EXAMPLES,
)
@speech_options
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="显示版本号")
@click.pass_context
def root(ctx: click.Context) -> int:
    """Show the help page when no command is named."""
    return show_help(ctx)


def main(args: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; nothing is raised, whatever happens."""
    console = Console()
    prepare_streams()
    try:
        return _ended(console, sys.argv[1:] if args is None else args)
    except ReaderGone:
        close_quietly()
        return Exit.OK
    except KeyboardInterrupt:
        return _told(console, "已中断", Exit.INTERRUPTED)
    except Exception as error:  # noqa: BLE001  the one place where an unforeseen error is told
        from cli.crash import crash_sentence

        return _told(console, crash_sentence(error), Exit.INTERNAL)


def _ended(console: Console, args: Sequence[str]) -> int:
    try:
        code = _run(console, args)
        console.clear_progress()
        flush()
    except Stopped as end:
        console.stopped(end.problems)
        return exit_for(end.problems)
    except RuleEngineError as error:
        problems = [Problem(Code.RULE_ENGINE, str(error), help=f"怎么办见 kaohe explain {Code.RULE_ENGINE.value}")]
        console.stopped(problems)
        return exit_for(problems)
    except click.UsageError as error:
        return _told(console, complaint(error), Exit.USAGE)
    except Unwritable as error:
        fix = f"。{error.fix}" if error.fix else ""
        return _told(console, f"错误：{error}{fix}", Exit.FILE)
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        where = f"“{error.filename}”" if error.filename else "文件"
        return _told(console, f"错误：读写{where}时出错：{reason(error)}", Exit.FILE)
    return code


def _run(console: Console, args: Sequence[str]) -> int:
    if "_KAOHE_COMPLETE" in os.environ:
        root.main(list(args), prog_name="kaohe", obj=console)
    try:
        with root.make_context("kaohe", list(args), obj=console) as context:
            code: Any = root.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    return int(code)


def _told(console: Console, sentence: str, code: Exit) -> Exit:
    """Say the last sentence; where even that is impossible, the code must do."""
    try:
        console.say(sentence)
    except (ReaderGone, Unwritable):
        close_quietly()
    return code
