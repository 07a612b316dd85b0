"""`kaohe fmt`: one layout for schemes, unit files and case files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.chinese import Argument, Command
from cli.ends import Misuse, Stopped
from cli.exits import Exit, exit_for
from cli.options import CASES_FOLDER, FACTS_FOLDER, SCHEME_FILE, problem_options, speech_options
from cli.output import rewrite_file
from engine.layout.files import lay_out_bytes, lay_out_files
from engine.report.layout import changed_text, layout_json

if TYPE_CHECKING:
    from cli.console import Console

STDIN = "-"
_HERE = (SCHEME_FILE, FACTS_FOLDER, CASES_FOLDER)
_HELP = """\
统一排版：缩进、空格、空行，多余的引号。内容和顺序不变，注释都在原处，换行符照旧。

有写法错误的文件不动，列出问题。"""
_PATHS_HELP = "方案、数据、用例文件或文件夹，可以写几个；写 - 则排版标准输入；不写则排版当前文件夹的方案、事实和用例"


@click.command(cls=Command, name="fmt", help=_HELP)
@click.argument("paths", cls=Argument, metavar="[文件]…", nargs=-1, says=_PATHS_HELP)
@click.option("--check", is_flag=True, help="什么都不写入；列出还没有排版的文件，有则退出码为 1")
@click.option("--diff", is_flag=True, help="什么都不写入；显示排版会改哪些行，有则退出码为 1")
@problem_options
@speech_options
@click.pass_obj
def command(console: Console, paths: tuple[str, ...], *, check: bool, diff: bool) -> int:
    """Rewrite the files that are not laid out yet."""
    if STDIN in paths:
        return _from_stdin(console, paths, only_show=check or diff)
    named = [Path(each) for each in paths] or [each for each in _HERE if each.exists()]
    if not named:
        raise Misuse("没有指明文件，当前文件夹里也没有方案、事实或用例", click.get_current_context())
    found, problems = lay_out_files(named)
    changed = [each for each in found if each.changed]
    for each in changed:
        if not check and not diff:
            rewrite_file(each.path, each.after.data, instead_of=each.before.source.sha256)
        if not console.as_json:
            console.result(changed_text(each, "还没有排版" if check else "已排版", diff=diff))
    if console.as_json:
        console.result(layout_json(found, problems))
    else:
        console.remarks(problems)
        if found:
            console.note(_count(len(found), len(changed), written=not check and not diff))
    return max(exit_for(problems), Exit.PROBLEMS if changed and (check or diff) else Exit.OK)


def _from_stdin(console: Console, paths: tuple[str, ...], *, only_show: bool) -> int:
    if only_show or len(paths) > 1:
        raise Misuse(f"“{STDIN}”要单独写，不能与别的文件、--check、--diff 一起用", click.get_current_context())
    data, problems = lay_out_bytes(sys.stdin.buffer.read(), "标准输入")
    if data is None:
        raise Stopped(problems)
    console.document(data)
    return Exit.OK


def _count(files: int, changed: int, *, written: bool) -> str:
    done = "重新排版" if written else "需要排版"
    return f"共 {files} 个文件，{f'{changed} 个{done}' if changed else '都不用改'}"
